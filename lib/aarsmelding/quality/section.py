"""*Datakvalitet*: the section of the report that says what was received, checked and corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from aarsmelding import catalog, datasets, holdings, norwegian
from aarsmelding.corrections import Corrected
from aarsmelding.facts import Fact, fact
from aarsmelding.page.fragments import Fragment
from aarsmelding.paths import Project
from aarsmelding.prose import Sentence, say
from aarsmelding.quality import refused, rules, wording
from aarsmelding.quality.deliveries import Delivery, breaks_between, broken_rule, deliveries
from aarsmelding.tables import Table, table

SECTION = "datakvalitet"
TITLE = "Datakvalitet"
RECEIVED, REFUSED, CORRECTED, KNOWN = "mottatt", "avvist", "rettet", "kjente-avvik"
HEADINGS = {
    RECEIVED: "Hva som er mottatt og kontrollert",
    REFUSED: "Avviste leveranser",
    CORRECTED: "Rettelser",
    KNOWN: "Kjente avvik i kildene",
}
OPENING = (
    "Tallene i årsmeldingen er regnet ut av data som er lest inn og kontrollert. Her står det hva som er "
    "mottatt, hva det er kontrollert mot, hva som er rettet, og hvor kilden selv bryter reglene."
)
WHOLE = "hele dokumentet"


def fragment(project: Project, year: int, frames: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """The section as a fragment record, from the raw files with their receipts and the clean `frames`."""
    received = deliveries(project, year, frames)
    derived = set(frames) & set(holdings.derived_of(project, year))
    delivered = {name: frame for name, frame in frames.items() if name not in derived}
    between = rules.between(frozenset(delivered))
    known = _known(received, breaks_between(delivered, year))
    corrected = [(each, cell) for each in received for cell in each.corrected]
    turned = refused.refused(project, year)
    stated = _facts(received, len(between), len(known), len(corrected), len(turned), year)
    opening = _opening(stated)
    filled = _filled(stated, received)
    counted = _counted(sorted(derived))
    tables = {RECEIVED: _received_table(received)}
    tables |= {REFUSED: refused.refused_table(turned)} if turned else {}
    tables |= {CORRECTED: corrected_table(corrected)} if corrected else {}
    tables |= {KNOWN: _known_table(known)} if known else {}
    said = {
        RECEIVED: [filled, *counted],
        **({REFUSED: [refused.sentence(stated["avvist"])]} if turned else {}),
        CORRECTED: [_corrected(stated)],
        KNOWN: [_breaks(stated)],
    }
    sentences = [*opening, *(sentence for part in said.values() for sentence in part)]
    headings = [(3, f"{SECTION}-{key}", text) for key, text in HEADINGS.items() if key in said]
    html = [
        f'<h2 id="{SECTION}">{TITLE}</h2>',
        f"<p>{OPENING}</p>",
        _paragraph(opening),
    ]
    for key, (_, identity, text) in zip(said, headings, strict=True):
        html += [f'<h3 id="{identity}">{text}</h3>', _paragraph(said[key])]
        html += [tables[key].html] if key in tables else []
    names = sorted(frames)
    return Fragment(
        section=SECTION,
        title=TITLE,
        html="\n".join(html),
        headings=[(2, SECTION, TITLE), *headings],
        facts=[
            {**record, "sources": list(record["sources"]), "section": SECTION, "datasets": names}
            for sentence in sentences
            for record in sentence.records()
        ],
        cites=[],
        tables=[made.data.as_record() for made in tables.values()],
    ).as_record()


def _paragraph(sentences: Iterable[Sentence]) -> str:
    return f"<p>{' '.join(sentence.__html__() for sentence in sentences)}</p>"


def _facts(
    received: Sequence[Delivery], between: int, known: int, corrected: int, turned: int, year: int
) -> dict[str, Fact]:
    state = partial(fact, period=year)
    documents = sorted({d for each in received if each.receipt for d in each.receipt.documents})
    filled, cells = (sum(getattr(each, name) for each in received) for name in ("filled", "cells"))
    found = {
        "datasett": state(f"{SECTION}.datasett", len(received), unit="datasett"),
        "rader": state(f"{SECTION}.rader", sum(each.rows for each in received), unit="rader"),
        "regler": state(f"{SECTION}.regler", sum(each.rules for each in received), unit="regler"),
        "mellom": state(f"{SECTION}.regler_mellom_datasett", between, unit="regler", as_word=True),
        "kjente": state(f"{SECTION}.kjente_avvik", known, unit="avvik", as_word=True),
        "rettet": state(f"{SECTION}.rettede_felt", corrected, unit="felt", as_word=True),
        "felt": state(f"{SECTION}.felt", cells, unit="felt"),
    }
    if turned:
        found["avvist"] = state(f"{SECTION}.avviste_leveranser", turned, unit="leveranser", as_word=True)
    if cells:
        found["andel"] = state(f"{SECTION}.andel_utfylt", unit="andel", of=(filled, cells))
    sources = tuple({"document": document, "place": WHOLE} for document in documents)
    return {name: replace(stated, sources=sources) for name, stated in found.items()}


def _opening(stated: Mapping[str, Fact]) -> list[Sentence]:
    return [
        say(
            "Årsmeldingen bygger på {datasett} datasett med {rader} rader.",
            datasett=stated["datasett"],
            rader=stated["rader"],
        ),
        say(
            "De er kontrollert mot {regler} regler for innholdet i hvert datasett og {mellom} {ord} mellom "
            "datasettene.",
            regler=stated["regler"],
            mellom=stated["mellom"],
            ord=norwegian.noun(float(stated["mellom"].value), "regel", "regler"),
        ),
        say(
            "Data som bryter en regel, blir avvist og ikke brukt. Unntaket er brudd som står i kilden selv "
            "og er ført opp som kjente avvik."
        ),
    ]


def _filled(stated: Mapping[str, Fact], received: Sequence[Delivery]) -> Sentence:
    if "andel" not in stated:
        return say("Datasettene har ingen felt.")
    shares = {each.dataset.title: each.filled / each.cells for each in received if each.cells}
    return say(
        "Av {felt} felt er {andel} fylt ut; resten er ikke oppgitt i kilden eller gjelder ikke for raden. "
        "Den laveste andelen har dette datasettet: {lavest}.",
        felt=stated["felt"],
        andel=stated["andel"],
        lavest=min(shares, key=lambda title: (shares[title], title)),
    )


def _counted(names: Sequence[str]) -> list[Sentence]:
    """Which sums were not published but counted, and in which registers."""
    if not names:
        return []
    registers = dict.fromkeys(r for name in names for r in catalog.derived_from(name) if r != "utvalg")
    return [
        say(
            "Disse summene er ikke publisert, men talt opp i registrene: {summer}. "
            "Registrene er disse datasettene: {registrene}.",
            summer="; ".join(datasets.get(name).title for name in names),
            registrene="; ".join(datasets.get(name).title for name in registers),
        )
    ]


def _corrected(stated: Mapping[str, Fact]) -> Sentence:
    if not stated["rettet"].value:
        return say(
            "I alt er {antall} felt rettet: Verdiene er brukt slik kilden har dem.", antall=stated["rettet"]
        )
    return say(
        "I alt er {antall} felt rettet før bruk. Filen som er mottatt, er ikke endret, og en rettelse blir "
        "avvist når det ikke lenger står det samme i den. Rader med rettelser er merket «rettet» i "
        "kildehenvisningene.",
        antall=stated["rettet"],
    )


def _breaks(stated: Mapping[str, Fact]) -> Sentence:
    count = stated["kjente"]
    if not count.value:
        return say("I alt er {antall} kjente avvik ført opp.", antall=count)
    return say(
        "I alt er {antall} {ord} ført opp. Kilden bryter der sine egne regler, og verdiene er ikke rettet; "
        "de står slik de er trykt.",
        antall=count,
        ord=norwegian.noun(float(count.value), "kjent avvik", "kjente avvik"),
    )


def _received_table(received: Sequence[Delivery]) -> Table:
    rows = [
        {
            "datasett": each.dataset.title,
            "fra": _from(each),
            "lest": each.rows_received,
            "brukt": each.rows,
            "regler": each.rules,
            "rettet": len(each.corrected),
            "kjente": len(each.breaks),
            "andel_utfylt": each.filled / each.cells if each.cells else None,
        }
        for each in received
    ]
    headers = {
        "datasett": "Datasett",
        "fra": "Utgiver og dato mottatt",
        "lest": "Rader i filen",
        "brukt": "Rader brukt",
        "regler": "Regler",
        "rettet": "Rettet",
        "kjente": "Avvik",
        "andel_utfylt": "Utfylt",
    }
    note = (
        "En rad i filen kan bli til flere rader i datasettet eller til ingen. «Rettet» er felt som er "
        "rettet, «Avvik» er kjente avvik i kilden, og «Utfylt» er andelen felt med verdi. Hvor mye som "
        "mangler i hver kolonne, står under Datagrunnlag."
    )
    frame = pd.DataFrame(rows, columns=list(headers)).set_index("datasett")
    return table(frame, "Leveransene bak årsmeldingen", headers=headers, note=note)


def _from(each: Delivery) -> str | None:
    if each.receipt is None:
        return None
    return f"{each.receipt.published_by}, {norwegian.short_date(each.receipt.received)}"


def corrected_table(corrected: Sequence[tuple[Delivery, Corrected]]) -> Table:
    """The corrected cells: where they stand, what stood there, what it became, why, who was told."""
    headers = {
        "datasett": "Datasett",
        "sted": "Sted",
        "kolonne": "Kolonne",
        "staar": "Står i kilden",
        "rettet": "Rettet til",
        "hvorfor": "Hvorfor",
        "meldt": "Meldt",
    }
    rows = [
        (
            each.dataset.title,
            f"{cell.place} (rad {cell.row} i filen)",
            cell.declared.column,
            cell.declared.found or "(tomt)",
            cell.declared.becomes or "(tomt)",
            cell.declared.because,
            f"{norwegian.long_date(cell.declared.reported_on)}, {cell.declared.reported_to}",
        )
        for each, cell in corrected
    ]
    frame = pd.DataFrame(rows, columns=list(headers), dtype="str").set_index("datasett")
    return table(frame, "Rettede felt", headers=headers)


def _known(received: Sequence[Delivery], between: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Declared breaks as text: datasets, rule, reason."""
    own = [
        (each.dataset.title, broken_rule(each.dataset, known), known.reason)
        for each in received
        for known in each.breaks
    ]
    titles = {each.dataset.name: each.dataset.title for each in received}
    shared = [
        (norwegian.listing([f"«{titles.get(name, name)}»" for name in names]), rule, known.reason)
        for names, rule, known in between
    ]
    return [(title, _sentence(rule), reason) for title, rule, reason in own + shared]


def _sentence(rule: str) -> str:
    text = wording.norwegian(rule).text
    return text[:1].upper() + text[1:].rstrip(".")


def _known_table(known: Sequence[tuple[str, str, str]]) -> Table:
    headers = {"datasett": "Datasett", "regel": "Regel som brytes", "hvorfor": "Hva kilden sier"}
    frame = pd.DataFrame(known, columns=list(headers), dtype="str").set_index("datasett")
    return table(frame, "Steder der kilden bryter sine egne regler", headers=headers)
