"""Two ranked lists side by side, with a line between the places of what stands in both."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from aarsmelding.figures import GREY, INK, RUST, use_house_style

GAP = 0.07


def rank_shift(left: pd.Series, right: pd.Series, *, headings: tuple[str, str]) -> Figure:
    """`left` and `right` hold ready texts for the numbers, in ranked order; the index is what is ranked.

    A thick line moves up the list, a dashed one down, a thin one keeps its place; what stands in
    one list only has an open mark.
    """
    use_house_style()
    length = max(len(left), len(right))
    fig, axes = plt.subplots(figsize=(7.2, 0.6 + 0.36 * length))
    for texts, x, side in ((left, 0.0, "right"), (right, 1.0, "left")):
        other = right if texts is left else left
        for place, (name, number) in enumerate(texts.items(), start=1):
            face = INK if name in other.index else "white"
            axes.plot(x, place, "o", markersize=6, markerfacecolor=face, markeredgecolor=INK, zorder=3)
            offset = -GAP if side == "right" else GAP
            text = f"{name}  {number}" if side == "right" else f"{number}  {name}"
            axes.text(x + offset, place, text, ha=side, va="center", fontsize=9, color="#333333")
    for place, name in enumerate(left.index, start=1):
        if name in right.index:
            new = list(right.index).index(name) + 1
            style: dict[str, Any] = {"color": GREY, "linewidth": 1.0}
            if new < place:
                style = {"color": RUST, "linewidth": 2.6}
            elif new > place:
                style = {"color": INK, "linewidth": 1.4, "linestyle": (0, (4, 2))}
            axes.plot([0, 1], [place, new], zorder=2, **style)
    for heading, x, side in ((headings[0], -GAP, "right"), (headings[1], 1 + GAP, "left")):
        axes.text(x, 0.25, heading, ha=side, va="center", weight="bold", fontsize=9.5, color=INK)
    axes.set(xlim=(-1.55, 2.55), ylim=(length + 0.5, -0.1))
    axes.axis("off")
    return fig
