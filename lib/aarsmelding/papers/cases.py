"""Each case as listed, presented and decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aarsmelding.papers import decisions, mentions, presenters
from aarsmelding.papers.caselist import CASE_TYPE, LISTED, Listed, case_type, listed
from aarsmelding.papers.cells import INFERRED, PRINTED, REPAIRED, Record
from aarsmelding.papers.dates import dates
from aarsmelding.papers.heads import Head
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Lists, heading
from aarsmelding.papers.numbering import in_order
from aarsmelding.papers.parts import LABEL, Block, Field, blocks, fields, section
from aarsmelding.papers.persons import LEFT_OUT, Persons

MOST_TITLE = 250


def cases(lines: Sequence[Line], lists: Lists, persons: Persons, head: Head | None) -> Iterator[Record]:
    """One record per case that the papers present, list or decide."""
    on_list: dict[str, Listed] = {}
    for item in listed(lines):
        on_list.setdefault(item.number, item)
    presented: dict[str, Block] = {}
    for block in blocks(lines):
        # The first one with a title or a section counts: the list of cases may look like headings.
        old = presented.get(block.number)
        if old is None or len(old.lines) < 4 < len(block.lines):
            presented[block.number] = block
    for number in dict.fromkeys([*on_list, *presented]):
        record = _case(number, on_list.get(number), presented.get(number), lists, persons, head, lines)
        if record.value("tittel"):
            yield record


def _case(
    number: str,
    item: Listed | None,
    block: Block | None,
    lists: Lists,
    persons: Persons,
    head: Head | None,
    lines: Sequence[Line],
) -> Record:
    place = block.head.place if block else item.line.place if item else ""
    record = Record("saker", place)
    turned = in_order(said := (block.head if block else item.line if item else lines[0]).text) != said
    note = "trykt med året først" if turned else ""
    record.put("sak_nr", number, REPAIRED if turned else PRINTED, place, note)
    named = {field.meaning: field for field in reversed(fields(block.lines[:14]))} if block else {}
    printed, kind, title_place = _title(item, block)
    clean = persons.without(lists.repair(printed))
    left_out = "personopplysning utelatt: skriv tittelen uten" if LEFT_OUT in clean else ""
    record.put("tittel", clean, PRINTED if clean == printed else REPAIRED, title_place, left_out)
    record.put("tittel_trykt", persons.without(printed), PRINTED, title_place, left_out)
    if item and item.kind:
        record.put("sakstype_liste", item.kind, PRINTED, item.line.place)
    if kind:
        record.put("sakstype_sakshode", kind, PRINTED, place)
    _meeting(record, named, item, block, lists, head, lines)
    _presenter(record, number, named, item, lists, lines)
    _decision(record, block, place)
    return record


def _title(item: Listed | None, block: Block | None) -> tuple[str, str, str]:
    """The title as printed (that of the list, it is seldom broken), the type in the case, the place."""
    if item and block and item.line == block.head:
        return item.title[:MOST_TITLE], "", item.line.place
    printed, kind = _own_title(block) if block else ("", "")
    if item and (not printed or len(item.title) >= len(printed) - 3):
        return item.title, kind, item.line.place
    return printed[:MOST_TITLE], kind, block.head.place if block else ""


def _own_title(block: Block) -> tuple[str, str]:
    """Behind `Tittel:`, behind the number, or on the line below, with the line it was broken over."""
    texts = block.lines
    for n, line in enumerate(texts[:8]):
        match = LABEL.match(line.text)
        known = heading(match[1]) if match and ":" in match[0] else None
        if match and known and known[0] == "tittel":
            return case_type(_unbroken(match[2], texts, n))
    if block.rest:
        return case_type(_unbroken(block.rest, texts, 0))
    for n, line in enumerate(texts[1:5], start=1):
        if line.text.strip():
            return case_type(_unbroken(line.text, texts, n))
    return "", ""


def _unbroken(first: str, lines: Sequence[Line], place: int) -> str:
    title = first.strip(" *_")
    if CASE_TYPE.search(" " + title):
        return title
    following = lines[place + 1].text.strip() if place + 1 < len(lines) else ""
    label = LABEL.match(following)
    # A line that begins like a sentence or a heading is not the rest of a title.
    if (
        following
        and not (label and heading(label[1]))
        and (following[0].islower() or CASE_TYPE.fullmatch(" " + following))
    ):
        return f"{title} {following}" if not title.endswith("-") else title + following
    return title


def _meeting(
    record: Record,
    named: dict[str, Field],
    item: Listed | None,
    block: Block | None,
    lists: Lists,
    head: Head | None,
    lines: Sequence[Line],
) -> None:
    said = named.get("til")
    committees = lists.committees.find(said.value) if said else []
    if said and committees:
        sure = REPAIRED if committees[0].repaired else PRINTED
        record.put("utvalg", committees[0].name, sure, said.line.place)
    dated = named.get("dato")
    days = dates(dated.value) if dated else []
    if dated and days:
        record.put("moete_dato", days[0].value, REPAIRED if dated.repaired else PRINTED, dated.line.place)
    if item and not block and re.match(r"\s*\d\d[.:]\d\d", item.line.text):
        _programme(record, item, lists, lines)
    if block and block.owner and (owner := mentions.committee_of(block.owner, lists, None)):
        record.put("utvalg", owner, PRINTED, block.head.place)
        if not head or owner != head.committee:
            opening = " ".join(line.text for line in block.lines[:6])
            mentions.meeting_day(record, Line(block.head.number, opening[:160], block.head.page), 0)
            return
    if head:
        if head.committee and "utvalg" not in record.cells:
            record.put("utvalg", head.committee, INFERRED, head.record.place, "lest av møtets hode")
        if "moete_dato" not in record.cells:
            record.put("moete_dato", head.moete_dato, INFERRED, head.record.place, "lest av møtets hode")


def _programme(record: Record, item: Listed, lists: Lists, lines: Sequence[Line]) -> None:
    """A case in a programme with times belongs to the meeting named above it."""
    above = [line for line in lines[: lines.index(item.line)] if not LISTED.match(line.text)][-60:]
    for line in reversed(above):
        if (
            "utvalg" not in record.cells
            and (found := lists.committees.find(line.text))
            and re.search(r"20\d\d", line.text)
        ):
            record.put("utvalg", found[0].name, INFERRED, line.place)
            year = int(re.findall(r"20\d\d", line.text)[-1])
            for near in reversed(above):
                days = [d for d in dates(near.text, year) if d.day.year == year]
                if days and len(near.text) < 90:
                    record.put("moete_dato", days[0].value, INFERRED, near.place)
                    return


def _presenter(
    record: Record,
    number: str,
    named: dict[str, Field],
    item: Listed | None,
    lists: Lists,
    lines: Sequence[Line],
) -> None:
    said = named.get("fra")
    if said is None:
        if item and item.presenter:
            value, sure = presenters.presenter(item.presenter, lists)
            record.put("fremlagt_av", value, sure, item.line.place)
        return
    value, sure = presenters.presenter(said.value, lists)
    place = said.line.place
    if not value:
        value, sure, place = presenters.attending(lines, number, lists)
    record.put("fremlagt_av", value, sure, place)


def _decision(record: Record, block: Block | None, place: str) -> None:
    proposal = section(block, "forslag") if block else None
    decision = section(block, "vedtak") if block else None
    record.put("har_trykt_forslag", "Ja" if proposal else "Nei", PRINTED if proposal else INFERRED, place)
    if proposal:
        count = str(len(proposal.points))
        record.put("antall_forslagspunkter", count, PRINTED, proposal.lines[0].place)
    if decision:
        count = str(len(decision.points))
        record.put("antall_vedtakspunkter", count, PRINTED, decision.lines[0].place)
    text = "\n".join(line.text for line in block.lines) if block else ""
    verdict, sure = decisions.outcome(proposal, decision, text)
    record.put("utfall", verdict, sure, decision.lines[0].place if decision else place)
