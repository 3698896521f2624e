"""Attendance lists of minutes as rows of `oppmoete`: how many in each role, and never who.

Names and roles may stand on one line, or as two lists below each other, as a scanner reads two columns. Then
they are joined by their order, which is less sure.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aarsmelding.papers.cells import INFERRED, PRINTED, Record
from aarsmelding.papers.headings import ABSENT, FOR_A_CASE, PRESENT, attendance_heading, is_beside, status_of
from aarsmelding.papers.heads import Head
from aarsmelding.papers.lines import FULL_LINE, Line
from aarsmelding.papers.lists import Lists
from aarsmelding.papers.parts import CASE_HEAD, field_at
from aarsmelding.papers.persons import Persons
from aarsmelding.papers.roles import Capacity, Entry, capacity, entries

DATASET = "oppmoete"
VOTING = "tilstede_stemmerett"
LONGEST_LINE = 140
MOST_LINES = 200
# An organisation alone is no longer than this; a sentence that has one in it is.
MOST_WORDS = 7
NUMBER_WORDS = ("en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv")
A_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"
STATED = re.compile(
    rf"(?i)^[-•*–]? ?(?P<number>{A_NUMBER})(?: av (?:de |dei )?{A_NUMBER})?(?: \w+)? (?P<who>"
    r"(?:medlem|represent|deltak|observat|bruker|brukar|kommun|fastleg|klinikk|styre)\w*[^.;]{0,60})\.?$"
)
UNFINISHED = re.compile(r"(?i)(?:,|\b(?:vara for|og|for|ved|i))$")
MOST_STATED = 200


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
    added = first.capacity.added
    record.put(
        "organisasjon",
        first.capacity.organisation,
        INFERRED if added else sure,
        place,
        "foretaket eller kontoret er lagt til" if added else "",
    )
    record.put("antall", str(len(group)), sure, place)
    record.put("antall_vara", str(sum(person.is_substitute for person in group)), sure, place)
    cases = dict.fromkeys(person.case for person in group if person.case)
    record.put("sak_nr", ", ".join(cases), sure, place)
    return record


def _attendants(zone: Sequence[Line], lists: Lists, persons: Persons) -> Iterator[Attendant]:
    """Everybody on a list; names without roles wait for the roles that follow them."""
    waiting: deque[tuple[str, Line, Entry]] = deque()
    above, are_substitutes = PRESENT, False
    for n, line in enumerate(_whole(zone)):
        if found := attendance_heading(line.text, is_inside=n > 0):
            above, text = found
            are_substitutes = bool(re.match(r"(?i)\W*(følg\w+ )?varamed", line.text))
        elif is_beside(line.text):
            continue
        else:
            text = line.text
        if stated := STATED.match(text.strip()):
            yield from _stated(line, above, stated, lists, persons)
            continue
        for entry in entries(text, lists):
            status = _own_status(entry) or above
            entry.is_substitute |= are_substitutes
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


def _whole(zone: Sequence[Line]) -> list[Line]:
    """The lines, those that were broken in two put together."""
    found: list[Line] = []
    for line in zone:
        text = line.text.strip()
        last = found[-1].text.rstrip() if found else ""
        runs_on = UNFINISHED.search(last) or (len(last) > FULL_LINE and text[:1].islower())
        if (
            text
            and last
            and "\t" not in last + text
            and runs_on
            and not attendance_heading(text, is_inside=True)
        ):
            found[-1] = Line(found[-1].number, f"{last} {text}", found[-1].page)
        else:
            found.append(line)
    return found


def _own_status(entry: Entry) -> str:
    """What a row of a table says beside the role: `Observatør`, `Sekretariat`, `Forfall`."""
    said = [(piece, status_of(piece)) for piece in entry.pieces]
    found = [status for _, status in said if status and status != PRESENT]
    if found and len(said) > 1:
        entry.pieces = [piece for piece, status in said if not status]
        return found[-1]
    return ""


def _stated(
    line: Line, status: str, said: re.Match[str], lists: Lists, persons: Persons
) -> Iterator[Attendant]:
    """A list that says how many, as `14 av 16 medlemmer`, and not who."""
    what = capacity([said["who"].strip(" .")], lists, persons)
    number = parse_number(said["number"])
    for _ in range(min(number, MOST_STATED)):
        yield Attendant(line, status, what, False, "", INFERRED)


def parse_number(word: str) -> int:
    return int(word) if word.isdigit() else 1 + NUMBER_WORDS.index(word.lower())


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
            start = n if attendance_heading(lines[n].text, is_inside=False) else None
        elif _ends(lines, n) or n - start > MOST_LINES:
            yield start, n
            start = None
    if start is not None:
        yield start, len(lines)


def _ends(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text.strip()
    if attendance_heading(text, is_inside=True) or is_beside(text):
        return False
    known = field_at(lines, place)
    return bool(known) or bool(CASE_HEAD.match(text)) or len(text) > LONGEST_LINE or text.startswith("Sak")
