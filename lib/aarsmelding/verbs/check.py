"""Validate every dataset of a year and report all faults of all files together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.errors import DataRefused
from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA, Year

PLACE = (DATA, 60)


def command(
    year: Year,
    only: Annotated[list[str] | None, typer.Option(help="Only this dataset; repeat for several.")] = None,
    html: Annotated[
        Path | None, typer.Option(help="Also write a page to send to the owner of the data.")
    ] = None,
) -> None:
    """Validate every dataset of a year and report all faults of all files together."""
    from aarsmelding.quality import examination, validation

    project, chosen = find_project(), tuple(only or ())
    found = examination.examine(project, year)
    validation.require_known(chosen, found.names)
    if html is not None:
        validation.write(validation.page(project, year, found, chosen), html)
        typer.echo(f"wrote {html}")
    if faults := found.only(chosen):
        raise DataRefused(faults)
    frames = [frame for name, frame in found.frames.items() if not chosen or name in chosen]
    typer.echo(f"{year}: {len(frames)} datasets, {sum(map(len, frames))} rows, every rule holds")
