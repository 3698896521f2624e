"""What a report says of what its year lacks, in Norwegian, as markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aarsmelding.gaps import NoneOf

if TYPE_CHECKING:
    import pandas as pd

# Caveats are written for a whole year; after them, where the section lacks something.
ABOUT_CAVEATS = "Forbeholdene er skrevet for et helt år. De gjelder også tall som mangler ennå."


def missing_since(documents: pd.DataFrame | None) -> str:
    """`ikke mottatt per 18. mars 2026`: the date of the youngest document, if any is known."""
    from aarsmelding import norwegian

    dates = documents["dokument_dato"].dropna() if documents is not None else []
    return f"ikke mottatt per {norwegian.long_date(max(dates))}" if len(dates) else "ikke mottatt ennå"


def of_section(lacking: Sequence[str], since: str) -> str:
    """What a section of which nothing can be shown waits for."""
    return _said("Denne delen mangler", lacking, since)


def of_parts(lacking: Sequence[str], since: str, absent: Sequence[str], partial: Sequence[str]) -> str:
    """What a section lacks, the headings that are not there for it, and those with something missing."""
    yet = " ennå" if any(not isinstance(lack, NoneOf) for lack in lacking) else ""
    about = {f"Dette er derfor ikke med{yet}": absent, "Dette er bare delvis med": partial}
    said = " ".join(f"{words}: {_in_a_row(headings)}" for words, headings in about.items() if headings)
    return "\n\n".join(filter(None, [_said("Noe i denne delen mangler", lacking, since), said]))


def _said(what: str, lacking: Sequence[str], since: str) -> str:
    """What is missing, and apart from it what there is none of."""
    missing = [lack for lack in lacking if not isinstance(lack, NoneOf)]
    none: list[str] = [lack for lack in lacking if isinstance(lack, NoneOf)]
    lists = ((f"{what}, {since}", missing), ("Registrene har ingen", none))
    return "\n\n".join(_listed(words, items) for words, items in lists if items)


def _listed(words: str, items: Sequence[str]) -> str:
    return f"{words}:\n\n" + "\n".join(f"- {item}" for item in items)


def _in_a_row(headings: Sequence[str]) -> str:
    """Each as a sentence of its own: a question that stays one may ask what no text may say by itself."""
    return " ".join(heading if heading.endswith("?") else f"{heading}." for heading in headings)
