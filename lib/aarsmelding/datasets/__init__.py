"""The contract of a dataset: one module here is one dataset, whole.

A module holds, in this order:

* its docstring, in bokmål: what the dataset is, then `Forbehold:` (caveats);
* `SOURCE`, the stable provenance;
* `RAW_COLUMNS`, the header of `data/raw/<year>/<module>.csv` without `kilde` and `sted`;
* `KEY`, the columns that identify a row of the clean data;
* `class Rows(Provenanced)`, whose docstring says what one row is;
* `EXCEPTIONS` (optional), identities that the printed source itself breaks;
* `CATEGORIES = True` (optional): where the raw file is large, `clean` takes its columns as categories;
* `CAN_BE_WHOLE = True` (optional): a register that may be partial; its receipt says where it is whole;
* `NOT_APPLICABLE = {"column": "query"}` (optional): in the rows of the query nothing can stand in the column,
  so that what is missing there is shown as `.`;
* `clean(raw)`, a pure function from strings to typed columns;
* `DERIVED_FROM = ("register", …)` and `derived(year, register, …)` (optional): how the clean data are counted
  in a year that delivers the registers and does not publish the sums; `CARRIES_YEAR_BEFORE = True` where
  `derived` also takes `year_before`, the same dataset of that year or None.

Nothing registers a dataset but its place: adding the module and the raw file is enough.
"""

from __future__ import annotations

import importlib
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from types import ModuleType
from typing import Any

import pandas as pd

from aarsmelding import catalog, modulefaults
from aarsmelding.catalog import names
from aarsmelding.schemas import pa

__all__ = [
    "Dataset",
    "KnownBreak",
    "Provenanced",
    "Source",
    "column",
    "get",
    "holds",
    "joined_places",
    "names",
    "once_per_frame",
    "spelt_once",
]

PROVENANCE_COLUMNS = ("kilde", "sted")
# In the attributes of a clean register: the year that it is declared to hold whole.
WHOLE_YEAR = "whole_year"


@dataclass(frozen=True)
class Source:
    """Where a dataset comes from, whatever the year: who publishes it and in what form."""

    publisher: str
    publication: str
    form: str = "tabell"


@dataclass(frozen=True)
class KnownBreak:
    """A row in which the printed source breaks one of the dataset's own checks.

    `check` is the name of the check, `where` the values that identify the clean row, `reason` one
    sentence in bokmål that the report prints, `document` the source that breaks it: data from other
    sources are held to the rule. One that matches no broken row is itself a fault.
    """

    check: str
    where: Mapping[str, Any]
    reason: str
    year: int | None = None
    document: str | None = None

    def concerns(self, year: int, *frames: pd.DataFrame) -> bool:
        """Whether it is about the report of `year`, and about a source of `frames`."""
        is_source = self.document is None or any((frame["kilde"] == self.document).any() for frame in frames)
        return self.year in (None, year) and is_source

    def matches(self, row: Mapping[str, Any]) -> bool:
        return all(row.get(name) == value for name, value in self.where.items())


def column(title: str, description: str, unit: str | None = None, **checks: Any) -> Any:
    """A column described once: dtype from the annotation, the rest from here.

    `title`, `description` and `unit` are bokmål and appear in the data dictionary; `checks` are
    those of `pandera.pandas.Field`.
    """
    return pa.Field(title=title, description=description, metadata={"enhet": unit}, **checks)


def holds(condition: pd.Series) -> pd.Series:
    """A condition as a check wants it: where a value is missing there is nothing to break."""
    return condition.astype("boolean").fillna(True).astype(bool)


def once_per_frame(ask: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """`ask`, whose answer is kept for the next check of the same frame: neither may be changed between."""
    kept: tuple[Callable[[], pd.DataFrame | None], pd.DataFrame] = (lambda: None, pd.DataFrame())

    @wraps(ask)
    def asked(frame: pd.DataFrame) -> pd.DataFrame:
        nonlocal kept
        if kept[0]() is not frame:
            kept = (weakref.ref(frame), ask(frame))
        return kept[1]

    return asked


def spelt_once(forms: pd.Series) -> pd.Series:
    """Whether none of a row's spellings, parted by `;`, is one of another row's, in whatever case."""
    spellings = forms.str.casefold().str.split(";").explode()
    once_per_row = spellings.groupby(level=0).unique().explode()
    shared = once_per_row.duplicated(keep=False)
    return ~shared.groupby(level=0).any().reindex(forms.index, fill_value=False)


def joined_places(stated: pd.DataFrame, key: Sequence[str], values: Sequence[str]) -> pd.DataFrame:
    """One row per key, however many places state it: the first stated value of each of `values`.

    `stated` has the number of the raw row in `linje`. Adds `antall_steder`, and `er_samstemt`: whether
    the places that state a value state the same one.
    """
    groups = stated.groupby(list(key), sort=False)
    joined = groups[[*values, "kilde", "linje"]].first()
    joined["sted"] = groups["sted"].agg("; ".join)
    joined["antall_steder"] = groups.size().astype("Int64")
    joined["er_samstemt"] = (groups[list(values)].nunique() <= 1).all(axis=1).astype("boolean")
    return joined.reset_index().set_index("linje").sort_index()


class Provenanced(pa.DataFrameModel):
    """Every clean row says which document and place it comes from."""

    kilde: str = column("Kilde", "Dokumentet raden er hentet fra.")
    sted: str = column("Sted", "Hvor i dokumentet raden står.")

    class Config:
        strict = True
        ordered = False


@dataclass(frozen=True)
class Dataset:
    """A dataset module seen through its contract."""

    name: str
    module: ModuleType = field(repr=False, compare=False)

    @property
    def title(self) -> str:
        return self._paragraphs[0].rstrip(".")

    @property
    def _paragraphs(self) -> list[str]:
        doc = (self.module.__doc__ or "").strip()
        return [" ".join(part.split()) for part in doc.split("\n\n")]

    @property
    def description(self) -> str:
        """Everything between the title and the caveats."""
        return " ".join(p for p in self._paragraphs[1:] if not p.startswith("Forbehold:"))

    @property
    def caveats(self) -> str:
        for paragraph in self._paragraphs:
            if paragraph.startswith("Forbehold:"):
                return paragraph.removeprefix("Forbehold:").strip()
        return ""

    @property
    def source(self) -> Source:
        return self.module.SOURCE

    @property
    def raw_columns(self) -> tuple[str, ...]:
        return (*self.module.RAW_COLUMNS, *PROVENANCE_COLUMNS)

    @property
    def key(self) -> Sequence[str]:
        return self.module.KEY

    @property
    def model(self) -> type[pa.DataFrameModel]:
        return self.module.Rows

    @property
    def one_row(self) -> str:
        return " ".join((self.model.__doc__ or "").split())

    @property
    def exceptions(self) -> Sequence[KnownBreak]:
        return getattr(self.module, "EXCEPTIONS", ())

    @property
    def takes_categories(self) -> bool:
        return getattr(self.module, "CATEGORIES", False)

    @property
    def derived(self) -> Callable[..., pd.DataFrame]:
        return self.module.derived

    @property
    def clean(self) -> Callable[[pd.DataFrame], pd.DataFrame]:
        return self.module.clean


def get(name: str) -> Dataset:
    """The dataset `name`; an unknown one is refused with the known ones."""
    catalog.require(name)
    with modulefaults.named(name):
        return Dataset(name, importlib.import_module(f"{__name__}.{name}"))
