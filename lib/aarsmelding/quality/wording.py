"""The rules and remedies of the program as the owner of the data reads them, from the catalogue nb.po."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).with_name("nb.po")
PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True)
class Words:
    """A text and its language: what the catalogue lacks stays in English and says so."""

    text: str
    language: str


@cache
def _catalogue() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    with CATALOGUE.open("rb") as file:
        messages = {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    fixed = {said: text for said, text in messages.items() if "{" not in said}
    patterns = [
        (re.compile(PLACEHOLDER.sub(r"(?P<\1>.+)", re.escape(said)), re.DOTALL), text)
        for said, text in messages.items()
        if "{" in said
    ]
    return fixed, patterns


@cache
def norwegian(said: str) -> Words:
    """A rule or a remedy in bokmål; as it is, in English, where there is no translation."""
    fixed, patterns = _catalogue()
    if said in fixed:
        return Words(fixed[said], "nb")
    for pattern, text in patterns:
        if match := pattern.fullmatch(said):
            return Words(
                text.format(**{name: _inner(part) for name, part in match.groupdict().items()}), "nb"
            )
    return Words(said, "en")


def _inner(part: str) -> str:
    """What stands in a message may be a message itself: «add it; the columns are: …»."""
    return norwegian(part).text
