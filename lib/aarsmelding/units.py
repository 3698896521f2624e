"""Units of facts: how a value is shown in prose, and what kind of quantity it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from aarsmelding import norwegian
from aarsmelding.disclosure.marks import SUPPRESSED

# Counted things: the sentence names them, so the display is the number alone.
COUNTED = frozenset(
    """
    avvik brukere byer dager datasett deltakere felt hendelser kommuner kriterier land leveranser
    medlemmer møter parter personer plasser poster prosjekter påstander rader regler saker stillinger
    svar søknader tabeller temaer utvalg vedtak visninger økter år årsaker
    """.split()
)
SHARES = frozenset({"andel", "hel prosent"})

UNITS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(sorted(COUNTED), norwegian.number),
    "andel": norwegian.percent,
    "dato": norwegian.long_date,
    "hel prosent": lambda v: norwegian.percent(v, 0),
    "kr": norwegian.kroner,
    "kr per innbygger": norwegian.kroner,
    "mill. kr": norwegian.million_kroner,
    "navn": str,
    "per møte": lambda v: norwegian.number(v, 1),
    "plassering": norwegian.number,
    "prosentpoeng": norwegian.percentage_points,
    "sekunder": norwegian.number,
    "årsverk": lambda v: norwegian.number(v, 0 if norwegian.sign(v) or float(v).is_integer() else 1),
}


def forms(value: int | float | str, unit: str) -> set[str]:
    """Every text that a value of the ledger may be shown as: in digits, and as a word where that is short."""
    if value == SUPPRESSED.sign:
        return {SUPPRESSED.sign}
    shown = UNITS[unit](date.fromisoformat(str(value)) if unit == "dato" else value)
    return {shown, norwegian.word(value, unit)} if isinstance(value, int) else {shown}
