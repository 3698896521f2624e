"""What is expected when: one bar per item from its first to its last month."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import name_rows
from aarsmelding.charts.style import EARTH, GREY, INK, PALE, RUST, SKY

FILLS = ((INK, ""), (SKY, "///"), (RUST, "\\\\\\"), (EARTH, "xxx"))


@chart
def horizon_bars(items: pd.DataFrame, *, unit: str = "") -> Drawing:
    """Rows in the order given, coloured and hatched by phase, with the text written at the bar.

    `items` has the columns `fra`, `til` and `fase`; its index holds the texts.
    """
    phases = list(items["fase"].unique())
    if is_narrow():
        return _narrow(items, phases, unit)
    fig = paper(1.1 + 0.36 * len(items))
    axes = fig.subplots()
    last = float(items["til"].max())
    for place, (text, row) in enumerate(items.iterrows()):
        start, end = float(row["fra"]), float(row["til"])
        _bar(axes, place, row, phases, 0.6)
        fits_right = end < last
        at, side = (end + last * 0.01, "left") if fits_right else (start - last * 0.01, "right")
        axes.text(at, place, str(text), ha=side, va="center", fontsize=9)
    for phase in phases:
        mine = [place for place, value in enumerate(items["fase"]) if value == phase]
        axes.text(
            last * 1.02, sum(mine) / len(mine), str(phase), va="center", fontsize=9, color=GREY, weight="bold"
        )
    axes.set_ylim(len(items) - 0.4, -0.6)
    axes.set_xlim(0, last * 1.36)
    _settle(axes, items, unit)
    return fig


def _narrow(items: pd.DataFrame, phases: list[str], unit: str) -> Drawing:
    """The texts above the bars, and a heading above the first bar of each phase."""
    heads = items["fase"].ne(items["fase"].shift()).cumsum()
    places = [number + 0.8 * head for number, head in enumerate(heads)]
    fig = paper(0.6 + 0.36 * (places[-1] + 1))
    axes = fig.subplots()
    for place, (_, row), head in zip(places, items.iterrows(), heads.diff().ne(0), strict=True):
        _bar(axes, place, row, phases, 0.36)
        if head:
            axes.text(0, place - 0.85, str(row["fase"]), va="bottom", fontsize=9, color=GREY, weight="bold")
    name_rows(axes, places, [str(text) for text in items.index], above=0.22, size=9)
    axes.set_ylim(places[-1] + 0.4, places[0] - 1.35)
    axes.set_xlim(0, float(items["til"].max()) * 1.02)
    _settle(axes, items, unit)
    return fig


def _bar(axes: Axes, place: float, row: pd.Series, phases: list[str], height: float) -> None:
    colour, hatch = FILLS[phases.index(row["fase"]) % len(FILLS)]
    start, length = float(row["fra"]), float(row["til"] - row["fra"])
    axes.barh(place, length, height, start, color=colour, hatch=hatch, edgecolor="white")


def _settle(axes: Axes, items: pd.DataFrame, unit: str) -> None:
    axes.set_xticks(sorted({*items["fra"].astype(int), *items["til"].astype(int)}))
    axes.set_yticks([])
    axes.set_xlabel(unit, loc="left", color=GREY)
    axes.grid(axis="x", color=PALE)
    axes.set_axisbelow(True)
    axes.tick_params(bottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)
