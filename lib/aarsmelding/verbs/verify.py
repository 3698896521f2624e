"""Check that a delivered report folder is as it was built."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.errors import EXIT_FAILED, UsageError
from aarsmelding.paths import find_project, project_if_any
from aarsmelding.verbs import UNATTENDED

PLACE = (UNATTENDED, 10)


def command(
    folder: Annotated[
        Path | None, typer.Argument(help="A report folder; default: that of the latest year here.")
    ] = None,
) -> None:
    """Check that a delivered report folder is as it was built.

    Every file that its manifest lists is there with the right hash, and no other (but logs/). Says which
    commit and data made it, and whether the data here are the same. Exit code 0 where the folder is
    whole, 1 where it is not.
    """
    from aarsmelding.unattended import verify

    # Who is given a report to look at need not have what it is made from.
    project = project_if_any()
    if folder is None:
        project = find_project()
        built = [year for year in project.years() if (project.report(year) / verify.MANIFEST).is_file()]
        if not built:
            raise UsageError("there is no report here", "reports/", "build one, or name a folder")
        folder = project.report(built[-1])
    found = verify.verify(folder, project)
    for line in verify.lines(found):
        typer.echo(line)
    raise typer.Exit(0 if found.whole else EXIT_FAILED)
