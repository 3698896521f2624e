"""Take a delivery: recognise it, check it, store it untouched and as a raw table, or refuse it whole."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA, Year

PLACE = (DATA, 20)


class Hidden(StrEnum):
    """What to do with hidden rows and columns."""

    REFUSE = "refuse"
    INCLUDE = "include"
    SKIP = "skip"


class Decimal(StrEnum):
    """The sign before decimals."""

    COMMA = "comma"
    POINT = "point"


class First(StrEnum):
    """What stands first in a date."""

    DAY = "day"
    MONTH = "month"


def command(
    file: Annotated[
        Path, typer.Argument(help="A table (XLSX, XLS, ODS, CSV, TSV), or meeting papers (PDF, DOCX, TXT).")
    ],
    year: Year,
    sender: Annotated[str, typer.Option("--from", help="Role or organisation that delivered it.")],
    dataset: Annotated[
        str | None, typer.Option("--as", help="The dataset, where it is not recognised.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Only this sheet of the workbook.")] = None,
    hidden: Annotated[Hidden, typer.Option(help="Hidden rows and columns of the table.")] = Hidden.REFUSE,
    decimal: Annotated[
        Decimal | None, typer.Option(help="The decimal sign, where the columns do not decide.")
    ] = None,
    dates: Annotated[
        First | None, typer.Option(help="What comes first in dates, where the columns do not decide.")
    ] = None,
    whole_year: Annotated[
        bool | None, typer.Option(help="Whether a register (moeter, saker) holds everything of its year.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come of it.")] = False,
) -> None:
    """Take a delivery: recognise it, check it, store it untouched and as a raw table, or refuse it whole.

    Of meeting papers rows are proposed, which `accept` takes when a person has looked at them.
    """
    from aarsmelding import papers
    from aarsmelding.errors import UsageError

    if file.suffix.lower() in papers.SUFFIXES and dataset is None:
        if whole_year is not None:
            problem = "meeting papers are no register of the whole year"
            raise UsageError(problem, "--whole-year", "leave it out; declare the register itself")
        # Papers hold names, and are not stored: what is proposed from them is for a person to accept.
        for line in papers.take(file, find_project(), year, dry_run=dry_run):
            typer.echo(line)
        return
    from aarsmelding.receiving import body, extracting, reception

    signs = {Decimal.COMMA: ",", Decimal.POINT: "."}
    choices = extracting.Choices(signs[decimal] if decimal else None, dates.value if dates else None)
    treatment = body.Hidden(hidden.value)
    request = reception.Request(file, year, sender, dataset, sheet, treatment, choices, whole_year)
    outcome = reception.receive(find_project(), request, dry_run)
    if outcome.same_as:
        typer.echo(
            f"the same file as {outcome.same_as.file}, received {outcome.same_as.received[:10]} "
            f"from {outcome.same_as.delivered_by} as {outcome.dataset}: "
            + ("; ".join(outcome.notes) or "nothing is changed")
        )
        for path in outcome.files:
            typer.echo(f"  {'would write' if dry_run else 'wrote'} {path}")
        return
    typer.echo(f"{outcome.dataset} {year}: {outcome.rows} rows, every rule holds")
    typer.echo("  columns: " + ", ".join(outcome.columns))
    for note in outcome.notes:
        typer.echo(f"  {note}")
    if outcome.supersedes:
        typer.echo(f"  supersedes {outcome.supersedes}, which stays")
    for line in outcome.difference.lines() if outcome.difference else []:
        typer.echo(f"    {line}")
    for path in outcome.files:
        typer.echo(f"  {'would write' if dry_run else 'wrote'} {path}")
