"""Potten av lokale rekrutterings- og samhandlingsmidler per år, vedleggets utgave.

De samme tallene er trykt to ganger i møtepapirene.

Forbehold: Som for hovedtekstens utgave.
"""

from __future__ import annotations

from aarsmelding.datasets import Source, tilskuddspott
from aarsmelding.datasets.tilskuddspott import KEY, RAW_COLUMNS, clean

__all__ = ["KEY", "RAW_COLUMNS", "SOURCE", "Rows", "clean"]

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Saksframlegg til strategisk samarbeidsutvalg om lokalt tilskudd, vedlegget",
)


class Rows(tilskuddspott.Rows):
    """Én rad er én post i ett år."""
