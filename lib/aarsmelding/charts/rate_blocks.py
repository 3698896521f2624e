"""Blocks whose thickness is how often, length how much each time, and area how much in all."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import NORMAL, name_axis, name_rows, room, text_width
from aarsmelding.charts.style import INK, RUST

GAP, GAP_NARROW = 0.45, 1.35


@chart
def rate_blocks(
    occasions: pd.Series, amounts: pd.Series, *, labels: pd.Series, unit: str, mean: str = ""
) -> Drawing:
    """A block per index label, from the top: `occasions` thick, `amounts / occasions` long.

    White lines divide a block into its occasions; `labels` is the text after each block, `unit`
    the label of the axis; `mean` names the line drawn at the rate of all blocks together.
    """
    rates = amounts / occasions
    gap = GAP_NARROW if is_narrow() else GAP
    depth = float(occasions.sum()) + gap * (len(occasions) - 1)
    fig = paper(0.7 + 0.19 * depth)
    axes = fig.subplots()
    top, places = 0.0, []
    for label in occasions.index:
        count, rate = int(occasions[label]), float(rates[label])
        axes.add_artist(Rectangle((0, top), rate, count, facecolor=INK, linewidth=0, gid=str(label)))
        axes.hlines([top + line for line in range(1, count)], 0, rate, color="white", linewidth=1.2)
        axes.annotate(
            str(labels[label]),
            (rate, top + count / 2),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color="#333333",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
            zorder=4,
        )
        places.append(top if is_narrow() else top + count / 2)
        top += count + gap
    name_rows(axes, places, [str(label) for label in occasions.index], above=0.15)
    head = (1.3 if mean else 0.1) + (1.1 if is_narrow() else 0.0)
    axes.set_ylim(depth + 0.1, -head)
    axes.set_xlim(0, _reach(rates, labels) if is_narrow() else float(rates.max()) * 1.5)
    if mean:
        overall = float(amounts.sum() / occasions.sum())
        axes.axvline(overall, color=RUST, linestyle=(0, (4, 3)), linewidth=1.4, zorder=3)
        axes.text(
            overall,
            -head + 0.95,
            f" {mean} {norwegian.number(overall, 1)}",
            color=RUST,
            ha="left",
            va="bottom",
        )
    name_axis(axes, unit)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: norwegian.number(value))
    return fig


def _reach(rates: pd.Series, labels: pd.Series) -> float:
    """How far the axis must go for every label to have room after its block."""
    ends = {label: text_width(str(labels[label]), NORMAL) + 9 for label in rates.index}
    return max(float(rate) / (1 - ends[label] / room()) for label, rate in rates.items())
