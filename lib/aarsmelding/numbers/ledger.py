"""The ledger of all facts of a report: one value per id, shares and sums that follow, stable order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from aarsmelding.disclosure.marks import SUPPRESSED
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import check_sum, is_share
from aarsmelding.numbers import provenance
from aarsmelding.units import UNITS, forms

# The contract of facts.json, then what explains a fact.
CONTRACT = ("id", "value", "unit", "period", "display", "section", "datasets", "sources", "text")
EXPLAINING = ("entity", "numerator", "denominator", "sum_of", "formula", "cell")
TOLERANCE = 1e-9

Record = dict[str, Any]


def ledger(stated: Iterable[Record], frames: Mapping[str, pd.DataFrame]) -> list[Record]:
    """All facts in order of id. `stated` are the records of the sections, `frames` the clean data.

    Raises AarsmeldingError where one id has two values, a share does not follow from its
    numerator and denominator, or parts do not add up to their whole.
    """
    known: dict[str, Record] = {}
    for fact in stated:
        _require_sound(fact)
        if earlier := known.get(fact["id"]):
            _require_same(earlier, fact)
        else:
            known[fact["id"]] = {**fact, "sources": _sources(fact, frames)}
    for fact in known.values():
        _require_consistent(fact, known)
    return [{name: known[i].get(name) for name in (*CONTRACT, *EXPLAINING)} for i in sorted(known)]


def _sources(fact: Record, frames: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    if fact["sources"]:
        return list(fact["sources"])
    return [place for name in fact["datasets"] for place in provenance.places(frames[name])]


def _require_sound(fact: Record) -> None:
    """Refuse a fact whose text does not follow from its value, or whose value from nothing."""
    where = f"section {fact['section']}"
    if fact["unit"] not in UNITS or fact["display"] not in forms(fact["value"], fact["unit"]):
        raise AarsmeldingError(
            f"the fact {fact['id']} is shown as «{fact['display']}», but its value is {fact['value']} "
            f"({fact['unit']})",
            where,
            "state it with fact(…), which writes the number itself",
        )
    if not fact["datasets"] and not fact["sources"]:
        raise AarsmeldingError(
            f"the fact {fact['id']} rests on no dataset", where, "compute it from what load(…) gave"
        )


def _require_same(earlier: Record, fact: Record) -> None:
    """Refuse one id with two values, or for two quantities."""
    sections = f"sections {earlier['section']} and {fact['section']}"
    if (earlier["value"], earlier["unit"]) != (fact["value"], fact["unit"]):
        raise AarsmeldingError(
            f"the fact {fact['id']} has two values: {earlier['display']} and {fact['display']}",
            sections,
            "compute it in the same way in both, or give the two numbers different ids",
        )
    for name, word in (("period", "periods"), ("entity", "entities")):
        if (earlier.get(name) or "") != (fact.get(name) or ""):
            raise AarsmeldingError(
                f"the fact {fact['id']} has two {word}: {earlier.get(name)!r} and {fact.get(name)!r}",
                sections,
                "give the two numbers different ids",
            )


def _require_consistent(fact: Record, known: Mapping[str, Record]) -> None:
    where = f"section {fact['section']}"
    numerator, denominator = fact.get("numerator"), fact.get("denominator")
    if denominator is not None and fact["value"] != SUPPRESSED.sign:
        share = float(numerator or 0) / float(denominator) if denominator else float("nan")
        if not is_share(fact["unit"]) or not abs(share - float(fact["value"])) <= TOLERANCE:
            raise AarsmeldingError(
                f"the share {fact['id']} is {fact['value']} ({fact['unit']}), but {numerator} of "
                f"{denominator} is {share:.6f}",
                where,
                "compute it with of=(part, whole), in a unit of shares",
            )
    parts = fact.get("sum_of") or ()
    if missing := [part for part in parts if part not in known]:
        raise AarsmeldingError(
            f"no section states {', '.join(missing)}, a part of the fact {fact['id']}",
            where,
            "show the part in a sentence or table, or leave it out of sum_of",
        )
    check_sum(fact["id"], fact["value"], {part: known[part]["value"] for part in parts})


def require_cited(cited: Iterable[tuple[str, str]], known: Mapping[str, Record]) -> None:
    """Refuse a citation (section, id) of a fact that no section states."""
    for section, fact_id in cited:
        if fact_id not in known:
            alike = sorted(i for i in known if i.split(".")[0] == fact_id.split(".")[0])
            raise AarsmeldingError(
                f"no section states the fact {fact_id!r}",
                f"section {section} cites it",
                "cite one of: " + (", ".join(alike) or ", ".join(sorted(known))),
            )
