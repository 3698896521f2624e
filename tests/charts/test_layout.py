"""Room around axes: measured in points from the edges of the paper."""

from __future__ import annotations

import pytest
from aarsmelding.charts.canvas import Drawing, paper
from aarsmelding.charts.layout import OneLook
from aarsmelding.charts.room import COLLAPSED, PAD, Reach, divided
from aarsmelding.charts.style import use_house_style
from aarsmelding.charts.svg import as_svg
from matplotlib.text import Text

MIDDLE = Reach(start=0.5, before=0, end=0.5, after=60)
TOWARDS = Reach(start=0.5, before=60, end=0.5, after=0)


@pytest.mark.parametrize(
    ("length", "parts", "placed"),
    [
        # 3 + 68 + (60 - 34) + 3 = 100
        (100, [[MIDDLE]], [(3, 71)]),
        (100, [[TOWARDS]], [(29, 97)]),
        # Of 126 points, 6 + 6 are pads: 2 x 36 and 60 - 18 remain. The second begins 3 + 36 + 42 + 3 + 3 in.
        (126, [[MIDDLE], []], [(3, 39), (87, 123)]),
        # With 74 points, what begins at the start and is 60 long reaches over no end.
        (100, [[Reach(1, 0, 1, 20), Reach(0, 0, 0, 60)]], [(3, 77)]),
        (100, [[Reach(0, 20, 0, 0), Reach(1, 60, 1, 0)]], [(23, 97)]),
    ],
)
def test_lengths_and_places(length, parts, placed):
    assert list(divided(length, dict(enumerate(parts))).values()) == [pytest.approx(one) for one in placed]


@pytest.fixture
def fig() -> Drawing:
    use_house_style()
    return paper(2.0)


def box(fig: Drawing, text: Text):
    return text.get_window_extent(fig.canvas.get_renderer())


@pytest.mark.parametrize("at", [0.2, 0.4, 0.9, 1.0, 1.1])
def test_the_text_that_reaches_furthest_ends_just_before_the_edge(fig, at):
    axes = fig.subplots()
    axes.axis("off")
    text = axes.text(at, 0.5, "En lang tekst " * (7 if at < 0.5 else 2), transform=axes.transAxes)
    as_svg(fig)
    assert box(fig, text).x1 == pytest.approx(7.2 * 72 - PAD, abs=0.01)


def test_a_note_keeps_its_distance_from_a_point_of_the_data(fig):
    axes = fig.subplots()
    axes.axis("off")
    axes.set_xlim(0, 10)
    note = axes.annotate("lang merknad til punktet", (9, 0.5), xytext=(20, 0), textcoords="offset points")
    as_svg(fig)
    assert box(fig, note).x1 == pytest.approx(7.2 * 72 - PAD, abs=0.01)


def test_a_name_keeps_its_distance_from_the_axes(fig):
    axes = fig.subplots()
    axes.axis("off")
    place, _, _ = axes.get_yaxis_text1_transform(6)
    name = axes.text(0, 0.5, "et ganske langt navn på en rad", transform=place, ha="right", fontsize=20)
    as_svg(fig)
    assert box(fig, name).x0 == pytest.approx(PAD, abs=0.01)


def test_limits_that_follow_from_the_data_count(fig):
    axes = fig.subplots()
    axes.axis("off")
    axes.barh([0], [100])
    label = axes.text(100, 0, "hundre og litt til")
    axes.margins(x=0.05)
    as_svg(fig)
    assert box(fig, label).x1 == pytest.approx(7.2 * 72 - PAD, abs=0.01)


def test_nothing_beside_the_axes_leaves_them_all_but_the_edge(fig):
    axes = fig.subplots()
    axes.axis("off")
    as_svg(fig)
    assert axes.bbox.extents == pytest.approx([3, 3, 7.2 * 72 - 3, 2 * 72 - 3])


def test_panels_are_as_large_and_a_title_may_be_wider_than_its_own(fig):
    first, second, third = fig.subplots(1, 3)
    for axes in (first, second, third):
        axes.set_xticks([])
        axes.set_yticks([])
    first.set_title("En tittel som er mye lengre enn ruten under den er bred")
    second.set_ylabel("enhet")
    as_svg(fig)
    assert first.bbox.width == pytest.approx(third.bbox.width)
    assert first.bbox.x0 == pytest.approx(PAD)
    assert first.bbox.y0 == second.bbox.y0 and first.bbox.y1 == third.bbox.y1
    assert box(fig, second.yaxis.label).x0 == pytest.approx(first.bbox.x1 + 2 * PAD, abs=0.2)


def test_rows_of_panels_are_placed_from_above(fig):
    upper, lower = fig.subplots(2, 1)
    as_svg(fig)
    assert upper.bbox.y0 > lower.bbox.y1


def test_a_legend_of_the_whole_figure_has_room_of_its_own(fig):
    axes = fig.subplots()
    axes.plot([0, 1], [0, 1], label="linje")
    legend = fig.legend(loc="outside lower left")
    as_svg(fig)
    scale = axes.xaxis.get_tightbbox(fig.canvas.get_renderer())
    assert scale.y0 >= legend.get_window_extent(fig.canvas.get_renderer()).y1


@pytest.mark.parametrize("highest", [1, 7, 40_000_000])
def test_places_are_those_of_constrained_layout(highest):
    use_house_style()
    places = []
    for engine in (OneLook(), "constrained"):
        fig = Drawing(figsize=(7.2, 2.0), layout=engine)
        fig.set_canvas(paper(1).canvas)
        axes = fig.subplots()
        axes.plot([0, highest], [0, highest])
        axes.set(title="Tittel", xlabel="bortover", ylabel="oppover")
        as_svg(fig)
        places.append(axes.bbox.extents)
    ours, theirs = places
    assert ours == pytest.approx(theirs, abs=1.0)


def test_where_texts_leave_no_room_that_is_said_and_what_is_before_the_axes_is_kept():
    # 3 + 30 before, 3 after; the text of 500 begins where the axes do.
    with pytest.warns(UserWarning, match=COLLAPSED):
        assert divided(100, {0: [Reach(0, 30, 0, 0), Reach(0, 0, 0, 500)]})[0] == pytest.approx((33, 97))


def test_where_texts_leave_no_room_that_is_said_and_the_names_are_not_cut(fig):
    axes = fig.subplots()
    axes.axis("off")
    name = axes.text(-0.01, 0.5, "navnet på raden " * 5, transform=axes.transAxes, ha="right")
    axes.text(1, 0.5, "lang merknad " * 9, transform=axes.transAxes)
    with pytest.warns(UserWarning, match=COLLAPSED):
        as_svg(fig)
    assert box(fig, name).x0 >= 0
