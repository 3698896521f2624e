"""Columns whose height is an amount per head and whose width is the number of heads: area is the sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from aarsmelding import norwegian
from aarsmelding.figures import GREY, INK, SKY, use_house_style

GAP = 0.012
PART_LABELS = 0.23
# Parts of a column, from the bottom: colour and hatch both tell them apart.
FILLS = ((INK, ""), (SKY, "///"))


def area_columns(
    parts: pd.DataFrame,
    *,
    show_sum: Callable[[float], str] = norwegian.number,
    show_height: Callable[[float], str] = norwegian.number,
    unit: str = "",
    width_label: str = "",
) -> Figure:
    """One column per `gruppe`, stacked of its rows, in the order given.

    `parts` has the columns `gruppe`, `del` (blank where a group has one part), `sum` and `hoeyde`. The
    width of a column is its sum divided by its height, so that areas can be compared. Parts are
    named to the right of their column, where there is room if that column is the last.
    """
    use_house_style()
    totals = parts.groupby("gruppe", sort=False)[["sum", "hoeyde"]].sum().astype(float)
    widths = totals["sum"] / totals["hoeyde"]
    step = widths.sum() * GAP
    left = widths.cumsum().shift(fill_value=0.0) + step * pd.Series(range(len(widths)), index=widths.index)
    fig, axes = plt.subplots(figsize=(7.2, 4.2))
    for group, rows in parts.groupby("gruppe", sort=False):
        bottom = 0.0
        for (colour, hatch), row in zip(FILLS, rows.to_dict("records"), strict=False):
            height, place = float(row["hoeyde"]), left[group]
            style: dict[str, Any] = {
                "color": colour,
                "hatch": hatch,
                "edgecolor": "white",
                "lw": 0.8,
                "align": "edge",
            }
            axes.bar(place, height, widths[group], bottom, **style)
            if isinstance(row["del"], str):
                text = f"{row['del']}\n{show_sum(row['sum'])}\n{show_height(height)}"
                at = (place + widths[group] + step / 2, bottom + height / 2)
                axes.annotate(text, at, ha="left", va="center", fontsize=9, color="#333333")
            bottom += height
        label = f"{group}\n{show_sum(totals.loc[group, 'sum'])}\n{show_height(totals.loc[group, 'hoeyde'])}"
        axes.text(left[group] + widths[group] / 2, bottom, label, ha="center", va="bottom", fontsize=9)
    axes.set_ylim(0, totals["hoeyde"].max() * 1.22)
    axes.set_xlim(
        -step, left.iloc[-1] + widths.iloc[-1] + widths.sum() * PART_LABELS * parts["del"].notna().any()
    )
    axes.set_ylabel(unit, color=GREY)
    axes.set_xlabel(width_label, color=GREY, loc="left")
    axes.set_xticks([])
    axes.tick_params(left=False)
    axes.spines["left"].set_visible(False)
    return fig
