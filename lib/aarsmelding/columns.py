"""How wide the columns of a printed table are, from how much text they hold.

WeasyPrint's own automatic widths measure every cell again on every page: three quarters of the time
of the whole report. With fixed widths it measures none.
"""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

# Characters of table text across a page upright, and the gap between two columns.
UPRIGHT = 118
GAP = 2
LONGEST_WORD = 26
LONGEST_LINE = 44


@dataclass
class Column:
    """What a column holds, in characters: longest word, longest line, mean text."""

    word: int = 1
    line: int = 1
    total: int = 0
    filled: int = 0

    def add(self, text: str, unbroken: bool) -> None:
        lines = [line.strip(" \n\t") for line in text.split("\n")]
        longest = max(map(len, lines), default=0)
        # A hard space holds a number together, so only the ordinary space breaks.
        word = max((len(w) for line in lines for w in line.split(" ")), default=0)
        self.line = max(self.line, longest)
        self.word = max(self.word, longest if unbroken else min(word, LONGEST_WORD))
        self.total += len(text)
        self.filled += bool(text)

    @property
    def mean(self) -> float:
        return self.total / self.filled if self.filled else 1.0


def _columns(table: Tag) -> list[Column]:
    columns: list[Column] = []
    pending: dict[int, int] = {}
    for row in table.find_all("tr"):
        place = 0
        taken = {c: rows for c, rows in pending.items() if rows}
        pending = {c: rows - 1 for c, rows in taken.items()}
        for cell in row.find_all(["th", "td"]):
            while place in taken:
                place += 1
            span = int(str(cell.get("colspan", 1)))
            below = int(str(cell.get("rowspan", 1))) - 1
            while len(columns) < place + span:
                columns.append(Column())
            if span == 1:
                numeric = "tall" in cell.get_attribute_list("class") and cell.name == "td"
                columns[place].add(_text(cell), numeric)
            for covered in range(place, place + span):
                if below:
                    pending[covered] = below
            place += span
    return columns


def _text(cell: Tag) -> str:
    for br in cell.find_all("br"):
        br.insert_after("\n")
    return cell.get_text().strip(" \n\t")


def _shares(columns: list[Column], room: float) -> list[float]:
    """Characters for each column of a table that has `room` for them in all."""
    natural = [max(c.word, min(c.line, LONGEST_LINE)) + GAP for c in columns]
    if sum(natural) <= room:
        return [float(n) for n in natural]
    least = [c.word + GAP for c in columns]
    spare = max(0.0, room - sum(least))
    wanted = [min(c.line, 4 * c.mean, c.mean**0.8 * 6) for c in columns]
    extra = [max(0.0, w - low) for w, low in zip(wanted, least, strict=True)]
    whole = sum(extra) or 1.0
    return [low + spare * e / whole for low, e in zip(least, extra, strict=True)]


def shape(soup: BeautifulSoup, table: Tag) -> None:
    """Give `table` its column widths, and the class `liggende` where it needs a page on its side."""
    columns = _columns(table)
    if not columns:
        return
    wide = sum(max(c.word, min(c.line, 18)) + GAP for c in columns) > UPRIGHT
    room = UPRIGHT * (1.5 if wide else 1.0)
    shares = _shares(columns, room)
    group = soup.new_tag("colgroup")
    for share in shares:
        width = f"width: {100 * share / sum(shares):.2f}%"
        group.append(soup.new_tag("col", attrs={"style": width}))
    caption = table.find("caption")
    if caption is not None:
        caption.insert_after(group)
    else:
        table.insert(0, group)
    used = sum(shares) / room
    table["style"] = f"width: {100 if used > 0.7 else max(45.0, 110 * used):.0f}%"
    if wide:
        frame = table.find_parent(class_="tabell") or table
        frame["class"] = [*frame.get_attribute_list("class"), "liggende"]
