"""Write the receipt of a raw file: what it is, where it comes from, its hash."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA

PLACE = (DATA, 50)


def command(
    file: Annotated[Path, typer.Argument(help="A raw file, such as data/raw/2025/tilskudd.csv.")],
    document: Annotated[list[str], typer.Option(help="Id of a document it rests on; repeat for several.")],
    published_by: Annotated[
        str, typer.Option(help="Who published or delivered it.")
    ] = "Helsefellesskapets sekretariat",
    transcribed_by: Annotated[str, typer.Option(help="Role of the transcriber.")] = "redaksjonen",
    whole_year: Annotated[
        bool, typer.Option("--whole-year", help="Declare that a register holds everything of its year.")
    ] = False,
) -> None:
    """Write the receipt of a raw file: what it is, where it comes from, its hash."""
    from aarsmelding import filestate, receipts
    from aarsmelding.receiving import declaring, transcribed

    project = find_project()
    year, name = transcribed.require_raw(project, file)
    if whole_year:
        declaring.require_register(name)
    transcribed.require_documents(project, year, name, document)
    path = receipts.receipt_path(file)
    receipts.Receipt(
        file=file.name,
        sha256=filestate.sha256(file),
        documents=tuple(dict.fromkeys(document)),
        published_by=published_by,
        received=date.today(),
        transcribed_by=transcribed_by,
        whole_year=whole_year,
    ).write(path)
    typer.echo(f"wrote {path}")
