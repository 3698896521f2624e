"""House style of figures: colours, type, and a fixed hash salt."""

from __future__ import annotations

from typing import Any

import matplotlib
from cycler import cycler

# Each at least 3:1 on white, and distinguishable under simulated colour-vision deficiencies.
INK = "#0F2750"
RUST = "#CD4805"
SKY = "#2892CF"
GREY = "#696969"
EARTH = "#481705"
PALE = "#DDE3EC"
TEXT = "#333333"

STYLE: dict[str, Any] = {
    "axes.edgecolor": GREY,
    # The paper shows through, and a text may lie over a panel beside its own.
    "axes.facecolor": "none",
    "axes.labelcolor": TEXT,
    "axes.prop_cycle": cycler(color=[INK, RUST, SKY, GREY, EARTH]),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    # Where it stands unless ticks are above: that is not to be found out for every figure.
    "axes.titley": 1.0,
    "figure.constrained_layout.use": True,
    "figure.figsize": (7.2, 3.6),
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "aarsmelding",
    "xtick.color": TEXT,
    "ytick.color": TEXT,
}


def use_house_style() -> None:
    """Colours, fonts and a fixed hash salt, so that a figure is the same to the byte every time."""
    matplotlib.use("agg")
    matplotlib.rcParams.update(STYLE)  # type: ignore[arg-type]
