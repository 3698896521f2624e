"""What went in: the raw files with their receipts, and the documents they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from aarsmelding import datasets
from aarsmelding.downloads.crate.entities import entity, organisation, outside
from aarsmelding.errors import DataRefused
from aarsmelding.page import appendix
from aarsmelding.paths import Project
from aarsmelding.receipts import Receipt, read_receipt, receipt_path

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

Entities = dict[str, Any]


def receipt_of(project: Project, year: int, name: str) -> Receipt:
    """The receipt of a raw file. Raises DataRefused where it cannot be read."""
    path = project.raw(year) / f"{name}.csv"
    receipt, faults = read_receipt(path, project.shown(path))
    if receipt is None or faults:
        raise DataRefused(faults)
    return receipt


def documents_of(crate: ROCrate, frames: dict[str, pd.DataFrame], receipts: dict[str, Receipt]) -> Entities:
    """The source documents that the receipts name, described where `dokumenter` lists them."""
    listed = {row["dokument"]: row for row in appendix.documents(frames)}
    named = {document for receipt in receipts.values() for document in receipt.documents}
    found = {}
    for document in sorted(named | set(listed)):
        row = listed.get(document, {})
        dated = row.get("dokument_dato")
        found[document] = entity(
            crate,
            f"#dokument/{quote(document)}",
            "CreativeWork",
            name=row.get("tittel") or document,
            identifier=document,
            publisher=organisation(crate, row.get("utgiver")),
            dateCreated=dated.date().isoformat() if dated else None,
        )
    return found


def raw_file(
    crate: ROCrate, project: Project, year: int, name: str, receipt: Receipt, documents: Entities
) -> Any:
    """The raw file of a dataset, and beside it its receipt."""
    path = project.raw(year) / f"{name}.csv"
    dataset = datasets.get(name)
    file = outside(
        crate,
        project,
        path,
        dataset.title,
        description=dataset.description or dataset.one_row,
        creditText=receipt.published_by,
        dateReceived=str(receipt.received),
        isBasedOn=[documents[document] for document in sorted(set(receipt.documents))],
    )
    outside(crate, project, receipt_path(path), f"Kvittering for {path.name}", about=file)
    return file
