"""One year of days, one strip per row: known days as points, events known by month only as bands."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

import pandas as pd
from babel.dates import get_month_names
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import legend_below, name_columns, name_rows
from aarsmelding.charts.style import INK, PALE, RUST, SKY, TEXT

# In the order the states first appear: filled, hollow, other shape; never told by colour alone.
MARKS: tuple[dict[str, Any], ...] = (
    {"marker": "o", "markerfacecolor": INK, "markeredgecolor": INK},
    {"marker": "D", "markerfacecolor": "white", "markeredgecolor": RUST},
    {"marker": "s", "markerfacecolor": "white", "markeredgecolor": SKY},
    {"marker": "x", "markeredgecolor": RUST},
)
NEAR_DAYS, NEAR_DAYS_NARROW = 10, 22


@chart
def calendar_strip(
    events: pd.DataFrame, year: int, *, notes: pd.Series, band: str = "bare måneden er kjent"
) -> Drawing:
    """A strip of the year for each label of `notes`, from the top.

    `events` has the columns `row` (a label), `day` (NaT where only the month is known), `month`
    and `state`; `notes` the text at the right end of each row; `band` names the marks of month-only
    events in the legend.
    """
    rows = list(notes.index)
    states = list(events["state"].unique())
    fig = paper(1.0 + (0.56 if is_narrow() else 0.44) * len(rows))
    axes = fig.subplots()
    days = 366 if monthrange(year, 2)[1] == 29 else 365
    _draw_months(axes, year, days, len(rows))
    by_day = events.sort_values("day")
    for level, label in enumerate(rows):
        own = by_day[by_day["row"] == label]
        _draw_bands(axes, own, year, level)
        _draw_days(axes, own, states, level)
        if not is_narrow():
            axes.text(days + 6, level, str(notes[label]), va="center", color=TEXT)
    names = [f"{label}: {notes[label]}" if is_narrow() else str(label) for label in rows]
    name_rows(axes, range(len(rows)), names, above=0.42)
    axes.set_ylim(len(rows) - 0.4, -0.8 if is_narrow() else -0.6)
    axes.set_xlim(0, days)
    for side in axes.spines.values():
        side.set_visible(False)
    _draw_legend(axes, states, band if events["day"].isna().any() else "")
    return fig


def _draw_months(axes: Axes, year: int, days: int, rows: int) -> None:
    starts = [date(year, month, 1).timetuple().tm_yday - 1 for month in range(1, 13)]
    names = [get_month_names("abbreviated", locale=norwegian.LOCALE)[m].rstrip(".") for m in range(1, 13)]
    axes.vlines([*starts, days], -0.6, rows - 0.4, color=PALE, linewidth=0.8, zorder=0)
    axes.hlines(range(rows), 0, days, color=PALE, linewidth=0.8, zorder=0)
    middles = [(a + b) / 2 for a, b in zip(starts, [*starts[1:], days], strict=True)]
    name_columns(axes, middles, [name[0].upper() for name in names] if is_narrow() else names, above=True)


def _draw_bands(axes: Axes, events: pd.DataFrame, year: int, level: int) -> None:
    for month in events.loc[events["day"].isna(), "month"]:
        start = date(year, int(month), 1).timetuple().tm_yday - 1
        width = monthrange(year, int(month))[1]
        axes.add_artist(
            Rectangle(
                (start + 1.5, level - 0.16),
                width - 3,
                0.32,
                facecolor=PALE,
                edgecolor=INK,
                hatch="////",
                linewidth=0.8,
            )
        )


def _draw_days(axes: Axes, events: pd.DataFrame, states: list[str], level: int) -> None:
    """Points with the day above, earliest first; one close to the one before is labelled below instead."""
    near = NEAR_DAYS_NARROW if is_narrow() else NEAR_DAYS
    last, below = -near - 1, False
    for day, state in zip(events["day"].dropna(), events["state"], strict=False):
        place = day.timetuple().tm_yday - 0.5
        below = place - last < near and not below
        last = place
        height = level + (0.26 if below else 0.0)
        beside = below and is_narrow()
        style = MARKS[states.index(str(state)) % len(MARKS)]
        axes.plot(place, height, markersize=7, markeredgewidth=1.6, linestyle="", **style)
        axes.annotate(
            f"{day.day}.",
            (place, height),
            xytext=(6, 0) if beside else (0, -6 if below else 6),
            textcoords="offset points",
            ha="left" if beside else "center",
            va="center" if beside else "top" if below else "bottom",
            fontsize=9,
        )


def _draw_legend(axes: Axes, states: list[str], band: str) -> None:
    handles: list[Line2D | Patch] = [
        Line2D([], [], linestyle="", markersize=7, markeredgewidth=1.6, label=state, **style)
        for state, style in zip(states, MARKS, strict=False)
    ]
    if band:
        handles.append(Patch(facecolor=PALE, edgecolor=INK, hatch="////", linewidth=0.8, label=band))
    legend_below(axes, handles, borderaxespad=0.2, handletextpad=0.4)
