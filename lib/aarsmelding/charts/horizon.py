"""What is expected when: one bar per item from its first to its last month."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from aarsmelding.figures import EARTH, GREY, INK, PALE, RUST, SKY, use_house_style

FILLS = ((INK, ""), (SKY, "///"), (RUST, "..."), (EARTH, "xxx"))


def horizon_bars(items: pd.DataFrame, *, unit: str = "") -> Figure:
    """Rows in the order given, coloured and hatched by phase, with the text written at the bar.

    `items` has the columns `fra`, `til` and `fase`; its index holds the texts.
    """
    use_house_style()
    fig, axes = plt.subplots(figsize=(7.2, 1.1 + 0.36 * len(items)))
    phases = list(items["fase"].unique())
    last = float(items["til"].max())
    for place, (text, row) in enumerate(items.iterrows()):
        colour, hatch = FILLS[phases.index(row["fase"]) % len(FILLS)]
        start, end = float(row["fra"]), float(row["til"])
        axes.barh(place, end - start, left=start, color=colour, hatch=hatch, edgecolor="white", height=0.6)
        fits_right = end < last
        at, side = (end + last * 0.01, "left") if fits_right else (start - last * 0.01, "right")
        axes.text(at, place, str(text), ha=side, va="center", fontsize=9)
    for phase in phases:
        mine = [place for place, value in enumerate(items["fase"]) if value == phase]
        axes.text(
            last * 1.02, sum(mine) / len(mine), str(phase), va="center", fontsize=9, color=GREY, weight="bold"
        )
    axes.set_xticks(sorted({*items["fra"].astype(int), *items["til"].astype(int)}))
    axes.set_yticks([])
    axes.set_ylim(len(items) - 0.4, -0.6)
    axes.set_xlim(0, last * 1.36)
    axes.set_xlabel(unit, loc="left", color=GREY)
    axes.grid(axis="x", color=PALE)
    axes.set_axisbelow(True)
    axes.tick_params(bottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    return fig
