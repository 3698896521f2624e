"""A number with an identity: its value, its Norwegian text, and what the ledger keeps of it."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.disclosure.marks import SUPPRESSED, Mark
from aarsmelding.errors import AarsmeldingError
from aarsmelding.numbers import provenance
from aarsmelding.units import SHARES, UNITS

if TYPE_CHECKING:
    from aarsmelding.prose import Paragraph, Sentence

MIME = "application/vnd.aarsmelding.facts+json"
WHERE = "the cell that states it"
Number = int | float | str


@dataclass(frozen=True)
class Fact:
    """One published quantity. `value` is a number, an ISO date or a name; `display` what is read."""

    id: str
    value: Number
    unit: str
    display: str
    period: str
    entity: str = ""
    numerator: Number | None = None
    denominator: Number | None = None
    sum_of: tuple[str, ...] = ()
    sources: tuple[dict[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    sentence: str = field(default="", compare=False)

    def __html__(self) -> str:
        return (
            f'<data class="fakta" data-fact="{html.escape(self.id)}" '
            f'value="{html.escape(str(self.value))}">{html.escape(self.display)}</data>'
        )

    def __str__(self) -> str:
        return self.display

    def __add__(self, other: Sentence | Fact) -> Paragraph:
        from aarsmelding.prose import Paragraph, as_sentence

        return Paragraph((as_sentence(self),)) + other

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from aarsmelding.prose import as_sentence

        return as_sentence(self)._repr_mimebundle_()

    def as_record(self) -> dict[str, Any]:
        """What the executed notebook carries of it, as JSON."""
        return {name: value for name, value in vars(self).items() if name != "sentence"}


def refuse(fact_id: str, problem: str, remedy: str) -> AarsmeldingError:
    """The error for a fact that cannot be stated."""
    return AarsmeldingError(f"the fact {fact_id} {problem}", WHERE, remedy)


def machine_value(fact_id: str, value: Any) -> Number:
    """`value` as JSON has it: a whole number, a number of ten digits, an ISO date or a text."""
    if norwegian.is_missing(value):
        raise refuse(
            fact_id, "has no value", "check the expression; say in words that the number is not published"
        )
    if isinstance(value, Mark):
        return value.sign
    if isinstance(value, (pd.Timestamp, datetime, date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return value
    as_float = float(value)
    return int(as_float) if as_float.is_integer() else round(as_float, 10)


def fact(
    fact_id: str,
    value: Any = None,
    sentence: str = "",
    *,
    unit: str,
    period: int | str | None = None,
    entity: str = "",
    of: tuple[Any, Any] | None = None,
    sum_of: Sequence[Fact] = (),
    rows: pd.DataFrame | None = None,
    as_word: bool = False,
) -> Fact:
    """Give a number an identity; as the last line of a cell it becomes a sentence of the report.

    `fact_id` is `<theme>.<what>`, `value` the computed number (a share 0–1 where `unit` is
    `andel`), `sentence` bokmål with `{}` where the number stands, `period` the year it is about,
    `entity` the municipality, committee or project it is about, `rows` the clean rows it rests on
    (their `kilde` and `sted` become its sources), `as_word` writes whole numbers up to twelve as
    words. `of=(part, whole)` computes a share and keeps both; `sum_of` names the facts that a
    total consists of. Raises AarsmeldingError for an unknown unit, a missing value, a share that
    does not follow from `of`, a total that its parts do not add up to, or rows without `kilde` and `sted`.
    """
    if unit not in UNITS:
        known = ", ".join(sorted(UNITS))
        raise refuse(fact_id, f"has the unknown unit {unit!r}", f"use one of: {known}")
    part = whole = None
    if of is not None:
        part, whole = (machine_value(fact_id, _plain(number)) for number in of)
        value = _share(fact_id, value, part, whole)
    machine = machine_value(fact_id, _plain(value))
    check_sum(fact_id, machine, {f.id: f.value for f in sum_of})
    is_word = as_word and isinstance(machine, int)
    if rows is not None and not {"kilde", "sted"} <= set(rows):
        remedy = 'load them too: columns=[…, "kilde", "sted"]'
        raise refuse(fact_id, "rests on rows without their places, kilde and sted", remedy)
    found = provenance.rows(rows) if rows is not None else ()
    return Fact(
        id=fact_id,
        value=machine,
        unit=unit,
        display=norwegian.word(int(machine), unit) if is_word else UNITS[unit](_plain(value)),
        period="" if period is None else str(period),
        entity=entity,
        numerator=part,
        denominator=whole,
        sum_of=tuple(f.id for f in sum_of),
        sources=tuple(provenance.places_of(found)),
        rows=found,
        sentence=sentence,
    )


def facts_of(year: int) -> Callable[..., Fact]:
    """`fact` for a section about `year`: the period of every fact that does not name another."""
    return partial(fact, period=year)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Fact) else value


def _share(fact_id: str, value: Any, part: Number, whole: Number) -> Any:
    if SUPPRESSED.sign in (part, whole):
        return SUPPRESSED
    if isinstance(part, str) or isinstance(whole, str) or whole == 0:
        raise refuse(
            fact_id, f"divides {part} by {whole}", "give of=(part, whole) as numbers, whole not zero"
        )
    share = part / whole
    if value is not None and abs(float(value) - share) > 1e-9:
        raise refuse(
            fact_id,
            f"is {value}, but {part} of {whole} is {share:.6f}",
            "leave the value out, or correct of=(…)",
        )
    return share


def check_sum(fact_id: str, total: Number, parts: dict[str, Number]) -> None:
    """Refuse a total that its parts do not add up to (to a millionth)."""
    if not parts or SUPPRESSED.sign in (total, *parts.values()):
        return
    added = sum(float(value) for value in parts.values())
    if abs(added - float(total)) > 1e-6:
        raise refuse(
            fact_id, f"is {total}, but its parts {', '.join(parts)} add up to {added:g}", "correct the parts"
        )


def is_share(unit: str) -> bool:
    """Whether a value in `unit` is one number divided by another."""
    return unit in SHARES
