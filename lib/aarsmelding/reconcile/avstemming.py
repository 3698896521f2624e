"""The reconciliation as a section of the report: what differs first, gravest first."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from aarsmelding import facts, norwegian, parse
from aarsmelding.datasets.paastander import CLOCK, DATE, TEXT, TRUTH
from aarsmelding.numbers import provenance
from aarsmelding.page import recordtables, trail
from aarsmelding.page.fragments import Fragment
from aarsmelding.page.templates import environment
from aarsmelding.prose import Sentence, say
from aarsmelding.reconcile import AGREES, DIFFERS, NOT_COMPUTABLE, contradictions
from aarsmelding.reconcile.expressions import names_used

SECTION = "avstemming"
TITLE = "Avstemming"
MOST_DECIMALS = 4
CONTRADICTED = "contradicted"
HEADINGS = {
    DIFFERS: ("avvik", "Påstander som ikke stemmer med dataene"),
    CONTRADICTED: ("motsagt", "Samme opplysning med ulike verdier"),
    AGREES: ("stemmer", "Påstander som stemmer"),
    NOT_COMPUTABLE: ("ukjent", "Påstander som ikke kan regnes ut"),
}
GRAVITY = {
    1: "Alvorlige avvik: tall, summer, beløp og andeler som leseren stoler på",
    2: "Misvisende avvik: enheter, antall og datoer",
    3: "Mindre avvik: avrunding, overskrifter og skrivemåte",
}
COUNTED = {AGREES: "stemmer", DIFFERS: "avviker", NOT_COMPUTABLE: "ikke_beregnbare"}
# Units in which a number is a name of something: a later year is not a larger one.
LABELS = frozenset({"måned", "paragraf", "prioritet", "side", "vedlegg"})
YEARS_FROM = 1900
POINTS = "prosentpoeng"
PERIODS = {"år": ("år", "år"), "måned": ("måned", "måneder")}
EARLY_LATE, LOW_HIGH = ("tidlig", "sent"), ("lavt", "høyt")
TRUTH_WORDS = {True: "stemmer", False: "stemmer ikke"}


def fragment(
    records: list[dict[str, Any]], claims: pd.DataFrame, frames: Mapping[str, pd.DataFrame], year: int
) -> dict[str, Any]:
    """The section as a fragment record, from `reconcile.reconcile(…)` and the clean `paastander`.

    `frames` gives the documents' titles (dataset `dokumenter`); a document that is not there is
    shown by its id.
    """
    titles = _titles(frames)
    known = claims.set_index("paastand").to_dict("index")
    rows = {record["id"]: _row(record, known[record["id"]], titles) for record in records}
    counts = _counts(records, claims, year)
    opening = _opening(counts)
    conflicts = _conflicts(claims, rows)
    differing = _by_gravity(rows)
    agreeing, unknown = (_by_document(rows, verdict) for verdict in (AGREES, NOT_COMPUTABLE))
    shown = [key for key in HEADINGS if conflicts or key != CONTRADICTED]
    headings = [(3, f"{SECTION}-{HEADINGS[key][0]}", HEADINGS[key][1]) for key in shown]
    template = environment().get_template("avstemming.html.j2")
    html = template.render(
        title=TITLE,
        section=SECTION,
        opening=opening,
        counts=counts,
        headings=dict(zip(shown, headings, strict=True)),
        differing=differing,
        conflicts=conflicts,
        agreeing=agreeing,
        unknown=unknown,
    )
    return Fragment(
        section=SECTION,
        title=TITLE,
        html=html.strip(),
        headings=[(2, SECTION, TITLE), *headings],
        facts=_ledger_records(opening, claims),
        cites=[],
        tables=recordtables.reconciliation(differing, conflicts, agreeing, unknown),
    ).as_record()


def _titles(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    if "dokumenter" not in frames:
        return {}
    documents = frames["dokumenter"]
    return dict(zip(documents["dokument"], documents["tittel"], strict=True))


def _row(record: Mapping[str, Any], claim: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """A record with what the template shows of it, as Norwegian text."""
    decimals = _decimals(record["stated"], record["unit"], claim["toleranse"])
    computed, difference = record["computed"], record["difference"]
    shown = "" if computed is None else display(computed, record["unit"], decimals)
    # A difference that the rounding hides would make the row contradict itself.
    while record["verdict"] == DIFFERS and difference and decimals < MOST_DECIMALS:
        if shown != display(record["stated"], record["unit"], decimals):
            break
        decimals += 1
        shown = display(computed, record["unit"], decimals)
    gap = ""
    if difference:
        gap = _gap(difference, record["unit"], decimals, _is_label(record["stated"], record["unit"]))
    return {
        **record,
        "anchor": trail.claim_anchor(record["id"]),
        "what": claim["hva"],
        "printed": claim["trykt"],
        "document_title": titles.get(record["document"], record["document"]),
        "gravity": int(claim["alvor"]),
        "machine": (_machine(record["stated"]), _machine(computed)),
        "shown": shown,
        "gap": gap,
        "size": _relative_size(record),
        "sentence": record["note"] or _composed(claim["trykt"], shown, gap),
    }


def _decimals(stated: Any, unit: str, tolerance: Any) -> int:
    """As many decimals as the claim is printed with: its tolerance is half of the last one."""
    if isinstance(stated, (str, bool)):
        return 0
    scale = 100 if unit == "andel" else 1
    if norwegian.is_missing(tolerance) or tolerance == 0:
        text = f"{stated * scale:.{MOST_DECIMALS}f}".rstrip("0")
        return len(text.partition(".")[2])
    return min(MOST_DECIMALS, max(0, -math.floor(math.log10(2 * tolerance * scale) + 1e-9)))


def display(value: Any, unit: str, decimals: int = 0) -> str:
    """A stated or computed value as a reader sees it; what is counted is said beside it, so not here."""
    if unit == TRUTH or isinstance(value, bool):
        return TRUTH_WORDS[bool(value)]
    if unit == DATE:
        return norwegian.long_date(date.fromisoformat(value))
    if unit == CLOCK:
        return str(value).replace(":", ".")
    if unit == TEXT or isinstance(value, str):
        return str(value)
    if unit == "måned" and value in parse.MONTHS.values():
        return parse.MONTH_NAMES[int(value) - 1]
    if _is_label(value, unit):
        return str(value)
    if unit == "kr" and float(value).is_integer():
        return norwegian.kroner(value)
    if unit == "andel":
        return norwegian.percent(value, decimals)
    shown = norwegian.number(value, decimals)
    return f"{shown} {POINTS}" if unit == POINTS else shown


def _machine(value: Any) -> str:
    """As JSON has it, but a text without its quotes."""
    return value if isinstance(value, str) else json.dumps(value)


def _is_label(value: Any, unit: str) -> bool:
    return unit in LABELS or unit.endswith("nummer") or (unit == "år" and value >= YEARS_FROM)


def _gap(difference: float, unit: str, decimals: int, is_label: bool) -> str:
    """How far the stated number lies from the computed one: `difference` is computed minus stated."""
    size = abs(difference)
    while round(size * (100 if unit == "andel" else 1), decimals) == 0 and decimals < MOST_DECIMALS:
        decimals += 1
    if unit == "andel":
        amount = norwegian.percentage_points(size, decimals)
    else:
        amount = display(size, "" if is_label else unit, decimals)
    if is_label and unit in PERIODS:
        return f"{amount}{norwegian.HARD_SPACE}{PERIODS[unit][size != 1]} for {EARLY_LATE[difference < 0]}"
    return f"{amount} for {LOW_HIGH[difference < 0]}"


def _relative_size(record: Mapping[str, Any]) -> float:
    """A wrong date, word or truth value is wholly wrong; a number by its part of the larger one."""
    if record["difference"] is None or _is_label(record["stated"], record["unit"]):
        return 1.0
    largest = max(abs(record["stated"]), abs(record["computed"]))
    return abs(record["difference"]) / largest if largest else 0.0


def _largest_first(row: Mapping[str, Any]) -> tuple[float, str]:
    return (-row["size"], row["id"])


def _composed(printed: str, shown: str, gap: str) -> str:
    if gap:
        return f"Oppgitt {printed}, beregnet {shown}, {gap}."
    return f"Oppgitt «{printed}», dataene sier: {shown}." if shown else ""


def _counts(records: list[dict[str, Any]], claims: pd.DataFrame, year: int) -> dict[str, facts.Fact]:
    place_of = claims.set_index("paastand")[["kilde", "sted"]]
    counts = {}
    for name in ("paastander", *COUNTED.values()):
        ids = [r["id"] for r in records if name in ("paastander", COUNTED[r["verdict"]])]
        fact = facts.fact(f"{SECTION}.{name}", len(ids), unit="påstander", period=year)
        counts[name] = replace(fact, sources=_spans(place_of.loc[ids]))
    return counts


def _spans(rows: pd.DataFrame) -> tuple[dict[str, str], ...]:
    """One source for each document, from the first line to the last: hundreds of places say less."""
    lines: dict[str, list[int]] = {}
    for document, place in rows.itertuples(index=False):
        lines.setdefault(document, []).extend(n for span in provenance.lines(place) for n in span)
    return tuple(
        {"document": document, "place": _line_range(found)} for document, found in sorted(lines.items())
    )


def _line_range(lines: list[int]) -> str:
    if not lines:
        return "hele dokumentet"
    return f"linje {min(lines)}" if len(set(lines)) == 1 else f"linje {min(lines)}–{max(lines)}"


def _opening(counts: Mapping[str, facts.Fact]) -> Sentence:
    return say(
        "Vi har ført opp {paastander} påstander: {stemmer} stemmer med dataene, {avviker} avviker, "
        "og {ikke_beregnbare} kan ikke regnes ut av det som er publisert.",
        **counts,
    )


def _ledger_records(opening: Sentence, claims: pd.DataFrame) -> list[dict[str, Any]]:
    expressions = claims["uttrykk"].dropna()
    used = sorted({"paastander", *(name for text in expressions for name in names_used(text))})
    return [
        {**record, "sources": list(record["sources"]), "section": SECTION, "datasets": used}
        for record in opening.records()
    ]


def _conflicts(claims: pd.DataFrame, rows: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Contradictions as the table shows them: for each quantity its values, for each value its places."""
    found = []
    for group in contradictions(claims):
        members = [rows[identity] for identity in group["claims"]]
        by_value: dict[str, list[dict[str, Any]]] = {}
        for row in members:
            by_value.setdefault(parse.normal(row["machine"][0]).casefold(), []).append(row)
        most_said_first = sorted(by_value.values(), key=lambda same: (-len(same), same[0]["id"]))
        found.append(
            {
                "what": members[0]["what"],
                "shown": next((row["shown"] for row in members if row["shown"]), ""),
                "values": [
                    {
                        "printed": same[0]["printed"],
                        "agrees": same[0]["verdict"] == AGREES,
                        "places": _places(same),
                    }
                    for same in most_said_first
                ],
            }
        )
    return found


