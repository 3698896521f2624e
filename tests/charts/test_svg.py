"""Our SVG looks as matplotlib's own does, and is the same every time."""

from __future__ import annotations

import io

import matplotlib
import numpy as np
import pytest
import resvg_py
from aarsmelding.charts.style import STYLE
from aarsmelding.charts.svg import as_svg
from matplotlib.figure import Figure
from PIL import Image

FRAMED = {"xlim": (0, 4), "ylim": (0, 4)}


@pytest.fixture(autouse=True)
def house_style():
    with matplotlib.rc_context(STYLE):
        yield


def lines(axes):
    axes.plot([0, 2, 4], [1, np.nan, 3], lw=3)
    axes.plot([0, 3], [3, 1], ls="--", color="#CD4805", solid_capstyle="round")


def what_reaches_out_of_the_axes(axes):
    axes.plot([-1, 5], [-1, 5], lw=9, alpha=0.5)
    axes.plot([0, 4], [2, 2], "o", ms=20)


def marks(axes):
    axes.plot([1, 2, 3], [1, np.nan, 3], "D", mfc="none", mec="#2892CF", ms=12)
    axes.plot([1, 2, 3], [3, 2, 1], "x", mew=3)


def hatched_bars(axes):
    axes.bar([1, 3], [3, 2], hatch="///", edgecolor="white", color="#0F2750")
    axes.bar([2], [3], color=(1, 0, 0, 0.4), edgecolor="black", ls=":")


def texts(axes):
    axes.set_title("Årsmelding «2031»")
    axes.text(1, 2, "to\nlinjer", ha="center", rotation=90, bbox={"facecolor": "white"})
    axes.text(2, 3, "$x^2$", fontsize=20)


def picture(svg: str) -> np.ndarray:
    png = resvg_py.svg_to_bytes(svg_string=svg, dpi=72, zoom=2, background="#ffffff", skip_system_fonts=True)
    return np.asarray(Image.open(io.BytesIO(bytes(png))).convert("L"), dtype=float)


def figure(draw) -> Figure:
    fig = Figure(figsize=(3, 2), layout="none")
    axes = fig.subplots()
    draw(axes)
    axes.set(**FRAMED)
    return fig


@pytest.mark.parametrize("draw", [lines, what_reaches_out_of_the_axes, marks, hatched_bars, texts])
def test_it_looks_as_what_matplotlib_writes(draw):
    own = io.StringIO()
    figure(draw).savefig(own, format="svg")
    ours, theirs = picture(as_svg(figure(draw))), picture(own.getvalue())
    assert ours.shape == theirs.shape
    assert ours.min() < 128
    # A hundredth of a point moves the edge of a line by a shade.
    assert np.mean(np.abs(ours - theirs) > 64) < 0.0005


def test_the_same_figure_is_the_same_text():
    assert as_svg(figure(texts)) == as_svg(figure(texts))


def test_a_letter_is_written_once():
    svg = as_svg(figure(lambda axes: [axes.text(1, y, "annaanna") for y in (1, 2, 3)]))
    assert [svg.count(f'href="#n{letter}"') for letter in (44, 51)] == [12, 12]
    assert [svg.count(f'<path id="n{letter}"') for letter in (44, 51)] == [1, 1]
