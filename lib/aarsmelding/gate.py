"""The gate: a number in visible prose is a fact, a date, a reference or a declared constant.

What passes is decided here and nowhere else. Words that state a change (*økte*) must have been chosen
from the data; a superlative (*flest*) must stand beside a name or a number that was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag

from aarsmelding.errors import AarsmeldingError
from aarsmelding.parse import MONTH_NAMES

# Numbers of which the data cannot say anything, each with the reason why it may be typed.
CONSTANTS = {
    "24/7": "fast uttrykk",
}

_MONTH = "|".join(MONTH_NAMES)
PASSED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b\d{{1,2}}\.\s?(?:{_MONTH})(?:\s\d{{4}})?\b",  # 7. januar 2025
        r"\b\d{1,2}\.\d{1,2}\.\d{4}\b",  # 07.01.2025
        r"\b\d{1,2}[.:]\d{2}\s?[–-]\s?\d{1,2}[.:]\d{2}\b",  # 13.00–15.30
        r"\b(?:19|20)\d\d(?:\s?[–-]\s?(?:19|20)\d\d)?\b",  # 2025, 2024–2026
        r"\b(?:sak|sakene|styresak)\s\d{1,3}[/-]\d{2,4}(?:\s?(?:–|-|og|til)\s?\d{1,3}[/-]\d{2,4})?",
        r"§+\s?\d+(?:-\d+)?",
        r"\b(?:vedlegg|tabell|figur|avsnitt|punkt|kapittel|side|linje)\s\d+(?:\.\d+)*(?:\s?(?:–|-|og)\s?\d+)?",
    )
)
DIGITS = re.compile(r"[+−-]?\d[\d\u00a0\u202f.,]*\d|\d")
NUMBER_WORDS = re.compile(
    r"\b(?:null|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten"
    r"|sytten|atten|nitten|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre|tusen|millioner?|milliarder?"
    r"|halvparten|(?:tre|fjer|fem)(?:dje|de)del(?:er|en)?|dusin)\b",
    re.IGNORECASE,
)
CHANGE_WORDS = re.compile(
    r"\b(?:økte|økning(?:en)?|minket|sank|steg|falt|gikk (?:ned|opp)|nedgang(?:en)?|oppgang(?:en)?"
    r"|doblet|dobbelt|halvert|tredoblet|samtlige)\b",
    re.IGNORECASE,
)
# True of whoever the data puts there: fine beside a name that was chosen, not beside a typed one.
SUPERLATIVES = re.compile(r"\b(?:flest|færrest|størst|høyest|lavest)\b", re.IGNORECASE)
BLOCKS = "h1 h2 h3 h4 h5 h6 p li figcaption caption dt summary blockquote".split()


@dataclass(frozen=True)
class Stray:
    """A number or a relation in prose that nothing vouches for."""

    text: str
    context: str
    kind: str


def strays(html: str) -> Iterator[Stray]:
    """Every stray number or relation word in the prose of `html` (table cells are data, not prose)."""
    soup = BeautifulSoup(html, "html.parser")
    for vouched in soup.select("data[data-fact], data[data-cite], table tbody, table thead, .kode"):
        vouched.replace_with(NavigableString("\u241f"))
    for block in soup.find_all(BLOCKS):
        if isinstance(block, Tag) and not block.find(BLOCKS):
            yield from _in_block(block)


def _in_block(block: Tag) -> Iterator[Stray]:
    context = " ".join(block.get_text().replace("\u241f", "…").split())
    text = block.get_text()
    for constant in CONSTANTS:
        text = text.replace(constant, " ")
    for pattern in PASSED:
        text = pattern.sub(" ", text)
    for match in DIGITS.finditer(text):
        yield Stray(match[0], context, "number")
    for chosen in block.select("[data-valgt]"):
        chosen.replace_with(NavigableString("\u241f"))
    typed = block.get_text()
    for match in NUMBER_WORDS.finditer(typed):
        yield Stray(match[0], context, "number")
    if typed.rstrip().endswith("?"):
        return
    relations = [CHANGE_WORDS] if "\u241f" in typed else [CHANGE_WORDS, SUPERLATIVES]
    for match in (found for words in relations for found in words.finditer(typed)):
        yield Stray(match[0], context, "relation")


def require_vouched(html: str, where: str) -> None:
    """Raise AarsmeldingError for the first stray in `html`, naming section, cell and text."""
    for stray in strays(html):
        if stray.kind == "number":
            problem = f"the number «{stray.text}» is not a fact, a date or a reference"
            remedy = "state it with fact(…) or say(…), or declare it in CONSTANTS in gate.py with its reason"
        else:
            problem = f"the word «{stray.text}» states a relation that was typed, not chosen from the data"
            remedy = "choose it (or the name it is about) from the data, and pass it as a part to say(…)"
        raise AarsmeldingError(problem, f"{where}: «{stray.context[:160]}»", remedy)
