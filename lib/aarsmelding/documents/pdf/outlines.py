"""TrueType outlines: font files that hold some glyphs of a font each, made one file.

A glyph put together from others (Å of A and a ring) names them by number. WeasyPrint keeps the numbers of
glyphs that a document uses; those that are only a part of others have others in each file.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

# All that a font in a PDF needs: the document says itself which glyph it wants.
KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
LONG_OFFSETS = b"\0\1"
# Flags of a part of a glyph (OpenType, table «glyf»).
WORDS, SCALE, MORE, TWO_SCALES, TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80

Glyph = tuple[bytes, tuple[int, int]]


@dataclass(frozen=True)
class Face:
    """A font file, and the numbers of the glyphs that its document uses."""

    file: bytes
    used: frozenset[int]

    @cached_property
    def tables(self) -> dict[str, bytes]:
        reader = SFNTReader(io.BytesIO(self.file))
        return {tag: reader[tag] for tag in KEPT if tag in reader}

    @cached_property
    def count(self) -> int:
        return int.from_bytes(self.tables["maxp"][4:6], "big")

    @cached_property
    def _places(self) -> tuple[int, ...]:
        wide = self.tables["head"][50:52] == LONG_OFFSETS
        places = struct.unpack(f">{self.count + 1}{'I' if wide else 'H'}", self.tables["loca"])
        return places if wide else tuple(2 * place for place in places)

    def glyph(self, number: int) -> Glyph:
        """Its outline, and its width and left side."""
        outline = self.tables["glyf"][self._places[number] : self._places[number + 1]]
        metrics, full = self.tables["hmtx"], int.from_bytes(self.tables["hhea"][34:36], "big")
        at, left = 4 * min(number, full - 1), 4 * number + 2 if number < full else 2 * (full + number)
        return outline, (*struct.unpack_from(">H", metrics, at), *struct.unpack_from(">h", metrics, left))


def parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """The glyphs that this one is put together from: where in `outline` the number stands, and the number."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return
    place, flags = 10, MORE
    while flags & MORE:
        flags, number = struct.unpack_from(">HH", outline, place)
        yield place + 2, number
        place += 8 if flags & WORDS else 6
        place += 2 * bool(flags & SCALE) + 4 * bool(flags & TWO_SCALES) + 8 * bool(flags & TWO_BY_TWO)


@dataclass
class Merged:
    """The glyphs of several faces, those that are used by their number, parts of others after them."""

    glyphs: list[Glyph]
    numbers: dict[Glyph, int] = field(default_factory=dict)

    def whole(self, face: Face, number: int) -> Glyph:
        """The glyph as it is here, with its parts."""
        outline, metrics = face.glyph(number)
        renumbered = bytearray(outline)
        for place, part in parts(outline):
            struct.pack_into(">H", renumbered, place, self._number(self.whole(face, part)))
        return bytes(renumbered), metrics

    def _number(self, glyph: Glyph) -> int:
        if glyph not in self.numbers:
            self.numbers[glyph] = len(self.glyphs)
            self.glyphs.append(glyph)
        return self.numbers[glyph]


def merged_files(faces: Sequence[Face]) -> bytes:
    """One font file with the glyphs that any of `faces` uses, under their numbers."""
    merged = Merged([(b"", (0, 0))] * (max(max(face.used) for face in faces) + 1))
    done: set[int] = set()
    for face in faces:
        for number in sorted(face.used | {0}):
            if number not in done and number < face.count:
                merged.glyphs[number] = merged.whole(face, number)
                done.add(number)
    return _written(dict(faces[0].tables), merged.glyphs, [face.tables["maxp"][6:32] for face in faces])


def _written(tables: dict[str, bytes], glyphs: list[Glyph], limits: list[bytes]) -> bytes:
    padded = [outline + b"\0" * (-len(outline) % 4) for outline, _ in glyphs]
    places = [0]
    for outline in padded:
        places.append(places[-1] + len(outline))
    largest = map(max, zip(*(struct.unpack(">13H", each) for each in limits), strict=True))
    tables["glyf"] = b"".join(padded)
    tables["loca"] = struct.pack(f">{len(places)}I", *places)
    tables["hmtx"] = b"".join(struct.pack(">Hh", *metrics) for _, metrics in glyphs)
    tables["head"] = tables["head"][:50] + LONG_OFFSETS + tables["head"][52:]
    tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", len(glyphs))
    tables["maxp"] = tables["maxp"][:4] + struct.pack(">14H", len(glyphs), *largest)
    out = io.BytesIO()
    writer = SFNTWriter(out, len(tables))
    for tag, data in tables.items():
        writer[tag] = data
    writer.close()
    return out.getvalue()
