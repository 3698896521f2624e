"""What a report says of what its year lacks, in Norwegian, as markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    return _listed("Denne delen mangler", lacking, since)


def of_parts(lacking: Sequence[str], since: str, absent: Sequence[str], partial: Sequence[str]) -> str:
    """What a section lacks, the headings that are not there for it, and those with something missing."""
    about = {"Dette er derfor ikke med ennå": absent, "Dette er bare delvis med": partial}
    said = " ".join(f"{words}: {_in_a_row(headings)}" for words, headings in about.items() if headings)
    return "\n\n".join(filter(None, [_listed("Noe i denne delen mangler", lacking, since), said]))


def _listed(what: str, lacking: Sequence[str], since: str) -> str:
    items = "\n".join(f"- {lack}" for lack in lacking)
    return f"{what}, {since}:\n\n{items}"


def _in_a_row(headings: Sequence[str]) -> str:
    """Each as a sentence of its own: a question that stays one may ask what no text may say by itself."""
    return " ".join(heading if heading.endswith("?") else f"{heading}." for heading in headings)
