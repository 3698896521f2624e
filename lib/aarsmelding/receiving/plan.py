"""The plan of a year: what to ask whom for, in which form, as a page for people."""

from __future__ import annotations

from itertools import groupby

from aarsmelding import catalog
from aarsmelding.receiving.columns import raw_columns
from aarsmelding.receiving.expectations import Expected

FILE = "plan.md"
START = """\
# Dette trengs til årsmeldingen for {year}

Hvert datasett har en tom mal i `{templates}`, både som CSV og som Excel-ark med nedtrekkslister. Avsenderen
kan også levere sitt eget regneark: kolonnene kjennes igjen på overskriftene. En leveranse tas imot med

    aarsmelding receive FIL --year {year} --from "AVSENDER"

og `aarsmelding status --year {year}` viser hva som mangler. Leveransene skal ikke ha navn på personer,
telefonnumre, e-postadresser eller fødselsnumre; da blir de avvist.
"""
WHOLE = "\n  Har registeret alt fra hele året, tas det imot med `--whole-year`, og telles opp i årsmeldingen."
REFERENCES = "Lister som de andre datasettene viser til; disse trengs først"


def plan(expected: list[Expected], year: int, templates: str) -> str:
    """The plan as Markdown, in bokmål."""
    parts = [START.format(year=year, templates=templates)]
    references = [e for e in expected if e.is_reference]
    if references:
        parts.append(f"## {REFERENCES}\n")
        parts += [_asked(e) for e in references]
    others = sorted((e for e in expected if not e.is_reference), key=lambda e: (e.asked, e.dataset))
    for asked, group in groupby(others, key=lambda e: e.asked):
        parts.append(f"\n## {asked}\n")
        parts += [_asked(e) for e in group]
    return "\n".join(parts) + "\n"


def _asked(expected: Expected) -> str:
    columns = ", ".join(f"`{name}`" for name in raw_columns(expected.dataset))
    came = "ført inn fra dokumenter" if expected.was_transcribed else "levert som fil"
    return (
        f"- **{expected.dataset}**: {expected.title}.\n"
        f"  Form: {expected.form}. Kilde: {expected.publication}. I fjor: {came}.\n"
        f"  Kolonner: {columns}"
        f"{WHOLE if catalog.can_be_whole(expected.dataset) else ''}"
    )
