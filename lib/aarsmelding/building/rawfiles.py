"""The raw files as they were when a build began: a report is not published from data that moved."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from aarsmelding.errors import DataRefused, Fault
from aarsmelding.paths import Project


def _file(project: Project, year: int) -> Path:
    return project.build(year) / "inputs.json"


def hashes(project: Project, year: int) -> dict[str, str]:
    """Every file of the raw folders up to the year's, by the name that the manifest gives it."""
    years = {year, *(earlier for earlier in project.years() if earlier < year)}
    files = sorted(path for each in years for path in project.raw(each).iterdir() if path.is_file())
    return {
        f"data/raw/{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def note(project: Project, year: int) -> None:
    """A build begins: this is the data it is made from."""
    noted = _file(project, year)
    noted.parent.mkdir(parents=True, exist_ok=True)
    unfinished = noted.with_name(f"{noted.name}.tmp")
    unfinished.write_text(json.dumps(hashes(project, year), indent=1) + "\n", encoding="utf-8")
    os.replace(unfinished, noted)


def require_unchanged(project: Project, year: int, now: Mapping[str, str]) -> None:
    """Raises DataRefused naming every raw file that differs `now` from what was noted.

    Of earlier years only the files in `now` count: a report need not rest on all of them.
    """
    try:
        before: dict[str, str] = json.loads(_file(project, year).read_bytes())
    except FileNotFoundError:
        return
    own = {name for name in before if name.startswith(f"data/raw/{year}/")}
    changed = sorted(name for name in {*own, *now} if before.get(name) != now.get(name))
    if changed:
        raise DataRefused(
            Fault(
                file=name,
                rule="the raw file changed while the report was being built from it",
                remedy="build again when nobody writes to it; the last report is as it was",
            )
            for name in changed
        )
