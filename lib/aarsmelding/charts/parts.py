"""A sum built from its parts, set against totals that are stated elsewhere."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import name_rows, room, text_width
from aarsmelding.charts.style import GREY, INK, PALE, RUST, TEXT

COLOURS = (INK, RUST, GREY)
# A line of text, in units of the axis.
LINE = 0.24


@chart
def parts_against_totals(parts: pd.Series, totals: pd.Series, *, sum_label: str, unit: str) -> Drawing:
    """The `parts` end to end in the first bar, then one bar per entry of `totals`.

    Each part carries its name and number; a dashed line runs down from the end of the parts, so that
    the distance to each total is seen, and is written at the total's end.
    """
    fig = paper(1.5 + (0.7 if is_narrow() else 0.62) * len(totals))
    axes = fig.subplots()
    built = float(parts.sum())
    reach = (1.35 if is_narrow() else 1.2) * max(built, float(totals.max()))
    start = 0.0
    for place, value in enumerate(parts):
        colour = COLOURS[place % len(COLOURS)]
        axes.barh(0, value, left=start, height=0.5, color=colour, edgecolor="white", linewidth=1.5)
        middle = start + float(value) / 2
        axes.text(middle, 0, _written(value), ha="center", va="center", color="white", weight="bold")
        start += float(value)
    lift = _name_parts(axes, parts, reach)
    axes.text(built + 0.1, 0, f"= {_written(built)}", va="center", weight="bold", color="#333333")
    for place, (_, value) in enumerate(totals.items(), start=1):
        axes.barh(place, value, height=0.5, color=PALE, edgecolor=GREY)
        gap = float(value) - built
        sign = norwegian.change_word(0, gap, "+", "−", "±")
        text = f"{_written(value)} ({sign}{_written(abs(gap))})"
        axes.text(max(float(value), built) + 0.1, place, text, va="center", color="#333333")
    axes.plot([built, built], [0.25, len(totals) + 0.4], color=INK, linewidth=1.2, linestyle=(0, (4, 2)))
    if is_narrow():
        # The first one stands above the names of the parts.
        name_rows(axes, [0], [sum_label], above=lift)
        axes.set(ylim=(len(totals) + 0.5, -lift - 0.3), xlim=(0, reach))
        for place, name in enumerate(totals.index, start=1):
            axes.text(0, place - 0.29, str(name).replace("\n", " "), va="bottom", color="#333333")
    else:
        name_rows(axes, range(len(totals) + 1), [sum_label, *map(str, totals.index)], above=0)
        axes.set(ylim=(len(totals) + 0.5, -0.85), xlim=(0, reach))
    axes.set_xlabel(unit, loc="left", color=GREY)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    return fig


def _name_parts(axes: Axes, parts: pd.Series, reach: float) -> float:
    """Names above the middles of the parts; returns how far up they reach."""
    free, lift, highest = 0.0, 0.36, 0.0
    for name, value, end in zip(parts.index, parts, parts.cumsum(), strict=True):
        middle, half = float(end - value / 2), text_width(str(name)) / 2 * reach / room()
        start = max(0.0, middle - half) if is_narrow() else middle - half
        # Where the name before reaches so far, this one stands above it.
        lift = highest if is_narrow() and start < free else 0.36
        axes.text(start + half, -lift, str(name), ha="center", va="bottom", fontsize=9, color=TEXT)
        free, highest = start + 2 * half, max(highest, lift + LINE * (1 + str(name).count("\n")))
    return highest + 0.05


def _written(value: float) -> str:
    return norwegian.number(value, 0 if float(value).is_integer() else 1)
