"""Take the accepted rows of a proposal into the meetings, cases and attendance of a year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA, Year

PLACE = (DATA, 35)


def command(
    proposal: Annotated[
        Path, typer.Argument(help="The CSV that `aarsmelding papers` wrote, with «godtatt» filled in.")
    ],
    year: Year,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come of it.")] = False,
) -> None:
    """Take the accepted rows of a proposal into the meetings, cases and attendance of a year."""
    from aarsmelding.papers.accepting import accept
    from aarsmelding.papers.proposals import TARGETS

    result = accept(find_project(), proposal, year, dry_run)
    for name in TARGETS:
        if result.added[name] or result.updated[name]:
            typer.echo(f"{name} {year}: {result.added[name]} rows added, {result.updated[name]} updated")
    typer.echo(f"left: {result.refused_by_person} rows with nei, {result.undecided} undecided")
    for path in result.files:
        typer.echo(f"  {'would write' if dry_run else 'wrote'} {path}")
