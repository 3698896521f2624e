"""A sum built from its parts, set against totals that are stated elsewhere."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from aarsmelding import norwegian
from aarsmelding.figures import GREY, INK, PALE, RUST, use_house_style

COLOURS = (INK, RUST, GREY)


def parts_against_totals(parts: pd.Series, totals: pd.Series, *, sum_label: str, unit: str) -> Figure:
    """The `parts` end to end in the first bar, then one bar per entry of `totals`.

    Each part carries its name and number; a dashed line runs down from the end of the parts, so that
    the distance to each total is seen, and is written at the total's end.
    """
    use_house_style()
    fig, axes = plt.subplots(figsize=(7.2, 1.5 + 0.62 * len(totals)))
    built = float(parts.sum())
    start = 0.0
    for place, (name, value) in enumerate(parts.items()):
        colour = COLOURS[place % len(COLOURS)]
        axes.barh(0, value, left=start, height=0.5, color=colour, edgecolor="white", linewidth=1.5)
        middle = start + float(value) / 2
        axes.text(middle, 0, _written(value), ha="center", va="center", color="white", weight="bold")
        axes.text(middle, -0.36, str(name), ha="center", va="bottom", fontsize=9, color="#333333")
        start += float(value)
    axes.text(built + 0.1, 0, f"= {_written(built)}", va="center", weight="bold", color="#333333")
    for place, (_, value) in enumerate(totals.items(), start=1):
        axes.barh(place, value, height=0.5, color=PALE, edgecolor=GREY)
        gap = float(value) - built
        sign = norwegian.change_word(0, gap, "+", "−", "±")
        text = f"{_written(value)} ({sign}{_written(abs(gap))})"
        axes.text(max(float(value), built) + 0.1, place, text, va="center", color="#333333")
    axes.plot([built, built], [0.25, len(totals) + 0.4], color=INK, linewidth=1.2, linestyle=(0, (4, 2)))
    axes.set_yticks(range(len(totals) + 1), [sum_label, *map(str, totals.index)])
    axes.set(ylim=(len(totals) + 0.5, -0.85), xlim=(0, 1.2 * max(built, float(totals.max()))))
    axes.set_xlabel(unit, loc="left", color=GREY)
    axes.tick_params(left=False, bottom=False, labelbottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    return fig


def _written(value: float) -> str:
    return norwegian.number(value, 0 if float(value).is_integer() else 1)
