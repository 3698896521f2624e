"""A matplotlib figure as a small SVG: one pass over the artists, short numbers, letters defined once."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import Affine2D, Transform

from aarsmelding.charts.lettering import DRAWN_AT, letter, line, line_metrics, measured, outline, short

POINTS_PER_INCH = 72
HATCH_SIZE = 72
JOIN, CAP = "round", "butt"
CAPS = {"projecting": "square"}


def as_svg(fig: Figure) -> str:
    """The figure as an SVG element, laid out and drawn once; the same figure gives the same text."""
    fig.set_dpi(POINTS_PER_INCH)
    width, height = (float(side) * POINTS_PER_INCH for side in fig.get_size_inches())
    renderer = SvgRenderer(width, height)
    for axes in fig.axes:
        _fix_empty_labels(axes)
        _keep_notes(axes)
    fig.draw(renderer)
    return renderer.svg()


def _fix_empty_labels(axes: Axes) -> None:
    """Spare matplotlib measuring all ticks, thrice, to find where a label goes that is not there."""
    for axis in (axes.xaxis, axes.yaxis):
        if not axis.label.get_text():
            axis.set_label_coords(0.5, 0.5)


def _keep_notes(axes: Axes) -> None:
    """A form notes nothing outside its axes, which matplotlib would look for at every note."""
    for text in axes.texts:
        if isinstance(text, Annotation):
            text.set_annotation_clip(False)


class SvgCanvas(FigureCanvasBase):
    """Lets the layout measure texts as they will be drawn."""

    def get_renderer(self) -> RendererBase:
        return _measuring()


@lru_cache(1)
def _measuring() -> SvgRenderer:
    # One for all figures: matplotlib keeps the size of a text as long as what measured it.
    return SvgRenderer(1, 1)


class SvgRenderer(RendererBase):
    """What matplotlib calls to draw lines, marks and text; pictures of pixels are not drawn."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._flip = Affine2D().scale(1, -1).translate(0, height)
        self._parts: list[str] = []
        self._defined: dict[str, str] = {}
        # In order of their first use.
        self._letters: dict[str, None] = {}

    def svg(self) -> str:
        size = f"{short(self.width)} {short(self.height)}"
        defined = "".join(element.format(name) for element, name in self._defined.items())
        letters = "".join(f'<path id="{name}" d="{letter(name)}"/>' for name in self._letters)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{short(self.width)}pt" '
            f'height="{short(self.height)}pt" viewBox="0 0 {size}" '
            f'stroke-linejoin="{JOIN}" stroke-linecap="{CAP}">'
            f"<defs>{defined}{letters}</defs>{''.join(self._parts)}</svg>"
        )

    def flipy(self) -> bool:
        return True

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        return measured(s, prop.copy(), ismath)

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        # matplotlib asks for this where a renderer has it; otherwise it opens the font for every text.
        return line_metrics(prop.copy())

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        placed = (transform + self._flip).transform_path(path)
        drawn = outline(placed)
        if drawn:
            clip = self._clip(gc, np.asarray(placed.vertices))
            self._parts.append(f'<path d="{drawn}"{self._look(gc, rgbFace)}{clip}/>')

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        drawn = outline((marker_trans + Affine2D().scale(1, -1)).transform_path(marker_path))
        name = self._define(f'<path id="{{}}" d="{drawn}"{self._look(gc, rgbFace)}/>')
        points = (trans + self._flip).transform(path.vertices)
        clip = self._clip(gc, points)
        uses = "".join(
            f'<use href="#{name}" x="{short(x)}" y="{short(y)}"/>' for x, y in points if np.isfinite(x + y)
        )
        self._parts.append(f"<g{clip}>{uses}</g>" if clip else uses)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        scale = f"{prop.get_size_in_points() / DRAWN_AT:.8f}"
        turn = f" rotate({short(-angle)})" if angle else ""
        bold = ' font-weight="700"' if prop.get_weight() in ("bold", 700) else ""
        letters, used = line(s, prop.copy(), ismath)
        self._letters.update(dict.fromkeys(used))
        self._parts.append(
            f'<g aria-label="{escape(s)}"{bold}{_paint("fill", gc.get_rgb())} '
            f'transform="translate({short(x)} {short(y)}){turn} scale({scale} -{scale})">{letters}</g>'
        )

    def _define(self, element: str) -> str:
        """The name of `element`, which is written once and has `{}` where its name goes."""
        return self._defined.setdefault(element, f"s{len(self._defined)}")

    def _look(self, gc: GraphicsContextBase, face: Any) -> str:
        fill = f' fill="url(#{self._hatch(gc, face)})"' if gc.get_hatch() else _paint("fill", face)
        width = gc.get_linewidth()
        if not width:
            return fill
        look = f'{fill}{_paint("stroke", gc.get_rgb())} stroke-width="{short(width)}"'
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            look += f' stroke-dasharray="{" ".join(short(float(part)) for part in np.atleast_1d(dashes))}"'
            look += f' stroke-dashoffset="{short(offset)}"' if offset else ""
        join, cap = str(gc.get_joinstyle()), str(gc.get_capstyle())
        look += f' stroke-linejoin="{join}"' if join != JOIN else ""
        return look + (f' stroke-linecap="{CAPS.get(cap, cap)}"' if cap != CAP else "")

    def _hatch(self, gc: GraphicsContextBase, face: Any) -> str:
        to_pattern = Affine2D().scale(HATCH_SIZE, -HATCH_SIZE).translate(0, HATCH_SIZE)
        drawn = outline(to_pattern.transform_path(gc.get_hatch_path()))
        ink, width = to_hex(gc.get_hatch_color()), short(gc.get_hatch_linewidth())
        return self._define(
            f'<pattern id="{{}}" patternUnits="userSpaceOnUse" width="{HATCH_SIZE}" height="{HATCH_SIZE}">'
            f'<rect width="{HATCH_SIZE + 1}" height="{HATCH_SIZE + 1}"{_paint("fill", face)}/>'
            f'<path d="{drawn}" fill="{ink}" stroke="{ink}" stroke-width="{width}" '
            'stroke-linejoin="miter"/></pattern>'
        )

    def _clip(self, gc: GraphicsContextBase, points: Any, reach: float = 0.0) -> str:
        """The attribute that cuts off what lies outside the axes; nothing where nothing does."""
        window = gc.get_clip_rectangle()
        if window is None:
            return ""
        reach += gc.get_linewidth() / 2
        x0, x1, y0, y1 = window.x0, window.x1, self.height - window.y1, self.height - window.y0
        low, high = np.nanmin(points, axis=0) - reach, np.nanmax(points, axis=0) + reach
        if low[0] >= x0 and low[1] >= y0 and high[0] <= x1 and high[1] <= y1:
            return ""
        name = self._define(
            f'<clipPath id="{{}}"><rect x="{short(x0)}" y="{short(y0)}" '
            f'width="{short(x1 - x0)}" height="{short(y1 - y0)}"/></clipPath>'
        )
        return f' clip-path="url(#{name})"'


def _paint(what: str, colour: Any) -> str:
    if colour is None:
        return f' {what}="none"'
    opacity = f' {what}-opacity="{short(colour[3])}"' if len(colour) == 4 and colour[3] != 1 else ""
    return f' {what}="{to_hex(colour)}"{opacity}'
