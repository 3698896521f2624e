"""Write what a scheduler must be told to build the report every day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.errors import UsageError
from aarsmelding.paths import find_project
from aarsmelding.verbs import UNATTENDED, ReportYear, require_folder

PLACE = (UNATTENDED, 20)


def command(
    systemd: Annotated[bool, typer.Option("--systemd", help="A service and a timer.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="A line for crontab.")] = False,
    github: Annotated[bool, typer.Option("--github", help="A workflow for GitHub Actions.")] = False,
    airflow: Annotated[bool, typer.Option("--airflow", help="A DAG for Apache Airflow.")] = False,
    year: ReportYear = None,
    at: Annotated[str, typer.Option(metavar="HH:MM", help="When, every day.")] = "04:00",
    hook: Annotated[
        str | None, typer.Option(metavar="CMD", help="Run this when the report was not made.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the files into this folder; default: to standard output.")
    ] = None,
) -> None:
    """Write what a scheduler must be told to build the report every day."""
    from importlib import import_module

    from aarsmelding import notebook
    from aarsmelding.unattended.schedules import Kind, scheduled

    chosen = [kind for kind, on in zip(Kind, (systemd, cron, github, airflow), strict=True) if on]
    if len(chosen) != 1:
        raise UsageError(
            "one scheduler must be chosen", "schedule", "add --systemd, --cron, --github or --airflow"
        )
    require_folder(out)
    project = find_project()
    if not (years := project.years()):
        raise UsageError("there is no data yet", "data/raw/", "put raw files in data/raw/<year>/")
    chosen_year = years[-1] if year is None else year
    notebook.require_year(project, chosen_year)
    task = scheduled(project, chosen_year, at, hook)
    files = import_module(f"aarsmelding.unattended.schedules.{chosen[0]}").files(task)
    for name, text in files.items():
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(text, encoding="utf-8")
            typer.echo(f"wrote {out / name}", err=True)
        else:
            typer.echo(f"# {name}\n{text}" if len(files) > 1 else text, nl=False)
