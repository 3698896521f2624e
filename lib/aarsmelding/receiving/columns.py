"""What a dataset asks of each raw column, learnt from its own `clean`: nothing is written twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from aarsmelding import datasets, parse
from aarsmelding.datasets import Dataset

DATE, CLOCK, TEXT = "date_of", "clock", "text"
COUNTS = frozenset({"whole", "kroner", "rounded_count", "whole_number_word"})
DECIMALS = frozenset({"decimal", "share", "number_word"})
NUMBERS = COUNTS | DECIMALS
PARTS = re.compile(r"^(antall|andel|er|har)_|_(kr|kl|id|nr|dato)$")


@dataclass(frozen=True)
class RawColumn:
    """A column of a raw table: how `clean` reads it, its titles in the schema, its closed list."""

    name: str
    rules: frozenset[str]
    titles: tuple[str, ...] = ()
    description: str = ""
    words: tuple[str, ...] = field(default=(), compare=False)
    reference: str | None = None

    @property
    def is_number(self) -> bool:
        return bool(self.rules & NUMBERS) and not self.rules & {TEXT, "code", "year"}

    @property
    def is_date(self) -> bool:
        return DATE in self.rules

    @property
    def is_clock(self) -> bool:
        return CLOCK in self.rules

    @property
    def may_hold_dates(self) -> bool:
        """Whether a date cell is at home here: a column of dates, or of dates as printed."""
        return self.is_date or bool(re.search("dato|maaned|oppstart|nedlagt|trykt", self.name))


class _Anything(dict):
    """A vocabulary that has every name, so that a probe needs no reference data."""

    def __init__(self) -> None:
        super().__init__({"": ""})


@cache
def raw_columns(name: str) -> Mapping[str, RawColumn]:
    """The raw columns of dataset `name` in its own order, without the provenance."""
    dataset = datasets.get(name)
    names = dataset.module.RAW_COLUMNS
    with parse.collecting(vocabulary=lambda reference: _Anything()) as context:
        blank = pd.DataFrame({c: pd.Series([None], [2], dtype="str") for c in dataset.raw_columns})
        # A clean() that needs real rows stops here; what it asked before that is known.
        with suppress(Exception):
            dataset.clean(blank)
    described = _described(dataset)
    return {
        column: RawColumn(
            name=column,
            rules=frozenset(context.asked.get(column, ())),
            titles=tuple(title for title, _ in described.get(column, ())),
            description=next((text for _, text in described.get(column, ())), ""),
            words=tuple(dict.fromkeys(context.words.get(column, ()))),
            reference=context.references.get(column),
        )
        for column in names
    }


def _described(dataset: Dataset) -> dict[str, list[tuple[str, str]]]:
    """Title and description of the clean columns that a raw column becomes, by name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for clean, schema in dataset.model.to_schema().columns.items():
        for column in dataset.module.RAW_COLUMNS:
            if clean == column or PARTS.sub("", clean) == PARTS.sub("", column):
                found.setdefault(column, []).append((schema.title or "", schema.description or ""))
    return found


def is_edition(name: str) -> bool:
    """Whether the dataset is another printing of a dataset: its rows derive from that one's."""
    bases = datasets.get(name).model.__mro__[1:]
    return any(b.__module__.startswith("aarsmelding.datasets.") for b in bases)
