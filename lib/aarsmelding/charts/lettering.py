"""Letters as outlines: how wide a line of text is, and how it is written in SVG."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

# Coordinates of outlines are whole numbers in these parts of a point.
UNITS = 64
# The size of type, in those units, that outlines are drawn for.
DRAWN_AT = text_to_path.FONT_SCALE * UNITS
COMMANDS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}
# Short names, since each letter of a figure is written with one.
FACES = {"DejaVuSans": "n", "DejaVuSans-Bold": "b"}

# By name, for all figures of the process: letters are drawn once.
_outlines: dict[str, str] = {}


class Glyph(NamedTuple):
    """A letter of a font at the scale of outlines: its name and measures, in parts of a point."""

    name: str
    advance: int
    bottom: int
    top: int


class Shape(NamedTuple):
    """A line of text at the scale of outlines: its letters with their places, and its measures in points."""

    letters: tuple[tuple[str, float], ...]
    width: float
    height: float
    descent: float


@lru_cache(8192)
def measured(text: str, font: FontProperties, ismath: Any = False) -> tuple[float, float, float]:
    """Width, height and descent of one line, in points."""
    if ismath:
        width, height, descent = text_to_path.get_text_width_height_descent(text, font, ismath)
        return float(width), float(height), float(descent)
    scale = font.get_size_in_points() / text_to_path.FONT_SCALE
    shape = _shape(text, _files(font))
    return shape.width * scale, shape.height * scale, shape.descent * scale


@lru_cache(256)
def _files(font: FontProperties) -> tuple[Any, ...]:
    """The fonts that letters are looked for in, one after the other."""
    return tuple(fontManager._find_fonts_by_props(font))  # type: ignore[attr-defined]


@lru_cache(8192)
def _shape(text: str, files: tuple[Any, ...]) -> Shape:
    """The text as matplotlib lays it out, word by word: words come again."""
    placed: list[tuple[Glyph, float]] = []
    end = 0.0
    for number, word in enumerate(text.split(" ")):
        for part in (" ", word) if number else (word,):
            own, width = _word(part, files)
            placed += [(glyph, end + at) for glyph, at in own]
            end += width
    if not placed:
        return Shape((), 0.0, 0.0, 0.0)
    bottom = min(glyph.bottom for glyph, _ in placed)
    top = max(glyph.top for glyph, _ in placed)
    letters = tuple((glyph.name, at) for glyph, at in placed)
    return Shape(letters, end, (top - bottom) / UNITS, -bottom / UNITS)


@lru_cache(8192)
def _word(text: str, files: tuple[Any, ...]) -> tuple[list[tuple[Glyph, float]], float]:
    """Its letters with their places, and how wide it is; our fonts draw no letters closer over a space."""
    font: Any = get_font(files)
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    placed = [
        (_glyph(item.ft_object, item.ft_object.postscript_name, item.glyph_index), item.x)
        for item in font._layout(text, LoadFlags.NO_HINTING)
    ]
    return placed, placed[-1][1] + placed[-1][0].advance / UNITS if placed else 0.0


_glyphs: dict[tuple[str, int], Glyph] = {}


def _glyph(font: Any, face: str, number: int) -> Glyph:
    found = _glyphs.get((face, number))
    if found is None:
        name = f"{FACES.get(face, f'{face}-')}{number:x}"
        loaded = font.load_glyph(number, flags=LoadFlags.NO_HINTING)
        _outlines[name] = _letter(*font.get_path())
        _, bottom, _, top = loaded.bbox
        found = _glyphs[face, number] = Glyph(name, loaded.horiAdvance, bottom, top)
    return found


@lru_cache(256)
def line_metrics(font: FontProperties) -> tuple[float, float, float]:
    """How far lines of this type reach above and below their feet, and the gap between two, in points."""
    face: Any = get_font(findfont(font))
    table, units = face.get_sfnt_table("OS/2"), face.get_sfnt_table("head")["unitsPerEm"]
    scale = font.get_size_in_points() / units
    return table["sTypoAscender"] * scale, -table["sTypoDescender"] * scale, table["sTypoLineGap"] * scale


@lru_cache(8192)
def line(text: str, font: FontProperties, ismath: Any = False) -> tuple[str, tuple[str, ...]]:
    """The letters of one line as `use` elements, and the names of those letters."""
    uses, names = [], []
    for name, left in _placed(text, font, ismath):
        if _outlines[name]:
            names.append(name)
            at = f' x="{left * UNITS:.0f}"' if left else ""
            uses.append(f'<use href="#{name}"{at}/>')
    return "".join(uses), tuple(dict.fromkeys(names))


def letter(name: str) -> str:
    """The outline of a letter that `line` has named."""
    return _outlines[name]


def _placed(text: str, font: FontProperties, ismath: Any) -> list[tuple[str, float]]:
    """Each letter and how far to the right it stands; a formula is one letter."""
    if ismath:
        name = f"f{crc32(text.encode()):x}"
        vertices, codes = text_to_path.get_text_path(font, text, ismath)
        _outlines[name] = _letter(np.array(vertices), codes)
        return [(name, 0.0)]
    return list(_shape(text, _files(font)).letters)


def _letter(vertices: np.ndarray, codes: Any) -> str:
    """The outline from point to point, which is shorter; whole numbers, so nothing is lost on the way."""
    here = start = np.zeros(2, dtype=int)
    written = []
    for points, code in Path(vertices * UNITS, codes).iter_segments() if len(vertices) else ():
        if code == Path.CLOSEPOLY:
            here = start
            written.append("z")
            continue
        whole = np.rint(points).astype(int).reshape(-1, 2)
        steps = " ".join(str(step) for step in (whole - here).ravel()).replace(" -", "-")
        written.append(COMMANDS[code].lower() + steps)
        here = whole[-1]
        start = here if code == Path.MOVETO else start
    return "".join(written)


def outline(path: Path) -> str:
    """The path in the words of SVG; a line that is broken by missing points begins anew after them."""
    return "".join(
        COMMANDS[code] + ("" if code == Path.CLOSEPOLY else " ".join(map(short, points)))
        for points, code in path.iter_segments(simplify=False)
    )


def short(number: float) -> str:
    """At most two decimals."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
