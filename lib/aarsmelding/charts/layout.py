"""Room for what stands around axes: the places that constrained layout finds, from one look at each text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec
from matplotlib.layout_engine import LayoutEngine
from matplotlib.legend import Legend
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import Bbox, BboxBase

from aarsmelding.charts.room import PAD, Reach, divided, reach

Sides = tuple[list[Reach], list[Reach]]


class OneLook(LayoutEngine):
    """Places a grid of axes so that no text of theirs is cut or covered.

    How far a text reaches from the point that it is tied to does not change with the length of the
    axes. So each is measured once, and the places are computed; constrained layout measures all that
    is drawn, twice. Only where matplotlib chooses ticks by the length of an axis are the axes looked
    at again. Shapes are not looked at: no form draws any outside its axes.
    """

    _adjust_compatible = False
    _colorbar_gridspec = False

    def execute(self, fig: Figure) -> None:
        renderer = fig.canvas.get_renderer()  # type: ignore[attr-defined]
        grid = {axes: spec for axes in fig.axes if (spec := axes.get_subplotspec()) is not None}
        texts = [_sides(axes, _texts(axes), renderer) for axes in grid]
        has_chosen = any(
            not isinstance(axis.get_major_locator(), FixedLocator) for axes in grid for axis in _scales(axes)
        )
        for _ in range(1 + has_chosen):
            scales = [_sides(axes, _scales(axes), renderer) for axes in grid]
            _place(fig, grid, zip(texts, scales, strict=True), _outside(fig, renderer))


def _texts(axes: Axes) -> list[Artist]:
    return [
        child
        for child in axes.get_children()
        if isinstance(child, Legend)
        or (isinstance(child, Text) and child.get_text() and child.get_in_layout() and child.get_visible())
    ]


def _scales(axes: Axes) -> list[Axis]:
    return [axis for axis in (axes.xaxis, axes.yaxis) if axes.axison and axis.get_visible()]


def _sides(axes: Axes, artists: Iterable[Artist], renderer: RendererBase) -> Sides:
    """How far `artists` reach from left to right, and from below to above."""
    # Limits that follow from the data are found when they are asked for.
    axes.get_xlim()
    axes.get_ylim()
    frame, noted = axes.bbox, set(axes.texts)
    across, along = [], []
    for artist in artists:
        box, tie = _box(artist, renderer), _tie(artist, frame, artist in noted)
        if box is None or not np.isfinite([box.extents, tie.extents]).all():
            continue
        if not isinstance(artist, Text) or artist in noted:
            across.append(reach(box.intervalx, tie.intervalx, frame.intervalx))
        # A title may be wider than its axes.
        along.append(reach(box.intervaly, tie.intervaly, frame.intervaly))
    return across, along


def _box(artist: Artist, renderer: RendererBase) -> BboxBase | None:
    if isinstance(artist, Axis):
        return artist.get_tightbbox(renderer, for_layout_only=True)
    return artist.get_window_extent(renderer)


def _tie(artist: Artist, frame: BboxBase, is_note: bool) -> BboxBase:
    """What `artist` moves with."""
    if isinstance(artist, Legend):
        return artist.get_bbox_to_anchor()
    if not isinstance(artist, Text) or not is_note:
        return frame
    is_beside = isinstance(artist, Annotation) and artist.anncoords == "offset points"
    x, y = artist.get_transform().transform((0, 0) if is_beside else artist.get_unitless_position())
    return Bbox([[x, y], [x, y]])


def _place(
    fig: Figure,
    grid: Mapping[Axes, SubplotSpec],
    reaches: Iterable[Iterable[Sides]],
    outside: tuple[float, float],
) -> None:
    width, height = fig.bbox.size
    below, above = outside
    columns: dict[int, list[Reach]] = defaultdict(list)
    rows: dict[int, list[Reach]] = defaultdict(list)
    for spec, sides in zip(grid.values(), reaches, strict=True):
        for across, along in sides:
            columns[spec.colspan.start].extend(across)
            # From below, as points are counted.
            rows[-spec.rowspan.start].extend(along)
    left_right, down_up = divided(width, columns), divided(height - below - above, rows)
    for axes, spec in grid.items():
        x0, x1 = left_right[spec.colspan.start]
        y0, y1 = down_up[-spec.rowspan.start]
        box = Bbox([[x0, below + y0], [x1, below + y1]])
        axes.set_position(box.transformed(fig.transFigure.inverted()))


def _outside(fig: Figure, renderer: RendererBase) -> tuple[float, float]:
    """How much of the paper legends and texts of the whole figure take, below and above."""
    taken = [0.0, 0.0]
    for artist in (*fig.legends, *fig.texts):
        box = artist.get_window_extent(renderer)
        is_above = int((box.y0 + box.y1) / 2 > fig.bbox.height / 2)
        taken[is_above] = max(taken[is_above], box.height + 2 * PAD)
    return taken[0], taken[1]
