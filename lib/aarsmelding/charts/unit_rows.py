"""One mark per unit, in rows: small whole numbers that the reader can count."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import legend_below, name_rows
from aarsmelding.charts.style import INK, RUST, SKY, TEXT

# In the order of the columns; the shape says it without the colour.
MARKS: tuple[dict[str, Any], ...] = (
    {"marker": "o", "markerfacecolor": INK, "markeredgecolor": INK},
    {"marker": "o", "markerfacecolor": "white", "markeredgecolor": INK},
    {"marker": "x", "markeredgecolor": RUST},
    {"marker": "D", "markerfacecolor": SKY, "markeredgecolor": SKY},
)


@chart
def unit_rows(counts: pd.DataFrame, *, notes: pd.Series) -> Drawing:
    """A row per index label, from the top; `counts[column]` marks of the column's kind after each other.

    The column names are the legend; `notes` has the text after the last mark of each row.
    """
    whole = counts.fillna(0).astype(int)
    longest = int(whole.sum(axis=1).max())
    fig = paper(0.75 + (0.42 if is_narrow() else 0.34) * len(whole))
    size = 7 if is_narrow() else 9
    axes = fig.subplots()
    for level, (label, row) in enumerate(whole.iterrows()):
        place = 0
        for column, style in zip(whole.columns, MARKS, strict=False):
            span = range(place, place + int(row[column]))
            axes.plot(
                list(span),
                [level] * len(span),
                linestyle="",
                markersize=size,
                markeredgewidth=size / 5,
                gid=str(column),
                **style,
            )
            place += len(span)
        if not is_narrow():
            axes.text(place - 0.3, level, str(notes[label]), va="center", color=TEXT)
    names = [f"{label}: {notes[label]}" if is_narrow() else str(label) for label in whole.index]
    name_rows(axes, range(len(whole)), names, above=0.24)
    axes.set_ylim(len(whole) - 0.5, -0.75 if is_narrow() else -0.5)
    axes.set_xlim(-0.6, max(longest, 16) if is_narrow() else max(longest + 2.5, 16))
    axes.set_xticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    handles = [
        Line2D([], [], linestyle="", markersize=size, markeredgewidth=size / 5, label=str(column), **style)
        for column, style in zip(whole.columns, MARKS, strict=False)
        if whole[column].sum()
    ]
    legend_below(axes, handles, borderaxespad=0.2, handletextpad=0.3)
    return fig
