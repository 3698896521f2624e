"""One mark per unit, in rows: small whole numbers that the reader can count."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from aarsmelding.figures import GREY, INK, RUST, SKY, use_house_style

# In the order of the columns; the shape says it without the colour.
MARKS: tuple[dict[str, Any], ...] = (
    {"marker": "o", "markerfacecolor": INK, "markeredgecolor": INK},
    {"marker": "o", "markerfacecolor": "white", "markeredgecolor": INK},
    {"marker": "x", "markeredgecolor": RUST},
    {"marker": "D", "markerfacecolor": SKY, "markeredgecolor": SKY},
)


def unit_rows(counts: pd.DataFrame, *, notes: pd.Series) -> Figure:
    """A row per index label, from the top; `counts[column]` marks of the column's kind after each other.

    The column names are the legend; `notes` has the text after the last mark of each row.
    """
    use_house_style()
    whole = counts.fillna(0).astype(int)
    longest = int(whole.sum(axis=1).max())
    fig, axes = plt.subplots(figsize=(7.2, 0.75 + 0.34 * len(whole)))
    for level, (label, row) in enumerate(whole.iterrows()):
        place = 0
        for column, style in zip(whole.columns, MARKS, strict=False):
            span = range(place, place + int(row[column]))
            axes.plot(
                list(span),
                [level] * len(span),
                linestyle="",
                markersize=9,
                markeredgewidth=1.8,
                gid=str(column),
                **style,
            )
            place += len(span)
        axes.text(place - 0.3, level, str(notes[label]), va="center", color="#333333")
    axes.set_yticks(range(len(whole)), [str(label) for label in whole.index])
    axes.set_ylim(len(whole) - 0.5, -0.5)
    axes.set_xlim(-0.6, max(longest + 2.5, 16))
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    handles = [
        Line2D([], [], linestyle="", markersize=9, markeredgewidth=1.8, label=str(column), **style)
        for column, style in zip(whole.columns, MARKS, strict=False)
        if whole[column].sum()
    ]
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=len(handles),
        labelcolor=GREY,
        borderaxespad=0.2,
        handletextpad=0.3,
    )
    return fig
