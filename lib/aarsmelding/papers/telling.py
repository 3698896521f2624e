"""Meetings that running text tells of: a body, a word for meeting, and a day or month close together.

What is proposed here is never surer than MENTIONED; each rule is a convention of Norwegian meeting papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from aarsmelding.papers import lists as listed
from aarsmelding.papers.cells import MENTIONED, Record
from aarsmelding.papers.dates import Dated, dates, months
from aarsmelding.papers.forms import form_of
from aarsmelding.papers.heads import Head
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Found, Lists
from aarsmelding.papers.passages import Passage, bodies, passages

MEETING_WORD = re.compile(
    r"(?i)m[øog]te|m[øog]ttes|drøfte[td]|behandl[ae]t|handsam[ae]|vedtok|vedtatt|vedteke"
    r"|(?:godkjen[tn]|tatt opp) i\b"
)
MEETING = re.compile(r"(?i)m[øog]te|m[øog]ttes")
# A date behind one of these is a limit or a state of things, not the day of a meeting.
NOT_HELD = re.compile(
    r"(?i)\b(per|pr|innen|innan|frist\w*|senest|seinast|datert|utgangen av|fra og med|frå og med|siden|sidan"
    r"|fra|frå|i kraft|gjeldende|gjeldande|virkning|verknad|oppstart\w*|publisert|sendt)\W*(ut )?(den )?$"
)
NOT_HELD_AT_ALL = re.compile(r"(?i)\b(avlyst\w*|avlyses|utgå\w*|utgikk|gjekk ut)\b")
OWN_MEETING = re.compile(
    r"(?i)\b(neste|forrige|førre|sist\w?|dagens|siste|første)? ?m[øog]te(?:t|ts)?\b(?: \w+){0,4} (?:den )?$"
)
ITS_OWN = re.compile(
    r"(?i)\b(utvalgets?|utvalets?|FSU(?:-?et)?s?|rådets?|styrets?|gruppen|gruppa)\b(?-i:(?! [A-ZÆØÅ]))"
)
GROUP = re.compile(r"(?i)\bgrupp(en|a)\b")
# What stands behind one of these is said of something else than the date before it.
ANOTHER_CLAUSE = re.compile(r"(?i)\b(da|fordi|når|for å|slik at|etter at|før|siden|sidan|ettersom)\b")
NEAR = 70
FAR = 160
# Letters between a meeting word and its date.
BEFORE, BEHIND = 45, 25
OPENING, BEHIND_OPENING = 6, 60
LISTED_MONTHS = re.compile(r"(?i)m[øo]ter? ?\(((?:[a-zæøå]{3,9})(?:(?:, | og )[a-zæøå]{3,9}){0,11})\)")
IN_MONTH = re.compile(r"\b[iI] ([a-zæøå]{3,9})\b(?! (?:20)?\d\d)(?= (?:[a-zæøå]+ ){0,6}[a-zæøå]*m[øo]te)")
MET_IN_MONTH = re.compile(r"(?i)m[øo]ter?(?:t|ne)? (?:\w+ ){0,3}?i ([a-zæøå]{3,9})\b(?! (?:20)?\d\d)")
SAME_YEAR = re.compile(r"(?<!\. )\b([a-zæøå]{3,9}) (samme|same) år\b")
THIS_YEAR = re.compile(r" (?:i|samme|same) år\b")
JOINS = re.compile(r",? ?(?:og|,|–|-) ?(?:den )?")


def meetings(lines: Sequence[Line], lists: Lists, head: Head | None, taken: set[str]) -> Iterator[Record]:
    """What sentences tell of, one record each; `taken` are the places already read as rows of a plan."""
    known = bodies(lists)
    for passage in passages(lines, known, head.day.day.year if head else None):
        if passage.line.place in taken or NOT_HELD_AT_ALL.search(passage.text):
            continue
        found = known.find(passage.text)
        name, end = "", 0
        for day in _days(passage):
            if NOT_HELD.search(passage.text[: day.start]):
                continue
            if not (end and JOINS.fullmatch(passage.text[end : day.start])):
                name = _adjacent(found, day.start, passage.text) or _body(passage, found, day.start, head)
            end = day.start + len(day.printed)
            if name:
                yield _record(passage, name, head, day=day)
        for month, printed, start in _months(passage):
            if name := _body(passage, found, start, head):
                yield _record(passage, name, head, month=(month, printed))


def _days(passage: Passage) -> list[Dated]:
    """The days of a sentence; one without a year has that of the date it is joined to, or of the section."""
    days = dates(passage.text, passage.year)
    for n, (day, following) in reversed(list(enumerate(pairwise(days)))):
        between = passage.text[day.start + len(day.printed) : following.start]
        if day.year_added and not following.year_added and JOINS.fullmatch(between):
            days[n] = replace(day, day=_in_year(day.day, following.day.year))
    return [_with_year_words(day, passage.text) for day in days]


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _with_year_words(day: Dated, text: str) -> Dated:
    match = THIS_YEAR.match(text[day.start + len(day.printed) :])
    return replace(day, printed=day.printed + match[0]) if match and day.year_added else day


def _months(passage: Passage) -> list[tuple[str, str, int]]:
    """Months without a day: `november 2023`, `i november`, `september samme år`, `møter (mars og mai)`."""
    text = passage.text
    found = [m for m in months(text) if not re.search(r"\d\.? ?$", text[: m[2]])]
    years = re.findall(r"\bi (20\d\d)\b", text)
    year = int(years[0]) if years else passage.year
    said: list[tuple[str, int, int | None]] = []
    for match in LISTED_MONTHS.finditer(text):
        words = re.finditer(r"[a-zæøå]{3,9}", match[1])
        said += [(word[0], match.start(1) + word.start(), year) for word in words]
    said += [(m[1], m.start(1), year) for known in (IN_MONTH, MET_IN_MONTH) for m in known.finditer(text)]
    for match in SAME_YEAR.finditer(text):
        earlier = re.findall(r"\b(20\d\d)\b", text[: match.start()])
        said.append((match[0], match.start(), int(earlier[-1]) if earlier else passage.last_year))
    for printed, start, which in said:
        named = listed.month(printed.split()[0])
        if named and not named[1] and which:
            found.append((f"{which}-{named[0]:02d}", printed, start))
    return found


def _adjacent(found: Sequence[Found], start: int, text: str) -> str:
    """A body's name with a date right behind it stands for its meeting: `SSU 12.02.26`."""
    return next((f.name for f in found if re.fullmatch(r"[ ,(]{1,2}(den )?", text[f.end : start])), "")


