"""Accepted rows into `moeter.csv` and `saker.csv` of a year: all of them at once, or none.

Everything is decided in a trial copy of the year before the first file is written; then both tables and their
receipts are put in their places together. A row that is there already is refused, unless it says `oppdater`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aarsmelding import checks, datasets, years
from aarsmelding.errors import DataRefused, Fault, UsageError
from aarsmelding.papers import merging, proposals
from aarsmelding.papers.lists import lists_of
from aarsmelding.papers.persons import LEFT_OUT, Persons
from aarsmelding.papers.proposals import NO, TARGETS, UPDATE, YES, Row
from aarsmelding.paths import Project
from aarsmelding.receiving import storing
from aarsmelding.receiving.trial import trial_of
from aarsmelding.validate import validate

MOST_LETTERS = 400
DOCUMENT = re.compile(r"[\w.-]{1,120}")


@dataclass
class Accepted:
    """What came of it: rows per dataset, rows left, files written."""

    added: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    refused_by_person: int = 0
    undecided: int = 0
    files: list[str] = field(default_factory=list)


def accept(project: Project, path: Path, year: int, dry_run: bool = False) -> Accepted:
    """Merge the accepted rows. Raises DataRefused or PapersRefused; then nothing has changed."""
    years.require(year)
    rows = proposals.read(path)
    taken = [row for row in rows if row.decision in (YES, UPDATE) and row.dataset in TARGETS]
    result = Accepted(
        refused_by_person=sum(row.decision == NO for row in rows),
        undecided=sum(not row.decision for row in rows if row.dataset in TARGETS),
    )
    if not taken:
        raise UsageError(
            "no row of the proposal is accepted", path.name, "write ja in «godtatt» on the lines (rad)"
        )
    if faults := [fault for row in taken for fault in _unfit(project, year, path.name, row)]:
        raise DataRefused(faults)
    with storing.receiving(project, year):
        files: dict[str, bytes] = {}
        for name in TARGETS:
            mine = [row for row in taken if row.dataset == name]
            if mine:
                stored, updated = merging.merged(project, year, name, mine, path.name)
                files |= stored
                result.updated[name], result.added[name] = updated, len(mine) - updated
        _require_valid(project, year, files, path.name)
        if not dry_run:
            storing.put(project, year, files)
    result.files = [project.shown(project.raw(year) / name) for name in files]
    return result


def _unfit(project: Project, year: int, name: str, row: Row) -> Iterable[Fault]:
    """What no raw file may hold; the value itself is never shown."""
    if not DOCUMENT.fullmatch(row.kilde) or not row.sted:
        yield Fault(name, "a row must say where it comes from", "fill in kilde and sted", "kilde", row.line)
    persons = Persons(lists_of(project, year))
    for column, (value, line) in [*row.cells.items(), ("sted", (row.sted, row.line))]:
        if LEFT_OUT in value:
            yield Fault(
                name, f"{LEFT_OUT} stands where something personal was", "write it without", column, line
            )
        elif persons.without(value) != value:
            rule = "the value looks like a person's name, address or number"
            yield Fault(name, rule, "write a role or an organisation instead", column, line)
        elif len(value) > MOST_LETTERS or value.startswith(("=", "+", "@")):
            yield Fault(
                name,
                "the value cannot be taken",
                "shorten it, and begin with a letter or digit",
                column,
                line,
            )
    number, line = row.cells.get("sak_nr", ("", row.line))
    if row.dataset == "saker" and not re.fullmatch(r"\d{1,4} ?[/–-] ?(\d\d|\d{4})", number):
        yield Fault(
            name,
            "a case number is written 58/25 (Excel may have made a date of it)",
            "write it anew, with an apostrophe before it",
            "sak_nr",
            line,
        )


def _require_valid(project: Project, year: int, files: Mapping[str, bytes], shown: str) -> None:
    """Refuse what would break a rule that is not broken already."""
    before = _faults(project, year, {})
    new = [fault for fault in _faults(project, year, files) if fault not in before]
    if new:
        raise DataRefused(
            Fault(
                f"{shown} (as {fault.file})",
                fault.rule,
                fault.remedy.replace("then renew the receipt", "in the proposal"),
                fault.column,
                fault.row,
                fault.value,
            )
            for fault in new
        )


def _faults(project: Project, year: int, files: Mapping[str, bytes]) -> list[Fault]:
    with trial_of(project, year, list(TARGETS), files) as (trial, _):
        frames, faults = {}, []
        for name in datasets.names():
            if (trial.raw(year) / f"{name}.csv").is_file():
                frame, found = validate(trial, year, name)
                faults += found if name in TARGETS else []
                if frame is not None:
                    frames[name] = frame
        return faults + checks.run(frames, year)
