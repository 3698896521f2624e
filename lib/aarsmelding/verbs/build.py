"""Build the report of a year; what has not changed is not run again."""

from __future__ import annotations

from typing import Annotated

import typer

from aarsmelding.building import jobs as jobs_
from aarsmelding.kernels import Kernel
from aarsmelding.paths import find_project
from aarsmelding.verbs import REPORT, BuiltYear

PLACE = (REPORT, 10)


def command(
    year: BuiltYear,
    only: Annotated[list[str] | None, typer.Option(help="Only this section; repeat for several.")] = None,
    for_: Annotated[
        list[str] | None,
        typer.Option(
            "--for", help="Only the edition of this row, such as 5501; with --only. Repeat for several."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, max=jobs_.MOST, help="Steps at a time; default: cores."),
    ] = None,
    kernel: Annotated[
        Kernel | None,
        typer.Option(help="How notebooks get a kernel; the same result. Default: forked where possible."),
    ] = None,
    cell_seconds: Annotated[
        int | None,
        typer.Option(min=1, help="Stop a cell after so long; default: as its notebook says, else 300."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDR", help="Let a dask cluster do the steps, such as tcp://scheduler:8786."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="The verdict as JSON on standard output, the rest on the other.")
    ] = False,
    on_failure: Annotated[
        str | None,
        typer.Option(metavar="CMD", help="Run this when the report was not made; the verdict on its input."),
    ] = None,
    mail_to: Annotated[
        str | None, typer.Option(metavar="ADDR", help="Mail the verdict when the report was not made.")
    ] = None,
    smtp: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="The mail server for --mail-to.")
    ] = "localhost:25",
) -> None:
    """Build the report of a year; what has not changed is not run again.

    Exit codes: 0 built, or nothing to do; 1 a section or a check failed; 2 not understood; 3 data refused;
    4 another build holds the lock; 130 interrupted. Whatever but 0: the last good report is as it was.
    """
    from aarsmelding.building.build import Request
    from aarsmelding.errors import UsageError
    from aarsmelding.unattended.hook import Hooks
    from aarsmelding.unattended.supervise import Telling, refused, supervised

    # What is named twice is meant once.
    chosen, keys = (tuple(dict.fromkeys(named or ())) for named in (only, for_))
    request = Request(year, chosen, keys, jobs, kernel, cell_seconds, cluster)
    telling = Telling(quiet, json, Hooks(on_failure, mail_to, smtp))
    try:
        project = find_project()
    except UsageError as problem:
        raise typer.Exit(refused(problem, request, telling)) from None
    raise typer.Exit(supervised(project, request, telling))
