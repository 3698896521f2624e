"""Money through pots that follow each other: what comes in, what goes out, what is carried on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import NORMAL, name_rows
from aarsmelding.charts.style import GREY, INK, RUST, SKY
from aarsmelding.errors import AarsmeldingError

HALF_BAR = 0.045
STUB = 0.09
HEIGHT = 5.0
IN, OUT = "inn", "ut"
SIGNS = ("+", "−", "→")


@chart
def flow_between_pots(
    posts: pd.DataFrame, *, show: Callable[[float], str] = norwegian.number, unit: str = ""
) -> Drawing:
    """A bar per pot, with its posts in on the left and out on the right, and bands to the next pot.

    `posts` has the columns `pott`, `side` (`inn` or `ut`), `post`, `beloep` and `er_videre`, in order
    from the bottom of the pot upwards; `er_videre` marks what leaves one pot and enters the next. `show`
    writes the amounts, `unit` stands at the sums.
    Raises AarsmeldingError where a pot does not balance or a band changes on its way.
    """
    placed = _stacked(posts)
    _refuse_imbalance(placed)
    pots = list(placed["pott"].unique())
    if is_narrow():
        return _steps(placed, pots, show, unit)
    fig = paper(HEIGHT)
    axes = fig.subplots()
    highest = float(placed["top"].max())
    for x, pot in enumerate(pots):
        mine = placed[placed["pott"] == pot]
        axes.bar(x, mine["top"].max(), 2 * HALF_BAR, color=INK, zorder=3)
        heading = f"{pot}\n{show(mine['top'].max())} {unit}".rstrip()
        axes.text(x, mine["top"].max() + highest * 0.015, heading, ha="center", va="bottom", weight="bold")
        for post in mine.to_dict("records"):
            _post(axes, x, post, show, highest)
    for x, (before, after) in enumerate(pairwise(pots)):
        _band(axes, x, _carried(placed, before, OUT), _carried(placed, after, IN))
    axes.set_xlim(-0.5, len(pots) - 1 + 0.68)
    axes.set_ylim(-highest * 0.02, highest * 1.12)
    axes.set_axis_off()
    return fig


def _stacked(posts: pd.DataFrame) -> pd.DataFrame:
    top = posts.groupby(["pott", "side"], sort=False)["beloep"].cumsum().astype(float)
    return posts.assign(top=top, bottom=top - posts["beloep"].astype(float))


def _refuse_imbalance(placed: pd.DataFrame) -> None:
    sums = placed.pivot_table(index="pott", columns="side", values="beloep", aggfunc="sum", sort=False)
    unequal = sums[sums[IN] != sums[OUT]]
    carried = placed[placed["er_videre"]].pivot_table(
        index="pott", columns="side", values="beloep", aggfunc="sum", sort=False
    )
    handed_on = carried.reindex(columns=[IN, OUT]).reindex(sums.index)
    broken = handed_on[OUT].shift().fillna(0) != handed_on[IN].fillna(0)
    if len(unequal) or broken.any():
        wrong = [*unequal.index, *broken[broken].index]
        raise AarsmeldingError(
            "the flow does not add up in " + ", ".join(map(str, wrong)),
            "the cell that calls flow_between_pots(…)",
            "what comes into a pot must equal what goes out, and what is carried on must arrive",
        )


def _carried(placed: pd.DataFrame, pot: str, side: str) -> tuple[float, float]:
    rows = placed[(placed["pott"] == pot) & (placed["side"] == side) & placed["er_videre"]]
    return float(rows["bottom"].min()), float(rows["top"].max())


def _post(axes: Axes, x: int, post: dict[str, Any], show: Callable[[float], str], highest: float) -> None:
    is_in = post["side"] == IN
    if is_in and post["er_videre"]:
        return
    edge = x - HALF_BAR if is_in else x + HALF_BAR
    sign = -1 if is_in else 1
    middle = (post["bottom"] + post["top"]) / 2
    # A thin post has no room for two lines.
    gap = "\n" if post["top"] - post["bottom"] > highest * 0.075 else " "
    if not post["er_videre"]:
        _stub(axes, edge, sign, post)
    elif post["bottom"] > 0:
        axes.hlines(post["bottom"], edge, edge + 0.45, color="white", lw=1.2, zorder=2)
    start = edge + sign * (STUB * 1.55 if not post["er_videre"] else 0.03)
    text = f"{post['post']}{gap}{show(post['beloep'])}"
    axes.text(start, middle, text, ha="right" if is_in else "left", va="center", fontsize=9, zorder=4)


def _stub(axes: Axes, edge: float, sign: int, post: dict[str, Any]) -> None:
    """What comes from outside points into the pot, what leaves points out of it."""
    low, high, middle = post["bottom"], post["top"], (post["bottom"] + post["top"]) / 2
    far, tip = edge + sign * STUB, edge + sign * STUB * 1.4
    if sign > 0:
        corners = [(edge, low), (far, low), (tip, middle), (far, high), (edge, high)]
    else:
        corners = [(edge, low), (tip, low), (far, middle), (tip, high), (edge, high)]
    colour = SKY if sign < 0 else RUST
    axes.fill(*zip(*corners, strict=True), facecolor=colour, edgecolor="white", lw=1, zorder=2)


def _band(axes: Axes, x: int, leaves: tuple[float, float], enters: tuple[float, float]) -> None:
    start, end, half = x + HALF_BAR, x + 1 - HALF_BAR, x + 0.5
    outline = [
        (start, leaves[0]),
        *[(half, leaves[0]), (half, enters[0]), (end, enters[0])],
        (end, enters[1]),
        *[(half, enters[1]), (half, leaves[1]), (start, leaves[1])],
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3]
    axes.add_artist(PathPatch(Path(outline, codes), facecolor=GREY, alpha=0.22, lw=0, zorder=1))


def _steps(placed: pd.DataFrame, pots: list[Any], show: Callable[[float], str], unit: str) -> Drawing:
    """One bar per post, from what comes in, over the sum, to what goes out and is carried on."""
    rows: list[tuple[float, str, float, float, str]] = []
    place = 0.0
    for pot in pots:
        mine = placed[placed["pott"] == pot]
        place += 0.35
        rows.append((place, f"{pot}: {show(mine['top'].max())} {unit}".rstrip(), 0.0, mine["top"].max(), INK))
        posts = [
            *mine[mine["side"] == IN].to_dict("records"),
            *mine[mine["side"] == OUT][::-1].to_dict("records"),
        ]
        for post in posts:
            place += 1
            sign, colour = ("+", SKY) if post["side"] == IN else ("−", RUST)
            if post["er_videre"]:
                sign, colour = ("+" if post["side"] == IN else "→"), GREY
            text = f"{sign} {post['post']} {show(post['beloep'])}"
            rows.append((place, text, post["bottom"], post["beloep"], colour))
        place += 1
    fig = paper(0.1 + 0.34 * (place + 0.4))
    axes = fig.subplots()
    places, names, starts, lengths, colours = zip(*rows, strict=True)
    axes.barh(places, lengths, 0.36, starts, color=colours)
    name_rows(axes, places, names, above=0.22, size=9)
    for label in axes.texts:
        if not label.get_text().startswith(SIGNS):
            label.set(weight="bold", fontsize=NORMAL)
    axes.set(ylim=(place - 0.5, -0.45), xlim=(0, placed["top"].max() * 1.01))
    axes.set_axis_off()
    return fig
