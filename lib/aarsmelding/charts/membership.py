"""Who takes part in what: a matrix of marks, with rows and columns in groups and counts at the edges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import legend_columns, name_columns, name_rows, room, text_width
from aarsmelding.charts.style import GREY, INK, PALE, RUST, SKY

NONE = "–"
# Shape repeats what the colour says.
MARKS = (("s", INK, INK), ("D", SKY, SKY), ("o", RUST, "white"))


@chart
def membership_matrix(
    marks: pd.DataFrame, *, row_groups: pd.Series, column_groups: pd.Series, kinds: Mapping[str, str]
) -> Drawing:
    """One mark per cell that holds a kind; missing cells are empty.

    `row_groups` and `column_groups` give each label its group, in the order of `marks`; `kinds`
    names the kinds in the key (at most three). Counts stand to the right of the rows and below the
    columns; a row or column without marks has the sign `–`, since nobody named is not the same as
    nobody.
    """
    groups = row_groups.reindex(marks.index)
    # Each group of rows has a slot above it for its name.
    slots = [place + number for place, number in enumerate(groups.ne(groups.shift()).cumsum())]
    bottom, columns = slots[-1] + 1, len(marks.columns)
    fig = paper(2.0 + (0.36 if is_narrow() else 0.24) * bottom)
    axes = fig.subplots()
    for (kind, _), (marker, edge, face) in zip(kinds.items(), MARKS, strict=False):
        rows, held = marks.eq(kind).fillna(False).to_numpy().nonzero()
        places = [slots[row] for row in rows]
        axes.plot(
            held, places, marker, mec=edge, mfc=face, mew=1.4, ms=5 if is_narrow() else 6, ls="none", zorder=3
        )
    _counts(axes, marks, slots)
    _name_columns(axes, column_groups.reindex(marks.columns))
    headers = {
        slot - 1: group
        for slot, group, new in zip(slots, groups, groups.ne(groups.shift()), strict=True)
        if new
    }
    names, size = [str(label) for label in marks.columns], 8.5 if is_narrow() else 9
    name_columns(axes, range(columns), names, size=size, rotation=90)
    name_rows(axes, slots, [str(label) for label in marks.index], above=0.24, size=9)
    if is_narrow():
        for slot, group in headers.items():
            axes.text(-0.5, slot + 0.15, group, va="bottom", fontsize=9, weight="bold", color=GREY)
    else:
        name_rows(axes, headers, list(headers.values()), above=0, size=9, weight="bold", color=GREY)
    axes.hlines(slots, -0.5, columns - 0.5, color=PALE, lw=0.7, zorder=1)
    axes.vlines(range(columns), 0.4, bottom - 0.5, color=PALE, lw=0.7, zorder=1)
    axes.set_xlim(-0.6, columns + 0.6)
    axes.set_ylim(bottom + 0.6, -0.4)
    axes.spines[["left", "bottom"]].set_visible(False)
    fig.legend(
        handles=_key(kinds),
        loc="outside lower left",
        ncols=legend_columns(list(kinds.values()), 9),
        fontsize=9,
    )
    return fig


def _counts(axes: Axes, marks: pd.DataFrame, slots: list[int]) -> None:
    style: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "fontsize": 9,
        "color": "#333333",
        "weight": "bold",
    }
    for slot, count in zip(slots, marks.notna().sum(axis=1), strict=True):
        axes.text(len(marks.columns) + 0.1, slot, str(count or NONE), **style)
    for place, count in enumerate(marks.notna().sum()):
        axes.text(place, slots[-1] + 1, str(count or NONE), **style)


def _name_columns(axes: Axes, groups: pd.Series) -> None:
    starts = [place for place, new in enumerate(groups.ne(groups.shift())) if new]
    free, level, step = 0.0, 0, room() / (len(groups) + 1.2)
    for place in starts:
        name = str(groups.iloc[place])
        # Where the name before reaches so far, this one stands a line higher.
        at = min(place, len(groups) + 1 - text_width(name) / step) if is_narrow() else place
        level = level + 1 if is_narrow() and at * step < free else 0
        free = at * step + text_width(name) + 2
        height = -0.45 - 0.45 * level
        axes.text(at - 0.4, height, name, ha="left", va="bottom", fontsize=9, color=GREY)
        if place:
            axes.axvline(place - 0.5, color=GREY, lw=0.9)


def _key(kinds: Mapping[str, str]) -> list[Line2D]:
    return [
        Line2D([], [], ls="none", marker=marker, mec=edge, mfc=face, mew=1.4, ms=6, label=label)
        for label, (marker, edge, face) in zip(kinds.values(), MARKS, strict=False)
    ]
