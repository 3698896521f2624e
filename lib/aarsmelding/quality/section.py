"""*Datakvalitet*: the section of the report that says what was received, checked and corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from aarsmelding import holdings
from aarsmelding.page.fragments import Fragment
from aarsmelding.paths import Project
from aarsmelding.prose import Sentence
from aarsmelding.quality import refused, rules, sentences
from aarsmelding.quality.deliveries import breaks_between, deliveries
from aarsmelding.quality.sentences import SECTION
from aarsmelding.quality.tables import corrected_table, known_rows, known_table, received_table

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


def fragment(project: Project, year: int, frames: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """The section as a fragment record, from the raw files with their receipts and the clean `frames`."""
    received = deliveries(project, year, frames)
    derived = set(frames) & set(holdings.derived_of(project, year))
    delivered = {name: frame for name, frame in frames.items() if name not in derived}
    between = rules.between(frozenset(delivered))
    known = known_rows(received, breaks_between(delivered, year))
    corrected = [(each, cell) for each in received for cell in each.corrected]
    turned = refused.refused(project, year)
    stated = sentences.facts_of(received, len(between), len(known), len(corrected), len(turned), year)
    opening = sentences.opening(stated)
    filled = sentences.filled_in(stated, received)
    counted = sentences.counted(sorted(derived))
    tables = {RECEIVED: received_table(received)}
    tables |= {REFUSED: refused.refused_table(turned)} if turned else {}
    tables |= {CORRECTED: corrected_table(corrected)} if corrected else {}
    tables |= {KNOWN: known_table(known)} if known else {}
    said = {
        RECEIVED: [filled, *counted],
        **({REFUSED: [refused.sentence(stated["avvist"])]} if turned else {}),
        CORRECTED: [sentences.corrected_cells(stated)],
        KNOWN: [sentences.known_breaks(stated)],
    }
    spoken = [*opening, *(sentence for part in said.values() for sentence in part)]
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
            for sentence in spoken
            for record in sentence.records()
        ],
        cites=[],
        tables=[made.data.as_record() for made in tables.values()],
    ).as_record()


def _paragraph(said: Iterable[Sentence]) -> str:
    return f"<p>{' '.join(sentence.__html__() for sentence in said)}</p>"
