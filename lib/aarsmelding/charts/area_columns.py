"""Columns whose height is an amount per head and whose width is the number of heads: area is the sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import NORMAL, name_axis, name_rows, room, wrapped
from aarsmelding.charts.style import GREY, INK, SKY, TEXT

GAP = 0.012
PART_LABELS = 0.23
# On narrow paper, in inches: all columns together, a line of text, what is left free below a column.
THICK, LINE, GAP_BELOW = 1.6, 0.17, 0.12
SWATCH = 0.05
# Parts of a column, from the bottom: colour and hatch both tell them apart.
FILLS = ((INK, ""), (SKY, "///"))


@chart
def area_columns(
    parts: pd.DataFrame,
    *,
    show_sum: Callable[[float], str] = norwegian.number,
    show_height: Callable[[float], str] = norwegian.number,
    unit: str = "",
    width_label: str = "",
) -> Drawing:
    """One column per `gruppe`, stacked of its rows, in the order given.

    `parts` has the columns `gruppe`, `del` (blank where a group has one part), `sum` and `hoeyde`. The
    width of a column is its sum divided by its height, so that areas can be compared. Parts are
    named to the right of their column, where there is room if that column is the last.
    """
    totals = parts.groupby("gruppe", sort=False)[["sum", "hoeyde"]].sum().astype(float)
    widths = totals["sum"] / totals["hoeyde"]
    if is_narrow():
        return _lying(parts, totals, widths, show_sum, show_height, f"{unit}; {width_label}")
    step = widths.sum() * GAP
    left = widths.cumsum().shift(fill_value=0.0) + step * pd.Series(range(len(widths)), index=widths.index)
    fig = paper(4.2)
    axes = fig.subplots()
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


def _lying(
    parts: pd.DataFrame,
    totals: pd.DataFrame,
    widths: pd.Series,
    show_sum: Callable[[float], str],
    show_height: Callable[[float], str],
    axis: str,
) -> Drawing:
    """The columns laid on their side, each with its name above and the names of its parts below."""
    named = parts[parts["del"].notna()]
    texts = [
        wrapped(_amounts(" ".join(str(group).split()), row, show_sum, show_height), room(), NORMAL)
        for group, row in totals.iterrows()
    ]
    fig = paper(
        (THICK + LINE * (2 + len(named)) + GAP_BELOW * len(totals))
        + LINE * sum(t.count("\n") + 1 for t in texts)
    )
    axes = fig.subplots()
    top, places = 0.0, []
    for (group, rows), text in zip(parts.groupby("gruppe", sort=False), texts, strict=True):
        top += LINE * (1 + text.count("\n"))
        places.append(top)
        thick, start = THICK * widths[group] / widths.sum(), 0.0
        for (colour, hatch), row in zip(FILLS, rows.to_dict("records"), strict=False):
            style: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "white", "lw": 0.8}
            axes.barh(top + thick / 2, row["hoeyde"], thick, start, **style)
            start += float(row["hoeyde"])
        top += thick
        for (colour, hatch), row in zip(FILLS, rows.to_dict("records"), strict=False):
            if isinstance(row["del"], str):
                top += LINE
                axes.barh(
                    top - LINE / 2,
                    SWATCH * totals["hoeyde"].max(),
                    0.1,
                    color=colour,
                    hatch=hatch,
                    edgecolor="white",
                    lw=0.8,
                )
                at = (1.6 * SWATCH * totals["hoeyde"].max(), top - LINE / 2)
                axes.text(
                    *at, _amounts(row["del"], row, show_sum, show_height), va="center", fontsize=9, color=TEXT
                )
        top += GAP_BELOW
    name_rows(axes, places, texts, above=0.02)
    axes.set(ylim=(top, 0), xlim=(0, totals["hoeyde"].max() * 1.02))
    name_axis(axes, axis)
    axes.spines["left"].set_visible(False)
    return fig


def _amounts(
    name: str, row: Any, show_sum: Callable[[float], str], show_height: Callable[[float], str]
) -> str:
    return f"{name}: {show_sum(row['sum'])}, {show_height(row['hoeyde'])}"
