"""Attendance lists of minutes as rows of `oppmoete`: how many in each role, and never who.

Names and roles may stand on one line, or as two lists below each other, as a scanner reads two columns. Then
they are joined by their order, which is less sure.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from aarsmelding.papers.cells import INFERRED, PRINTED, Record
from aarsmelding.papers.heads import Head
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Lists, fixed, folded
from aarsmelding.papers.parts import CASE_HEAD, field_at
from aarsmelding.papers.persons import Persons
from aarsmelding.papers.roles import Capacity, Entry, capacity, entries

DATASET = "oppmoete"
PRESENT, VOTING, ABSENT, FOR_A_CASE = "tilstede", "tilstede_stemmerett", "forfall", "deltaker_paa_sak"
# These are headings inside an attendance list only: «Sekretariatet» alone may be a presenter.
INSIDE = ("sekretariat", FOR_A_CASE)
BESIDE = ("navn", "møteleder", "referent", "rolle", "funksjon", "organisasjon")
LONGEST_LINE = 140
MOST_LINES = 200
# An organisation alone is no longer than this; a sentence that has one in it is.
MOST_WORDS = 7


@dataclass
class Attendant:
    """One person, without the person: status, capacity, and how sure they belong together."""

    line: Line
    status: str
    capacity: Capacity
    is_substitute: bool
    case: str
    confidence: float


def records(lines: Sequence[Line], lists: Lists, persons: Persons, heads: Sequence[Head]) -> Iterator[Record]:
    """Yields one row per status, role and organisation of each attendance list, with counts."""
    for start, end in _zones(lines):
        above = [h for h in heads if _number_of(h, lines) <= start]
        counted: dict[tuple[str, ...], list[Attendant]] = {}
        for person in _attendants(lines[start:end], lists, persons):
            what = person.capacity
            status = VOTING if person.status == PRESENT else person.status
            key = (status, what.party, what.role, what.organisation)
            counted.setdefault(key, []).append(person)
        for group in counted.values():
            yield _record(group, above[-1] if above else None)


def _number_of(head: Head, lines: Sequence[Line]) -> int:
    return next((n for n, line in enumerate(lines) if line.place == head.record.place), 0)


def _record(group: Sequence[Attendant], head: Head | None) -> Record:
    first = group[0]
    places = list(dict.fromkeys(person.line.place for person in group))
    place = ", ".join(places)[:200]
    record = Record(DATASET, place)
    if head:
        day = head.record.cells["dato"]
        record.put("utvalg", head.committee, PRINTED, head.record.place)
        record.put("dato", day.value, day.confidence, day.place)
    unsaid = first.status == PRESENT
    record.put(
        "status",
        VOTING if unsaid else first.status,
        INFERRED if unsaid else first.confidence,
        place,
        "listen sier ikke hvem som har stemmerett" if unsaid else "",
    )
    sure = min(person.confidence for person in group)
    note = "" if sure == PRINTED else "navn og roller står i hver sin liste; knyttet sammen etter rekkefølgen"
    record.put("part", first.capacity.party, INFERRED, place, "etter ord i rollen og organisasjonen")
    record.put("rolle", first.capacity.role, sure, place, note)
    record.put("organisasjon", first.capacity.organisation, sure, place)
    record.put("antall", str(len(group)), sure, place)
    record.put("antall_vara", str(sum(person.is_substitute for person in group)), sure, place)
    cases = dict.fromkeys(person.case for person in group if person.case)
    record.put("sak_nr", ", ".join(cases), sure, place)
    return record


def _attendants(zone: Sequence[Line], lists: Lists, persons: Persons) -> Iterator[Attendant]:
    """Everybody on a list; names without roles wait for the roles that follow them."""
    waiting: deque[tuple[str, Line, Entry]] = deque()
    status = PRESENT
    for n, line in enumerate(zone):
        if found := _heading(line.text, is_inside=n > 0):
            status, text = found
        elif _is_beside(line.text):
            continue
        else:
            text = line.text
        for entry in entries(text, lists):
            what = capacity(entry.pieces, lists, persons)
            is_nobody = what == Capacity() or (not what.role and len(text.split()) > MOST_WORDS)
            if entry.is_named and is_nobody and not entry.pieces:
                waiting.append((status, line, entry))
            elif entry.is_named:
                yield _attendant(line, status, what, entry, PRINTED)
            elif not is_nobody and waiting:
                yield _attendant(line, waiting.popleft()[0], what, entry, INFERRED)
            elif not is_nobody:
                yield _attendant(line, status, what, entry, PRINTED)
    for whose, line, entry in waiting:
        yield _attendant(line, whose, Capacity(), entry, PRINTED)


def _attendant(line: Line, status: str, what: Capacity, entry: Entry, sure: float) -> Attendant:
    """Who is there for a case is a guest, wherever in the list they stand."""
    if entry.case and status != ABSENT:
        status = FOR_A_CASE
    case = entry.case if status == FOR_A_CASE else ""
    return Attendant(line, status, what, entry.is_substitute, case, sure)


def _zones(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """First line and end of each attendance list."""
    start: int | None = None
    for n in range(len(lines)):
        if start is None:
            start = n if _heading(lines[n].text, is_inside=False) else None
        elif _ends(lines, n) or n - start > MOST_LINES:
            yield start, n
            start = None
    if start is not None:
        yield start, len(lines)


def _ends(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text.strip()
    if _heading(text, is_inside=True) or _is_beside(text):
        return False
    known = field_at(lines, place)
    return bool(known) or bool(CASE_HEAD.match(text)) or len(text) > LONGEST_LINE or text.startswith("Sak")


def _is_beside(text: str) -> bool:
    label = text.strip().rstrip(":").partition(":")[0].partition("\t")[0]
    return folded(label.strip()) in map(folded, BESIDE)


def _heading(text: str, is_inside: bool) -> tuple[str, str] | None:
    """The status that a heading gives those below it, and what stands behind it on the line."""
    label, _, rest = re.sub(r"[:\t]", "\n", text.strip(" *#_\t"), count=1).partition("\n")
    status = _statuses().get(folded(label.strip(" *_")))
    if status is None or (status in INSIDE and not is_inside):
        return None
    return status, rest.strip(" *_")


@cache
def _statuses() -> dict[str, str]:
    return {folded(form): status for status, forms in fixed()["attendance"].items() for form in forms}
