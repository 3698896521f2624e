"""Units before and after a reorganisation: what continues, merges, ends and begins."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import NORMAL, SMALL, wrapped
from aarsmelding.charts.style import GREY, INK, RUST

LEFT, RIGHT, WIDTH, HEIGHT = 0.0, 6.6, 3.4, 0.68
WRAP = 26
# On narrow paper: smaller texts in more lines, in points, and where the bend of a line lies.
BOX_ROOM, WORD_ROOM = 84.0, 60.0


@chart
def structure_flow(links: pd.DataFrame, *, headings: tuple[str, str]) -> Drawing:
    """Boxes on the left for `before`, on the right for `after`, and a line for each row of `links`.

    Columns: `before` and `after` (names; missing before is new, missing after has ended) and `kind`,
    the word on the line. Rows come from the top; a box fed by several lines stands at their middle
    and its lines are dashed, a new one has a dashed frame and its word beside it, an end is a cross.
    """
    rows = links.reset_index(drop=True)
    fig = paper(0.55 + (0.66 if is_narrow() else 0.47) * len(rows))
    axes = fig.subplots()
    level = pd.Series(range(len(rows)), index=rows.index, dtype=float)
    targets = level.groupby(rows["after"]).mean()
    merged = rows["after"].value_counts()
    for row in rows.itertuples():
        here = float(level[row.Index])
        if pd.notna(row.before):
            _box(axes, LEFT, here, str(row.before))
        if pd.isna(row.after):
            _line(axes, here, here, GREY, ":", end=RIGHT - 1.9)
            axes.plot(RIGHT - 1.9, here, marker="x", color=RUST, markersize=8, markeredgewidth=2)
        elif pd.notna(row.before):
            several = merged[row.after] > 1
            _line(axes, here, targets[row.after], RUST if several else INK, "--" if several else "-")
        _word(axes, here, str(row.kind), is_new=pd.isna(row.before))
    for name, place in targets.items():
        is_new = not (rows["after"].eq(name) & rows["before"].notna()).any()
        _box(axes, RIGHT, place, str(name), dashed=is_new, edge=RUST if merged[name] > 1 else INK)
    for place, side, heading in zip((LEFT, RIGHT + WIDTH), ("left", "right"), headings, strict=True):
        at, side = (place, side) if is_narrow() else (min(place, RIGHT), "left")
        axes.text(at, -0.62, heading, fontweight="bold", color=INK, va="bottom", ha=side)
    axes.set_xlim(LEFT - 0.05, RIGHT + WIDTH + 0.05)
    axes.set_ylim(len(rows) - 0.5, -1.0)
    axes.axis("off")
    return fig


def _box(axes: Axes, left: float, middle: float, text: str, *, dashed: bool = False, edge: str = INK) -> None:
    axes.add_artist(
        FancyBboxPatch(
            (left + 0.06, middle - HEIGHT / 2 + 0.06),
            WIDTH - 0.12,
            HEIGHT - 0.12,
            boxstyle="round,pad=0.06",
            facecolor="#F4F6F9",
            edgecolor=edge,
            linestyle="--" if dashed else "-",
            linewidth=1.3,
            zorder=3,
        )
    )
    lines = wrapped(text, BOX_ROOM) if is_narrow() else fill(text, WRAP)
    size = SMALL if is_narrow() else NORMAL
    style: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "fontsize": size,
        "linespacing": 1.0,
        "in_layout": False,
    }
    axes.text(left + WIDTH / 2, middle, lines, zorder=4, **style)


def _line(axes: Axes, start: float, stop: float, colour: str, style: str, end: float = RIGHT) -> None:
    bend = LEFT + WIDTH + 1.7
    axes.plot(
        [LEFT + WIDTH, bend, end] if end == RIGHT else [LEFT + WIDTH, end],
        [start, start, stop] if end == RIGHT else [start, stop],
        color=colour,
        linestyle=style,
        linewidth=1.6,
        solid_joinstyle="round",
        zorder=1,
    )


def _word(axes: Axes, level: float, text: str, *, is_new: bool) -> None:
    place, side = (RIGHT - 0.12, "right") if is_new else (LEFT + WIDTH + 0.15, "left")
    axes.text(
        place,
        level - (0.0 if is_new else 0.08),
        wrapped(text, WORD_ROOM) if is_narrow() else text,
        ha=side,
        va="center" if is_new else "bottom",
        fontsize=9,
        color="#333333",
        zorder=4,
    )
