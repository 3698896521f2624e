"""Numbered squares in groups: which items of a numbered series are known, and of what kind."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Patch, Rectangle

from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import legend_below, name_rows
from aarsmelding.charts.style import GREY, INK, PALE, RUST

# Fill, edge, text and hatch in the order of `kinds`; the letter in the square repeats the kind.
STYLES = (
    (INK, INK, "white"),
    ("white", INK, INK),
    ("#FBE3D7", RUST, "#5A2104"),
)
UNKNOWN = (PALE, PALE, GREY)
COLUMNS, COLUMNS_NARROW = 20, 10
HEIGHT = 1.35


@chart
def numbered_grid(items: pd.DataFrame, kinds: dict[str, str], *, unknown: str) -> Drawing:
    """A square per row of `items`, twenty in a line; the groups from the top, in order of appearance.

    `items` has the columns `group`, `number` and `kind` (a key of `kinds`, or missing where the item
    is not known); `kinds` gives each key its name in the legend, `unknown` names the rest.
    """
    groups = list(items["group"].unique())
    columns = COLUMNS_NARROW if is_narrow() else COLUMNS
    # On narrow paper the name of a group stands above it.
    gap, head = (0.35, 0.85) if is_narrow() else (0.4, 0.0)
    lines = [-(-int((items["group"] == group).sum()) // columns) for group in groups]
    depth = sum(lines) * HEIGHT + gap * (len(groups) - 1) + head * len(groups)
    fig = paper((0.75 if is_narrow() else 0.55) + 0.285 * depth)
    axes = fig.subplots()
    styles = dict(zip(kinds, STYLES, strict=False))
    top, places = 0.0, []
    for group, height in zip(groups, lines, strict=True):
        own = items[items["group"] == group]
        top += head
        for position, item in enumerate(own.itertuples()):
            known = item.kind in styles
            left, upper = position % columns, top + position // columns * HEIGHT
            face, edge, ink = styles[str(item.kind)] if known else UNKNOWN
            axes.add_artist(
                Rectangle((left + 0.06, upper), 0.88, HEIGHT - 0.12, facecolor=face, edgecolor=edge)
            )
            text = f"{item.number}\n{item.kind}" if known else f"{item.number}"
            axes.text(
                left + 0.5,
                upper + HEIGHT / 2 - 0.06,
                text,
                ha="center",
                va="center",
                color=ink,
                fontsize=9,
                linespacing=0.95,
                in_layout=False,
            )
        places.append(top if is_narrow() else top + height * HEIGHT / 2)
        top += height * HEIGHT + gap
    name_rows(axes, places, groups, above=0.1)
    axes.set_ylim(depth + 0.05, -0.05)
    axes.set_xlim(0, columns)
    axes.set_xticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    handles = [
        Patch(facecolor=styles[kind][0], edgecolor=styles[kind][1], label=f"{kind}: {name}")
        for kind, name in kinds.items()
        if items["kind"].eq(kind).any()
    ]
    if not items["kind"].isin(list(kinds)).all():
        handles.append(Patch(facecolor=PALE, edgecolor=PALE, label=unknown))
    legend_below(axes, handles, (1, 0), borderaxespad=0.3, handlelength=1.0, columnspacing=1.2)
    return fig
