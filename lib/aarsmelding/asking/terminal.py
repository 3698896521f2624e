"""Answers for a terminal, and for a pipe: the same words, without colours, frames or trailing spaces."""

from __future__ import annotations

import io
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

PIPED_WIDTH = 110
# Stands for a space while lines are being broken; a character that no text has.
UNBROKEN = "\ue000"
PLAIN = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


class Screen:
    """Standard output. Piped, it is `width` columns wide whatever the terminal is."""

    def __init__(self, width: int = PIPED_WIDTH) -> None:
        self.is_piped = not sys.stdout.isatty()
        # Formulas are full of brackets, which rich would otherwise take for its own marks.
        plain: dict[str, Any] = {"markup": False, "highlight": False, "emoji": False}
        self._buffer = io.StringIO()
        self._console = (
            Console(file=self._buffer, width=width, color_system=None, **plain)
            if self.is_piped
            else Console(**plain)
        )

    @property
    def width(self) -> int:
        return self._console.width

    def line(self, text: str = "", indent: int = 0, hanging: int = 0) -> None:
        """`text`, wrapped; lines after the first stand `hanging` further in."""
        first, rest = " " * indent, " " * (indent + hanging)
        wrapped = textwrap.wrap(
            text, self.width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        )
        self._print(Text("\n".join(wrapped).replace(UNBROKEN, " ")))

    def heading(self, text: str) -> None:
        """An empty line, then `text`, bold in a terminal."""
        self._print(Text())
        self._print(Text(text, style="bold"))

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names and values in two columns."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for name, value in pairs:
            grid.add_row(f"  {name}", value)
        self._print(grid)

    def table(
        self, headings: Sequence[str], rows: Iterable[Sequence[str]], widest: int | None = None
    ) -> None:
        """A table; cells from the third on that are wider than `widest` are wrapped."""
        table = Table(box=PLAIN if self.is_piped else box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for number, heading in enumerate(headings):
            table.add_column(heading, overflow="fold", max_width=widest if number > 1 else None)
        for row in rows:
            table.add_row(*row)
        self._print(table)

    def records(self, records: Sequence[Mapping[str, str]]) -> None:
        """Rows as a table where that fits the width, otherwise each row as a paragraph."""
        headings = list(records[0])
        needed = [max(len(h), *(len(r[h]) for r in records)) for h in headings]
        if sum(needed) + 3 * len(needed) <= self.width:
            self.table(headings, [list(r.values()) for r in records])
            return
        for record in records:
            (_, first), *others = record.items()
            # A value as printed, such as «kr 900 000», is not broken over two lines.
            cells = [f"{name}: {value}" for name, value in others]
            cells = [c.replace(" ", UNBROKEN) if len(c) < self.width // 2 else c for c in cells]
            self.line(f"{first}  " + " | ".join(cells), indent=2, hanging=2)

    def _print(self, renderable: Text | Table) -> None:
        self._console.print(renderable)
        if self.is_piped:
            printed = self._buffer.getvalue()
            self._buffer.seek(0)
            self._buffer.truncate()
            lines = printed.removesuffix("\n").split("\n")
            sys.stdout.write("".join(f"{line.rstrip(' ')}\n" for line in lines))
