"""The year in a few numbers: facts shown large, each with its label."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from aarsmelding.facts import MIME, Fact
from aarsmelding.prose import Cited


@dataclass(frozen=True)
class Highlights:
    """Facts side by side; the sentence of each is its label."""

    facts: tuple[Fact | Cited, ...]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        items = "".join(
            f"<div><dt>{html.escape(fact.sentence)}</dt><dd>{fact.__html__()}</dd></div>"
            for fact in self.facts
        )
        plain = "\n".join(f"{fact}  {fact.sentence}" for fact in self.facts)
        own = [fact for fact in self.facts if isinstance(fact, Fact)]
        records = [{**fact.as_record(), "text": f"{fact.sentence}: {fact.display}"} for fact in own]
        return {"text/html": f'<dl class="noekkeltall">{items}</dl>', "text/plain": plain, MIME: records}


def highlights(*facts: Fact | Cited) -> Highlights:
    """`highlights(fact(…, "møter i SSU", …), cite("ssu.saker", "saker"))`: the sentence is a short label."""
    return Highlights(facts)
