"""The ledger of all facts of a report: one value per id, shares and sums that follow, stable order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from aarsmelding import provenance
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import check_sum, is_share

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
        earlier = known.get(fact["id"])
        if earlier and (earlier["value"], earlier["unit"]) != (fact["value"], fact["unit"]):
            raise AarsmeldingError(
                f"the fact {fact['id']} has two values: {earlier['display']} and {fact['display']}",
                f"sections {earlier['section']} and {fact['section']}",
                "compute it in the same way in both, or give the two numbers different ids",
            )
        if not earlier:
            known[fact["id"]] = {**fact, "sources": _sources(fact, frames)}
    for fact in known.values():
        _require_consistent(fact, known)
    return [{name: known[i].get(name) for name in (*CONTRACT, *EXPLAINING)} for i in sorted(known)]


def _sources(fact: Record, frames: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    if fact["sources"]:
        return list(fact["sources"])
    return [place for name in fact["datasets"] for place in provenance.places(frames[name])]


def _require_consistent(fact: Record, known: Mapping[str, Record]) -> None:
    numerator, denominator = fact.get("numerator"), fact.get("denominator")
    if is_share(fact["unit"]) and denominator:
        share = float(numerator or 0) / float(denominator)
        if abs(share - float(fact["value"])) > TOLERANCE:
            raise AarsmeldingError(
                f"the share {fact['id']} is {fact['value']}, but {numerator} of {denominator} is {share:.6f}",
                f"section {fact['section']}",
                "compute it with of=(part, whole)",
            )
    parts = {part: known[part]["value"] for part in fact.get("sum_of") or () if part in known}
    check_sum(fact["id"], fact["value"], parts)


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
