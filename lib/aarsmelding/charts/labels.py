"""Texts of figures that stand elsewhere, or in more lines, where the paper is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import Transform

from aarsmelding.charts.canvas import is_narrow, width
from aarsmelding.charts.lettering import measured
from aarsmelding.charts.style import GREY, STYLE, TEXT
from aarsmelding.charts.svg import POINTS_PER_INCH

LEAST, SMALL, NORMAL = 8.0, 9.0, 9.5
# What stands before a label of a legend, and between two.
LEGEND_MARK = 34.0
EDGE = 6.0
# Points between an axes and the names of its rows, and of its columns.
BESIDE, UNDER = 6.0, 4.0
# What the names of rows and of columns are known by.
ROW, COLUMN = "radnavn", "kolonnenavn"
# Lines that cross a name are not seen through it.
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


def room() -> float:
    """How wide the paper is between its edges, in points."""
    return width() * POINTS_PER_INCH - EDGE


@lru_cache(1024)
def text_width(text: str, size: float = SMALL, weight: str = "normal") -> float:
    """How wide the widest line of `text` will be, in points."""
    font = FontProperties(family=STYLE["font.family"], size=size, weight=weight)
    return max(measured(line, font, False)[0] for line in text.split("\n"))


def wrapped(text: str, room: float, size: float = SMALL, weight: str = "normal") -> str:
    """`text` in lines no wider than `room` points, where its words allow it."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and text_width(longer, size, weight) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def name_rows(
    axes: Axes,
    places: Iterable[float],
    names: Sequence[str],
    *,
    above: float,
    size: float = NORMAL,
    **look: Any,
) -> None:
    """Names of rows: left of them, or on narrow paper `above` their middle, in units of the axis.

    A name that is wider than the paper is written smaller, as far as it can still be read. `look` is
    what a text is given. Names are texts, not ticks, which are five artists each, seen or not.
    """
    axes.set_yticks([])
    if not is_narrow():
        starts = [(0.0, place) for place in places]
        _beside(axes, axes.get_yaxis_text1_transform(BESIDE), starts, names, fontsize=size, gid=ROW, **look)
        return
    style: dict[str, Any] = {"va": "bottom", "color": TEXT, "bbox": GROUND, "gid": ROW, **look}
    for place, name in zip(places, names, strict=True):
        fitting = max(LEAST, min(1.0, room() / text_width(name, size)) * size)
        at = axes.get_yaxis_transform()
        axes.text(0, place - above, name, transform=at, fontsize=fitting, in_layout=False, **style)


def name_columns(
    axes: Axes,
    places: Iterable[float],
    names: Sequence[str],
    *,
    above: bool = False,
    size: float = NORMAL,
    **look: Any,
) -> None:
    """Names of columns, under them or `above` all; `places` are in units of the axis."""
    axes.set_xticks([])
    side = axes.get_xaxis_text2_transform if above else axes.get_xaxis_text1_transform
    ends = [(place, float(above)) for place in places]
    _beside(axes, side(UNDER), ends, names, fontsize=size, gid=COLUMN, **look)


def _beside(
    axes: Axes,
    way: tuple[Transform, Any, Any],
    places: Iterable[tuple[float, float]],
    names: Sequence[str],
    **look: Any,
) -> None:
    """Texts where labels of ticks would stand, `way` being how matplotlib places those."""
    transform, va, ha = way
    style = {"va": va, "ha": ha, "color": TEXT, **look}
    for (x, y), name in zip(places, names, strict=True):
        axes.text(x, y, name, transform=transform, **style)


def name_axis(axes: Axes, text: str) -> None:
    """The label of the horizontal axis, in as many lines as the paper is narrow."""
    axes.set_xlabel(wrapped(text, room(), NORMAL) if is_narrow() else text, loc="left", color=GREY)


def legend_below(
    axes: Axes, handles: Sequence[Artist], corner: tuple[float, float] = (0, 0), **spacing: float
) -> None:
    """The legend under the chart, from its lower left (0, 0) or lower right (1, 0) corner."""
    names = [text.get_text() for text in axes.texts if text.get_gid() == ROW and text.get_in_layout()]
    beside = 0.0 if corner[0] else max((text_width(name, NORMAL) for name in names), default=0.0)
    axes.legend(
        handles=handles,
        loc="upper right" if corner[0] else "upper left",
        bbox_to_anchor=corner,
        ncols=legend_columns([str(handle.get_label()) for handle in handles], beside=beside),
        labelcolor=GREY,
        **spacing,
    )


def legend_columns(labels: Sequence[str], size: float = NORMAL, beside: float = 0.0) -> int:
    """How many labels of a legend stand side by side, where `beside` points of the paper are taken."""
    widest = max(text_width(label, size) for label in labels) + LEGEND_MARK
    together = sum(text_width(label, size) + LEGEND_MARK for label in labels)
    free = room() - beside
    return len(labels) if together < free else max(1, int(free / widest))
