"""The functions over plain values: shares, rounding, days and times of day, lists, other claims."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from aarsmelding import norwegian
from aarsmelding.reconcile.expressions.refusal import listed

if TYPE_CHECKING:
    from aarsmelding.reconcile.expressions.evaluation import Evaluation

MOST_DIGITS = 12
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
CLOCK = re.compile(r"([01]\d|2[0-3])[:.]([0-5]\d)")


def _share(e: Evaluation, node: ast.Call) -> float:
    part, whole = (e.of_kind(a, "number") for a in e.arguments(node, 2, 2))
    if whole == 0:
        raise e.missing("the whole is zero, so there is no share of it")
    return part / whole


def _round(e: Evaluation, node: ast.Call) -> int | float:
    """Half away from zero, as people and spreadsheets round; not Python's half to even."""
    x, *rest = (e.of_kind(a, "number") for a in e.arguments(node, 1, 2))
    digits = rest[0] if rest else 0
    if not isinstance(digits, int) or abs(digits) > MOST_DIGITS:
        raise e.refusal(f"{digits!r} is not a number of digits", f"use a whole number up to {MOST_DIGITS}")
    try:
        rounded = Decimal(repr(x)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        raise e.refusal("the number is too large to round", "check the amounts") from None
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _abs(e: Evaluation, node: ast.Call) -> int | float:
    return abs(e.of_kind(e.arguments(node, 1, 1)[0], "number"))


def _date(e: Evaluation, node: ast.Call) -> date:
    return e.day(e.of_kind(e.arguments(node, 1, 1)[0], "text"))


def _of_day(part: Callable[[date], Any]) -> Callable[[Evaluation, ast.Call], Any]:
    def function(e: Evaluation, node: ast.Call) -> Any:
        return part(e.of_kind(e.arguments(node, 1, 1)[0], "date"))

    return function


def _minutes(e: Evaluation, node: ast.Call) -> int:
    """Negative where the end comes before the beginning: that may be just what is wrong."""
    clocks = []
    for part in e.arguments(node, 2, 2):
        text = e.of_kind(part, "text")
        match = CLOCK.fullmatch(text)
        if match is None:
            raise e.refusal(f"{text!r} is not a time of day", "write it as 13:00")
        clocks.append(int(match[1]) * 60 + int(match[2]))
    return clocks[1] - clocks[0]


def _len(e: Evaluation, node: ast.Call) -> int:
    return len(e.of_kind(e.arguments(node, 1, 1)[0], "list"))


def _claim(e: Evaluation, node: ast.Call) -> Any:
    identity = e.of_kind(e.arguments(node, 1, 1)[0], "text")
    if identity not in e.claims:
        near = get_close_matches(identity, e.claims, n=5, cutoff=0.4)
        raise e.refusal(f"unknown claim {identity}", "the nearest of those there are: " + listed(near))
    return e.claims[identity]


def _join(e: Evaluation, node: ast.Call) -> str:
    items = e.of_kind(e.arguments(node, 1, 1)[0], "list")
    if not all(isinstance(item, str) for item in items):
        raise e.refusal("join() of something else than texts", "use it on names(…) or a list of texts")
    return norwegian.listing(items)


FUNCTIONS: dict[str, Callable[[Evaluation, ast.Call], Any]] = {
    "abs": _abs,
    "claim": _claim,
    "date": _date,
    "join": _join,
    "len": _len,
    "minutes": _minutes,
    "month": _of_day(lambda day: day.month),
    "round": _round,
    "share": _share,
    "weekday": _of_day(lambda day: WEEKDAYS[day.weekday()]),
    "year": _of_day(lambda day: day.year),
}
