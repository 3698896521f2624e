"""What a complete build read and left, as one value: while it holds, there is nothing to do.

Knows nothing of what depends on what: it covers every file that a build may read and every file that
it makes, so that any doubt is a build. It only spares the build engine the work of finding out.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from aarsmelding import disclosure, filestate
from aarsmelding.building import fingerprint, publishing
from aarsmelding.building.revision import revision
from aarsmelding.paths import Project

# In the build folder, but not products: what the engine, the lock, failed sections and editions leave there.
STATE = (
    ".",
    "events",
    "failed",
    "inputs",
    "lock",
    "logs",
    "pytask",
    "recorded",
    "scratch",
    "seal",
    "staging",
)


def _file(project: Project, year: int) -> Path:
    return project.build(year) / "seal.json"


def _digest(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        whole.update(os.fsencode(path.as_posix()) + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _read(project: Project, year: int) -> list[Path]:
    """Every file that a build of the year may read."""
    code = (path for path in fingerprint.PACKAGE.rglob("*") if "__pycache__" not in path.parts)
    years = {year, *(earlier for earlier in project.years() if earlier < year)}
    raw = [path for each in years for path in project.raw(each).rglob("*")]
    return [*code, *project.notebooks.glob("*.ipynb"), *raw, *disclosure.files(project)]


def inputs(project: Project, year: int) -> str:
    """One value for everything that a build of the year may read, and for the versions it runs on."""
    return f"{_digest(_read(project, year))} {fingerprint.library()} {revision(project)}"


def states(project: Project, year: int) -> Mapping[Path, tuple[int, ...]]:
    """What the system says of the same files: another where one was changed, and changed back."""
    return {path: filestate.state(path) for path in _read(project, year) if path.is_file()}


def _products(project: Project, year: int) -> str:
    made = [path for path in project.build(year).glob("*") if not path.name.startswith(STATE)]
    logs = project.report(year) / publishing.LOGS
    folders = (project.clean(year), project.report(year), *made)
    lying = (path for folder in folders for path in folder.rglob("*") if path.parent != logs)
    return _digest([*made, *lying])


def steps_if_unbroken(project: Project, year: int) -> int | None:
    """How many steps the last build had, if nothing that it read or left has changed; else None."""
    try:
        sealed = json.loads(_file(project, year).read_bytes())
        read, made, steps = sealed["inputs"], sealed["products"], int(sealed["steps"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # What was read first: there is less of it, and seldom does what was made change by itself.
    is_unbroken = read == inputs(project, year) and made == _products(project, year)
    return steps if is_unbroken else None


def seal(project: Project, year: int, before: str, steps: int) -> None:
    """Seal a complete build, `before` being its inputs when it began: not if they changed meanwhile."""
    if inputs(project, year) == before:
        content = {"inputs": before, "products": _products(project, year), "steps": steps}
        _file(project, year).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def breach(project: Project, year: int) -> None:
    """A build begins: until it is complete, nothing is sealed."""
    _file(project, year).unlink(missing_ok=True)
