"""Build the report of a year; what has not changed is not run again."""

from __future__ import annotations

from typing import Annotated

import typer

from aarsmelding.kernels import Kernel
from aarsmelding.paths import find_project
from aarsmelding.verbs import REPORT, Year

PLACE = (REPORT, 10)


def command(
    year: Year,
    only: Annotated[list[str] | None, typer.Option(help="Only this section; repeat for several.")] = None,
    for_: Annotated[
        list[str] | None,
        typer.Option(
            "--for", help="Only the edition of this row, such as 5501; with --only. Repeat for several."
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Steps at a time; default: cores.")
    ] = None,
    kernel: Annotated[
        Kernel | None,
        typer.Option(help="How notebooks get a kernel; the same result. Default: forked where possible."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")] = False,
) -> None:
    """Build the report of a year; what has not changed is not run again."""
    from aarsmelding.building import build as building

    raise typer.Exit(
        building.build(find_project(), year, tuple(only or ()), jobs, quiet, kernel, tuple(for_ or ()))
    )
