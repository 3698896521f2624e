"""What a notebook loads: a clean dataset, or some rows and columns of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aarsmelding import columnchoice, filestate, readings, rowfilters, store
from aarsmelding.errors import DataRefused, UsageError
from aarsmelding.paths import Project, find_project
from aarsmelding.receipts import receipt_path
from aarsmelding.rowfilters import Filter

# Set by the build: the datasets a section declared by its load("…") calls, and nothing else.
DATASETS_VARIABLE = "AARSMELDING_DATASETS"


def use_own_texts() -> None:
    """In a build, let the process that runs a notebook make its own texts as those of the datasets.

    Not in JupyterLab: there the same process validates raw files, and pandera knows one kind of text only.
    """
    if DATASETS_VARIABLE in os.environ:
        pd.options.mode.string_storage = "python"


def load(
    name: str,
    year: int,
    *,
    columns: Sequence[str] | None = None,
    filters: Sequence[Any] | None = None,
) -> pd.DataFrame:
    """The clean dataset `name` of the report year `year`: one row per what its schema says.

    `columns` and `filters` choose where the dataset is read, as `pandas.read_parquet` does. `columns` are
    names, and come in that order; a fact that rests on rows needs `kilde` and `sted` among them. `filters`
    are (column, op, value), of any column, all of which must hold, with `==`, `!=`, `<`, `<=`, `>`, `>=`,
    `in` or `not in`. What is missing or suppressed never matches. The rows keep their order and are
    numbered from 0. A page for one of many rows so does not depend on what it does not read: it is run
    again only when that has changed.

    In a build the dataset is already there. In JupyterLab it is made from the raw file first, whenever that
    is newer. Raises UsageError for an unknown dataset or year, or for columns or filters that cannot be
    understood, DataRefused where the raw file breaks a rule.
    """
    project = find_project()
    allowed = os.environ.get(DATASETS_VARIABLE)
    if allowed is None:
        from aarsmelding import catalog, notebook

        catalog.require(name)
        notebook.require_year(project, year)
        _refresh(project, year, name)
        return _loaded(project, year, name, columns, filters)
    try:
        if not {name, f"{name}@{year}"} & set(allowed.split(",")):
            raise UsageError(
                f"the section loads {name!r}, which the build did not see",
                "the cell with load(…)",
                'write load("name", year) with the name as plain text in a cell of the notebook',
            )
        return _loaded(project, year, name, columns, filters)
    except BaseException:
        # A notebook may go on after that, by what was missing or wrong.
        readings.spoil()
        raise


def came(project: Project, reading: readings.Reading) -> str | None:
    """One value for what `load` returns where it is asked the same now; None where nothing can be said."""
    kept = store.found(project, reading.year, reading.name)
    shown = store.shown(project, reading.year, kept)
    return _value(kept, shown, reading.columns, _rows(kept, shown, reading.filters))


def _loaded(
    project: Project, year: int, name: str, columns: Sequence[str] | None, filters: Sequence[Any] | None
) -> pd.DataFrame:
    """What is asked for, after telling whoever listens."""
    kept = store.found(project, year, name)
    named = None if columns is None else columnchoice.checked(name, kept.kinds, columns)
    understood = rowfilters.checked(name, kept.kinds, () if filters is None else filters)
    shown = store.shown(project, year, kept)
    rows = _rows(kept, shown, understood)
    if readings.are_wanted():
        readings.tell(name, year, named, understood, _value(kept, shown, named, rows))
    # Columns first: rows are then taken of fewer.
    made = shown.copy(deep=False) if named is None else shown[list(named)]
    return made if rows is None else rowfilters.chosen(made, rows)


def _rows(kept: store.Kept, shown: pd.DataFrame, filters: Sequence[Filter]) -> np.ndarray | None:
    """Which rows the filters choose, asked of what may be shown; None for all of them."""
    return rowfilters.holds(shown, kept.kinds, filters) if filters else None


def _value(
    kept: store.Kept, shown: pd.DataFrame, columns: Sequence[str] | None, rows: np.ndarray | None
) -> str | None:
    written = store.written(kept, shown, columns)
    return written.value(rows) if written else None


def _refresh(project: Project, year: int, name: str) -> None:
    from aarsmelding import corrections, datasets, derive, holdings

    path, module = project.dataset(year, name), Path(str(datasets.get(name).module.__file__))
    delivered = holdings.delivered_for(project, year, name)
    raw = [project.raw(of) / f"{needed}.csv" for of, needed in delivered]
    # A folder is newer than the dataset when a file beside the raw one, such as its corrections, has gone.
    beside = [other for file in raw for other in (file.parent, corrections.path_of(file), receipt_path(file))]
    inputs = [p for p in (*raw, *beside, module) if p.exists()]
    if path.is_file() and path.stat().st_mtime > max(map(filestate.changed_at, inputs), default=0):
        return
    frame, faults = derive.clean(project, year, name)
    if frame is None:
        raise DataRefused(faults)
    store.write(frame, path)
