"""Tables of the page that no cell made: the reconciliation, the ledger and the data dictionary, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aarsmelding.tabledata import NUMBER, TEXT, Cell, Column, TableData, soft

Record = Mapping[str, Any]
Groups = Sequence[tuple[str, Sequence[Record]]]
# As the page says it.
TOLD_APART = "Opplysninger som dokumentene oppgir ulikt"
AGREEING = "Påstander som stemmer, ordnet etter dokument"
UNKNOWN = "Påstander som ikke kan regnes ut, ordnet etter dokument"


def claims(caption: str, rows: Iterable[Record]) -> TableData:
    """Rows of the section *Avstemming*: what is stated, what the data say, how far, and where."""
    headers = (
        "Påstand",
        "Oppgitt, som trykt",
        "Oppgitt verdi",
        "Dataene sier",
        "Forskjell, beregnet minus oppgitt",
        "Enhet",
        "Forklaring",
        "Dokument",
        "Sted",
        "Id",
    )
    return _made(caption, headers, (_claim(row) for row in rows))


def _claim(row: Record) -> tuple[Cell, ...]:
    return (
        row["what"],
        row["printed"],
        _number(row["stated"]) if _is_number(row["stated"]) else row["printed"],
        _number(row["computed"]) if _is_number(row["computed"]) else row["shown"] or None,
        _number(row["difference"]) if _is_number(row["difference"]) else None,
        row["unit"],
        row["sentence"] or None,
        row["document_title"],
        row["place"],
        row["id"],
    )


def reconciliation(
    differing: Groups, conflicts: Sequence[Record], agreeing: Groups, unknown: Groups
) -> list[dict[str, Any]]:
    """The tables of the section *Avstemming* in its order, as records of a fragment.

    The groups are as the page has them: by gravity, and by document.
    """
    tables = [claims(caption, rows) for caption, rows in differing]
    if conflicts:
        told = (
            (conflict["what"], said["printed"], _yes_no(said["agrees"]), conflict["shown"] or None, *where)
            for conflict in conflicts
            for said in conflict["values"]
            for where in said["places"]
        )
        headers = ("Opplysning", "Oppgitt", "Stemmer", "Dataene sier", "Dokument", "Sted")
        tables.append(_made(TOLD_APART, headers, told))
    for caption, groups in ((AGREEING, agreeing), (UNKNOWN, unknown)):
        if groups:
            tables.append(claims(caption, [row for _, rows in groups for row in rows]))
    return [table.as_record() for table in tables]


def ledger(facts: Iterable[Record], titles: Mapping[str, str]) -> TableData:
    """*Tallgrunnlag*: every fact of the report. `titles` has the sections' titles."""
    headers = (
        "Id",
        "Del",
        "Vist",
        "Verdi",
        "Enhet",
        "Periode",
        "Gjelder",
        "Teller",
        "Nevner",
        "Utsagn",
        "Regnet ut",
        "Datasett",
        "Kilder",
    )
    rows = (
        (
            fact["id"],
            titles[fact["section"]],
            fact["display"],
            fact["value"],
            fact["unit"],
            fact["period"] or None,
            fact["entity"] or None,
            fact["numerator"],
            fact["denominator"],
            fact["text"],
            fact["formula"] or None,
            ", ".join(fact["datasets"]),
            "; ".join(f"{source['document']}: {source['place']}" for source in fact["sources"]),
        )
        for fact in facts
    )
    return _made("Tallene i teksten og hva de bygger på", headers, rows)


def dictionary(entries: Iterable[Record]) -> TableData:
    """The columns of all datasets, one row for each."""
    headers = ("Kolonne", "Datasett", "Betydning", "Beskrivelse", "Type", "Enhet", "Mangler", "Rader")
    rows = (
        (
            c["name"],
            entry["name"],
            c["title"],
            c["description"],
            c["kind"],
            c["unit"] or None,
            c["missing"],
            entry["rows"],
        )
        for entry in entries
        for c in entry["columns"]
    )
    return _made("Kolonnene i datasettene", headers, rows)


def _made(caption: str, headers: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> TableData:
    cells = tuple(tuple(soft(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
    kinds = [NUMBER if cells and all(map(_is_whole, column)) else TEXT for column in zip(*cells, strict=True)]
    named = tuple(headers)
    columns = tuple(
        Column(name, kind) for name, kind in zip(named, kinds or [TEXT] * len(named), strict=True)
    )
    return TableData(caption, columns, cells)


def _is_whole(cell: Cell) -> bool:
    return isinstance(cell, int)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(value: int | float) -> int | float:
    return value if isinstance(value, int) else round(value, 10)


def _yes_no(value: bool) -> str:
    return "Ja" if value else "Nei"
