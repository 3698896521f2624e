"""Clean datasets on disk: typed parquet, one file per dataset and year."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from aarsmelding import disclosure, filestate, readings, writing
from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import Project

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
    # Some columns of it as texts, by their names.
    parts: dict[tuple[str, ...], readings.Written | None] = field(default_factory=dict)

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
    with writing.replacing(path) as unfinished:
        frame.to_parquet(unfinished, index=False)


def read(project: Project, year: int, name: str) -> pd.DataFrame:
    """A clean dataset that the build has made, as it may be shown: with signs in place of some numbers.

    Small ones are suppressed by rule, and what cannot exist is told from what is missing.
    """
    kept = found(project, year, name)
    frame = shown(project, year, kept)
    # pandas copies what is shared before it is written to.
    return frame.copy(deep=False) if frame is kept.marked else frame


def shown(project: Project, year: int, found: Kept) -> pd.DataFrame:
    """What is `found` as it may be shown, which may be what is kept itself."""
    return disclosure.protected(project, year, found.name, found.marked)


def written(found: Kept, shown: pd.DataFrame, columns: Sequence[str] | None) -> readings.Written | None:
    """`shown`, or these columns of it, as texts; None where it cannot be vouched for."""
    # Where no rule is on, as every process finds it that was forked from one that has worked it out.
    if shown is not found.marked:
        return readings.written(shown if columns is None else shown[list(columns)])
    if columns is None:
        return found.written
    asked = tuple(columns)
    if asked not in found.parts:
        whole = found.written
        found.parts[asked] = whole.of(asked) if whole else readings.written(shown[list(columns)])
    return found.parts[asked]


def read_whole(project: Project, year: int, name: str) -> pd.DataFrame:
    """A clean dataset that the build has made, with every number: to check, not to show."""
    return found(project, year, name).whole.copy(deep=False)


def found(project: Project, year: int, name: str) -> Kept:
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
                _ = (known.written and known.written.rows, known.kinds) if are_told else known.marked
                disclosure.read(Project.of_dataset(path), 0)


def _known(path: Path) -> Kept:
    """What lies at `path` as it is now, read where it has not been read before."""
    state = filestate.state(path)
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
