"""Clean datasets on disk: typed parquet, one file per dataset and year."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from aarsmelding import disclosure
from aarsmelding.errors import AarsmeldingError, DataRefused, UsageError
from aarsmelding.paths import Project, find_project
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
    # pandas copies what is shared before it is written to.
    marked = _found(project, year, name).marked.copy(deep=False)
    return disclosure.protected(project, year, name, marked)


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


def keep(paths: Iterable[Path]) -> None:
    """Read small datasets once, for all processes forked from this one; leave to them what cannot be read."""
    for path in paths:
        with suppress(Exception):
            if path.stat().st_size < SMALL:
                # Done here once, too, is what is done to each on its way to a notebook.
                _ = _known(path).marked
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


def load(name: str, year: int) -> pd.DataFrame:
    """The clean dataset `name` of the report year `year`: one row per what its schema says.

    In a build the dataset is already there. In JupyterLab it is made from the raw file first,
    whenever that is newer. Raises UsageError for an unknown dataset or year, DataRefused where the
    raw file breaks a rule.
    """
    project = find_project()
    allowed = os.environ.get(DATASETS_VARIABLE)
    if allowed is None:
        from aarsmelding import catalog, notebook

        catalog.require(name)
        notebook.require_year(project, year)
        _refresh(project, year, name)
    elif not {name, f"{name}@{year}"} & set(allowed.split(",")):
        raise UsageError(
            f"the section loads {name!r}, which the build did not see",
            "the cell with load(…)",
            'write load("name", year) with the name as plain text in a cell of the notebook',
        )
    return read(project, year, name)


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
