"""Counts known only roughly: a mark at the printed number, a whisker over what it can be."""

from __future__ import annotations

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import name_axis, name_rows
from aarsmelding.charts.style import INK, PALE, RUST


@chart
def intervals(counts: pd.DataFrame, *, about: str = "ca.", unit: str = "") -> Drawing:
    """One row per index label, in the order given; columns `antall`, `nedre`, `oevre`.

    Where the limits differ, the number is rounded: an open mark with a whisker from limit to limit,
    and `about` before the number. Where they are equal, a filled mark. `unit` labels the axis.
    """
    numbers = counts[["antall", "nedre", "oevre"]].astype(float)
    fig = paper(0.75 + (0.4 if is_narrow() else 0.34) * len(numbers))
    axes = fig.subplots()
    widest = numbers["oevre"].max()
    for place, row in enumerate(numbers.itertuples(index=False)):
        axes.plot([0, row.nedre], [place, place], color=PALE, linewidth=1.2, zorder=1)
        is_rounded = row.nedre < row.oevre
        if is_rounded:
            axes.plot([row.nedre, row.oevre], [place, place], color=RUST, linewidth=3, zorder=2)
            axes.plot([row.nedre, row.oevre], [place] * 2, "|", color=RUST, markersize=11, mew=2, zorder=2)
        face = "white" if is_rounded else INK
        axes.plot(row.antall, place, "o", markersize=5, markerfacecolor=face, markeredgecolor=INK, zorder=3)
        text = f"{about} {norwegian.number(row.antall)}" if is_rounded else norwegian.number(row.antall)
        axes.text(row.oevre + widest * 0.025, place, text, va="center", color="#333333")
    name_rows(axes, range(len(numbers)), [str(label) for label in numbers.index], above=0.2)
    axes.set(
        ylim=(len(numbers) - 0.5, -0.75 if is_narrow() else -0.5),
        xlim=(0, widest * (1.32 if is_narrow() else 1.17)),
    )
    name_axis(axes, unit)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return fig
