"""The report as documents that are passed around: which there are, and which this system can make."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from functools import cache

# Names under which systems keep the library that WeasyPrint draws text with.
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0", "pango-1.0-0", "pango-1.0")
INSTALL = (
    "Debian/Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; Windows: see «Windows» in WeasyPrint's documentation"
)
# Long tables in small type, on pages laid on their side.
QUALITY, CLAIMS, NUMBERS, DATA = APPENDICES = ("datakvalitet", "avstemming", "tallgrunnlag", "datagrunnlag")
# What the list of claims has after those that differ.
CLAIM_PARTS = ("motsagt", "stemmer", "ukjent")


def chapters(sections: Iterable[str]) -> tuple[str, ...]:
    """The names that chapters of a report with these sections can have, in order: not all need be there.

    Those of a long appendix bear the names of the parts that they begin with.
    """
    listed = tuple(sections)
    claims = (f"{CLAIMS}-{part}" for part in CLAIM_PARTS)
    numbers = (f"{NUMBERS}-{part}" for part in (*listed, QUALITY, CLAIMS))
    return tuple(dict.fromkeys((*listed, QUALITY, CLAIMS, *claims, NUMBERS, *numbers, DATA)))


def pdf_names(year: int) -> tuple[str, str]:
    """The copy for readers and the copy for the archive."""
    return f"aarsmelding-{year}.pdf", f"aarsmelding-{year}-arkiv.pdf"


def docx_name(year: int) -> str:
    return f"aarsmelding-{year}.docx"


def names(year: int) -> tuple[str, ...]:
    return *pdf_names(year), docx_name(year)


@cache
def can_draw() -> bool:
    """Whether this system has Pango. Asked for every build, so the quick way first."""
    for name in PANGO if os.name == "posix" else ():
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def missing(year: int) -> tuple[str, ...]:
    """The documents that cannot be made here."""
    return () if can_draw() else pdf_names(year)


def note(year: int) -> str:
    """One line about what cannot be made and what to install; empty where all can."""
    lacking = missing(year)
    return f"not made: {', '.join(lacking)}: this system lacks Pango. {INSTALL}" if lacking else ""
