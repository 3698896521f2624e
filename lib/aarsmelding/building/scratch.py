"""A build's own folder for temporary files: one place to clear, also after a build that was killed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import util
from pathlib import Path

from aarsmelding import writing
from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import Project

# Short, for the sockets of kernels lie in it, and the path of a socket has at most 104 characters.
PREFIX = "aar-"
MULTIPROCESSING = "pymp-"
LONGEST = 56


def _noted(project: Project, year: int) -> Path:
    return project.build(year) / "scratch"


def clear(project: Project, year: int) -> None:
    """Remove what an earlier build did not come to remove: its folders, and files that it was writing."""
    for folder in (project.build(year), project.clean(year)):
        writing.clear(folder)
    noted = _noted(project, year)
    if noted.is_file():
        for left in map(Path, noted.read_text(encoding="utf-8", errors="replace").splitlines()):
            if left.name.startswith((PREFIX, MULTIPROCESSING)):
                shutil.rmtree(left, ignore_errors=True)
        noted.unlink()


@contextmanager
def folder(project: Project, year: int) -> Iterator[Path]:
    """A new folder for the time of a build. Raises AarsmeldingError where it would lie too deep."""
    where = tempfile.gettempdir()
    if len(os.fsencode(where)) > LONGEST:
        raise AarsmeldingError(
            "the path of the folder for temporary files is too long: sockets could not lie there",
            where,
            f"set TMPDIR to a folder whose path has at most {LONGEST} characters, such as /tmp",
        )
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        _noted(project, year).write_text(f"{made}\n", encoding="utf-8")
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        _noted(project, year).unlink(missing_ok=True)


def note_own(project: Project, year: int) -> None:
    """Note the folder that multiprocessing made for this process, which removes it unless it is killed."""
    with _noted(project, year).open("a", encoding="utf-8") as noted:
        noted.write(f"{util.get_temp_dir()}\n")
