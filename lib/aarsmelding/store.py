"""Clean datasets on disk: typed parquet, one file per dataset and year."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from aarsmelding import disclosure, readings, rowfilters
from aarsmelding.errors import AarsmeldingError, DataRefused, UsageError
from aarsmelding.paths import Project, find_project
from aarsmelding.rowfilters import Filter
from aarsmelding.sources import receipt_path

# Set by the build: the datasets a section declared by its load("…") calls, and nothing else.
DATASETS_VARIABLE = "AARSMELDING_DATASETS"
# Bytes; of a larger one the columns are read side by side.
SMALL = 1_000_000
# Rows; more are searched faster in Arrow's columns than among Python's texts.
FEW_ROWS = 10_000


@dataclass(frozen=True)
class Kept:
    """A dataset that this process, or the one it was forked from, has read; `state` of the file then."""

    name: str
    state: tuple[int, ...]
    whole: pd.DataFrame

    @cached_property
    def marked(self) -> pd.DataFrame:
        """As it may be shown, with what cannot exist told from what is missing."""
        return disclosure.with_what_cannot_be(self.name, _with_own_texts(self.whole))

    @cached_property
    def kinds(self) -> dict[str, Any]:
        """The dtype of each column, where no number is replaced by a mark."""
        return {str(name): dtype for name, dtype in self.whole.dtypes.items()}

    @cached_property
    def written(self) -> readings.Written | None:
        """`marked` as texts, for those who tell what they load."""
        return readings.written(self.marked)


_kept: dict[Path, Kept] = {}


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write all at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    frame.to_parquet(unfinished, index=False)
    os.replace(unfinished, path)


def read(project: Project, year: int, name: str) -> pd.DataFrame:
    """A clean dataset that the build has made, as it may be shown: with signs in place of some numbers.

    Small ones are suppressed by rule, and what cannot exist is told from what is missing.
    """
    found = _found(project, year, name)
    shown = _shown(project, year, found)
    # pandas copies what is shared before it is written to.
    return shown.copy(deep=False) if shown is found.marked else shown


def came(project: Project, year: int, name: str, filters: Sequence[Filter]) -> str | None:
    """One value for what `load` returns with these filters; None where it cannot be vouched for."""
    found = _found(project, year, name)
    shown = _shown(project, year, found)
    return _came(found, shown, _rows(found, shown, filters))


def _shown(project: Project, year: int, found: Kept) -> pd.DataFrame:
    """The dataset as it may be shown, which may be what is kept itself."""
    return disclosure.protected(project, year, found.name, found.marked)


def _rows(found: Kept, shown: pd.DataFrame, filters: Sequence[Filter]) -> np.ndarray | None:
    """Which rows the filters choose, asked of what may be shown; None for all of them."""
    return rowfilters.holds(shown, found.kinds, filters) if filters else None


def _came(found: Kept, shown: pd.DataFrame, rows: np.ndarray | None) -> str | None:
    # Where no rule is on, as every process finds it that was forked from one that has worked it out.
    written = found.written if shown is found.marked else readings.written(shown)
    return written.value(rows) if written else None


def read_whole(project: Project, year: int, name: str) -> pd.DataFrame:
    """A clean dataset that the build has made, with every number: to check, not to show."""
    return _found(project, year, name).whole.copy(deep=False)


def _found(project: Project, year: int, name: str) -> Kept:
    """The dataset; a large one is read each time, and kept by nobody."""
    path = project.dataset(year, name)
    try:
        if path.stat().st_size < SMALL:
            return _known(path)
        _kept.pop(path, None)
        return Kept(name, (), pd.read_parquet(path))
    except FileNotFoundError:
        problem, remedy = "the clean dataset is not there", f"type: aarsmelding build --year {year}"
    except Exception:  # pyarrow has no common base class for a damaged file
        problem, remedy = "the parquet file is damaged", f"remove it, then: aarsmelding build --year {year}"
    raise AarsmeldingError(problem, project.shown(path), remedy)


def keep(paths: Iterable[Path], *, are_told: bool = False) -> None:
    """Read small datasets once, for all processes forked from this one; leave to them what cannot be read.

    `are_told` says that those processes will tell what they load.
    """
    for path in paths:
        with suppress(Exception):
            if path.stat().st_size < SMALL:
                # Done here once, too, is what is done to each on its way to a notebook.
                known = _known(path)
                _ = (known.written, known.kinds) if are_told else known.marked
                disclosure.read(Project.of_dataset(path), 0)


def _state(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _known(path: Path) -> Kept:
    """What lies at `path` as it is now, read where it has not been read before."""
    state = _state(path)
    known = _kept.get(path)
    if known is None or known.state != state:
        known = _kept[path] = Kept(path.stem, state, _read_alone(path))
    return known


def _read_alone(path: Path) -> pd.DataFrame:
    """What pandas reads, without threads and the search for further files: half the time of a small one."""
    with pq.ParquetFile(path) as file, warnings.catch_warnings():
        # As pandas itself does where it calls this.
        warnings.filterwarnings("ignore", "make_block is deprecated")
        return file.read(use_threads=False, use_pandas_metadata=True).to_pandas(use_threads=False)


def _with_own_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with its texts and the names of its columns as Python's, not Arrow's, where it has few rows."""
    if len(frame) > FEW_ROWS:
        return frame
    own = pd.StringDtype("python", na_value=np.nan)
    made = frame.copy(deep=False)
    # One by one: astype() of all takes the frame apart and puts it together again.
    for name, kind in frame.dtypes.items():
        if isinstance(kind, pd.StringDtype):
            made[name] = frame[name].array.astype(own)
    return made.set_axis(frame.columns.astype(own), axis="columns")


