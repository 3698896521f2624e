"""A build's own folder for temporary files: one place to clear, also after a build that was killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aarsmelding import writing
from aarsmelding.paths import Project

# Short, for the sockets of kernels lie in it, and the path of a socket has at most 104 characters.
PREFIX = "aar-"


def _noted(project: Project, year: int) -> Path:
    return project.build(year) / "scratch"


def clear(project: Project, year: int) -> None:
    """Remove what an earlier build did not come to remove: its folder, and files that it was writing."""
    for folder in (project.build(year), project.clean(year)):
        writing.clear(folder)
    noted = _noted(project, year)
    if noted.is_file():
        left = Path(noted.read_text(encoding="utf-8").strip())
        if left.name.startswith(PREFIX):
            shutil.rmtree(left, ignore_errors=True)
        noted.unlink()


@contextmanager
def folder(project: Project, year: int) -> Iterator[Path]:
    """A new folder for the time of a build."""
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    _noted(project, year).write_text(f"{made}\n", encoding="utf-8")
    try:
        yield made
    finally:
        clear(project, year)
