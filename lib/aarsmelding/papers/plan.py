"""The rows of a meeting plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from aarsmelding.papers.cells import INFERRED, PRINTED, REPAIRED, Record
from aarsmelding.papers.dates import Dated, dates, span
from aarsmelding.papers.forms import DIGITAL, PHYSICAL, form_of
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Lists, folded
from aarsmelding.papers.parts import CASE_HEAD, field_at
from aarsmelding.papers.persons import Persons

PLAN = re.compile(
    "|".join(map(folded, ("møteplan", "møtedato", "møtekalender", "møtedagar", "møtedager", "møteoversikt")))
)
LEADING = re.compile(r"^\s*(?:[-•*–]\s+|\d{1,2}\)\s+)?")
WEEKDAY = re.compile(r"(?i)(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag\w*")
SHORT_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
LONGEST_ITEM = 60
EXTRAS = re.compile(
    r"(?i)lunsj \d\d?[.:]\d\d ?[-–] ?\d\d?[.:]\d\d|heldagsm[øog]te"
    r"|kveldsprogram(?: fra kl\.? ?\d\d?[.:]\d\d)?"
)


def planned(lines: Sequence[Line], lists: Lists, persons: Persons, owner: str) -> Iterator[Record]:
    """The rows of a meeting plan: a heading with «møteplan» and a year, then lines that begin with a day.

    A row may also name a committee and all its days: `FSU Beredskap: 12.02.26, 13.05.26`.
    """
    year, committee, proposed, inside = 0, "", False, 0
    for n, line in enumerate(lines):
        plain = folded(line.text)
        if PLAN.search(plain) and (match := re.search(r"\b(20\d\d)\b", line.text)):
            year, inside = int(match[1]), n
            named = lists.committees.find(line.text)
            committee = named[0].name if named else committee or owner
            proposed = folded("forslag") in plain
            continue
        if not year or n - inside > 60 or (CASE_HEAD.match(line.text) and n > inside):
            year = 0
            continue
        if days := _days_of_a_body(line.text, year, lists):
            body, found = days
            for each in found:
                own = replace(each, start=0)
                yield _planned(own.printed, own, line, proposed, body, lists, persons)
            inside = n
            continue
        if field_at(lines, n) and ":" in line.text:
            year = 0 if n - inside > 3 else year
            continue
        text = LEADING.sub("", line.text)
        day = next(iter(dates(text[:40], year) or _short_days(text.split("\t")[0], year)), None)
        if day and day.start <= 12 and day.day.year == year and (_is_row(text) or _is_item(text, day, lists)):
            whole = text + _row_text(lines, n, year)[len(line.text) :]
            yield _planned(whole, day, line, proposed, committee, lists, persons)
            inside = n


def _days_of_a_body(text: str, year: int, lists: Lists) -> tuple[str, list[Dated]] | None:
    """A committee with its days behind it, where a line has nothing else."""
    found = lists.committees.find(text)
    plain = LEADING.sub("", text)
    if not found or found[0].start > len(text) - len(plain) or span(text):
        return None
    start = max(f.end for f in found)
    rest = text[start:]
    days = [d for d in dates(rest, year) if d.day.year == year]
    if not days:
        cells = [cell.strip(" .") for cell in re.split(r"\t|,|;| og ", rest.lstrip(" :)"))]
        days = [day for cell in cells for day in _short_days(cell, year)]
    for day in days:
        rest = rest.replace(day.printed, " ", 1)
    left = re.sub(r"(?i)\b(?:og|man|tirs|tys|ons|tors|fre)\w*\b|[^\w]", "", rest)
    return (found[0].name, days) if days and len(left) < 4 else None


def _short_days(cell: str, year: int) -> list[Dated]:
    """`12.02.` as a cell of its own: in a plan, and only there, that is a day."""
    match = SHORT_DAY.fullmatch(cell.strip())
    try:
        day = date(year, int(match[2]), int(match[1])) if match else None
    except ValueError:
        return []
    return [Dated(day, match[0], 0, year_added=True)] if match and day else []


def _is_item(text: str, day: Dated, lists: Lists) -> bool:
    """An item of a list: the day alone, or with a weekday, time or place behind it."""
    rest = text[day.start + len(day.printed) :].strip(" .,:;–-()\t")
    before = text[: day.start].strip(" .,:")
    if len(rest) > LONGEST_ITEM or (before and not WEEKDAY.fullmatch(before)):
        return False
    told = bool(re.match(r"(?i)kl\b", rest)) or bool(lists.places.find(rest) or lists.committees.find(rest))
    return not rest or told or form_of(rest) != "ukjent" or bool(span(rest))


def _is_row(text: str) -> bool:
    return (
        len(text) < 200
        and bool("\t" in text or "  " in text or span(text))
        and bool(span(text) or form_of(text) != "ukjent")
    )


def _row_text(lines: Sequence[Line], place: int, year: int) -> str:
    """A row and the lines it was broken over."""
    text = lines[place].text
    for line in lines[place + 1 : place + 3]:
        following = dates(line.text[:40], year)
        if not line.text.strip() or (following and following[0].start <= 12) or len(line.text) > 80:
            break
        text += " " + line.text.strip()
    return text


def _planned(
    text: str, day: Dated, line: Line, proposed: bool, committee: str, lists: Lists, persons: Persons
) -> Record:
    record = Record("moeter", line.place)
    # A row that was broken over lines may have cells of its neighbours in it.
    sure = PRINTED if text in (line.text, LEADING.sub("", line.text)) else INFERRED
    named = lists.committees.find(text.split("\t")[1] if text.count("\t") > 1 else text)
    own = next((f for f in named if not re.search(r"\bfør\W*$", text[: f.start])), None) if named else None
    record.put("utvalg", own.name if own else committee, INFERRED, line.place)
    record.put(
        "dato",
        day.value,
        PRINTED if not day.year_added else REPAIRED,
        line.place,
        "" if not day.year_added else "året står i overskriften",
    )
    record.put("dato_trykt", (text[: day.start] + day.printed).strip(), PRINTED, line.place)
    before = re.search(r"(?i)form[øog]te:?\s*(.*?)(?=lunsj|hovedm[øog]te|\t|$)", text)
    main = re.search(r"(?i)hovedm[øog]te:?\s*(.*)", text)
    _times(record, ("formoete_start", "formoete_slutt"), before[1] if before else "", line.place, sure)
    _times(record, ("start", "slutt"), main[1] if main else ("" if before else text), line.place, sure)
    last = text.split("\t")[-1].strip() if "\t" in text else text[day.start + len(day.printed) :]
    extras = [match[0] for match in EXTRAS.finditer(text)]
    where = re.split(r"\d\d?[.:]\d\d", EXTRAS.sub("", last))[0].strip(" .\t")
    if kind := form_of(where):
        record.put("form", kind, sure if kind != "ukjent" else INFERRED, line.place)
    if kind != "ukjent":
        start = min(m.start() for p in (DIGITAL, PHYSICAL) if (m := p.search(where)))
        record.put("form_trykt", persons.without(where[start:]), sure, line.place)
        places = [found.name for found in lists.places.find(where)]
        record.put("moetested", places[0] if places else "", INFERRED, line.place)
    record.put(
        "moetetype", "ordinaer" if record.value("utvalg") == committee else "ukjent", INFERRED, line.place
    )
    record.put("status", "forslag" if proposed else "planlagt", PRINTED if proposed else INFERRED, line.place)
    record.put("tillegg_trykt", "; ".join(dict.fromkeys(extras)), sure, line.place)
    return record


def _times(record: Record, columns: tuple[str, str], text: str, place: str, sure: float) -> None:
    for column, value in zip(columns, span(text) or (), strict=False):
        record.put(column, value, sure, place)
