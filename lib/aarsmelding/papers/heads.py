"""The head of the papers: which committee meets when, where and how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aarsmelding.papers.cells import INFERRED, PRINTED, REPAIRED, Record
from aarsmelding.papers.dates import Dated, dates, span
from aarsmelding.papers.forms import form_of
from aarsmelding.papers.lines import Line, filled
from aarsmelding.papers.lists import Lists, folded
from aarsmelding.papers.parts import Field, field_at
from aarsmelding.papers.persons import Persons

HEAD_LINES = 12


@dataclass
class Head:
    """What the head of the papers says about the meeting they are for."""

    record: Record
    day: Dated
    committee: str
    is_minutes: bool

    @property
    def moete_dato(self) -> str:
        return self.day.value


def heads(lines: Sequence[Line], lists: Lists, persons: Persons) -> list[Head]:
    """The meeting of the papers, and those of minutes that lie among their annexes."""
    found: list[Head] = []
    labelled = [(n, field) for n in range(len(lines)) if (field := field_at(lines, n))]
    days_said = [(n, field) for n, field in labelled if field.meaning == "dato"]
    # «Dato» may be that of the letter, «Møtedato» is not.
    days_said.sort(key=lambda said: "m" not in said[1].line.text.lower()[:3])
    for place, dated in days_said:
        near = _neighbours(lines, place)
        if not _is_meeting(dated, near, place, lines):
            continue
        days = dates(dated.value)
        if days and not any(head.day.day == days[0].day for head in found):
            found.append(_head(lines, place, dated, near, days[0], lists, persons))
    return [head for head in found if head.committee] or found[:1]


def _neighbours(lines: Sequence[Line], place: int) -> list[Field]:
    around = range(max(0, place - 8), min(len(lines), place + HEAD_LINES))
    return [near for n in around if (near := field_at(lines, n))]


def _is_meeting(dated: Field, near: list[Field], place: int, lines: Sequence[Line]) -> bool:
    meanings = {field.meaning for field in near}
    above = {field.meaning for field in near if field.line in lines[max(0, place - 8) : place]}
    if above & {"til", "fra", "tittel", "sak"}:
        return False
    first = len(filled(list(lines[:place]))) < HEAD_LINES
    said = "tidspunkt" in dated.line.text.lower() or folded("møtedato") in folded(dated.line.text)
    return (
        bool(meanings & {"tid", "sted", "form", "moetetype"})
        or (first and said)
        or (first and bool(span(dated.value)))
    )


def _head(
    lines: Sequence[Line],
    place: int,
    dated: Field,
    near: list[Field],
    day: Dated,
    lists: Lists,
    persons: Persons,
) -> Head:
    before = filled(list(lines[max(0, place - HEAD_LINES) : place]))
    opening = [*reversed(before), *filled(list(lines[place : place + 40]))]
    title = " ".join(line.text for line in before)
    is_minutes = any(word in folded(title) for word in map(folded, ("referat", "protokoll")))
    record = Record("moeter", dated.line.place)
    sure = REPAIRED if dated.repaired or day.repaired else PRINTED
    committee = _committee(record, near, opening, lists)
    record.put("dato", day.value, sure, dated.line.place)
    record.put("dato_trykt", day.printed, sure, dated.line.place)
    by_meaning = {field.meaning: field for field in reversed(near)}
    clock = by_meaning.get("tid", dated)
    if times := span(clock.value):
        for column, value in zip(("start", "slutt"), times, strict=True):
            record.put(column, value, REPAIRED if clock.repaired else PRINTED, clock.line.place)
    _form(record, by_meaning.get("form"), by_meaning.get("sted"), lists, persons)
    _kind(record, title, by_meaning, dated.line.place)
    note = "" if is_minutes else "papirene sier bare at møtet er innkalt"
    record.put("status", "avholdt" if is_minutes else "planlagt", INFERRED, dated.line.place, note)
    return Head(record, day, committee, is_minutes)


def _committee(record: Record, near: list[Field], opening: list[Line], lists: Lists) -> str:
    said = [field.line for field in near if field.meaning == "moetetype"]
    for line in [*said, *opening]:
        for found in lists.committees.find(line.text):
            record.put("utvalg", found.name, REPAIRED if found.repaired else PRINTED, line.place)
            return found.name
    return ""


def _form(record: Record, form: Field | None, place: Field | None, lists: Lists, persons: Persons) -> None:
    printed = form or place
    if printed is None or not printed.value:
        record.put("form", "ukjent", INFERRED, record.place)
        return
    value = persons.without(lists.repair(printed.value.replace("\t", " ")))
    kind = form_of(value)
    if kind != "ukjent":
        record.put("form_trykt", value, PRINTED, printed.line.place)
    # A place that is not a digital one is where people meet.
    sure = PRINTED if kind != "ukjent" else INFERRED
    record.put("form", kind if kind != "ukjent" or form else "fysisk", sure, printed.line.place)
    if place:
        where = persons.without(lists.repair(place.value.replace("\t", " ")))
        digital = re.search(r"(?i)\b(teams|zoom|skype)\b", where)
        changed = where != place.value
        record.put(
            "moetested", digital[0] if digital else where, REPAIRED if changed else PRINTED, place.line.place
        )


def _kind(record: Record, title: str, near: dict[str, Field], place: str) -> None:
    said = title + (near["moetetype"].value if "moetetype" in near else "")
    if "ekstraordin" in said.lower():
        record.put("moetetype", "ekstraordinaer", PRINTED, place)
    elif re.search(r"(?i)\bm[øog]te (nr\.? ?)?\d+[-/ ]|\bordinær", said):
        record.put("moetetype", "ordinaer", PRINTED, place)
    elif "tid" in near and "moetetype" not in near:
        record.put("moetetype", "ordinaer", INFERRED, place, "ikke kalt ekstraordinært")
    else:
        record.put("moetetype", "ukjent", INFERRED, place)
