"""Amounts stated in prose against computed amounts: does the range that is meant hold the number?"""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from aarsmelding import norwegian
from aarsmelding.figures import GREY, INK, PALE, RUST, use_house_style

LABEL_WIDTH = 44
INSIDE, OUTSIDE = "stemmer", "avviker"


def is_inside(rows: pd.DataFrame) -> pd.Series:
    """Whether the computed number lies within the range that the printed precision gives."""
    return (rows["nedre"] <= rows["beregnet"]) & (rows["beregnet"] <= rows["oevre"])


def stated_ranges(
    rows: pd.DataFrame, *, show: Callable[[float], str] = norwegian.number, unit: str = ""
) -> Figure:
    """One row per statement, drawn as its distance from the computed number, which is the zero line.

    `rows` has the columns `nedre`, `oevre` and `beregnet`; its index holds the labels, first row on
    top; a line break in a label is kept. A range that does not reach the line differs, and says so.
    `show` writes the computed numbers.
    """
    use_house_style()
    fig, axes = plt.subplots(figsize=(7.2, 0.9 + 0.44 * len(rows)))
    low, high = (rows[side].astype(float) - rows["beregnet"].astype(float) for side in ("nedre", "oevre"))
    agrees = is_inside(rows)
    for place, label in enumerate(rows.index):
        colour = INK if agrees[label] else RUST
        ends = [low[label], high[label]]
        marker = "D" if ends[0] == ends[1] else "|"
        axes.plot(ends, [place, place], color=colour, marker=marker, ms=7, mew=2, lw=4, solid_capstyle="butt")
        word = INSIDE if agrees[label] else OUTSIDE
        axes.annotate(
            f"{word}: {show(rows.loc[label, 'beregnet'])}",
            (1.01, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9,
            color=colour,
            weight="normal" if agrees[label] else "bold",
        )
    axes.axvline(0, color=GREY, lw=1.2, zorder=0)
    labels = [
        "\n".join(textwrap.fill(line, LABEL_WIDTH) for line in str(label).split("\n")) for label in rows.index
    ]
    axes.set_yticks(range(len(rows)), labels, fontsize=9)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.xaxis.set_major_formatter(lambda value, _: norwegian.number(value, 1))
    axes.set_xlabel(unit, loc="left", color=GREY)
    axes.grid(axis="x", color=PALE, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(left=False, bottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    return fig
