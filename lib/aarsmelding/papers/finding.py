"""One document into one proposal: meetings, cases, attendance, money tables."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from aarsmelding.papers import attendance, cases, heads, mentions, money, plan, telling
from aarsmelding.papers.cells import Proposal, Record
from aarsmelding.papers.extracting import extract
from aarsmelding.papers.lines import Line, paragraphs
from aarsmelding.papers.lists import Lists, lists_of
from aarsmelding.papers.persons import Persons, persons_of
from aarsmelding.papers.refusal import PapersRefused
from aarsmelding.papers.unfolding import unfolded
from aarsmelding.paths import Project


def propose(path: Path, project: Project, year: int | None, document: str | None = None) -> Proposal:
    """Read and propose. Raises PapersRefused where nothing can be read or nothing was found."""
    lines = unfolded(extract(path))
    lists = lists_of(project, year)
    persons = persons_of(lines, lists)
    proposal = Proposal(document or identity(path, persons), records(lines, lists, persons))
    if not proposal.records:
        raise PapersRefused(
            "no meeting, case or money table was found in the document",
            path.name,
            "check that it is an agenda, meeting papers or minutes; else enter the rows by hand",
        )
    return proposal


def identity(path: Path, persons: Persons) -> str:
    """The document's id: the file's name in safe letters, or a hash where the name names a person."""
    stem = re.sub(r"[^\w.-]+", "_", path.stem).strip("._-")
    spaced = re.sub(r"[_.-]+", " ", path.stem)
    if not stem or persons.without(spaced) != spaced:
        return "dokument_" + hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return stem[:80]


def records(lines: list[Line], lists: Lists, persons: Persons) -> list[Record]:
    """Everything found, what is printed as such first, then what is only mentioned."""
    own = heads.heads(lines, lists, persons)
    head = own[0] if own else None
    prose = paragraphs(lines)
    planned = list(plan.planned(lines, lists, persons, head.committee if head else ""))
    told = telling.meetings(prose, lists, head, {record.place for record in planned})
    found = _without_repeats([*(h.record for h in own), *planned, *told])
    presented = list(cases.cases(lines, lists, persons, head))
    known = {record.value("sak_nr") for record in presented}
    cited = mentions.cases(prose, lists, persons, head, known)
    attended = attendance.records(lines, lists, persons, own)
    return [*found, *presented, *cited, *attended, *money.records(lines, persons)]


def _without_repeats(records: list[Record]) -> list[Record]:
    """The first record of a committee and day; a later one only says that it is mentioned there too."""
    kept: dict[tuple[str, str, str], Record] = {}
    for record in records:
        kept.setdefault((record.value("utvalg"), record.value("dato"), record.value("maaned")), record)
    return list(kept.values())
