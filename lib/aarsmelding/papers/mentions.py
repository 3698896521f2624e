"""Meetings and cases that the text only mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aarsmelding.papers.cells import MENTIONED, Record
from aarsmelding.papers.dates import Dated, dates, months
from aarsmelding.papers.heads import Head
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Found, Lists
from aarsmelding.papers.parts import NUMBER
from aarsmelding.papers.persons import Persons

MEETING_WORD = re.compile(r"(?i)m[øog]te|m[øog]ttes|drøftet|behandlet|vedtok")
# A date behind one of these is a limit or a state of things, not the day of a meeting.
NOT_HELD = re.compile(
    r"(?i)\b(per|pr|innen|frist\w*|senest|datert|utgangen av|fra og med|siden|fra)\W*(den )?$"
)
OWN_MEETING = re.compile(r"(?i)\b(neste|forrige|sist\w?|dagens) m[øog]te?t?\b")
NEAR = 70
CITED = re.compile(rf"(?i)\b(?:([a-zæøå]{{2,8}})-?)?sak ?{NUMBER}")


def meetings(lines: Sequence[Line], lists: Lists, head: Head | None, taken: set[str]) -> Iterator[Record]:
    """Meetings that a sentence tells of: a committee, the word meeting and a date close together.

    `taken` are the places that have been read as rows of a plan.
    """
    year = head.day.day.year if head else None
    for line in lines:
        if line.place in taken or not MEETING_WORD.search(line.text):
            continue
        committees = lists.committees.find(line.text)
        for day in dates(line.text, year):
            if NOT_HELD.search(line.text[: day.start]):
                continue
            named = _nearest(committees, day.start, line.text, head)
            if named:
                yield _mention(line, named, head, day=day)
        for month, printed, start in months(line.text):
            if not re.search(r"\d\.? ?$", line.text[:start]) and (
                named := _nearest(committees, start, line.text, head)
            ):
                yield _mention(line, named, head, month=(month, printed))


def _nearest(committees: list[Found], start: int, text: str, head: Head | None) -> str:
    near = [f for f in committees if abs(f.start - start) < NEAR or abs(f.end - start) < NEAR]
    close = [
        f
        for f in near
        if MEETING_WORD.search(text[max(0, min(f.start, start) - 45) : max(f.end, start) + 25])
    ]
    if close:
        # What stands before the date is what the date belongs to.
        return min(close, key=lambda f: (f.start > start, abs(f.start - start))).name
    if head and (own := OWN_MEETING.search(text[max(0, start - NEAR) : start])) and own:
        return head.committee
    return ""


def _mention(
    line: Line,
    committee: str,
    head: Head | None,
    day: Dated | None = None,
    month: tuple[str, str] | None = None,
) -> Record:
    record = Record("moeter", line.place)
    record.put("utvalg", committee, MENTIONED, line.place)
    if day:
        record.put(
            "dato", day.value, MENTIONED, line.place, "året er lest av møtets dato" if day.year_added else ""
        )
        record.put("dato_trykt", day.printed, MENTIONED, line.place)
    elif month:
        record.put("maaned", month[0], MENTIONED, line.place)
        record.put("dato_trykt", month[1], MENTIONED, line.place)
    record.put("form", "ukjent", MENTIONED, line.place)
    record.put("moetetype", "ukjent", MENTIONED, line.place)
    known = day.day if day else None
    past = head is None or known is None or known < head.day.day
    record.put("status", "avholdt" if past else "planlagt", MENTIONED, line.place)
    return record


def cases(
    lines: Sequence[Line], lists: Lists, persons: Persons, head: Head | None, known: set[str]
) -> Iterator[Record]:
    """Cases of other meetings that the text refers to."""
    for line in lines:
        for match in CITED.finditer(line.text):
            number = f"{match[2]}/{match[3]}" if "/" in match[0] else f"{match[2]}-{match[3]}"
            prefix = (match[1] or "").lower()
            if number in known or prefix in ("vår", "deres"):
                continue
            known.add(number)
            record = Record("saker", line.place)
            record.put("sak_nr", number, MENTIONED, line.place)
            record.put("utvalg", committee_of(prefix, lists, head), MENTIONED, line.place)
            meeting_day(record, line, match.start())
            titled = re.match(r"[ :]+([A-ZÆØÅ«][^().]{8,140}?) ?\(", line.text[match.end() :])
            if titled and not CITED.search(titled[1]):
                title = persons.without(lists.repair(titled[1]))
                record.put("tittel", title, MENTIONED, line.place)
                record.put("tittel_trykt", persons.without(titled[1]), MENTIONED, line.place)
            record.put("har_trykt_forslag", "Nei", MENTIONED, line.place)
            record.put("utfall", "ikke_publisert", MENTIONED, line.place)
            yield record


def committee_of(prefix: str, lists: Lists, head: Head | None) -> str:
    if prefix == "styre":
        return next((f.name for f in lists.committees.find("Styret")), "")
    if prefix and (found := lists.committees.find(prefix.upper())):
        return found[0].name
    return head.committee if head else ""


def meeting_day(record: Record, line: Line, start: int) -> None:
    text = line.text[max(0, start - 60) : start + 120]
    if days := [day for day in dates(text) if not day.year_added]:
        record.put("moete_dato", days[0].value, MENTIONED, line.place)
    elif found := months(text):
        record.put("moete_dato", found[0][1], MENTIONED, line.place)
