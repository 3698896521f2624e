"""Ranked horizontal bars with the number written at each bar."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import name_axis, name_rows
from aarsmelding.charts.style import INK, RUST


@chart
def ranked_bars(
    values: pd.Series,
    *,
    show: Callable[[float], str] = norwegian.number,
    emphasis: Collection[str] = (),
    unit: str = "",
) -> Drawing:
    """One bar per index label, longest first; `emphasis` names labels drawn in the second colour.

    `values` is numeric with text labels as index; `show` writes the number at the bar; `unit` is
    the label of the axis.
    """
    ordered = values.dropna().astype(float).sort_values(kind="stable")
    row_height = 0.4 if is_narrow() else 0.3
    fig = paper(0.6 + row_height * len(ordered))
    axes = fig.subplots()
    colours = [RUST if label in emphasis else INK for label in ordered.index]
    places = range(len(ordered))
    bars = axes.barh(places, list(ordered), color=colours, height=0.4 if is_narrow() else 0.68)
    axes.bar_label(bars, labels=[show(values[label]) for label in ordered.index], padding=4, color="#333333")
    name_rows(axes, places, [str(label) for label in ordered.index], above=-0.22)
    name_axis(axes, unit)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.margins(x=0.17 if is_narrow() else 0.12, y=0.01)
    if is_narrow():
        axes.set_ylim(-0.3, len(ordered) - 0.25)
    return fig
