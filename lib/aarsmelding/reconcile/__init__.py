"""Published statements against computed facts: what agrees, what differs, what cannot be known."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding import norwegian, parse
from aarsmelding.datasets.paastander import CLOCK, DATE, TEXT, TRUTH
from aarsmelding.errors import AarsmeldingError, DataRefused, Fault
from aarsmelding.reconcile.expressions import Masks, NotComputable, Value, claims_used, evaluate, names_used

AGREES, DIFFERS, NOT_COMPUTABLE = "agrees", "differs", "not computable"
FILE = "paastander.csv"
SLACK = 1e-9
KEPT_DECIMALS = 10
NOT_STATED = "Tallene det bygger på, er ikke oppgitt i de publiserte dataene."
# The ledger has units that only differ in how the number is shown.
SAME_UNIT = {"mill. kr": "kr", "hel prosent": "andel"}


def reconcile(
    claims: pd.DataFrame, frames: Mapping[str, pd.DataFrame], facts: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """One record per claim (rows of the clean dataset `paastander`), in order of id.

    `frames` are the clean datasets by name, `facts` the records of the ledger. `difference` is the
    computed number minus the stated one. Raises DataRefused with every claim whose expression cannot
    be understood or whose fact is not in the ledger.
    """
    ledger = {str(fact["id"]): fact for fact in facts}
    stated = values(claims)
    masks: Masks = {}
    records, faults = [], []
    for row in claims.sort_values("paastand").to_dict("records"):
        try:
            records.append(record(row, frames, ledger, stated, masks))
        except AarsmeldingError as error:
            faults.append(
                Fault(
                    file=FILE,
                    column="faktum" if isinstance(error, _FactError) else "uttrykk",
                    rule=f"the claim {row['paastand']}: {error.problem}",
                    value=row["uttrykk"],
                    remedy=error.remedy,
                )
            )
    if faults:
        raise DataRefused(faults)
    return records


class _FactError(AarsmeldingError):
    """The claim's fact is the matter, not its expression."""


def values(claims: pd.DataFrame) -> dict[str, Value]:
    """What every claim states, as a number, a date, a truth value or a text, by id."""
    columns = claims[["paastand", "verdi", "enhet"]]
    return {name: typed(value, unit) for name, value, unit in columns.itertuples(index=False)}


def typed(value: str, unit: str) -> Value:
    """The machine value of a claim in the type that its unit says."""
    if unit in (TEXT, CLOCK):
        return value
    if unit == TRUTH:
        return value == "true"
    return date.fromisoformat(value) if unit == DATE else _number(float(value))


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else round(float(value), KEPT_DECIMALS)


