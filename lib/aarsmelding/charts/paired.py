"""Two columns of bars that share their row labels, so that one profile is read against the other."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import name_rows
from aarsmelding.charts.style import INK, RUST

LABEL_WIDTH = 36
LINE_INCHES, GAP_INCHES = 0.17, 0.15
# On narrow paper the name stands above the bars; how high a row is, and how far up its bars stand.
ROW_NARROW, BAR_NARROW = 0.4, 0.13


@chart
def paired_bars(
    values: pd.DataFrame,
    *,
    labels: Mapping[str, pd.Series] | None = None,
    show: Callable[[float], str] = norwegian.percent,
    absent: str = "–",
) -> Drawing:
    """One row per index label in the order given, one column of bars per column of `values`.

    Both columns have the same scale. `labels` gives, per column, ready texts for the bars instead
    of `show`; where the value is missing there is no bar, and `absent` stands in its place.
    """
    if is_narrow():
        names, heights = [str(name) for name in values.index], [ROW_NARROW] * len(values)
    else:
        names = [textwrap.fill(str(name), LABEL_WIDTH) for name in values.index]
        heights = [LINE_INCHES * (1 + name.count("\n")) + GAP_INCHES for name in names]
    ends = pd.Series(heights).cumsum()
    middles = list(ends - (BAR_NARROW if is_narrow() else pd.Series(heights) / 2))
    widest = float(values.max().max())
    fig = paper(0.45 + ends.iloc[-1])
    columns = fig.subplots(1, values.shape[1], sharey=True)
    for axes, name, colour, hatch in zip(columns, values.columns, (INK, RUST), ("", "////"), strict=False):
        column = values[name].astype("Float64")
        axes.barh(
            middles, column.fillna(0).astype(float), height=0.2, color=colour, hatch=hatch, edgecolor="white"
        )
        for place, (row, value) in zip(middles, column.items(), strict=True):
            is_missing = norwegian.is_missing(value)
            text = absent if is_missing else labels[name][row] if labels else show(value)
            start = 0.0 if is_missing else float(value)
            axes.text(start + widest * 0.025, place, text, va="center", fontsize=9, color="#333333")
        axes.set_title(name, fontsize=9.5, color=colour)
        axes.set(xlim=(0, widest * (1.95 if is_narrow() else 1.5)), ylim=(ends.iloc[-1], 0))
        if axes is columns[0]:
            name_rows(axes, middles, names, above=0.09, size=9)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        # The name of a row reaches over both columns.
        axes.spines["left"].set_visible(not is_narrow())
    return fig
