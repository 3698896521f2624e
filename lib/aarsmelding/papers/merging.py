"""Accepted rows merged into a raw file: added, or filled in where a row of the same key is there."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from aarsmelding import datasets, parse, receipts, sources
from aarsmelding.datasets import Dataset
from aarsmelding.errors import DataRefused, Fault
from aarsmelding.papers.proposals import UPDATE, YES, Row
from aarsmelding.paths import Project
from aarsmelding.receiving.trial import trial_of
from aarsmelding.validate import vocabulary_of

PUBLISHER = "Helsefellesskapets sekretariat"
READ_BY = "aarsmelding papers, godtatt av redaksjonen"
# Values that say that something is not known (yet), each giving way to those behind it and to any other.
WEAK = ("", "ukjent", "Nei", "ikke_publisert", "forslag", "planlagt")
# Proposed rows are numbered from here, so that they can be told from those of the file.
PROPOSED = 10_000_000


def merged(
    project: Project, year: int, name: str, rows: list[Row], shown: str
) -> tuple[dict[str, bytes], int]:
    """The raw file with the rows in it and its receipt, and how many rows were updated."""
    dataset = datasets.get(name)
    path = project.raw(year) / f"{name}.csv"
    known, receipt = _existing(project, path, dataset)
    columns = list(dataset.raw_columns)
    proposed = pd.DataFrame(
        [_record(row, columns) for row in rows],
        columns=columns,
        index=[PROPOSED + n for n in range(len(rows))],
        dtype="str",
    )
    proposed = proposed.mask(proposed == "")
    places = _places(project, year, dataset, known, proposed, rows, shown)
    table = known.astype(object).where(known.notna(), "").to_dict("records")
    for place, new in zip(places, proposed.fillna("").to_dict("records"), strict=True):
        if place is None:
            table.append(new)
        else:
            table[place] = _updated(table[place], new)
    stream = io.StringIO()
    lines = csv.DictWriter(
        stream, list(known.columns) if len(known.columns) else columns, lineterminator="\n"
    )
    lines.writeheader()
    lines.writerows(table)
    content = stream.getvalue().encode()
    documents = dict.fromkeys([*(receipt.documents if receipt else ()), *(row.kilde for row in rows)])
    renewed = receipts.Receipt(
        file=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        documents=tuple(documents),
        published_by=receipt.published_by if receipt else PUBLISHER,
        received=date.today(),
        transcribed_by=receipt.transcribed_by if receipt else READ_BY,
        whole_year=receipt.whole_year if receipt else False,
    )
    files = {receipts.receipt_path(path).name: _as_yaml(renewed), path.name: content}
    return files, sum(place is not None for place in places)


def _existing(project: Project, path: Path, dataset: Dataset) -> tuple[pd.DataFrame, receipts.Receipt | None]:
    if not path.is_file():
        return pd.DataFrame(columns=list(dataset.raw_columns), dtype="str"), None
    known, faults = sources.read_raw(path, project.shown(path), dataset.raw_columns)
    receipt, unfit = receipts.read_receipt(path, project.shown(path))
    if known is None or faults or unfit:
        raise DataRefused([*faults, *unfit])
    return known, receipt


def _record(row: Row, columns: list[str]) -> list[str]:
    values = {column: value for column, (value, _) in row.cells.items()}
    return [(values | {"kilde": row.kilde, "sted": row.sted}).get(column, "") for column in columns]


def _updated(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """What the new row says counts; where it says nothing or less, the old value stays, with its place."""
    merged = {column: new[column] if _says_more(new[column], old[column]) else old[column] for column in old}
    if (old["kilde"], old["sted"]) != (new["kilde"], new["sted"]):
        merged["sted"] = f"{new['sted']}; også {old['kilde']}, {old['sted']}"
    return merged


def _says_more(new: str, old: str) -> bool:
    if new not in WEAK:
        return True
    return old in WEAK and WEAK.index(new) > WEAK.index(old)


def _places(
    project: Project,
    year: int,
    dataset: Dataset,
    known: pd.DataFrame,
    proposed: pd.DataFrame,
    rows: list[Row],
    shown: str,
) -> list[int | None]:
    """Per proposed row the place of the row that it updates, or None; refuses what is there twice."""
    whole = pd.concat([known, proposed])
    with (
        trial_of(project, year, [dataset.name], {}) as (trial, _),
        parse.collecting(shown, vocabulary_of(trial, year)) as context,
    ):
        clean = dataset.clean(whole)
    own = [_of_proposal(fault, rows) for fault in context.faults if (fault.row or 0) >= PROPOSED]
    if own:
        raise DataRefused(own)
    keys = list(clean[list(dataset.key)].astype("str").itertuples(index=False, name=None))
    old, new = keys[: len(known)], keys[len(known) :]
    faults, places = [], []
    for n, (row, key) in enumerate(zip(rows, new, strict=True)):
        there = old.index(key) if key in old else None
        if key in new[:n]:
            remedy = "write nei on one of them"
            faults.append(Fault(shown, "the proposal has the same row twice", remedy, "rad", row.line))
        elif row.decision == YES and there is not None:
            where = f"{dataset.name}.csv has it on row {known.index[there]}"
            remedy = f"write nei, or oppdater to fill it in ({where})"
            faults.append(Fault(shown, "the row is there already", remedy, "godtatt", row.line))
        elif row.decision == UPDATE and there is None:
            remedy = "write ja to add it"
            faults.append(
                Fault(shown, f"{dataset.name}.csv has no such row to update", remedy, "godtatt", row.line)
            )
        places.append(there)
    if faults:
        raise DataRefused(faults)
    return places


def _of_proposal(fault: Fault, rows: list[Row]) -> Fault:
    row = rows[(fault.row or 0) - PROPOSED]
    line = row.cells.get(fault.column or "", ("", row.line))[1]
    return Fault(fault.file, fault.rule, fault.remedy, fault.column, line, fault.value)


def _as_yaml(receipt: receipts.Receipt) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "receipt.yml"
        receipt.write(path)
        return path.read_bytes()
