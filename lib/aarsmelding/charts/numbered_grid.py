"""Numbered squares in groups: which items of a numbered series are known, and of what kind."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from aarsmelding.figures import GREY, INK, PALE, RUST, use_house_style

# Fill, edge, text and hatch in the order of `kinds`; the letter in the square repeats the kind.
STYLES = (
    (INK, INK, "white"),
    ("white", INK, INK),
    ("#FBE3D7", RUST, "#5A2104"),
)
UNKNOWN = (PALE, PALE, GREY)
COLUMNS = 20
HEIGHT = 1.35


def numbered_grid(items: pd.DataFrame, kinds: dict[str, str], *, unknown: str) -> Figure:
    """A square per row of `items`, twenty in a line; the groups from the top, in order of appearance.

    `items` has the columns `group`, `number` and `kind` (a key of `kinds`, or missing where the item
    is not known); `kinds` gives each key its name in the legend, `unknown` names the rest.
    """
    use_house_style()
    groups = list(items["group"].unique())
    lines = [-(-int((items["group"] == group).sum()) // COLUMNS) for group in groups]
    depth = sum(lines) * HEIGHT + 0.4 * (len(groups) - 1)
    fig, axes = plt.subplots(figsize=(7.2, 0.55 + 0.285 * depth))
    styles = dict(zip(kinds, STYLES, strict=False))
    top, places = 0.0, []
    for group, height in zip(groups, lines, strict=True):
        own = items[items["group"] == group]
        for position, item in enumerate(own.itertuples()):
            known = item.kind in styles
            left, upper = position % COLUMNS, top + position // COLUMNS * HEIGHT
            face, edge, ink = styles[str(item.kind)] if known else UNKNOWN
            axes.add_patch(
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
            )
        places.append(top + height * HEIGHT / 2)
        top += height * HEIGHT + 0.4
    axes.set_yticks(places, groups)
    axes.set_ylim(depth + 0.05, -0.05)
    axes.set_xlim(0, COLUMNS)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    handles = [
        Patch(facecolor=styles[kind][0], edgecolor=styles[kind][1], label=f"{kind}: {name}")
        for kind, name in kinds.items()
        if items["kind"].eq(kind).any()
    ]
    if not items["kind"].isin(list(kinds)).all():
        handles.append(Patch(facecolor=PALE, edgecolor=PALE, label=unknown))
    axes.legend(
        handles=handles,
        loc="upper right",
        bbox_to_anchor=(1, 0),
        ncols=len(handles),
        labelcolor=GREY,
        borderaxespad=0.3,
        handlelength=1.0,
        columnspacing=1.2,
    )
    return fig
