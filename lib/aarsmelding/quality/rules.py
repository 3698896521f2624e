"""What a dataset is held to: every rule of its schema, and those that hold between datasets."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from aarsmelding import checks
from aarsmelding.datasets import PROVENANCE_COLUMNS, Dataset
from aarsmelding.page.appendix import kind
from aarsmelding.schemafaults import rule_of

# What reading a cell demands of it, by the kind of its column.
READ_AS = {
    "heltall": "must be a whole number",
    "desimaltall": "must be a number",
    "dato": "must be a date that exists",
    "ja/nei": "must be yes or no",
}


@dataclass(frozen=True)
class Rule:
    """One rule: `said` as faults say it, and the column of the clean data it is about, if one."""

    said: str
    column: str = ""


def of(dataset: Dataset) -> list[Rule]:
    """The rules of one dataset: those of its rows, then those of each column."""
    schema = dataset.model.to_schema()
    found = [
        Rule("a row must say where it comes from"),
        Rule("a row must be unique in " + ", ".join(dataset.key)),
        *(Rule(text) for check in schema.checks if (text := rule_of(check))),
    ]
    for name, column in schema.columns.items():
        if name in PROVENANCE_COLUMNS:
            continue
        said = [READ_AS.get(kind(column.dtype))]
        said += [None if column.nullable else "a value must not be missing"]
        said += ["values must be unique" if column.unique else None]
        found += [Rule(text, name) for text in (*said, *map(rule_of, column.checks)) if text]
    return found


def between(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The checks between datasets that can be made of `names`: first line of each -> its datasets."""
    return {
        (inspect.getdoc(check) or name).splitlines()[0]: needed
        for name, check in checks.all_checks().items()
        if (needed := tuple(inspect.signature(check).parameters)) and names.issuperset(needed)
    }
