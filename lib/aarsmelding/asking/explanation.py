"""The answer to `aarsmelding explain <fact>`, in the order in which a reader doubts a number."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.asking import Record
from aarsmelding.asking.evidence import Explanation, Held
from aarsmelding.asking.terminal import Screen
from aarsmelding.units import COUNTED

SHOWN_ROWS = 10
# Where only the dataset is known, its first rows merely show what it looks like.
SHOWN_OF_A_DATASET = 3
NAMED_BESIDE = COUNTED | {"kr per innbygger", "per møte", "sekunder", "årsverk"}


def with_unit(fact: Record) -> str:
    """What the reader sees, with the unit where the text does not have it: `307 avvik`, `33,6 %`."""
    display = str(fact["display"])
    if fact["unit"] not in NAMED_BESIDE:
        return display
    return f"{display.removesuffix(f'{norwegian.HARD_SPACE}kr')} {fact['unit']}"


def written(value: Any) -> str:
    """A value of a table or a claim as text; missing is `..`."""
    if not isinstance(value, (list, dict)) and norwegian.is_missing(value):
        return norwegian.MISSING
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else str(value)


def show(answer: Explanation, everything: bool) -> None:
    """Print the whole explanation; `everything` shows every row instead of the first ones."""
    screen = Screen()
    fact = answer.fact
    screen.line(f"{fact['id']}: {with_unit(fact)}")
    screen.pairs(
        [
            ("value", str(fact["value"])),
            ("shown as", str(fact["display"])),
            ("unit", fact["unit"]),
            ("period", fact["period"] or "not given"),
            ("about", fact.get("entity") or "not given"),
            ("sentence", fact.get("text") or "none"),
        ]
    )
    _computed(screen, answer)
    which = "at the places it rests on" if answer.is_exact else "of the datasets it rests on"
    limit = None if everything else SHOWN_ROWS if answer.is_exact else SHOWN_OF_A_DATASET
    _rows(screen, f"Clean rows {which}", answer.clean, limit, is_raw=False)
    _rows(screen, f"Raw rows {which}, as printed", answer.raw, limit, is_raw=True)
    _documents(screen, answer)
    _claims(screen, answer)
    _standing(screen, answer)


def _computed(screen: Screen, answer: Explanation) -> None:
    fact = answer.fact
    screen.heading("How it is computed")
    described = [("in words", in_words(answer))]
    if fact.get("denominator") is not None:
        described += [("numerator", str(fact["numerator"])), ("denominator", str(fact["denominator"]))]
    described += [("part", f"{part['id']} = {with_unit(part)}") for part in answer.parts]
    described.append(("expression", fact.get("formula") or "none in a notebook"))
    if fact.get("cell"):
        executed = f"reports/{answer.year}/notebooks/{fact['section']}.ipynb"
        described.append(("notebook", f"{executed}, cell {fact['cell']}"))
    screen.pairs(described)
    if answer.is_newer:
        screen.line(
            f"The section has another value since the report: aarsmelding build --year {answer.year}", 2
        )


def in_words(answer: Explanation) -> str:
    """What was done, as one says it: a part of a whole, a sum, or the expression over the data."""
    fact = answer.fact
    if fact.get("denominator") is not None:
        return f"{_number(fact['numerator'])} of {_number(fact['denominator'])} is {fact['display']}"
    if answer.parts and len(answer.parts) == len(fact["sum_of"]):
        added = " + ".join(_number(part["value"]) for part in answer.parts)
        return f"{added} = {_number(fact['value'])}, the sum of its parts"
    return "the expression over " + (", ".join(fact["datasets"]) or "no dataset")


def _number(value: int | float) -> str:
    decimals = next((d for d in (0, 1) if round(value, d) == value), 2)
    return norwegian.number(value, decimals)


def _rows(screen: Screen, heading: str, files: list[Held], limit: int | None, is_raw: bool) -> None:
    screen.heading(heading)
    if not files:
        screen.line("none", 2)
    for held in files:
        if held.problem:
            screen.line(f"{held.file}: {held.problem}", 2)
            continue
        shown = held.rows if limit is None else held.rows.head(limit)
        count = "1 row" if len(held.rows) == 1 else f"{len(held.rows)} rows"
        hidden = f", the first {len(shown)} (--all shows every one)" if len(shown) < len(held.rows) else ""
        changed = "; THE FILE HAS CHANGED since the report was built" if held.is_changed else ""
        screen.line(f"{held.file}: {count}{hidden}{changed}", 2)
        if len(shown):
            screen.records(
                [
                    {**_first_cell(held, place, is_raw), **_cells(row, is_raw)}
                    for place, row in zip(shown.index, shown.to_dict("records"), strict=True)
                ]
            )
        for cell in held.corrected:
            said = cell.declared
            screen.line(f"corrected: row {cell.row}, {said.column}: «{said.found}» is «{said.becomes}»", 2, 2)
            screen.line(f"because: {said.because}", 4, 2)


def _first_cell(held: Held, place: Any, is_raw: bool) -> dict[str, str]:
    return {"file:line": f"{held.file}:{place}"} if is_raw else {"row": str(int(place) + 1)}


def _cells(row: dict[Any, Any], is_raw: bool) -> dict[str, str]:
    if is_raw:
        return {str(name): "" if norwegian.is_missing(cell) else str(cell) for name, cell in row.items()}
    return {str(name): written(cell) for name, cell in row.items() if name != "kilde"}


def _documents(screen: Screen, answer: Explanation) -> None:
    screen.heading("Documents and places")
    for title, places in answer.documents:
        screen.line(title, 2)
        for place in places:
            screen.line(place, 4, 2)
    if not answer.documents:
        screen.line("none", 2)


def _claims(screen: Screen, answer: Explanation) -> None:
    screen.heading("What has been published about it")
    if answer.claims is None:
        screen.line(
            f"not reconciled: reports/{answer.year}/reconciliation.json is not there; "
            f"type: aarsmelding build --year {answer.year}",
            2,
        )
    elif not answer.claims:
        screen.line("no claim names it", 2)
    for claim in answer.claims or ():
        screen.line(f"{claim['verdict']}: {claim['id']}", 2)
        names = ("stated", "computed", "difference", "unit", "document", "place", "note")
        screen.pairs((f"  {name}", written(claim[name])) for name in names if claim[name] not in ("", None))


def _standing(screen: Screen, answer: Explanation) -> None:
    screen.heading("Where it stands in the report")
    for section, how in answer.standing:
        screen.line(f"{section} {how}", 2)
    folder = f"reports/{answer.year}"
    screen.pairs([("first place", f"{folder}/{answer.anchor}"), ("Tallgrunnlag", f"{folder}/{answer.entry}")])
