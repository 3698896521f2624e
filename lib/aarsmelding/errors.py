"""Problem, where, what to do: the form of everything that goes wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

SHOWN_VALUES = 5
# More faults of a kind than this are counted, not kept.
KEPT_FAULTS = 1000

# Exit codes of the command line, a contract with whoever runs it unattended.
EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_DATA_REFUSED = 3
EXIT_LOCKED = 4
EXIT_INTERRUPTED = 130


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place.

    `file` is the path as a person would type it, `row` the line number in that file, `others` how many more
    of the same kind there are that are not kept one by one.
    """

    file: str
    rule: str
    remedy: str
    column: str | None = None
    row: int | None = None
    value: str | None = None
    others: int = 0

    @property
    def group(self) -> tuple[str, str, str, str]:
        return (self.file, self.column or "", self.rule, self.remedy)


class AarsmeldingError(Exception):
    """Something the user can mend: shown in three lines without a traceback."""

    exit_code = EXIT_FAILED

    def __init__(self, problem: str, where: str, remedy: str) -> None:
        super().__init__(f"{problem}\n  where: {where}\n  do:    {remedy}")
        self.problem, self.where, self.remedy = problem, where, remedy

    def __reduce__(self) -> Any:
        """Errors cross from a worker process to the command."""
        return (type(self), (self.problem, self.where, self.remedy))


def parts_of(text: str) -> tuple[str, str, str] | None:
    """Problem, place and remedy of an error that was put into words elsewhere; None where it has none."""
    found = re.fullmatch(r"(.+)\n  where: (.+)\n  do:    (.+)", text)
    return (found[1], found[2], found[3]) if found else None


class UsageError(AarsmeldingError):
    """The command or a parameter was not understood."""

    exit_code = EXIT_USAGE


class Locked(AarsmeldingError):
    """Another build of the same year is under way."""

    exit_code = EXIT_LOCKED


class DataRefused(AarsmeldingError):
    """Raw data broke a rule; carries every fault that was found."""

    exit_code = EXIT_DATA_REFUSED

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(
            set(faults), key=lambda f: (f.group, f.row is not None, f.row or 0, f.value or "")
        )
        Exception.__init__(self, render_faults(self.faults))

    def __reduce__(self) -> Any:
        return (type(self), (self.faults,))


def bounded(faults: Iterable[Fault]) -> list[Fault]:
    """The first faults against each rule; the last one that is kept knows how many more came."""
    kept: list[Fault] = []
    last: dict[tuple[str, str | None, str], int] = {}
    count: Counter[tuple[str, str | None, str]] = Counter()
    for fault in faults:
        against = (fault.file, fault.column, fault.rule)
        count[against] += 1
        if count[against] <= KEPT_FAULTS:
            last[against] = len(kept)
            kept.append(fault)
    for against, place in last.items():
        kept[place] = replace(kept[place], others=max(0, count[against] - KEPT_FAULTS))
    return kept


def grouped(faults: Iterable[Fault]) -> Iterator[tuple[str, str, str, list[Fault], int]]:
    """Rule, place and remedy of faults that stand together, those that are kept, and how many there are."""
    for (file, column, rule, remedy), group in groupby(faults, key=lambda fault: fault.group):
        members = list(group)
        place = f"{file}, column {column}" if column else file
        yield rule, place, remedy, members, len(members) + sum(fault.others for fault in members)


def _one_line(fault: Fault) -> str:
    row = f"row {fault.row}" if fault.row is not None else ""
    value = f"value {fault.value!r}" if fault.value is not None else ""
    return ", ".join(part for part in (row, value) if part)


def render_faults(faults: Iterable[Fault]) -> str:
    """All faults as text: one block per file, column and rule, five values each, then the count."""
    blocks = []
    for rule, place, remedy, members, count in grouped(faults):
        details = [line for line in map(_one_line, members[:SHOWN_VALUES]) if line]
        hidden = count - min(len(members), SHOWN_VALUES)
        if hidden > 0:
            details.append(f"and {hidden} more of the same ({count} in all)")
        where = "".join(f"\n         {line}" for line in details)
        blocks.append(f"✗ {rule}\n  where: {place}{where}\n  do:    {remedy}")
    return "\n".join(blocks)
