"""What a year needs: per dataset from whom, in which form, and what has become of it so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
import yaml

from aarsmelding import catalog, datasets, holdings, receipts
from aarsmelding.errors import Fault
from aarsmelding.paths import Project
from aarsmelding.receiving import deliveries, refusals
from aarsmelding.receiving.columns import raw_columns
from aarsmelding.receiving.trial import trial_of
from aarsmelding.validate import validate


class State(StrEnum):
    """What has become of a dataset in a year."""

    RECEIVED = "received"
    TRANSCRIBED = "transcribed"
    MISSING = "missing"
    REFUSED = "refused"


@dataclass(frozen=True)
class Expected:
    """A dataset that a year needs: `asked` is who gave it the year before, or who publishes it."""

    dataset: str
    title: str
    asked: str
    publication: str
    form: str
    is_reference: bool
    was_transcribed: bool


@dataclass(frozen=True)
class Status:
    """A dataset in a year: its state, and in words why."""

    dataset: str
    state: State
    told: str


def year_before(project: Project, year: int) -> int | None:
    """The latest earlier year that has raw files."""
    return next(
        (y for y in reversed(project.years()) if y < year and any(project.raw(y).glob("*.csv"))), None
    )


def expected(project: Project, year: int) -> list[Expected]:
    """What is needed: the datasets of the year before, or all there are; the closed lists first."""
    before = year_before(project, year)
    held = {
        name
        for y in (before, year)
        if y is not None
        for name in catalog.names()
        if (project.raw(y) / f"{name}.csv").is_file()
    }
    # What whole registers say is not asked for.
    counted = holdings.derived_of(project, year)
    names = sorted((held if before is not None else set(catalog.names())) - set(counted))
    references = {c.reference for name in names for c in raw_columns(name).values() if c.reference}
    found = [_expected(project, name, before, name in references) for name in names]
    return sorted(found, key=lambda e: (not e.is_reference, e.asked, e.dataset))


def _expected(project: Project, name: str, before: int | None, is_reference: bool) -> Expected:
    dataset = datasets.get(name)
    receipt = _receipt(project, before, name) if before else {}
    return Expected(
        dataset=name,
        title=dataset.title,
        asked=str(receipt.get("published_by") or dataset.source.publisher),
        publication=dataset.source.publication,
        form=dataset.source.form,
        is_reference=is_reference,
        was_transcribed=not str(receipt.get("transcribed_by", "")).startswith("aarsmelding receive"),
    )


def _receipt(project: Project, year: int, name: str) -> dict[str, object]:
    try:
        content = yaml.safe_load((project.raw(year) / f"{name}{receipts.RECEIPT_SUFFIX}").read_text("utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return {}
    return content if isinstance(content, dict) else {}


def status(project: Project, year: int) -> list[Status]:
    """Every dataset the year needs: received, transcribed, missing, or refused by its rules."""
    current = deliveries.current(project, year)
    refused = {r.dataset or "": r for r in refusals.all_of(project, year)}
    names = [e.dataset for e in expected(project, year)]
    with trial_of(project, year, names, {}) as (trial, _):
        held = {name for name in names if (project.raw(year) / f"{name}.csv").is_file()}
        checked = {name: validate(trial, year, name) for name in held}
    return [_status(name, checked.get(name), current.get(name), refused.get(name)) for name in names]


def _status(
    name: str,
    checked: tuple[pd.DataFrame | None, list[Fault]] | None,
    receipt: deliveries.DeliveryReceipt | None,
    last: refusals.Refusal | None,
) -> Status:
    if checked is None and last:
        return Status(name, State.REFUSED, f"{last.when[:10]}, delivery {last.sha8}: {'; '.join(last.rules)}")
    if checked is None:
        return Status(name, State.MISSING, "")
    frame, faults = checked
    if frame is None or faults:
        return Status(name, State.REFUSED, _rules([fault.rule for fault in faults]))
    rows = f"{len(frame)} rows{_extent(name, frame)}"
    if receipt is None:
        return Status(name, State.TRANSCRIBED, rows)
    told = f"{rows}, {receipt.received[:10]} from {receipt.delivered_by} ({receipt.file})"
    if last and last.when > receipt.received:
        told += f"; a later delivery was refused: {'; '.join(last.rules)}"
    return Status(name, State.RECEIVED, told)


def _extent(name: str, frame: pd.DataFrame) -> str:
    if not catalog.can_be_whole(name):
        return ""
    return ", the whole year" if datasets.WHOLE_YEAR in frame.attrs else ", not declared to be the whole year"


def _rules(rules: Sequence[str]) -> str:
    different = list(dict.fromkeys(rules))
    more = f" and {len(different) - 3} more" if len(different) > 3 else ""
    return f"{len(rules)} faults: " + "; ".join(different[:3]) + more
