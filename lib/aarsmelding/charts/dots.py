"""Rows with a few marks each on a common scale, in one or more panels: from spent to available."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import legend_columns, name_axis, name_rows
from aarsmelding.charts.style import GREY, INK, PALE, RUST, SKY

# Shape and filling tell the series apart where colours cannot; a ring shows a dot of the same value.
MARKS = (("o", INK, INK, 5.5), ("o", RUST, "none", 9), ("D", SKY, SKY, 5.5), ("^", RUST, RUST, 7))


@chart
def dot_panels(
    panels: Mapping[str, pd.DataFrame],
    *,
    notes: Mapping[str, pd.Series] | None = None,
    show: Callable[[float], str] = norwegian.number,
    unit: str = "",
) -> Drawing:
    """One panel per key, one row per index label, one mark per column; a line joins a row's marks.

    Every frame has the same index (first row on top) and the same columns (at most four). Missing
    values have no mark. `notes` gives texts to the right of a panel's rows, `show` the numbers of
    the axis and `unit` its label.
    """
    first = next(iter(panels.values()))
    height = 1.3 + (0.44 if is_narrow() else 0.32) * len(first)
    fig = paper(height)
    grid = fig.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False)
    for axes, (title, frame) in zip(grid[0], panels.items(), strict=True):
        texts = (notes or {}).get(title, pd.Series(dtype="str"))
        _draw(axes, frame.loc[first.index, first.columns], texts)
        if axes is grid[0, 0]:
            name_rows(axes, range(len(frame)), [str(label) for label in frame.index], above=0.2)
        axes.set_title(title, fontsize=10)
        axes.xaxis.set_major_formatter(lambda value, _: show(value))
    grid[0, 0].set_ylim(len(first) - 0.5, -0.75 if is_narrow() else -0.5)
    name_axis(grid[0, 0], unit)
    highest = max(float(frame.max(axis=None)) for frame in panels.values())
    grid[0, 0].set_xlim(-0.04 * highest, highest * (1.33 if notes else 1.06))
    fig.legend(
        handles=_key(first.columns),
        loc="outside upper left",
        ncols=legend_columns([str(column) for column in first.columns]),
        fontsize=9.5,
    )
    return fig


def _draw(axes: Axes, frame: pd.DataFrame, texts: pd.Series) -> None:
    places = range(len(frame))
    axes.hlines(places, frame.min(axis=1), frame.max(axis=1), color=GREY, lw=2.2, zorder=2)
    for column, (marker, edge, face, size) in zip(frame.columns, MARKS, strict=False):
        known = frame[column].notna().to_numpy()
        at = [place for place, is_known in zip(places, known, strict=True) if is_known]
        values = frame.loc[known, column].astype(float)
        axes.plot(values, at, marker, mec=edge, mfc=face, mew=1.6, ms=size, ls="none", zorder=3)
    for place, (label, row) in enumerate(frame.iterrows()):
        if isinstance(texts.get(label), str):
            offset: dict[str, Any] = {
                "xytext": (8, 0),
                "textcoords": "offset points",
                "va": "center",
                "fontsize": 9,
            }
            axes.annotate(texts[label], (float(row.max()), place), color="#333333", **offset)
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=PALE)
    axes.tick_params(bottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)


def _key(columns: pd.Index) -> list[Line2D]:
    return [
        Line2D([], [], ls="none", marker=marker, mec=edge, mfc=face, mew=1.6, ms=size, label=str(column))
        for column, (marker, edge, face, size) in zip(columns, MARKS, strict=False)
    ]
