"""Before and after: two marks per row, an arrow from the first to the second."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import name_rows
from aarsmelding.charts.style import INK, PALE, RUST


@chart
def dumbbells(
    before: pd.Series,
    after: pd.Series,
    *,
    periods: tuple[str, str],
    show: Callable[[float], str] = norwegian.percent,
    show_change: Callable[[float], str] = norwegian.percentage_points,
) -> Drawing:
    """One row per index label of `before`, in its order from the top.

    An open mark is the value before, a filled one the value after, each with its period and number
    beside it; above the arrow stands the change, as `show_change` writes it with a sign before it.
    """
    fig = paper(0.2 + 1.05 * len(before) if is_narrow() else 0.5 + 0.85 * len(before))
    axes = fig.subplots()
    widest = max(before.max(), after.max())
    for place, label in enumerate(before.index):
        first, last = float(before[label]), float(after[label])
        side = 1 if first >= last else -1
        axes.plot([0, widest], [place, place], color=PALE, linewidth=1, zorder=1)
        arrow = {"arrowstyle": "-|>", "color": RUST, "linewidth": 1.8, "shrinkA": 5, "shrinkB": 5}
        axes.annotate("", (last, place), (first, place), arrowprops=arrow)
        axes.plot(first, place, "o", markersize=9, markerfacecolor="white", markeredgecolor=INK, zorder=3)
        axes.plot(last, place, "o", markersize=9, color=INK, zorder=3)
        marks = ((first, periods[0], side), (last, periods[1], -side))
        for value, period, direction in marks:
            axes.annotate(
                f"{period}:\n{show(value)}" if is_narrow() else f"{period}: {show(value)}",
                (value, place),
                xytext=(-4 * direction, -9) if is_narrow() else (9 * direction, 0),
                textcoords="offset points",
                ha="left" if direction > 0 else "right",
                va="top" if is_narrow() else "center",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
            )
        sign = norwegian.change_word(first, last, "+", "−", "±")
        change = f"{sign}{show_change(abs(last - first))}"
        middle = ((first + last) / 2, place - (0.1 if is_narrow() else 0.2))
        axes.text(*middle, change, ha="center", va="bottom", color=RUST)
    name_rows(axes, range(len(before)), [str(label) for label in before.index], above=0.36)
    if is_narrow():
        axes.set(ylim=(len(before) - 0.5, -0.65), xlim=(-0.02 * widest, 1.16 * widest))
    else:
        axes.set(ylim=(len(before) - 0.55, -0.65), xlim=(-0.02 * widest, 1.24 * widest))
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    return fig
