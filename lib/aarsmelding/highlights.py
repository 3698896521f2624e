"""The year in a few numbers: facts shown large, each with its label."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

from aarsmelding.facts import MIME, Fact


@dataclass(frozen=True)
class Highlights:
    """Facts side by side; the sentence of each is its label."""

    facts: tuple[Fact, ...]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        items = "".join(
            f"<div><dt>{html.escape(fact.sentence)}</dt><dd>{fact.__html__()}</dd></div>"
            for fact in self.facts
        )
        plain = "\n".join(f"{fact.display}  {fact.sentence}" for fact in self.facts)
        records = [{**fact.as_record(), "text": f"{fact.sentence}: {fact.display}"} for fact in self.facts]
        return {"text/html": f'<dl class="noekkeltall">{items}</dl>', "text/plain": plain, MIME: records}


def highlights(*facts: Fact) -> Highlights:
    """`highlights(fact(…, "møter i SSU", …), …)`: each fact's sentence is a short label without `{}`."""
    return Highlights(facts)
