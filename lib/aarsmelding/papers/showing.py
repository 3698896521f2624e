"""A proposal in a few lines for the screen."""

from __future__ import annotations

from collections.abc import Iterator

from aarsmelding.papers.cells import MENTIONED, PRINTED, Proposal, Record
from aarsmelding.papers.money import DATASET as MONEY

UNSURE = 0.7


def lines(proposal: Proposal) -> Iterator[str]:
    """What was found: meetings, cases, and how many rows of money tables."""
    for dataset, columns in (
        ("moeter", ("utvalg", "dato", "maaned", "start", "form", "status")),
        ("saker", ("sak_nr", "utvalg", "tittel", "utfall")),
        ("oppmoete", ("antall", "status", "rolle", "organisasjon")),
    ):
        found = proposal.of(dataset)
        yield f"{dataset}: {len(found)} rows proposed"
        yield from (_row(record, columns) for record in found)
    money = proposal.of(MONEY)
    tables = {record.place.partition(",")[0] for record in money}
    yield f"money tables: {len(tables)}, {len(money)} rows"


def _row(record: Record, columns: tuple[str, ...]) -> str:
    values = [record.value(column) for column in columns if record.value(column)]
    unsure = [name for name, cell in record.cells.items() if MENTIONED < cell.confidence < UNSURE]
    only = "only mentioned" if any(cell.confidence == MENTIONED for cell in record.cells.values()) else ""
    doubts = only or ("unsure: " + ", ".join(unsure) if unsure and record.confidence < PRINTED else "")
    return f"  {' · '.join(values)} ({record.place}){' – ' + doubts if doubts else ''}"
