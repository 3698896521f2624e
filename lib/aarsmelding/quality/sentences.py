"""What *Datakvalitet* says in words: its facts, and the sentences that state them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from aarsmelding import catalog, datasets, norwegian
from aarsmelding.facts import Fact, fact
from aarsmelding.prose import Sentence, say
from aarsmelding.quality.deliveries import Delivery

SECTION = "datakvalitet"
WHOLE = "hele dokumentet"


def facts_of(
    received: Sequence[Delivery], between: int, known: int, corrected: int, turned: int, year: int
) -> dict[str, Fact]:
    """The numbers that the section states, by the names that the sentences call them."""
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


def opening(stated: Mapping[str, Fact]) -> list[Sentence]:
    """How much the report rests on, and what it was held to."""
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


def filled_in(stated: Mapping[str, Fact], received: Sequence[Delivery]) -> Sentence:
    """How complete the data are, and which dataset is least so."""
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


def counted(names: Sequence[str]) -> list[Sentence]:
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


def corrected_cells(stated: Mapping[str, Fact]) -> Sentence:
    """How many cells were corrected before use."""
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


def known_breaks(stated: Mapping[str, Fact]) -> Sentence:
    """How often a source is known to break its own rules."""
    count = stated["kjente"]
    if not count.value:
        return say("I alt er {antall} kjente avvik ført opp.", antall=count)
    return say(
        "I alt er {antall} {ord} ført opp. Kilden bryter der sine egne regler, og verdiene er ikke rettet; "
        "de står slik de er trykt.",
        antall=count,
        ord=norwegian.noun(float(count.value), "kjent avvik", "kjente avvik"),
    )
