"""What a report is made from as it was when the build began: nothing is published from data that moved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from unicodedata import category

from aarsmelding import disclosure, filestate, writing
from aarsmelding.errors import DataRefused, Fault, UsageError
from aarsmelding.paths import Project

# Control characters, and what stands for bytes that are no UTF-8: no product could name such a file.
UNFIT = frozenset({"Cc", "Cs"})


def _file(project: Project, year: int) -> Path:
    return project.build(year) / "inputs.json"


def hashes(project: Project, year: int) -> dict[str, str]:
    """Every file of the raw folders up to the year's, and the rules, by the names the manifest gives them."""
    years = {year, *(earlier for earlier in project.years() if earlier < year)}
    files = sorted(path for each in years for path in project.raw(each).iterdir() if path.is_file())
    named = [(f"data/raw/{path.parent.name}/{path.name}", path) for path in files]
    if unreadable := [path for _, path in named if not UNFIT.isdisjoint(map(category, path.name))]:
        shown = unreadable[0].name.encode("utf-8", "replace").decode()
        raise UsageError(
            "the name of a file has characters that cannot be shown",
            f"{project.shown(unreadable[0].parent)}/{shown}",
            "rename it, or move it away",
        )
    named += [(disclosure.FILE, path) for path in disclosure.files(project)]
    return {name: filestate.sha256(path) for name, path in named}


def note(project: Project, year: int) -> None:
    """A build begins: this is the data it is made from."""
    writing.text(_file(project, year), json.dumps(hashes(project, year), indent=1) + "\n")


def require_unchanged(project: Project, year: int, now: Mapping[str, str]) -> None:
    """Raises DataRefused naming every file that differs `now` from what was noted.

    Of earlier years only the files in `now` count: a report need not rest on all of them.
    """
    try:
        before: dict[str, str] = json.loads(_file(project, year).read_bytes())
    except FileNotFoundError:
        return
    own = {name for name in before if name.startswith((f"data/raw/{year}/", disclosure.FILE))}
    changed = sorted(name for name in {*own, *now} if before.get(name) != now.get(name))
    if changed:
        raise DataRefused(
            Fault(
                file=name,
                rule="the file changed while the report was being built from it",
                remedy="build again when nobody writes to it; the last report is as it was",
            )
            for name in changed
        )
