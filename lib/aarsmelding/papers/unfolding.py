"""Heads of papers that are set as tables: labels above their values, or beside them in pairs."""

from __future__ import annotations

from collections.abc import Sequence

from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import heading

# What the head of a meeting is made of; a table of cases has other columns too.
OF_A_HEAD = ("dato", "tid", "sted", "form", "moetetype", "til", "fra")
BODY = ("utvalg", "utval", "styre/råd/utvalg", "møteorgan", "organ")


def unfolded(lines: Sequence[Line]) -> list[Line]:
    """The lines, with one line `label: value` per cell of such a table; places stay as they are."""
    found: list[Line] = []
    skipped = False
    for n, line in enumerate(lines):
        cells = [cell.strip() for cell in line.text.split("\t")]
        below = [cell.strip() for cell in lines[n + 1].text.split("\t")] if n + 1 < len(lines) else []
        if skipped:
            skipped = False
        elif len(cells) > 1 and len(below) == len(cells) and all(map(_label, cells)) and _is_head(cells):
            found += [
                Line(lines[n + 1].number, f"{c.rstrip(': .')}: {b}", line.page)
                for c, b in zip(cells, below, strict=True)
            ]
            skipped = True
        elif len(cells) > 2 and len(cells) % 2 == 0 and all(map(_label, cells[::2])) and _is_head(cells[::2]):
            pairs = zip(cells[::2], cells[1::2], strict=True)
            found += [Line(line.number, f"{c.rstrip(': .')}: {b}", line.page) for c, b in pairs]
        else:
            found.append(line)
    return found


def _label(cell: str) -> str:
    """What a cell says it is the label of; nothing for any other text."""
    plain = cell.rstrip(": .")
    if plain.lower() in BODY:
        return "utvalg"
    known = heading(plain) if plain and len(plain) < 30 else None
    return known[0] if known else ""


def _is_head(cells: Sequence[str]) -> bool:
    meanings = {_label(cell) for cell in cells}
    return "dato" in meanings and not meanings & {"sak", "tittel"} and bool(meanings & {*OF_A_HEAD, "utvalg"})
