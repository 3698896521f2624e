"""Read an agenda, meeting papers or minutes, and propose rows for a person to accept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA, Year

PLACE = (DATA, 30)


def command(
    file: Annotated[Path, typer.Argument(help="A PDF, DOCX or TXT; with --measure a folder of them.")],
    year: Year,
    out: Annotated[Path | None, typer.Option(help="Write the proposal here, as CSV.")] = None,
    measure: Annotated[
        bool, typer.Option("--measure", help="Compare with what has been transcribed, and change nothing.")
    ] = False,
) -> None:
    """Read an agenda, meeting papers or minutes, and propose rows for a person to accept."""
    from aarsmelding import papers

    project = find_project()
    if measure:
        from aarsmelding.papers import measure as measuring

        typer.echo(measuring.table(measuring.measure(file, project, year)[0]))
    elif out is not None:
        typer.echo("\n".join(papers.take(file, project, year, out)))
    else:
        from aarsmelding.papers import showing

        typer.echo("\n".join(showing.lines(papers.propose(file, project, year))))
