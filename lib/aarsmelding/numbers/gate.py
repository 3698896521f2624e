"""The gate: a number in visible prose is a fact, a date, a reference or a declared constant.

What passes is decided here and nowhere else. Words that state a change (*økte*) must have been chosen
from the data; a superlative (*flest*) must stand beside a name that was. `wording` has the words, and
`typed` the rules for the code of a cell. Why they are as they are: docs/decisions/012-gate.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Comment, PageElement, Tag

from aarsmelding.errors import AarsmeldingError
from aarsmelding.numbers.wording import (
    CHANGE_WORDS,
    COMPARED,
    COUNT_WORDS,
    FACT,
    NAME,
    PART_WORDS,
    SUPERLATIVES,
    TYPED_UNIT,
)
from aarsmelding.page.markup import elements, named, parsed
from aarsmelding.parse import MONTH_NAMES
from aarsmelding.units import COUNTED

# Numbers of which the data cannot say anything, each with the reason why it may be typed.
CONSTANTS = {
    "24/7": "fast uttrykk",
}

_MONTH = "|".join(MONTH_NAMES)
_DAY = r"(?:[012]?\d|3[01])\."
_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_YEAR = r"(?:19|20)\d\d"
_CASE = rf"\d{{1,3}}(?:/\d{{2}}(?:\d{{2}})?|-{_YEAR})"
# What follows a number of something: then it is neither a year nor the number of an annex.
_COUNTED = f"(?:(?:nye|andre|flere|ulike|av) )?(?:{'|'.join(sorted(COUNTED))}|kr\\b|kroner|mill|prosent|%)"
_NOT_COUNTING = rf"(?!\d|[.,]\d|\s+{_COUNTED})"
PASSED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}(?:\s?(?:–|-|og|til)\s?{_DAY})?\s?(?:{_MONTH})(?:\s{_YEAR})?\b",  # 7.–9. januar 2025
        rf"\b{_DAY}\d{{1,2}}\.{_YEAR}\b",  # 07.01.2025
        rf"\b(?:kl\.?\s)?{_CLOCK}\s?[–-]\s?{_CLOCK}\b",  # 13.00–15.30
        rf"\bkl\.?\s{_CLOCK}\b",
        rf"\b(?:sak|saken|sakene|styresak)\s{_CASE}(?:(?:,|\s?(?:–|-|og|til))\s?{_CASE})*\b",
        rf"§+\s?\d+(?:-\d+)?\b{_NOT_COUNTING}",
        r"\b(?:vedlegg|tabell|figur|avsnitt|punkt|kapittel|side|linje)"
        rf"\s\d+(?:\.\d+)*(?:\s?(?:–|-|og)\s?\d+)?\b{_NOT_COUNTING}",
        rf"(?<![\d.,−+-])(?<!kr\s)\b{_YEAR}(?:\s?[–-]\s?{_YEAR})?\b{_NOT_COUNTING}",  # 2025, 2024–2026
    )
)
DIGITS = re.compile(r"[+−-]?\d[\d\u00a0\u202f.,]*\d|\d")
CHOSEN, CHOSEN_END = "\u2402", "\u2403"
SENTENCE_END = re.compile(rf"(?<=[.!?:])\s+(?=[A-ZÆØÅ«{CHOSEN}{FACT}{NAME}])")
INLINE = frozenset(
    "a abbr b bdi br cite code data dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr"
    "".split()
)
READ_ALOUD = ("alt", "title", "aria-label")
REFUSALS = {
    "number": (
        "the number «{}» is not a fact, a date or a reference",
        'state it with fact(…) or say(…) (a name that holds a number: unit="navn"), or declare it in '
        "CONSTANTS in gate.py with its reason",
    ),
    "relation": (
        "the word «{}» states a relation that was typed, not chosen from the data",
        "choose it (or the name it is about) from the data, and pass it as a part to say(…)",
    ),
    "unit": (
        "the unit «{}» is typed after a fact, which has its own",
        "give the fact that unit: fact(…, unit=…)",
    ),
}


@dataclass(frozen=True)
class Stray:
    """A number, a relation or a unit in prose that nothing vouches for; `kind` says which."""

    text: str
    context: str
    kind: str


def strays(html: str | BeautifulSoup, *, is_typed: bool = False) -> Iterator[Stray]:
    """Every stray number or relation word in the prose of `html`.

    Facts, citations and the cells of a table (which are data, not prose) are vouched for, and so are
    relations that a display object marked as chosen. In what a person wrote as Markdown (`is_typed`)
    nothing is: there, markup that looks like a fact, a table or a chosen word is only typed text.
    """
    soup = parsed(html)
    if is_typed:
        for element in elements(soup):
            for name in READ_ALOUD:
                yield from _in_text(str(element.get(name, "")))
    for text in _blocks(soup, is_typed):
        yield from _in_text(text)


def _vouched(tag: Tag) -> str:
    """What a sentence has where `tag` stands: a mark, if it is vouched for; otherwise nothing."""
    if _is_data(tag):
        return FACT
    if not _refers(tag):
        return ""
    return NAME if re.match(r"[^\W\d]", str(tag.get("value", ""))) else FACT


def _is_data(tag: Tag) -> bool:
    """Whether `tag` holds the cells of a table, or names its source."""
    if tag.name in ("tbody", "thead"):
        return tag.find_parent("table") is not None
    return tag.name == "cite" and tag.find_parent("caption") is not None


def _refers(tag: Tag) -> bool:
    return tag.name == "data" and (tag.has_attr("data-fact") or tag.has_attr("data-cite"))


def _blocks(soup: BeautifulSoup, is_typed: bool) -> Iterator[str]:
    """The text of each block element, without that of the blocks inside it.

    Unless it `is_typed`, what is vouched for is a mark in it, and what was chosen stands between two.
    """
    pieces: dict[int, list[str]] = {}
    # What comes next is last: a part, the block that its text belongs to, whether it was chosen.
    waiting: list[tuple[PageElement | str, int, bool]] = [(soup, id(soup), False)]
    while waiting:
        part, block, is_chosen = waiting.pop()
        if not isinstance(part, Tag):
            if not isinstance(part, Comment):
                pieces.setdefault(block, []).append(str(part))
        elif not is_typed and (mark := _vouched(part)):
            pieces.setdefault(block, []).append(mark)
        elif not is_typed and not is_chosen and part.has_attr("data-valgt"):
            inside: list[PageElement | str] = [CHOSEN, *part.contents, CHOSEN_END]
            waiting += [(each, block, True) for each in reversed(inside)]
        else:
            within = block if is_chosen or part.name in INLINE else id(part)
            waiting += [(each, within, is_chosen) for each in reversed(part.contents)]
    for strings in pieces.values():
        yield _visible("".join(strings))


def _visible(text: str) -> str:
    """`text` without characters that do not show, and with ³, ½ and ③ as the digits they are."""
    shown = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(unicodedata.normalize("NFKC", c) if unicodedata.category(c) == "No" else c for c in shown)


def _in_text(text: str) -> Iterator[Stray]:
    chosen = re.findall(f"{CHOSEN}([^{CHOSEN_END}]*){CHOSEN_END}", text)
    typed = re.sub(f"{CHOSEN}[^{CHOSEN_END}]*{CHOSEN_END}", NAME, text)
    read = text.replace(CHOSEN, "").replace(CHOSEN_END, "")
    context = " ".join(re.sub(f"[{FACT}{NAME}]", "…", read).split())
    for match in DIGITS.finditer(without_passed(read)):
        yield Stray(match[0], context, "number")
    # A relation may be chosen; a count that was chosen is a number without an identity.
    for match in (found for words in (typed, *chosen) for found in COUNT_WORDS.finditer(words)):
        yield Stray(match[0], context, "number")
    for match in PART_WORDS.finditer(typed):
        yield Stray(match[0], context, "number")
    for match in TYPED_UNIT.finditer(typed):
        yield Stray(match[0].lstrip(FACT).strip(), context, "unit")
    for match in (found for sentence in SENTENCE_END.split(typed.strip()) for found in _relations(sentence)):
        yield Stray(match[0], context, "relation")


def without_passed(text: str) -> str:
    """`text` without declared constants, dates, clock times, years and references: all have digits."""
    if not DIGITS.search(text):
        return text
    for constant in CONSTANTS:
        text = re.sub(rf"(?<![\d/]){re.escape(constant)}(?![\d/])", " ", text)
    for pattern in PASSED:
        text = pattern.sub(" ", text)
    return text


def _relations(sentence: str) -> Iterator[re.Match[str]]:
    """Words of `sentence` that state a relation which nothing in it was computed for."""
    if sentence.rstrip(" ¶»").endswith("?"):
        return
    yield from CHANGE_WORDS.finditer(sentence)
    if NAME not in sentence:
        yield from SUPERLATIVES.finditer(sentence)
        if FACT not in sentence:
            yield from COMPARED.finditer(sentence)


def require_vouched(
    html: str | BeautifulSoup, where: str, stated: Iterable[Mapping[str, Any]] | None = None
) -> None:
    """Raise AarsmeldingError for the first stray in `html`, naming section, cell and text.

    `stated` are the records of the facts that the cell states; without them `html` was typed.
    """
    soup = parsed(html)
    stating = [tag for tag in named(soup, "data") if tag.has_attr("data-fact")]
    facts = [(str(e["data-fact"]), str(e.get("value")), e.get_text()) for e in stating]
    for stray in strays(soup, is_typed=stated is None):
        problem, remedy = REFUSALS[stray.kind]
        raise AarsmeldingError(problem.format(stray.text), f"{where}: «{stray.context[:160]}»", remedy)
    known = {(str(f["id"]), str(f["value"]), str(f["display"])) for f in stated or ()}
    for shown in facts:
        if shown not in known:
            raise AarsmeldingError(
                f"«{shown[2]}» stands as the fact {shown[0]}, but the cell does not state that",
                where,
                "show it with fact(…), say(…) or table(…, facts={…})",
            )
