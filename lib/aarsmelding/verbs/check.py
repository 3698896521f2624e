"""Validate every dataset of a year and report all faults of all files together."""

from __future__ import annotations

import typer

from aarsmelding.errors import DataRefused
from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA, Year

PLACE = (DATA, 60)


def command(year: Year) -> None:
    """Validate every dataset of a year and report all faults of all files together."""
    from aarsmelding import checks, notebook
    from aarsmelding.validate import validate

    project = find_project()
    notebook.require_year(project, year)
    frames, faults = {}, []
    for name in notebook.datasets_of(project, year):
        frame, found = validate(project, year, name)
        faults += found
        if frame is not None:
            frames[name] = frame
    faults += checks.run(frames, year)
    if faults:
        raise DataRefused(faults)
    rows = sum(map(len, frames.values()))
    typer.echo(f"{year}: {len(frames)} datasets, {rows} rows, every rule holds")