def record(
    row: Mapping[str, Any],
    frames: Mapping[str, pd.DataFrame],
    ledger: Mapping[str, Mapping[str, Any]],
    stated: Mapping[str, Value],
    masks: Masks | None = None,
) -> dict[str, Any]:
    """One claim reconciled; `masks` as for `evaluate`.

    Raises AarsmeldingError where it cannot be understood.
    """
    identity, claimed = row["paastand"], stated[row["paastand"]]
    expression, fact_id, remark, needed = (
        None if norwegian.is_missing(row[name]) else row[name]
        for name in ("uttrykk", "faktum", "merknad", "krever")
    )
    computed: Value | None = None
    verdict, note = NOT_COMPUTABLE, needed or ""
    if expression is not None:
        note = remark or ""
        try:
            computed = _computed(identity, expression, frames, stated, claimed, masks)
            tolerance = 0.0 if norwegian.is_missing(row["toleranse"]) else float(row["toleranse"])
            if fact_id is not None:
                computed = _from_ledger(fact_id, ledger, computed, row["enhet"])
            verdict = AGREES if _agree(claimed, computed, tolerance) else DIFFERS
        except NotComputable:
            note = " ".join(filter(None, (remark, NOT_STATED)))
    difference = _number(computed - claimed) if _is_number(computed) else None  # type: ignore[arg-type,operator]
    return {
        "id": identity,
        "document": row["kilde"],
        "place": row["sted"],
        "stated": _written(claimed),
        "unit": row["enhet"],
        "fact": fact_id or expression or "",
        "computed": None if computed is None else _written(computed),
        "difference": difference,
        "verdict": verdict,
        "note": note,
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _written(value: Value) -> int | float | str | bool | list:
    if _is_number(value):
        return _number(value)  # type: ignore[arg-type]
    return value.isoformat() if isinstance(value, date) else value


def _computed(
    identity: str,
    expression: str,
    frames: Mapping[str, pd.DataFrame],
    stated: Mapping[str, Value],
    claimed: Value,
    masks: Masks | None,
) -> Value:
    if identity in claims_used(expression):
        raise AarsmeldingError("it is held against itself", expression, "compute it from the data instead")
    value = evaluate(expression, frames, stated, masks)
    if isinstance(value, list):
        value = norwegian.listing([str(item) for item in value])
    if _is_number(value) != _is_number(claimed) or (
        not _is_number(value) and type(value) is not type(claimed)
    ):
        raise AarsmeldingError(
            f"it states {claimed!r}, but its expression gives {value!r}",
            expression,
            "let value, unit and expression be of one kind: number, text, date or truth value",
        )
    return value


def _from_ledger(fact_id: str, ledger: Mapping[str, Mapping[str, Any]], computed: Value, unit: str) -> Value:
    """The fact's value, which must be what the expression gives: else the two are not linked."""
    if fact_id not in ledger:
        raise _FactError(
            f"the fact {fact_id} is not in the ledger",
            fact_id,
            "correct the id, or leave `faktum` blank; `facts.json` has every fact",
        )
    fact = ledger[fact_id]
    value = typed(str(fact["value"]), DATE) if isinstance(computed, date) else fact["value"]
    if _is_number(value) != _is_number(computed) or not _agree(value, computed, 1e-6):
        raise _FactError(
            f"the fact {fact_id} is {value!r}, but the expression gives {_written(computed)!r}",
            fact_id,
            "name the fact that is the same quantity, or correct the expression",
        )
    fact_unit = SAME_UNIT.get(fact["unit"], fact["unit"])
    if _is_number(value) and fact_unit != unit:
        raise _FactError(
            f"the fact {fact_id} is in {fact_unit}, the claim in {unit}",
            fact_id,
            "give the claim the unit of the fact, or name another fact",
        )
    return value


def _agree(stated: Value, computed: Value, tolerance: float) -> bool:
    if _is_number(stated) and _is_number(computed):
        return abs(computed - stated) <= tolerance + SLACK  # type: ignore[operator]
    if isinstance(stated, str) and isinstance(computed, str):
        return parse.normal(stated).casefold() == parse.normal(computed).casefold()
    return stated == computed


def contradictions(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """The same expression stated with values that cannot all be right.

    Two numbers are at odds when their tolerances do not meet. Returns, in order of expression,
    records with `expression`, `unit` and `claims`, the ids of all that state it.
    """
    computable = claims.dropna(subset=["uttrykk"]).sort_values("paastand")
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in computable.to_dict("records"):
        if names_used(row["uttrykk"]):
            same = ast.unparse(ast.parse(row["uttrykk"].strip(), mode="eval"))
            groups.setdefault((same, row["enhet"]), []).append(row)
    return [
        {"expression": expression, "unit": unit, "claims": [row["paastand"] for row in rows]}
        for (expression, unit), rows in sorted(groups.items())
        if any(_at_odds(a, b) for place, a in enumerate(rows) for b in rows[place + 1 :])
    ]


def _at_odds(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    room = sum(0.0 if norwegian.is_missing(row["toleranse"]) else float(row["toleranse"]) for row in (a, b))
    return not _agree(typed(a["verdi"], a["enhet"]), typed(b["verdi"], b["enhet"]), room)


def write(records: list[dict[str, Any]], path: Path, year: int) -> None:
    """The records as `reconciliation.json`."""
    content = {"schema": 1, "year": year, "claims": records}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
