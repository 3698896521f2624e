"""What was received for each dataset, what it was held to, and how complete it is."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from aarsmelding import checks, corrections, datasets, holdings, receipts, sources
from aarsmelding.corrections import Corrected
from aarsmelding.datasets import PROVENANCE_COLUMNS, Dataset, KnownBreak
from aarsmelding.paths import Project
from aarsmelding.quality import rules
from aarsmelding.receipts import Receipt
from aarsmelding.schemafaults import rule_of


@dataclass(frozen=True)
class Delivery:
    """One raw file with its receipt, and the clean dataset that it became (0 rows where it was refused)."""

    dataset: Dataset
    receipt: Receipt | None
    rows_received: int
    rows: int
    rules: int
    corrected: tuple[Corrected, ...]
    breaks: tuple[KnownBreak, ...]
    filled: int
    cells: int


def delivery(project: Project, year: int, name: str, frame: pd.DataFrame | None) -> Delivery:
    """What is known of the raw file of `name`; `frame` is its clean dataset, None where it was refused."""
    dataset = datasets.get(name)
    path = project.raw(year) / f"{name}.csv"
    shown = project.shown(path)
    raw, _ = sources.read_raw(path, shown, dataset.raw_columns)
    own = pd.DataFrame() if frame is None else frame.drop(columns=list(PROVENANCE_COLUMNS))
    return Delivery(
        dataset=dataset,
        receipt=receipts.read_receipt(path, shown)[0] if path.is_file() else None,
        rows_received=0 if raw is None else len(raw),
        rows=len(own),
        rules=len(rules.of(dataset)),
        corrected=() if raw is None else tuple(corrections.applied(raw, path, shown)[1]),
        breaks=() if frame is None else tuple(e for e in dataset.exceptions if e.concerns(year, frame)),
        filled=int(own.notna().to_numpy().sum()),
        cells=own.size,
    )


def deliveries(project: Project, year: int, frames: Mapping[str, pd.DataFrame]) -> list[Delivery]:
    """One for each clean dataset that was delivered, in alphabetical order."""
    counted = holdings.derived_of(project, year)
    return [delivery(project, year, name, frames[name]) for name in sorted(set(frames) - set(counted))]


def broken_rule(dataset: Dataset, known: KnownBreak) -> str:
    """The rule of its schema that a declared break is about, as faults say it."""
    schema = dataset.model.to_schema()
    found = [*schema.checks, *(check for column in schema.columns.values() for check in column.checks)]
    return next((rule_of(c) or known.check for c in found if c.name == known.check), known.check)


def breaks_between(
    frames: Mapping[str, pd.DataFrame], year: int
) -> list[tuple[tuple[str, ...], str, KnownBreak]]:
    """Declared breaks of what holds between datasets: the datasets, the rule, the declaration."""
    found = []
    for known in checks.exceptions():
        check = checks.all_checks()[known.check]
        needed = tuple(inspect.signature(check).parameters)
        if set(needed) <= set(frames) and known.concerns(year, *(frames[name] for name in needed)):
            found.append((needed, (inspect.getdoc(check) or known.check).splitlines()[0], known))
    return found
