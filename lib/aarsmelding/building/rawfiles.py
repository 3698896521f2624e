"""What a report is made from as it was when the build began: nothing is published from data that moved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from unicodedata import category

from aarsmelding import disclosure, filestate, holdings, writing
from aarsmelding.errors import DataRefused, Fault, UsageError
from aarsmelding.gaps import reduction
from aarsmelding.paths import Project

# Control characters, and what stands for bytes that are no UTF-8: no product could name such a file.
UNFIT = frozenset({"Cc", "Cs"})


def _file(project: Project, year: int) -> Path:
    return project.build(year) / "inputs.json"


def hashes(project: Project, year: int) -> dict[str, str]:
    """Every file of the raw folders up to the year's, and the rules, by the names the manifest gives them."""
    return {name: filestate.sha256(path) for name, path in _named(project, year).items()}


def _named(project: Project, year: int) -> dict[str, Path]:
    years = {year, *(earlier for earlier in project.years() if earlier < year)}
    files = sorted(path for each in years for path in project.raw(each).iterdir() if path.is_file())
    if unreadable := [path for path in files if not UNFIT.isdisjoint(map(category, path.name))]:
        shown = unreadable[0].name.encode("utf-8", "replace").decode()
        raise UsageError(
            "the name of a file has characters that cannot be shown",
            f"{project.shown(unreadable[0].parent)}/{shown}",
            "rename it, or move it away",
        )
    return _with_names(project, files)


def _with_names(project: Project, raw: Iterable[Path]) -> dict[str, Path]:
    """The rules too, if there are any."""
    files = [*raw, *disclosure.files(project)]
    return {path.relative_to(project.root).as_posix(): path for path in files}


def listed(project: Project, year: int) -> dict[str, Path]:
    """What the manifest of a report lists: the raw files of its year, those it compares with, the rules."""
    own = sorted(path for path in project.raw(year).iterdir() if path.is_file())
    shown = reduction.sections_of(project, year)
    compared = {(year - 1, name) for each in shown for name in reduction.earlier_for(project, year, each)}
    compared |= {(year, name) for name in holdings.derived_of(project, year)}
    rests_on = {needed for each in compared for needed in holdings.delivered_for(project, *each)}
    earlier = [project.raw(of) / f"{name}.csv" for of, name in sorted(rests_on) if of != year]
    return _with_names(project, [*own, *earlier])


def _written(path: Path) -> int | None:
    """When it was written, as its file says, in nanoseconds; None where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def note(project: Project, year: int) -> None:
    """A build begins: this is the data it is made from."""
    # Their times first: what is written meanwhile has another one later.
    written = {name: _written(path) for name, path in _named(project, year).items()}
    noted = {name: [found, written.get(name)] for name, found in hashes(project, year).items()}
    writing.text(_file(project, year), json.dumps(noted, indent=1) + "\n")


def require_unchanged(project: Project, year: int, now: Mapping[str, str]) -> None:
    """Raises DataRefused naming every file that differs `now` from what was noted, or was written since.

    Of earlier years only the files in `now` count: a report need not rest on all of them. A file that was
    changed and changed back may have been read in between.
    """
    try:
        before: dict[str, list[Any]] = json.loads(_file(project, year).read_bytes())
    except FileNotFoundError:
        return
    own = {name for name in before if name.startswith((f"data/raw/{year}/", disclosure.FILE))}
    found = {name: [now.get(name), _written(project.root / name)] for name in {*own, *now}}
    changed = sorted(name for name in found if before.get(name) != found[name])
    if changed:
        raise DataRefused(
            Fault(
                file=name,
                rule="the file changed while the report was being built from it",
                remedy="build again when nobody writes to it; the last report is as it was",
            )
            for name in changed
        )
