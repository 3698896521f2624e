"""Show the facts of a report, or write them as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import QUESTIONS, ReportYear

PLACE = (QUESTIONS, 10)


def command(
    year: ReportYear = None,
    section: Annotated[str | None, typer.Option(help="Only the facts of this section.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write them here, for Excel, instead.")] = None,
) -> None:
    """Show the facts of a report, or write them as CSV."""
    from aarsmelding.asking import factlist

    found = factlist.facts(find_project(), year, section)
    if csv is None:
        factlist.show(found)
    else:
        factlist.write_csv(found, csv)
        typer.echo(f"wrote {csv} ({len(found)} facts)")