def _body(passage: Passage, found: Sequence[Found], start: int, head: Head | None) -> str:
    """Whose meeting was on the date at `start`: the body named close by, else the one spoken of."""
    text = passage.text
    if not MEETING_WORD.search(text):
        return ""
    near = [
        f
        for f in found
        if (abs(f.start - start) < NEAR or abs(f.end - start) < NEAR)
        and not ANOTHER_CLAUSE.search(text[start : f.start])
    ]
    close = [f for f in near if MEETING_WORD.search(_around(text, min(f.start, start), max(f.end, start)))]
    if close:
        # What stands before the date is what the date belongs to.
        return min(close, key=lambda f: (f.start > start, abs(f.start - start))).name
    if not MEETING_WORD.search(_around(text, start, start)):
        return ""
    before = text[:start]
    subject = [f for f in found if f.end <= start and start - f.end < FAR]
    if subject:
        return subject[0].name if MEETING.search(_around(text, start, start)) else ""
    if ITS_OWN.search(before):
        return passage.group if GROUP.search(before) else passage.owner
    if MEETING.search(_around(text, start, start)) and passage.owner:
        return passage.owner
    if head and OWN_MEETING.search(before):
        return head.committee
    return ""


def _around(text: str, start: int, end: int) -> str:
    """What may say that a date is a meeting's; a sentence that opens with the date says it behind."""
    return text[max(0, start - BEFORE) : end + (BEHIND_OPENING if start < OPENING else BEHIND)]


def _record(
    passage: Passage,
    committee: str,
    head: Head | None,
    day: Dated | None = None,
    month: tuple[str, str] | None = None,
) -> Record:
    place = passage.line.place
    record = Record("moeter", place)
    record.put("utvalg", committee, MENTIONED, place)
    if day:
        note = "året er lest av overskriften eller møtets dato" if day.year_added else ""
        record.put("dato", day.value, MENTIONED, place, note)
        record.put("dato_trykt", day.printed, MENTIONED, place)
    elif month:
        note = "" if re.search(r"\d", month[1]) else "året er lest av teksten omkring"
        record.put("maaned", month[0], MENTIONED, place, note)
        record.put("dato_trykt", month[1], MENTIONED, place)
    _form(record, passage, day.start if day else passage.text.find(month[1]) if month else 0)
    record.put("moetetype", "ukjent", MENTIONED, place)
    known = day.day if day else None
    past = head is None or known is None or known < head.day.day
    record.put("status", "avholdt" if past else "planlagt", MENTIONED, place)
    return record


def _form(record: Record, passage: Passage, start: int) -> None:
    """How they met, where the words stand right beside the date."""
    said = _around(passage.text, start, start + 20)
    kind = form_of(said)
    if kind == "ukjent" and passage.form and record.value("utvalg") == passage.owner:
        note = "avsnittet sier det om alle møtene"
        record.put("form_trykt", passage.form, MENTIONED, passage.line.place, note)
        record.put("form", form_of(passage.form), MENTIONED, passage.line.place, note)
        return
    if kind != "ukjent" and (match := re.search(r"(?i)\b(digital|fysisk)\w*", said)):
        record.put("form_trykt", match[0].lower(), MENTIONED, passage.line.place)
    record.put("form", kind, MENTIONED, passage.line.place)
