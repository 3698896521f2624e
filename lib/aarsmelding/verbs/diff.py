"""List the facts that changed, appeared and went. Exit code 0: none, 1: some, 2: not understood."""

from __future__ import annotations

from typing import Annotated

import typer

from aarsmelding.paths import project_if_any
from aarsmelding.verbs import QUESTIONS, report_year

PLACE = (QUESTIONS, 30)


def command(
    old: Annotated[str, typer.Argument(help="A report folder, a facts.json, or a git revision.")],
    new: Annotated[str, typer.Argument(help="The same, to hold against it.")],
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            "-y",
            callback=report_year,
            help="The year to take from a revision; default: the latest.",
        ),
    ] = None,
) -> None:
    """List the facts that changed, appeared and went. Exit code 0: none, 1: some, 2: not understood."""
    from aarsmelding.asking import difference

    project = project_if_any()
    before, after = difference.read(project, old, year), difference.read(project, new, year)
    changes = difference.compare(before, after)
    difference.show(changes, old, new, len(after))
    raise typer.Exit(1 if changes else 0)
