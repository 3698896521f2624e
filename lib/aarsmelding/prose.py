"""Sentences with facts in them: what a reader sees, and the facts it carries along."""

from __future__ import annotations

import html
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, Fact


@dataclass(frozen=True)
class Cited:
    """A fact of another section, filled in when the report is joined."""

    fact_id: str
    sentence: str = ""

    def __html__(self) -> str:
        return f'<data class="fakta" data-cite="{html.escape(self.fact_id)}"></data>'

    def __str__(self) -> str:
        return f"[{self.fact_id}]"


def cite(fact_id: str, label: str = "") -> Cited:
    """The number of a fact that another section states; a report without that fact is not built.

    `label` is what `highlights(…)` writes beside it.
    """
    return Cited(fact_id, label)


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

    def __html__(self) -> str:
        return self._filled(_html_of, html.escape)

    def __str__(self) -> str:
        return self._filled(str, str)

    def __add__(self, other: Sentence | Fact) -> Paragraph:
        return Paragraph((self,)) + other

    def facts(self) -> list[Fact]:
        """The facts among its parts, and those of sentences among them."""
        found = []
        for part in self.parts.values():
            found += [part] if isinstance(part, Fact) else part.facts() if isinstance(part, Sentence) else []
        return found

    def records(self) -> list[dict[str, Any]]:
        """Its facts as the ledger wants them, each with the whole sentence as its text."""
        return [{**fact.as_record(), "text": str(self)} for fact in self.facts()]

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
        return {
            "text/html": "<p>" + " ".join(s.__html__() for s in self.sentences) + "</p>",
            "text/plain": " ".join(map(str, self.sentences)),
            MIME: [record for s in self.sentences for record in s.records()],
        }


def as_sentence(part: Sentence | Fact | str) -> Sentence:
    """A fact as the sentence it states; plain text as a sentence without facts."""
    if isinstance(part, Sentence):
        return part
    if isinstance(part, Fact):
        template = part.sentence or "{}"
        if _names(template) != [""]:
            raise AarsmeldingError(
                f"the sentence of the fact {part.id} has no place for its number: «{template}»",
                "the cell that shows it",
                "write {} once, where the number stands; a label without it is for highlights(…)",
            )
        return Sentence(template, {"": part})
    return Sentence(part.replace("{", "{{").replace("}", "}}"), {})


def _html_of(part: Any) -> str:
    if isinstance(part, (Fact, Cited, Sentence)):
        return part.__html__()
    # Marked, so that the gate can tell a word chosen from the data from a typed one.
    return f"<span data-valgt>{html.escape(str(part))}</span>"


def say(template: str, **parts: Any) -> Sentence:
    """A sentence with several facts: `say("{moeter} møter og {saker} saker.", moeter=fact(…), …)`.

    Parts that are not facts are words chosen from the data (a name, *økte*, *flest*).
    """
    named = set(_names(template))
    if named != set(parts):
        raise AarsmeldingError(
            "the sentence and its parts do not match: " + ", ".join(sorted(named ^ set(parts))),
            template,
            "give every {name} in the sentence a part of that name, and no other",
        )
    for name, part in parts.items():
        if not isinstance(part, (Fact, Cited, Sentence, str)):
            raise AarsmeldingError(
                f"the part «{name}» of the sentence is {part!r}, neither a fact nor a word",
                template,
                "give a number an identity with fact(…), and choose a word as text",
            )
    return Sentence(template, parts)


def _names(template: str) -> list[str]:
    """The places in a sentence where a part stands."""
    try:
        return [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError as problem:
        raise AarsmeldingError(
            f"the sentence cannot be read: {problem}", template, "write {{ and }} where a brace is text"
        ) from None
