"""Column headers as people write them, held against the columns of the datasets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from aarsmelding import datasets
from aarsmelding.receiving.columns import raw_columns

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
UNITS = {"kr", "kroner", "nok", "antall", "beloep", "stk", "i", "hele", "tusen", "tkr"}


@lru_cache(maxsize=50_000)
def fold(header: str) -> str:
    """`Søkt (kr)` -> `soekt`: no case, accents, brackets or signs."""
    plain = unicodedata.normalize("NFC", header).casefold().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain)
    return " ".join(re.findall(r"[a-z0-9]+", plain))


@lru_cache(maxsize=50_000)
def loose(header: str) -> str:
    """`fold`, also without units and with `o` for `oe`: what a keyboard without Norwegian letters gives."""
    words = fold(header).split()
    kept = [word for word in words if word not in UNITS] or words
    plain = " ".join(kept)
    for written, short in (("aa", "a"), ("oe", "o"), ("ae", "a")):
        plain = plain.replace(written, short)
    return plain


@cache
def _forms(name: str) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """What finds a column of dataset `name`, the surest form first: form -> the columns it may be."""
    tiers: tuple[dict[str, set[str]], ...] = ({}, {}, {}, {})
    for column, known in raw_columns(name).items():
        tiers[0].setdefault(fold(column), set()).add(column)
        tiers[2].setdefault(loose(column), set()).add(column)
        for title in known.titles:
            tiers[1].setdefault(fold(title), set()).add(column)
            tiers[3].setdefault(loose(title), set()).add(column)
    return tuple({form: tuple(sorted(found)) for form, found in tier.items()} for tier in tiers)


@cache
def _everywhere() -> Mapping[str, frozenset[str]]:
    """Every form of every dataset's columns, and the datasets it occurs in."""
    found: dict[str, set[str]] = {}
    for name in datasets.names():
        for tier in _forms(name):
            for form in tier:
                found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


def datasets_of(headers: Iterable[str]) -> set[str]:
    """The datasets that have a column like at least two of `headers`."""
    counted: dict[str, int] = {}
    for header in headers:
        known = _everywhere()
        for name in known.get(fold(header), frozenset()) | known.get(loose(header), frozenset()):
            counted[name] = counted.get(name, 0) + 1
    return {name for name, count in counted.items() if count >= 2}


def column_of(name: str, forms: Iterable[str]) -> str | None:
    """The column of dataset `name` that one of the `forms` of a header names beyond doubt."""
    written = list(forms)
    for tier, change in zip(_forms(name), (fold, fold, loose, loose), strict=True):
        for form in written:
            found = tier.get(change(form), ())
            if len(found) == 1:
                return found[0]
    return None
