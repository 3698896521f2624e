"""How wide a figure is drawn: every form is drawn for a page and once more for a telephone."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec

import matplotlib
from matplotlib.figure import Figure

from aarsmelding.charts.layout import OneLook
from aarsmelding.charts.style import STYLE, use_house_style
from aarsmelding.charts.svg import SvgCanvas, as_svg

# Inches. At 360 pixels the narrow one is shown 1.3 times as large as on paper.
WIDE, NARROW = 7.2, 3.7
LETTERS = f"{string.digits}{string.ascii_letters} .,:()+%/-–−«»ÆØÅæøåáš"

Arguments = ParamSpec("Arguments")
_width: ContextVar[float] = ContextVar("width", default=WIDE)


class Drawing(Figure):
    """A figure that a form has drawn, with the same figure for a narrow page."""

    narrow: Drawing | None = None


def width() -> float:
    """How wide a form is to draw, in inches."""
    return _width.get()


def is_narrow() -> bool:
    return width() < WIDE


def paper(height: float) -> Drawing:
    """An empty figure of the present width; `height` in inches."""
    drawing = Drawing(figsize=(width(), height), layout=OneLook())
    SvgCanvas(drawing)
    return drawing


def chart(draw: Callable[Arguments, Drawing]) -> Callable[Arguments, Drawing]:
    """Makes a form of figures draw in house style, for both widths; the wide one is returned."""

    @wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Drawing:
        use_house_style()
        wide = draw(*args, **kwargs)
        with on_narrow_paper():
            wide.narrow = draw(*args, **kwargs)
        return wide

    return drawn


@contextmanager
def on_narrow_paper() -> Iterator[None]:
    before = _width.set(NARROW)
    try:
        yield
    finally:
        _width.reset(before)


def warm_up() -> None:
    """Find the fonts and draw every usual letter, so that processes forked from this one need not."""
    with matplotlib.rc_context(STYLE):  # type: ignore[arg-type]
        drawing = paper(1)
        axes = drawing.subplots()
        axes.set_title(LETTERS)
        axes.set_xlabel(LETTERS)
        as_svg(drawing)