def use_own_texts() -> None:
    """In a build, let the process that runs a notebook make its own texts as those of the datasets.

    Not in JupyterLab: there the same process validates raw files, and pandera knows one kind of text only.
    """
    if DATASETS_VARIABLE in os.environ:
        pd.options.mode.string_storage = "python"


def load(name: str, year: int, *, filters: Sequence[Any] | None = None) -> pd.DataFrame:
    """The clean dataset `name` of the report year `year`: one row per what its schema says.

    `filters` chooses rows where the dataset is read, as `pandas.read_parquet` does: a list of (column, op,
    value), all of which must hold, with `==`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `not in`. What is missing
    or suppressed never matches. The rows keep their order and are numbered from 0, so that a page for one
    of many rows does not depend on those of the others: it is run again only when its own have changed.

    In a build the dataset is already there. In JupyterLab it is made from the raw file first,
    whenever that is newer. Raises UsageError for an unknown dataset or year, or for filters that cannot be
    understood, DataRefused where the raw file breaks a rule.
    """
    project = find_project()
    allowed = os.environ.get(DATASETS_VARIABLE)
    if allowed is None:
        from aarsmelding import catalog, notebook

        catalog.require(name)
        notebook.require_year(project, year)
        _refresh(project, year, name)
        return _loaded(project, year, name, filters)
    try:
        if not {name, f"{name}@{year}"} & set(allowed.split(",")):
            raise UsageError(
                f"the section loads {name!r}, which the build did not see",
                "the cell with load(…)",
                'write load("name", year) with the name as plain text in a cell of the notebook',
            )
        return _loaded(project, year, name, filters)
    except BaseException:
        # A notebook may go on after that, by what was missing or wrong.
        readings.spoil()
        raise


def _loaded(project: Project, year: int, name: str, filters: Sequence[Any] | None) -> pd.DataFrame:
    """The rows asked for, after telling whoever listens."""
    found = _found(project, year, name)
    understood = rowfilters.checked(name, found.kinds, () if filters is None else filters)
    shown = _shown(project, year, found)
    rows = _rows(found, shown, understood)
    if readings.are_wanted():
        readings.tell(name, year, understood, _came(found, shown, rows))
    return shown.copy(deep=False) if rows is None else rowfilters.chosen(shown, rows)


def _refresh(project: Project, year: int, name: str) -> None:
    from aarsmelding import corrections, datasets, derive, holdings

    path, module = project.dataset(year, name), Path(str(datasets.get(name).module.__file__))
    delivered = holdings.delivered_for(project, year, name)
    raw = [project.raw(of) / f"{needed}.csv" for of, needed in delivered]
    # A folder is newer than the dataset when a file beside the raw one, such as its corrections, has gone.
    beside = [other for file in raw for other in (file.parent, corrections.path_of(file), receipt_path(file))]
    inputs = [p for p in (*raw, *beside, module) if p.exists()]
    if path.is_file() and path.stat().st_mtime > max((p.stat().st_mtime for p in inputs), default=0):
        return
    frame, faults = derive.clean(project, year, name)
    if frame is None:
        raise DataRefused(faults)
    write(frame, path)
