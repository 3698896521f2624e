"""Amounts stated in prose against computed amounts: does the range that is meant hold the number?"""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import name_axis, name_rows, room, text_width, wrapped
from aarsmelding.charts.style import GREY, INK, PALE, RUST

LABEL_WIDTH = 44
INSIDE, OUTSIDE = "stemmer", "avviker"


def is_inside(rows: pd.DataFrame) -> pd.Series:
    """Whether the computed number lies within the range that the printed precision gives."""
    return (rows["nedre"] <= rows["beregnet"]) & (rows["beregnet"] <= rows["oevre"])


@chart
def stated_ranges(
    rows: pd.DataFrame, *, show: Callable[[float], str] = norwegian.number, unit: str = ""
) -> Drawing:
    """One row per statement, drawn as its distance from the computed number, which is the zero line.

    `rows` has the columns `nedre`, `oevre` and `beregnet`; its index holds the labels, first row on
    top; a line break in a label is kept. A range that does not reach the line differs, and says so.
    `show` writes the computed numbers.
    """
    labels = [_label(str(label)) for label in rows.index]
    places = _places(labels)
    fig = paper(0.9 + 0.44 * places[-1] if is_narrow() else 0.9 + 0.44 * len(rows))
    axes = fig.subplots()
    low, high = (rows[side].astype(float) - rows["beregnet"].astype(float) for side in ("nedre", "oevre"))
    agrees = is_inside(rows)
    for place, label in zip(places, rows.index, strict=True):
        colour = INK if agrees[label] else RUST
        ends = [low[label], high[label]]
        marker = "D" if ends[0] == ends[1] else "|"
        axes.plot(ends, [place, place], color=colour, marker=marker, ms=7, mew=2, lw=4, solid_capstyle="butt")
        word = INSIDE if agrees[label] else OUTSIDE
        axes.annotate(
            f"{word}: {show(rows.loc[label, 'beregnet'])}",
            (1 if is_narrow() else 1.01, place),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9,
            color=colour,
            weight="normal" if agrees[label] else "bold",
        )
    axes.axvline(0, color=GREY, lw=1.2, zorder=0)
    name_rows(axes, places, labels, above=0.22, size=9)
    top = 0.3 + 0.37 * (1 + labels[0].count("\n")) if is_narrow() else 0.6
    axes.set_ylim(places[-1] + (0.4 if is_narrow() else 0.6), places[0] - top)
    axes.xaxis.set_major_formatter(lambda value, _: norwegian.number(value, 1))
    name_axis(axes, unit)
    axes.grid(axis="x", color=PALE, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(bottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    return fig


def _label(text: str) -> str:
    if is_narrow():
        in_one = text.replace("\n", " ")
        return (
            in_one if text_width(in_one) < room() else "\n".join(wrapped(t, room()) for t in text.split("\n"))
        )
    return "\n".join(textwrap.fill(line, LABEL_WIDTH) for line in text.split("\n"))


def _places(labels: list[str]) -> list[float]:
    """Where the rows are: on narrow paper each has its label above it, in one line or more."""
    if not is_narrow():
        return [float(number) for number in range(len(labels))]
    lines = pd.Series([1 + label.count("\n") for label in labels])
    return [float(place) for place in (0.65 + 0.37 * lines).cumsum() - 0.37 * lines[0]]
