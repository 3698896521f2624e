"""Two ranked lists side by side, with a line between the places of what stands in both."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import LEAST, NORMAL, SMALL, room, text_width, wrapped
from aarsmelding.charts.style import GREY, INK, RUST

GAP = 0.07
# On narrow paper the number stands under the name; how wide a name can be before it breaks, in points.
NAME_ROOM, MARK = 80.0, 8.0


@chart
def rank_shift(left: pd.Series, right: pd.Series, *, headings: tuple[str, str]) -> Drawing:
    """`left` and `right` hold ready texts for the numbers, in ranked order; the index is what is ranked.

    A thick line moves up the list, a dashed one down, a thin one keeps its place; what stands in
    one list only has an open mark.
    """
    length = max(len(left), len(right))
    fig = paper(0.6 + (0.44 if is_narrow() else 0.36) * length)
    axes = fig.subplots()
    gap, before, after = _beside(left, right, headings) if is_narrow() else (GAP, 1.55, 1.55)
    size = LEAST if is_narrow() else SMALL
    for texts, x, side in ((left, 0.0, "right"), (right, 1.0, "left")):
        other = right if texts is left else left
        for place, (name, number) in enumerate(texts.items(), start=1):
            face = INK if name in other.index else "white"
            axes.plot(x, place, "o", markersize=6, markerfacecolor=face, markeredgecolor=INK, zorder=3)
            offset = -gap if side == "right" else gap
            text = f"{name}  {number}" if side == "right" else f"{number}  {name}"
            if is_narrow():
                text = f"{_name(name)}\n{number}"
            axes.text(x + offset, place, text, ha=side, va="center", fontsize=size, color="#333333")
    for place, name in enumerate(left.index, start=1):
        if name in right.index:
            new = list(right.index).index(name) + 1
            style: dict[str, Any] = {"color": GREY, "linewidth": 1.0}
            if new < place:
                style = {"color": RUST, "linewidth": 2.6}
            elif new > place:
                style = {"color": INK, "linewidth": 1.4, "linestyle": (0, (4, 2))}
            axes.plot([0, 1], [place, new], zorder=2, **style)
    for heading, x, side in ((headings[0], -gap, "right"), (headings[1], 1 + gap, "left")):
        axes.text(x, 0.25, heading, ha=side, va="center", weight="bold", fontsize=9.5, color=INK)
    axes.set(xlim=(-before, 1 + after), ylim=(length + 0.5, -0.1))
    axes.axis("off")
    return fig


def _beside(left: pd.Series, right: pd.Series, headings: tuple[str, str]) -> tuple[float, float, float]:
    """The gap at a mark, and the room on either side of the lines, which are 1 long."""
    before, after = (
        MARK
        + max(
            text_width(heading, NORMAL, "bold"),
            *(text_width(line, LEAST) for name in texts.index for line in _name(name).split("\n")),
        )
        for texts, heading in zip((left, right), headings, strict=True)
    )
    lines = room() - before - after
    return MARK / lines, before / lines, after / lines


def _name(name: Any) -> str:
    return wrapped(str(name), NAME_ROOM, LEAST)
