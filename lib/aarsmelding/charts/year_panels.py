"""Small columns by year, one panel per item on a common scale."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import SMALL, name_columns, room, wrapped
from aarsmelding.charts.style import GREY, INK, PALE, RUST

TITLE_WIDTH = 22
LINE = 12.5


@chart
def year_panels(
    amounts: pd.DataFrame,
    *,
    notes: pd.Series | None = None,
    muted: tuple[str, ...] = (),
    show: Callable[[float], str] = norwegian.number,
    unit: str = "",
    empty: str = "–",
) -> Drawing:
    """One panel per index label (left to right), one column per column of `amounts`.

    A missing amount has no column but the sign `empty`. `notes` are lines under each panel's title;
    labels in `muted` are drawn hatched.
    """
    side_by_side = min(2, len(amounts)) if is_narrow() else len(amounts)
    deep = -(-len(amounts) // side_by_side)
    fig = paper(2.5 * deep if is_narrow() else 3.5)
    grid = fig.subplots(deep, side_by_side, sharey=True, squeeze=False)
    highest = float(amounts.max(axis=None))
    short = [str(year)[-2:] for year in amounts.columns[1:]]
    for axes, (label, row) in zip(grid.flat, amounts.iterrows(), strict=False):
        style: dict[str, Any] = (
            {"color": "white", "edgecolor": RUST, "hatch": "////"} if label in muted else {"color": INK}
        )
        known = row.dropna().astype(float)
        places = [list(amounts.columns).index(year) for year in known.index]
        bars = axes.bar(places, known, width=0.74, **style)
        axes.bar_label(bars, labels=[show(v) for v in known], padding=2, fontsize=9, color="#333333")
        for place in sorted(set(range(len(row))) - set(places)):
            axes.text(place, highest * 0.01, empty, ha="center", va="bottom", color=GREY)
        heading = textwrap.fill(str(label), TITLE_WIDTH)
        if is_narrow():
            heading = wrapped(str(label), room() / side_by_side - 14, weight="bold")
        note = "" if notes is None else str(notes[label])
        axes.set_title(heading, fontsize=9, pad=6 + LINE * len(note.splitlines()))
        axes.text(0, 1.02, note, transform=axes.transAxes, va="bottom", fontsize=9, color="#333333")
        # Four digits fit under one column only.
        name_columns(axes, range(len(row)), [str(amounts.columns[0]), *short], size=SMALL)
        axes.set_xlim(-0.75, len(row) - 0.25)
        axes.axhline(0, color=PALE, lw=1)
        axes.spines[["left", "bottom"]].set_visible(False)
    grid[0, 0].set_ylim(0, highest * 1.1)
    grid[0, 0].set_yticks([])
    grid[-1, 0].set_xlabel(unit, loc="left", color=GREY, labelpad=LINE + 4)
    for spare in grid.flat[len(amounts) :]:
        spare.set_axis_off()
    return fig