def _places(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Document and places, one pair for each document."""
    titles = {row["document"]: row["document_title"] for row in rows}
    places: dict[str, list[str]] = {}
    frame = pd.DataFrame([{"kilde": row["document"], "sted": row["place"]} for row in rows])
    for found in provenance.places(frame):
        places.setdefault(found["document"], []).append(found["place"])
    return [(titles[document], "; ".join(found)) for document, found in places.items()]


def _by_gravity(rows: Mapping[str, dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    differing = sorted((row for row in rows.values() if row["verdict"] == DIFFERS), key=_largest_first)
    tables = [
        (text, [row for row in differing if row["gravity"] == level]) for level, text in GRAVITY.items()
    ]
    return [(caption, found) for caption, found in tables if found]


def _by_document(rows: Mapping[str, dict[str, Any]], verdict: str) -> list[tuple[str, list[dict[str, Any]]]]:
    documents: dict[str, list[dict[str, Any]]] = {}
    for row in rows.values():
        if row["verdict"] == verdict:
            documents.setdefault(row["document"], []).append(row)
    return [
        (found[0]["document_title"], sorted(found, key=_in_reading_order))
        for _, found in sorted(documents.items())
    ]


def _in_reading_order(row: Mapping[str, Any]) -> tuple[int, str]:
    lines = provenance.lines(row["place"])
    return (lines[0][0] if lines else 0, row["id"])
