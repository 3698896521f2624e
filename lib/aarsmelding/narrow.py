"""A second, narrow drawing of a figure, so that its text can be read on a phone."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

WIDTH = 4.4
# In pixels of the drawing: neighbouring labels may touch, not cover each other.
SLACK = 1.5


def redrawn(fig: Figure, saved: Callable[[Figure], str]) -> str:
    """`fig` saved at phone width, or nothing where its texts would cover each other or be cut off.

    The figure keeps its height and has its own size again afterwards.
    """
    wide, height = fig.get_size_inches()
    if wide <= WIDTH:
        return ""
    before = faults(fig)
    fig.set_size_inches(WIDTH, height)
    try:
        with warnings.catch_warnings():
            # matplotlib only warns where there is no room left for the axes.
            warnings.simplefilter("error", UserWarning)
            return saved(fig) if faults(fig) <= before else ""
    except UserWarning:
        return ""
    finally:
        fig.set_size_inches(wide, height)


def faults(fig: Figure) -> int:
    """How many texts cover each other or reach out of the figure."""
    renderer = FigureCanvasAgg(fig).get_renderer()
    fig.draw_without_rendering()
    texts = [text for text in fig.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [text.get_window_extent(renderer) for text in texts]
    covering = sum(_cover(one, other) for one, other in combinations(boxes, 2))
    return covering + sum(_reaches_out(box, fig.bbox) for box in boxes)


def _cover(one: Bbox, other: Bbox) -> bool:
    common = Bbox.intersection(one, other)
    return common is not None and min(common.width, common.height) > SLACK


def _reaches_out(box: Bbox, frame: Bbox) -> bool:
    return box.x0 < frame.x0 - SLACK or box.x1 > frame.x1 + SLACK
