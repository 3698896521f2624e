"""The data dictionary and the list of documents, made from the schemas and the data themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from aarsmelding import datasets, norwegian
from aarsmelding.corrections import MARK
from aarsmelding.datasets import PROVENANCE_COLUMNS, Dataset
from aarsmelding.page import trail

KINDS = {
    "int": "heltall",
    "Int": "heltall",
    "Float": "desimaltall",
    "float": "desimaltall",
    "bool": "ja/nei",
    "datetime": "dato",
    "str": "tekst",
}
# Characters of an expression that the page shows; the whole of it is in the ledger and its spreadsheet.
LONGEST_EXPRESSION = 110
# More places in a document than the former are folded, after the latter.
MOST_PLACES, FIRST_PLACES = 5, 3
# The space before it: `linje 3`, `linje 3–5`.
LAST_NUMBER = re.compile(r" (?=\d[\d–]*$)")


def kind(dtype: Any) -> str:
    """A dtype as a reader says it."""
    text = str(dtype)
    return next((word for prefix, word in KINDS.items() if text.startswith(prefix)), text)


def dictionary(frames: Mapping[str, pd.DataFrame], year: int) -> list[dict[str, Any]]:
    """Every dataset as the dictionary shows it, in alphabetical order."""
    return [entry(datasets.get(name), frames[name], year) for name in sorted(frames)]


def entry(dataset: Dataset, frame: pd.DataFrame, year: int) -> dict[str, Any]:
    """One dataset as the dictionary shows it: what, one row, source, caveats, columns, exceptions."""
    columns = dataset.model.to_schema().columns
    return {
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "one_row": dataset.one_row,
        "source": f"{dataset.source.publisher}: {dataset.source.publication}",
        "caveats": dataset.caveats,
        "rows": len(frame),
        "corrected": int(frame["sted"].str.endswith(MARK).sum()),
        "exceptions": [e.reason for e in dataset.exceptions if e.concerns(year, frame)],
        "columns": [
            {
                "name": name,
                "title": schema.title,
                "description": schema.description,
                "unit": (schema.metadata or {}).get("enhet") or "",
                "kind": kind(schema.dtype),
                "missing": int(frame[name].isna().sum()),
            }
            for name, schema in columns.items()
            if name not in PROVENANCE_COLUMNS
        ],
    }


def documents(frames: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """The source documents, as the dataset `dokumenter` lists them."""
    if "dokumenter" not in frames:
        return []
    return [
        {str(key): (None if pd.isna(value) else value) for key, value in row.items()}
        for row in frames["dokumenter"].to_dict("records")
    ]


def fact_entries(
    facts: list[dict[str, Any]],
    fragments: list[dict[str, Any]],
    frames: dict[str, pd.DataFrame],
    about: Mapping[str, list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """Facts as the appendix *Tallgrunnlag* shows them: one group for each section, in its order.

    `about` has, by fact id, the published claims about it.
    """
    listed = frames.get("dokumenter")
    names = {} if listed is None else dict(zip(listed["dokument"], listed["tittel"], strict=True))
    groups = []
    for part in fragments:
        own = [fact for fact in facts if fact["section"] == part["section"]]
        entries = [_fact_entry(fact, names, about.get(fact["id"], [])) for fact in own]
        if entries:
            groups.append({"section": part["section"], "title": part["title"], "facts": entries})
    return groups


def _fact_entry(fact: dict[str, Any], names: dict[str, str], claims: list[dict[str, Any]]) -> dict[str, Any]:
    places: dict[str, list[str]] = {}
    for source in fact["sources"]:
        places.setdefault(source["document"], []).append(_readable(source["place"], names))
    return {
        **fact,
        "entry": trail.entry_id(fact["id"]),
        "back": trail.place_id(fact["id"]),
        "claims": [{**claim, "anchor": trail.claim_anchor(claim["id"])} for claim in claims],
        "fraction": fraction(fact["numerator"], fact["denominator"]),
        "expression": shortened(fact["formula"] or ""),
        "documents": [(names.get(d, d), *folded(gathered(p))) for d, p in places.items()],
    }


def fraction(numerator: float | None, denominator: float | None) -> str:
    """What a share is the share of, such as `23 / 24`; empty where there is no whole."""
    if numerator is None or denominator is None:
        return ""
    parts = (float(numerator), float(denominator))
    return " / ".join(norwegian.number(part, 0 if part.is_integer() else 1) for part in parts)


def shortened(expression: str) -> str:
    """`expression` as far as a reader takes it in, cut where a call or a name ends."""
    if len(expression) <= LONGEST_EXPRESSION:
        return expression
    cut = max(expression.rfind(mark, 0, LONGEST_EXPRESSION) for mark in (".", ",", " ", "["))
    return expression[: cut if cut > LONGEST_EXPRESSION // 2 else LONGEST_EXPRESSION].rstrip(" ,.[") + " …"


def folded(places: Sequence[str]) -> tuple[str, str, int]:
    """The places that are shown at once, those that are folded away, and how many these are."""
    first = places if len(places) <= MOST_PLACES else places[:FIRST_PLACES]
    rest = places[len(first) :]
    return "; ".join(first), "; ".join(rest), len(rest)


def gathered(places: Sequence[str]) -> list[str]:
    """`places` where those that differ in their last number only stand as one: `kode 5501, 5503`."""
    found = []
    for start, group in groupby((re.split(LAST_NUMBER, place) for place in places), lambda part: part[0]):
        found.append(" ".join([start, ", ".join(number for _, *rest in group for number in rest)]).strip())
    return found


def _readable(place: str, names: dict[str, str]) -> str:
    """A place with the titles of other documents that it names, not their ids."""
    for document, title in names.items():
        place = place.replace(document, f"«{title}»")
    return place
