"""A document as numbered lines; cells of a table row are parted by tabs, a gap is a blank line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FULL_LINE = 55
# A longer line is a file without line ends, not a line that somebody wrote.
LONGEST_LINE = 4000
STARTS_ANEW = re.compile(r"\d{1,2}[.)] |[-•*–] |[A-ZÆØÅ][\w -]{1,25}:|\d{1,3}/\d\d")


@dataclass(frozen=True)
class Line:
    """One line, and where a person finds it: page 0 is a text file, which has no pages."""

    number: int
    text: str
    page: int = 0

    @property
    def place(self) -> str:
        return f"side {self.page}, linje {self.number}" if self.page else f"linje {self.number}"


def bounded(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those that are too long broken at a space, each piece under the number of the whole."""
    for line in lines:
        text = line.text
        while len(text) > LONGEST_LINE:
            cut = text.rfind(" ", 1, LONGEST_LINE)
            cut = cut if cut > 0 else LONGEST_LINE
            yield Line(line.number, text[:cut], line.page)
            text = text[cut:].lstrip()
        yield Line(line.number, text, line.page)


def filled(lines: list[Line]) -> list[Line]:
    """The lines that are not blank."""
    return [line for line in lines if line.text.strip()]


def paragraphs(lines: list[Line]) -> list[Line]:
    """Lines of prose joined as they run on, each under the number of its first line."""
    joined: list[Line] = []
    runs_on = False
    for line in lines:
        text = line.text.strip()
        fits = bool(joined) and len(joined[-1].text) + len(text) < LONGEST_LINE
        if runs_on and fits and text and "\t" not in text and not STARTS_ANEW.match(text):
            first = joined[-1]
            apart = "" if first.text.endswith("-") and text[:1].islower() else " "
            joined[-1] = Line(first.number, first.text + apart + text, first.page)
        else:
            joined.append(line)
        # A line that ends early is the last of its paragraph.
        runs_on = len(text) > FULL_LINE and "\t" not in text
    return joined
