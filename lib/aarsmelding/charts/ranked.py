"""Ranked horizontal bars with the number written at each bar."""

from __future__ import annotations

from collections.abc import Callable, Collection

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from aarsmelding import norwegian
from aarsmelding.figures import GREY, INK, RUST, use_house_style


def ranked_bars(
    values: pd.Series,
    *,
    show: Callable[[float], str] = norwegian.number,
    emphasis: Collection[str] = (),
    unit: str = "",
) -> Figure:
    """One bar per index label, longest first; `emphasis` names labels drawn in the second colour.

    `values` is numeric with text labels as index; `show` writes the number at the bar; `unit` is
    the label of the axis.
    """
    use_house_style()
    ordered = values.dropna().astype(float).sort_values(kind="stable")
    fig, axes = plt.subplots(figsize=(7.2, 0.6 + 0.3 * len(ordered)))
    colours = [RUST if label in emphasis else INK for label in ordered.index]
    bars = axes.barh(list(ordered.index), list(ordered), color=colours, height=0.68)
    axes.bar_label(bars, labels=[show(v) for v in ordered], padding=4, color="#333333")
    axes.set_xlabel(unit, loc="left", color=GREY)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(bottom=False, labelbottom=False, left=False)
    axes.margins(x=0.12, y=0.01)
    return fig
