"""The reconciliation as a section of the report: what differs first, gravest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from aarsmelding import facts
from aarsmelding.numbers import provenance
from aarsmelding.page import recordtables
from aarsmelding.page.fragments import Fragment
from aarsmelding.page.templates import environment
from aarsmelding.prose import Sentence, say
from aarsmelding.reconcile import stated
from aarsmelding.reconcile.arrangement import by_document, by_gravity, conflicts_of
from aarsmelding.reconcile.contradictions import contradictions
from aarsmelding.reconcile.expressions import names_used
from aarsmelding.reconcile.rows import row_of, titles_of
from aarsmelding.reconcile.verdicts import AGREES, DIFFERS, NOT_COMPUTABLE

SECTION = "avstemming"
TITLE = "Avstemming"
CONTRADICTED = "contradicted"
HEADINGS = {
    DIFFERS: ("avvik", "Påstander som ikke stemmer med dataene"),
    CONTRADICTED: ("motsagt", "Samme opplysning med ulike verdier"),
    AGREES: ("stemmer", "Påstander som stemmer"),
    NOT_COMPUTABLE: ("ukjent", "Påstander som ikke kan regnes ut"),
}
COUNTED = {AGREES: "stemmer", DIFFERS: "avviker", NOT_COMPUTABLE: "ikke_beregnbare"}


def fragment(
    records: list[dict[str, Any]],
    claims: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    year: int,
) -> dict[str, Any]:
    """The section as a fragment record, from `reconcile.reconcile(…)` and the clean `paastander`.

    `frames` gives the documents' titles (dataset `dokumenter`); a document that is not there is shown by
    its id.
    """
    titles = titles_of(frames)
    known = {row["paastand"]: row for row in stated.rows(claims)}
    rows = {record["id"]: row_of(record, known[record["id"]], titles) for record in records}
    counts = _counts(records, claims, year)
    opening = _opening(counts)
    conflicts = conflicts_of(contradictions(claims), rows)
    differing = by_gravity(rows)
    agreeing, unknown = (by_document(rows, verdict) for verdict in (AGREES, NOT_COMPUTABLE))
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
        facts=_ledger_records(opening, _datasets_used(claims)),
        cites=[],
        tables=recordtables.reconciliation(differing, conflicts, agreeing, unknown),
    ).as_record()


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


def _datasets_used(claims: pd.DataFrame) -> list[str]:
    """The datasets that the claims are computed from, with theirs, in alphabetical order."""
    expressions = claims["uttrykk"].dropna()
    return sorted({"paastander", *(name for text in expressions for name in names_used(text))})


def _ledger_records(opening: Sentence, used: list[str]) -> list[dict[str, Any]]:
    return [
        {**record, "sources": list(record["sources"]), "section": SECTION, "datasets": used}
        for record in opening.records()
    ]
