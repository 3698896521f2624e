"""The fonts of several PDFs as one each: with the glyphs that any of them has.

WeasyPrint embeds of a font what a document uses, and numbers glyphs as the whole font does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from aarsmelding.documents.pdf.outlines import Face, merged_files

PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
PAIRS = re.compile(rb"\d+ beginbfchar.*endbfchar", re.DOTALL)
# As many as a CMap may have in one go.
AT_ONCE = 100


def merge(pdf: pikepdf.Pdf, fonts: Sequence[Any]) -> Any:
    """The font dictionary in `pdf` that can stand for all `fonts`, which are parts of one font."""
    first = fonts[0]
    font = first if first.same_owner_as(pdf.Root) else pdf.copy_foreign(first)
    if len(fonts) == 1:
        return font
    pairs: dict[bytes, bytes] = {}
    widths: dict[int, Any] = {}
    faces: list[Face] = []
    for each in fonts:
        pairs.update(PAIR.findall(each.ToUnicode.read_bytes()))
        own = dict(_widths(each.DescendantFonts[0].W))
        widths.update(own)
        faces.append(Face(each.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes(), frozenset(own)))
    said = first.ToUnicode.read_bytes()
    font.ToUnicode.write(PAIRS.sub(_bfchars(sorted(pairs.items())), said))
    below = font.DescendantFonts[0]
    below.W = _runs(widths)
    below.FontDescriptor.FontBBox[2] = max(widths.values())
    file = merged_files(faces)
    below.FontDescriptor.FontFile2.write(file)
    below.FontDescriptor.FontFile2.Length1 = len(file)
    return font


def _bfchars(pairs: list[tuple[bytes, bytes]]) -> bytes:
    parts = [pairs[start : start + AT_ONCE] for start in range(0, len(pairs), AT_ONCE)]
    lines = [
        line
        for part in parts
        for line in (
            b"%d beginbfchar" % len(part),
            *(b"<%b> <%b>" % pair for pair in part),
            b"endbfchar",
        )
    ]
    return b"\n".join(lines)


def _widths(runs: Any) -> Iterator[tuple[int, Any]]:
    found = list(runs)
    for start, widths in zip(found[::2], found[1::2], strict=True):
        yield from enumerate(widths, start=int(start))


def _runs(widths: dict[int, Any]) -> pikepdf.Array:
    runs: list[Any] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            runs += [glyph, []]
        runs[-1].append(widths[glyph])
    return pikepdf.Array([run if isinstance(run, int) else pikepdf.Array(run) for run in runs])
