"""How wide the columns of a printed table are, from the text they hold.

WeasyPrint's own automatic widths measure every cell again on every page: three quarters of the time
of the whole report. With fixed widths it measures none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import font_source_sans_pro
from fontTools.ttLib import TTFont
from lxml.html import HtmlElement

from aarsmelding.documents import tree

# In ems of the table's own type: the width of a page upright, laid on its side, and of an appendix
# (see print.css for the sizes); and the room between two columns.
UPRIGHT = 170 / 25.4 * 72 / 8.5
ON_SIDE = 257 / 25.4 * 72 / 8.5
APPENDIX = 178 / 25.4 * 72 / 6.8
GAP = 1.2
LONGEST_WORD = 9.0
LONGEST_LINE = 20.0
# Semibold headers and tabular figures are a little wider than the regular type that is measured.
SLACK = 1.06
# A column may be broken down to this; a table that still has no room is laid on its side.
NARROWEST = 9.0
# A table that fills most of the page fills it whole; a small one keeps its columns together.
FULL, LEAST = 0.7, 42.0
SHORT = 9


@cache
def _advances() -> dict[int, float]:
    """The width of every character of the type, in ems."""
    font = TTFont(font_source_sans_pro.font_files_ttf["SourceSansPro"])
    widths, unit = font["hmtx"], font["head"].unitsPerEm
    return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}


@lru_cache(maxsize=20_000)
def width(text: str) -> float:
    """How long `text` is on one line, in ems."""
    advances = _advances()
    return SLACK * sum(advances.get(ord(character), 0.6) for character in text)


@dataclass
class Column:
    """What a column holds, in ems: longest word, longest line, all text together."""

    word: float = 1.0
    line: float = 1.0
    total: float = 0.0
    filled: int = 0

    def add(self, text: str, unbroken: bool) -> None:
        lines = [line.strip(" \n\t") for line in text.split("\n")]
        widths = [width(line) for line in lines]
        longest = max(widths)
        # A hard space holds a number together, so only the ordinary space breaks.
        word = max((width(w) for line in lines for w in line.split(" ")), default=0.0)
        self.line = max(self.line, longest)
        self.word = max(self.word, longest if unbroken else min(word, LONGEST_WORD))
        self.total += sum(widths)
        self.filled += bool(text)

    def share(self, part: float) -> None:
        """Take a part of a cell that lies across several columns."""
        self.line = max(self.line, part)
        self.total += part

    @property
    def mean(self) -> float:
        return self.total / self.filled if self.filled else 1.0


def _columns(table: HtmlElement) -> list[Column]:
    columns: list[Column] = []
    pending: dict[int, int] = {}
    for br in table.iter("br"):
        br.tail = f"\n{br.tail or ''}"
    for row in table.iter("tr"):
        place = 0
        taken = {c: rows for c, rows in pending.items() if rows}
        pending = {c: rows - 1 for c, rows in taken.items()}
        for cell in row.iter("th", "td"):
            while place in taken:
                place += 1
            span = int(cell.get("colspan", "1"))
            below = int(cell.get("rowspan", "1")) - 1
            while len(columns) < place + span:
                columns.append(Column())
            if span == 1:
                numeric = "tall" in tree.classes(cell) and cell.tag == "td"
                columns[place].add(_text(cell), numeric)
            for covered in range(place, place + span):
                if span > 1:
                    columns[covered].share(width(_text(cell)) / span)
                if below:
                    pending[covered] = below
            place += span
    return columns


def _text(cell: HtmlElement) -> str:
    return str(cell.text_content()).strip(" \n\t")


def _shares(columns: list[Column], room: float) -> list[float]:
    """Ems for each column of a table that has `room` for them in all."""
    natural = [max(c.word, min(c.line, LONGEST_LINE)) + GAP for c in columns]
    if sum(natural) <= room:
        return _stretched(natural, [c.line + GAP for c in columns], room)
    least = [c.word + GAP for c in columns]
    if sum(least) > room:
        return _squeezed(columns, room)
    spare = room - sum(least)
    # A column with much text gets more, but not in proportion: it may be many lines high.
    wanted = [min(c.line, 4 * c.mean**0.85) for c in columns]
    extra = [max(0.0, w - low) for w, low in zip(wanted, least, strict=True)]
    whole = sum(extra) or 1.0
    return [low + spare * e / whole for low, e in zip(least, extra, strict=True)]


def _squeezed(columns: list[Column], room: float) -> list[float]:
    """Ems for columns that have no room for their longest words: the widest are broken, no short one is."""
    least = [c.word + GAP for c in columns]
    widest = max(least)
    while sum(min(low, widest) for low in least) > room and widest > GAP:
        widest -= 0.1
    return [min(low, widest) for low in least]


def _stretched(natural: list[float], whole: list[float], room: float) -> list[float]:
    """`natural` with what is left of `room` given to columns that would else break their lines."""
    wanted = [max(0.0, most - own) for own, most in zip(natural, whole, strict=True)]
    given = min(1.0, (room - sum(natural)) / (sum(wanted) or 1.0))
    return [own + given * more for own, more in zip(natural, wanted, strict=True)]


@dataclass(frozen=True)
class Shape:
    """How a table stands on paper: its width and those of its columns, in per cent of the page."""

    width: float
    columns: list[float]
    is_wide: bool


def shape(table: HtmlElement, in_appendix: bool, wider: float = 1.0, on_side: bool = True) -> Shape:
    """The shape of `table`; a wide one needs a page on its side.

    `wider` is how much wider the type it is set in is than that which is measured;
    without `on_side` no page can be laid on its side.
    """
    columns = _columns(table)
    least = sum(max(c.word, min(c.line, NARROWEST)) + GAP for c in columns)
    is_wide = not in_appendix and least > UPRIGHT
    room = APPENDIX if in_appendix else ON_SIDE if is_wide and on_side else UPRIGHT
    room /= wider
    shares = _shares(columns, room)
    used = sum(shares) / room
    return Shape(
        100.0 if used > FULL else max(LEAST, 100 * used),
        [100 * share / sum(shares) for share in shares],
        is_wide,
    )


def put_columns(table: HtmlElement, widths: list[float]) -> None:
    """Write the widths of the columns into `table`."""
    group = tree.made("colgroup")
    for width_ in widths:
        group.append(tree.made("col", style=f"width: {width_:.2f}%"))
    caption = tree.first(table, "caption")
    if caption is not None:
        caption.addnext(group)
    else:
        table.insert(0, group)


def fit(table: HtmlElement, in_appendix: bool) -> None:
    """Give `table` its widths, and the classes `liggende` (needs a page on its side) and `samlet` (short)."""
    found = shape(table, in_appendix)
    if not found.columns:
        return
    put_columns(table, found.columns)
    table.set("style", f"width: {found.width:.0f}%")
    frame = tree.frame(table)
    if found.is_wide:
        tree.add_class(frame, "liggende")
    if _is_short(table):
        # What has a note after it needs no words before it: all three in one would leave pages half empty.
        tree.add_class(table if "med-merknad" in tree.classes(frame) else frame, "samlet")


def _is_short(table: HtmlElement) -> bool:
    """Short enough to stand on one page without leaving most of the page before it empty."""
    return len(list(table.iter("tr"))) <= SHORT and len(table.text_content()) < 2000
