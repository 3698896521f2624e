"""The declaration that a register holds its whole year: what may be declared, and declaring it afterwards."""

from __future__ import annotations

from dataclasses import replace

from aarsmelding import catalog, receipts
from aarsmelding.errors import UsageError
from aarsmelding.paths import Project

WHOLE = "declared to hold the whole year"
NOT_WHOLE = "no longer declared to hold the whole year"
PART = "taken as a part of the year; if it holds all of it, receive it with --whole-year"
NO_LONGER = "the version before was declared to hold the whole year, this one is not: see --whole-year"


def require_register(dataset: str) -> None:
    """Refuse to declare whole what is not a register. Raises UsageError with the registers there are."""
    if not catalog.can_be_whole(dataset):
        registers = [name for name in catalog.names() if catalog.can_be_whole(name)]
        remedy = "leave out --whole-year; the registers are: " + ", ".join(registers)
        raise UsageError(f"{dataset} cannot be declared to hold the whole year", "--whole-year", remedy)


def notes(project: Project, year: int, dataset: str, is_whole: bool) -> list[str]:
    """What is said of a register about to be stored; nothing of other datasets."""
    if not catalog.can_be_whole(dataset):
        return []
    was_whole = receipts.is_declared_whole(project.raw(year) / f"{dataset}.csv")
    return [WHOLE if is_whole else NO_LONGER if was_whole else PART]


def renewed(project: Project, year: int, dataset: str, is_whole: bool) -> dict[str, bytes]:
    """The receipt of the register as it lies, with another declaration; nothing where it says so already."""
    path = project.raw(year) / f"{dataset}.csv"
    receipt, faults = receipts.read_receipt(path, project.shown(path))
    if receipt is None or faults or receipt.whole_year == is_whole:
        return {}
    return {receipts.receipt_path(path).name: replace(receipt, whole_year=is_whole).as_text().encode()}
