"""A number in prose: its identity, its Norwegian text, and what the ledger keeps of it."""

from __future__ import annotations

import html
import string
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd

from aarsmelding import norwegian, provenance
from aarsmelding.errors import AarsmeldingError

MIME = "application/vnd.aarsmelding.facts+json"

COUNTED = frozenset(
    [
        "avvik",
        "brukere",
        "byer",
        "datasett",
        "deltakere",
        "hendelser",
        "kommuner",
        "kriterier",
        "land",
        "medlemmer",
        "møter",
        "parter",
        "personer",
        "plasser",
        "poster",
        "prosjekter",
        "påstander",
        "rader",
        "saker",
        "stillinger",
        "svar",
        "søknader",
        "tabeller",
        "temaer",
        "utvalg",
        "vedtak",
        "visninger",
        "økter",
        "år",
        "årsaker",
    ]
)
# unit -> how the value is shown in prose; the sentence itself names a counted thing.
UNITS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(COUNTED, norwegian.number),
    "årsverk": lambda v: norwegian.number(v, 0 if float(v).is_integer() else 1),
    "kr": norwegian.kroner,
    "mill. kr": norwegian.million_kroner,
    "andel": norwegian.percent,
    "hel prosent": lambda v: norwegian.percent(v, 0),
    "prosentpoeng": norwegian.percentage_points,
    "per møte": lambda v: norwegian.number(v, 1),
    "kr per innbygger": norwegian.kroner,
    "dato": norwegian.long_date,
    "navn": str,
}


@dataclass(frozen=True)
class Fact:
    """One published quantity. `value` is a number, an ISO date or a name; `display` what is read."""

    id: str
    value: int | float | str
    unit: str
    display: str
    period: str
    datasets: tuple[str, ...] = ()
    sources: tuple[dict[str, str], ...] = ()
    sentence: str = field(default="", compare=False)

    def __html__(self) -> str:
        return (
            f'<data class="fakta" data-fact="{html.escape(self.id)}" '
            f'value="{html.escape(str(self.value))}">{html.escape(self.display)}</data>'
        )

    def __str__(self) -> str:
        return self.display

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return as_sentence(self)._repr_mimebundle_()

    def __add__(self, other: Sentence | Fact) -> Paragraph:
        return Paragraph((as_sentence(self),)) + other

    def as_record(self) -> dict[str, Any]:
        record = asdict(self)
        record.pop("sentence")
        return record


def _machine_value(fact_id: str, value: Any) -> int | float | str:
    if norwegian.is_missing(value):
        raise AarsmeldingError(
            f"the fact {fact_id} has no value",
            "the cell that states it",
            "check the expression; say in words that the number is not published",
        )
    if isinstance(value, (pd.Timestamp, datetime, date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return value
    as_float = float(value)
    return int(as_float) if as_float.is_integer() else round(as_float, 10)


def fact(
    fact_id: str,
    value: Any,
    sentence: str = "",
    *,
    unit: str,
    period: int | str | None = None,
    rows: pd.DataFrame | None = None,
    as_word: bool = False,
) -> Fact:
    """Give a number an identity; as the last line of a cell it becomes a sentence of the report.

    `fact_id` is `<theme>.<what>`, `value` the computed number (a share 0–1 where `unit` is
    `andel`), `sentence` bokmål with `{}` where the number stands, `period` the year it is about,
    `rows` the clean rows it rests on (their `kilde` and `sted` become its sources), `as_word`
    writes whole numbers up to twelve as words. Raises AarsmeldingError for an unknown unit or a
    missing value.
    """
    if unit not in UNITS:
        raise AarsmeldingError(
            f"the fact {fact_id} has the unknown unit {unit!r}",
            "the cell that states it",
            "use one of: " + ", ".join(sorted(UNITS)),
        )
    machine = _machine_value(fact_id, value)
    shown = norwegian.word(int(machine)) if as_word and isinstance(machine, int) else UNITS[unit](value)
    return Fact(
        id=fact_id,
        value=machine,
        unit=unit,
        display=shown,
        period="" if period is None else str(period),
        sources=tuple(provenance.places(rows)) if rows is not None else (),
        sentence=sentence,
    )


@dataclass(frozen=True)
class Sentence:
    """Prose with facts in it; renders as one paragraph and carries its facts along."""

    template: str
    parts: dict[str, Any]

    def _filled(self, show: Callable[[Any], str], escape: Callable[[str], str]) -> str:
        pieces = []
        for literal, name, _, _ in string.Formatter().parse(self.template):
            pieces.append(escape(literal))
            if name is not None:
                pieces.append(show(self.parts[name]))
        return "".join(pieces)

    def as_html(self) -> str:
        return self._filled(_html_of, html.escape)

    def __str__(self) -> str:
        return self._filled(str, str)

    def __add__(self, other: Sentence | Fact) -> Paragraph:
        return Paragraph((self,)) + other

    def facts(self) -> list[Fact]:
        return [part for part in self.parts.values() if isinstance(part, Fact)]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return Paragraph((self,))._repr_mimebundle_()


@dataclass(frozen=True)
class Paragraph:
    """Sentences that belong together: `say(…) + say(…)`."""

    sentences: tuple[Sentence, ...]

    def __add__(self, other: Sentence | Fact | Paragraph) -> Paragraph:
        if isinstance(other, Paragraph):
            return Paragraph(self.sentences + other.sentences)
        return Paragraph((*self.sentences, as_sentence(other)))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        records = [{**f.as_record(), "text": str(s)} for s in self.sentences for f in s.facts()]
        return {
            "text/html": "<p>" + " ".join(s.as_html() for s in self.sentences) + "</p>",
            "text/plain": " ".join(map(str, self.sentences)),
            MIME: records,
        }


def as_sentence(part: Sentence | Fact) -> Sentence:
    """A fact seen as the sentence it states."""
    return part if isinstance(part, Sentence) else Sentence(part.sentence or "{}", {"": part})


def _html_of(part: Any) -> str:
    return part.__html__() if isinstance(part, Fact) else html.escape(str(part))


def say(template: str, **parts: Any) -> Sentence:
    """A sentence with several facts: `say("{moeter} møter og {saker} saker.", moeter=fact(…), …)`.

    Parts that are not facts are words chosen from the data (a name, *økte*, *flest*).
    """
    named = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    if named != set(parts):
        raise AarsmeldingError(
            "the sentence and its parts do not match: " + ", ".join(sorted(named ^ set(parts))),
            template,
            "give every {name} in the sentence a part of that name, and no other",
        )
    return Sentence(template, parts)
