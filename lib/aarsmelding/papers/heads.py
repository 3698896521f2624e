"""The head of the papers: which committee meets when, where and how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from aarsmelding.papers.cells import INFERRED, PRINTED, REPAIRED, Record
from aarsmelding.papers.dates import Dated, dates, span
from aarsmelding.papers.forms import form_of
from aarsmelding.papers.lines import Line, filled
from aarsmelding.papers.lists import Lists, folded
from aarsmelding.papers.numbering import in_order
from aarsmelding.papers.parts import CASE_HEAD, Field, field_at
from aarsmelding.papers.persons import Persons

HEAD_LINES = 12
MOST_ABOVE = 20 * HEAD_LINES
LONGEST_TITLE = 120
# What the papers of a meeting call themselves in their title.
TITLE = re.compile(
    r"(?i)\b(m[øo@g]te\w*|referat\w*|m[øo@g]tereferat|protokoll\w*|innkalling\w*|saksliste|sakliste|sakspapirer"
    r"|dagsorden|agenda|saksframlegg)\b"
)


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
    year = year_of(lines)
    labelled = [(n, field) for n in range(len(lines)) if (field := field_at(lines, n))]
    days_said = [(n, field) for n, field in labelled if field.meaning == "dato" or _is_day(field, year)]
    # «Dato» may be that of the letter, «Møtedato» is not.
    days_said.sort(key=lambda said: "m" not in said[1].line.text.lower()[:3])
    for place, dated in days_said:
        near = _neighbours(lines, place)
        if not _is_meeting(dated, near, place, lines):
            continue
        days = dates(dated.value) or dates(dated.value, year)
        if days and not any(head.day.day == days[0].day for head in found):
            found.append(_head(lines, place, dated, near, days[0], lists, persons))
    own = [head for head in found if head.committee] or found[:1]
    return own or _titled(lines, lists, persons)


def _is_day(field: Field, year: int | None) -> bool:
    """`Tid: fredag 7. november kl. 9–11` says the day too, and so does `Tid og sted`."""
    return field.meaning in ("tid", "sted") and bool(dates(field.value, year)) and bool(span(field.value))


def year_of(lines: Sequence[Line]) -> int | None:
    """The year that the numbers of the cases say, for a date that is printed without one."""
    numbers = (CASE_HEAD.match(in_order(line.text)) for line in lines)
    years = Counter(2000 + int(match[3][-2:]) for match in numbers if match)
    return years.most_common(1)[0][0] if years else None


def _titled(lines: Sequence[Line], lists: Lists, persons: Persons) -> list[Head]:
    """The meeting that the title names, as in `Referat fra møte i SSU 5. mars 2031`."""
    opening = [(n, lines[n]) for n in range(len(lines)) if lines[n].text.strip()][:HEAD_LINES]
    if not any(TITLE.search(line.text) for _, line in opening[:6]):
        return []
    for place, line in opening:
        days = dates(line.text)
        alone = len(line.text) < LONGEST_TITLE and not line.text.rstrip().endswith((".", ","))
        if not days or not alone or field_at(lines, place):
            continue
        titled = Field("dato", line.text, line, repaired=True)
        near = _neighbours(lines, place)
        head = _head(lines, place, titled, near, days[0], lists, persons)
        return [head] if head.committee else []
    return []


def _neighbours(lines: Sequence[Line], place: int) -> list[Field]:
    around = range(max(0, place - 8), min(len(lines), place + HEAD_LINES))
    return [near for n in around if (near := field_at(lines, n))]


def _is_meeting(dated: Field, near: list[Field], place: int, lines: Sequence[Line]) -> bool:
    meanings = {field.meaning for field in near}
    above = {field.meaning for field in near if field.line in lines[max(0, place - 8) : place]}
    if above & {"til", "fra", "tittel", "sak"}:
        return False
    first = place < MOST_ABOVE and len(filled(list(lines[:place]))) < HEAD_LINES
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
    if dated.value == lines[place].text:
        opening = [lines[place], *opening]
    own = [lines[place]] if dated.value == lines[place].text else []
    title = " ".join(line.text for line in [*before, *own])
    is_minutes = any(word in folded(title) for word in map(folded, ("referat", "protokoll")))
    record = Record("moeter", dated.line.place)
    sure = REPAIRED if dated.repaired or day.repaired else PRINTED
    committee = _committee(record, near, opening, lists)
    note = "året er lest av saksnumrene" if day.year_added else ""
    record.put("dato", day.value, REPAIRED if day.year_added else sure, dated.line.place, note)
    record.put("dato_trykt", day.printed, sure, dated.line.place)
    by_meaning = {field.meaning: field for field in reversed(near)}
    # `Tidspunkt: 09.00–11.30` is a time, beside `Dato`.
    timed = [field for field in near if field.meaning in ("tid", "dato") and span(field.value)]
    clock = by_meaning.get("tid") or (timed[0] if timed and not span(dated.value) else dated)
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
