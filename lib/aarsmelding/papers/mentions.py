"""Cases of other meetings that the text refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aarsmelding.papers.cells import MENTIONED, Record
from aarsmelding.papers.dates import dates, months
from aarsmelding.papers.heads import Head
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Lists
from aarsmelding.papers.numbering import NUMBER, in_order, written
from aarsmelding.papers.persons import Persons

CITED = re.compile(rf"(?i)\b(?:([a-zæøå]{{2,8}})-?)?sak ?{NUMBER}")


def cases(
    lines: Sequence[Line], lists: Lists, persons: Persons, head: Head | None, known: set[str]
) -> Iterator[Record]:
    """One record per case that is not among `known`."""
    for line in lines:
        for match in CITED.finditer(in_order(line.text)):
            number = written(match[0], match[2], match[3])
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
