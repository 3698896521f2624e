"""Blocks whose thickness is how often, length how much each time, and area how much in all."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from aarsmelding import norwegian
from aarsmelding.figures import GREY, INK, RUST, use_house_style

GAP = 0.45


def rate_blocks(
    occasions: pd.Series, amounts: pd.Series, *, labels: pd.Series, unit: str, mean: str = ""
) -> Figure:
    """A block per index label, from the top: `occasions` thick, `amounts / occasions` long.

    White lines divide a block into its occasions; `labels` is the text after each block, `unit`
    the label of the axis; `mean` names the line drawn at the rate of all blocks together.
    """
    use_house_style()
    rates = amounts / occasions
    depth = float(occasions.sum()) + GAP * (len(occasions) - 1)
    fig, axes = plt.subplots(figsize=(7.2, 0.7 + 0.19 * depth))
    top, places = 0.0, []
    for label in occasions.index:
        count, rate = int(occasions[label]), float(rates[label])
        axes.add_patch(Rectangle((0, top), rate, count, facecolor=INK, linewidth=0, gid=str(label)))
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
        places.append(top + count / 2)
        top += count + GAP
    axes.set_yticks(places, [str(label) for label in occasions.index])
    axes.set_ylim(depth + 0.1, -1.3 if mean else -0.1)
    axes.set_xlim(0, float(rates.max()) * 1.5)
    if mean:
        overall = float(amounts.sum() / occasions.sum())
        axes.axvline(overall, color=RUST, linestyle=(0, (4, 3)), linewidth=1.4, zorder=3)
        axes.text(
            overall, -0.35, f" {mean} {norwegian.number(overall, 1)}", color=RUST, ha="left", va="bottom"
        )
    axes.set_xlabel(unit, loc="left", color=GREY)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: norwegian.number(value))
    return fig
