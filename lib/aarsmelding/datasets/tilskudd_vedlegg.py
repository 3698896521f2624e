"""Lokale rekrutterings- og samhandlingsmidler per prosjekt og år, vedleggets utgave.

De samme tabellene er trykt to ganger i møtepapirene. Denne utgaven trykker ubrukt beløp fra året
før også for det siste året.

Forbehold: Overskriftene i den siste tabellen er forskjøvet; beløpene er ført etter betydning. For
øvrig gjelder forbeholdene for hovedtekstens utgave.
"""

from __future__ import annotations

from aarsmelding.datasets import Source, tilskudd
from aarsmelding.datasets.tilskudd import KEY, RAW_COLUMNS, clean

__all__ = ["KEY", "RAW_COLUMNS", "SOURCE", "Rows", "clean"]

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Saksframlegg til strategisk samarbeidsutvalg om lokalt tilskudd, vedlegget",
)


class Rows(tilskudd.Rows):
    """Én rad er ett prosjekt i ett år."""
