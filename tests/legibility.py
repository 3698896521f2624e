"""What makes a drawn figure hard to read: texts outside it, over each other, or too small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from aarsmelding.charts.canvas import NARROW
from aarsmelding.charts.svg import POINTS_PER_INCH, SvgRenderer
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

# A figure has this many pixels on a page of 360.
PAGE_PIXELS, LEAST_PIXELS = 352.0, 10.0
TOUCHING = 0.5


@dataclass(frozen=True)
class Line:
    """A line of text as it is drawn, in points from the upper left corner."""

    text: str
    size: float
    box: Bbox


class Recorder(SvgRenderer):
    """Draws, and remembers the lines of text."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(width, height)
        self.lines: list[Line] = []

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, *args: Any, **more: Any
    ) -> None:
        super().draw_text(gc, x, y, s, prop, angle, *args, **more)
        wide, high, below = self.get_text_width_height_descent(s, prop, False)
        up = high - below
        assert angle in (0, 90), "texts stand upright or are turned to the left"
        box = (x, y - up, x + wide, y + below) if angle == 0 else (x - up, y - wide, x + below, y)
        if s.strip():
            self.lines.append(Line(s, prop.get_size_in_points(), Bbox.from_extents(*box)))


def lines(fig: Figure) -> list[Line]:
    """Every line of text that the figure shows."""
    fig.set_dpi(POINTS_PER_INCH)
    recorder = Recorder(*(fig.get_size_inches() * POINTS_PER_INCH))
    fig.draw(recorder)
    return recorder.lines


def faults(fig: Figure) -> Iterator[str]:
    """One line for every text that cannot be read."""
    drawn = lines(fig)
    width, height = fig.get_size_inches() * POINTS_PER_INCH
    for line in drawn:
        x0, y0, x1, y1 = line.box.extents
        if min(x0, y0) < -TOUCHING or x1 > width + TOUCHING or y1 > height + TOUCHING:
            yield f"outside: {line.text!r} {line.box.extents.round(1)} of {width:.0f} {height:.0f}"
        pixels = line.size * PAGE_PIXELS / (NARROW * POINTS_PER_INCH)
        if width <= NARROW * POINTS_PER_INCH and pixels < LEAST_PIXELS:
            yield f"small: {line.text!r} {pixels:.1f}"
    for one, other in combinations(drawn, 2):
        shared = Bbox.intersection(one.box, other.box)
        if shared is not None and min(shared.width, shared.height) > TOUCHING:
            yield f"overlap: {one.text!r} and {other.text!r}"
