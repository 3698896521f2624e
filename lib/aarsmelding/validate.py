"""One raw file through its dataset's contract: the clean frame, or every fault that was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pandas as pd

from aarsmelding import catalog, corrections, datasets, modulefaults, parse, receipts, sources
from aarsmelding.datasets import Dataset
from aarsmelding.errors import DataRefused, Fault, bounded
from aarsmelding.paths import Project
from aarsmelding.schemafaults import schema_faults

NAME_COLUMNS = ("navn", "kortnavn", "tittel", "navneformer")


def vocabulary_of(project: Project, year: int) -> Callable[[str], Mapping[str, str]]:
    """Closed lists read from the reference datasets' raw files: printed name -> id."""

    @cache
    def lookup(name: str) -> Mapping[str, str]:
        reference = datasets.get(name)
        path = project.raw(year) / f"{name}.csv"
        rows, faults = sources.read_raw(path, project.shown(path), reference.raw_columns)
        if rows is None:
            raise DataRefused(faults)
        rows = corrections.applied(rows, path, project.shown(path))[0]
        known: dict[str, str] = {}
        printed = [c for c in (reference.key[0], *NAME_COLUMNS) if c in rows]
        for cells in zip(*(rows[c].to_numpy(object, na_value=None) for c in printed), strict=True):
            if cells[0] is not None:
                forms = [form.strip() for cell in cells if cell is not None for form in cell.split(";")]
                known.update(dict.fromkeys(forms, cells[0]))
        return known

    return lookup


def validate(project: Project, year: int, name: str) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Read, clean and check dataset `name`; the frame is None where there are faults."""
    dataset = datasets.get(name)
    path = project.raw(year) / f"{name}.csv"
    shown = project.shown(path)
    raw, faults = sources.read_raw(path, shown, dataset.raw_columns, dataset.takes_categories)
    receipt, unfit = receipts.read_receipt(path, shown) if path.is_file() else (None, [])
    faults += unfit
    is_whole = receipt is not None and receipt.whole_year
    if is_whole and not catalog.can_be_whole(name):
        remedy = "take whole_year out of the receipt"
        faults.append(Fault(shown, "only a register can be declared to hold the whole year", remedy))
    if raw is None:
        return None, faults
    unplaced = bounded(
        Fault(shown, "a row must say where it comes from", "fill in kilde and sted", column=place, row=row)
        for place in datasets.PROVENANCE_COLUMNS
        for row in raw.index[raw[place].isna()].tolist()
    )
    if unplaced:
        return None, faults + unplaced
    raw, _, misfits = corrections.applied(raw, path, shown)
    faults += misfits
    with parse.collecting(shown, vocabulary_of(project, year)) as context, modulefaults.named(name, shown):
        try:
            frame = dataset.clean(raw)
        except DataRefused as unusable_reference:
            return None, faults + context.faults + unusable_reference.faults
    faults += context.faults
    if not context.faults:
        faults += schema_faults(dataset, frame, shown, year)
    if faults:
        return None, faults
    frame = in_order(dataset, frame)
    frame.attrs |= {datasets.WHOLE_YEAR: year} if is_whole else {}
    return frame, []


def in_order(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Columns as the schema lists them (provenance last), index 0, 1, 2 …"""
    order = [c for c in dataset.model.to_schema().columns if c not in datasets.PROVENANCE_COLUMNS]
    return frame[[*order, *datasets.PROVENANCE_COLUMNS]].reset_index(drop=True)
