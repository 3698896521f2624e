"""The verbs of the command line: one module each, found by lying here.

A module has `command`, a function for typer, and `PLACE`, the panel of `--help` it stands in and its
order there. Names with a trailing underscore lose it, others get hyphens for underscores. Whatever is slow
to import belongs inside `command`.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Annotated

import typer

from aarsmelding import years
from aarsmelding.errors import UsageError

DATA = "1 Data"
REPORT = "2 Report"
QUESTIONS = "3 Questions"
UNATTENDED = "4 Unattended"


def report_year(year: int | None) -> int | None:
    """What `--year` says, where a report can be about that year."""
    return None if year is None else years.require(year)


# What a build is asked for is refused by the build, which tells whoever waits for its verdict.
BuiltYear = Annotated[int, typer.Option("--year", "-y", help="The year the report is about.")]
Year = Annotated[
    int, typer.Option("--year", "-y", callback=report_year, help="The year the report is about.")
]
ReportYear = Annotated[
    int | None, typer.Option("--year", "-y", callback=report_year, help="Default: the latest year.")
]


def require_folder(out: Path | None) -> None:
    """Refuse something else than a folder as the place of several files; what is not there can be made."""
    if out is not None and out.exists() and not out.is_dir():
        raise UsageError("the place for the files is not a folder", str(out), "name a folder")


def add_all(app: typer.Typer) -> None:
    """Give `app` every verb, in the order data flows."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    for module in sorted(modules, key=lambda module: module.PLACE):
        name = module.__name__.rpartition(".")[2].rstrip("_").replace("_", "-")
        panel = module.PLACE[0][2:]
        app.command(name=name, rich_help_panel=panel)(module.command)
