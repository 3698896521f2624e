"""Closed lists: a printed word translated to what it stands for, or refused with the known ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from aarsmelding.parse.cells import each, normal
from aarsmelding.parse.context import current


def choice(
    series: pd.Series, known: Mapping[str, Any], dtype: Any = "str", fold: Callable[[str], str] = str
) -> pd.Series:
    """Translate a closed vocabulary; an unknown word is a fault that lists the known ones.

    `fold` is what a word goes through before it is looked up, such as `str.lower`.
    """

    def convert(value: str) -> Any:
        if fold(value) not in known:
            raise ValueError(f"unknown value in {series.name}")
        return known[fold(value)]

    if context := current():
        context.words.setdefault(str(series.name), []).extend(known)
    texts = known.values() if dtype == "str" else None
    return each(series, convert, dtype, "", "use one of: " + ", ".join(known), texts)


def yes_no(series: pd.Series) -> pd.Series:
    """`ja`/`nei` in any case -> boolean."""
    return choice(series, {"ja": True, "nei": False}, dtype="boolean", fold=str.lower)


def code(series: pd.Series, reference: str) -> pd.Series:
    """Translate printed names to the ids of a reference dataset (`kommuner`, `utvalg`, …)."""
    context = current()
    known = context.vocabulary(reference) if context else {}
    if context:
        context.references[str(series.name)] = reference
    folded = {normal(name).casefold(): identity for name, identity in known.items()}

    def convert(value: str) -> str:
        identity = folded.get(value.casefold())
        if identity is None:
            raise ValueError(f"unknown name in {reference}")
        return identity

    ids = sorted(set(known.values()))
    remedy = (
        f"use a name that {reference}.csv has, or add the spelling to its column navneformer; "
        f"known: {', '.join(ids)}"
    )
    return each(series, convert, "str", "", remedy, ids)
