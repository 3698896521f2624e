import pandas as pd
import pytest
from aarsmelding.charts.svg import as_svg
from aarsmelding.charts.unit_rows import unit_rows

from tests.drawn_names import notes

COUNTS = pd.DataFrame(
    {"holdt": [3, 1], "avlyst": [2, 0], "utsatt": [0, 0]}, index=["Oppdiktet A", "Oppdiktet B"]
)
NOTES = pd.Series({"Oppdiktet A": "3 av 5", "Oppdiktet B": "1 av 1"})


def test_there_is_one_mark_for_each_unit_and_they_do_not_overlap():
    axes = unit_rows(COUNTS, notes=NOTES).axes[0]
    marks = [
        (kind.get_gid(), x, y)
        for kind in axes.lines
        for x, y in zip(kind.get_xdata(), kind.get_ydata(), strict=True)
    ]
    assert [(g, int(x)) for g, x, y in marks if y == 0] == [
        ("holdt", 0),
        ("holdt", 1),
        ("holdt", 2),
        ("avlyst", 3),
        ("avlyst", 4),
    ]
    assert [(g, int(x)) for g, x, y in marks if y == 1] == [("holdt", 0)]


def test_the_legend_leaves_out_a_kind_that_nobody_has():
    axes = unit_rows(COUNTS, notes=NOTES).axes[0]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["holdt", "avlyst"]


def test_kinds_differ_without_colour():
    axes = unit_rows(COUNTS, notes=NOTES).axes[0]
    looks = {
        line.get_gid(): (line.get_marker(), line.get_markerfacecolor() == "white") for line in axes.lines
    }
    assert len(set(looks.values())) == len(looks)


def test_every_row_has_its_note():
    axes = unit_rows(COUNTS, notes=NOTES).axes[0]
    assert notes(axes) == ["3 av 5", "1 av 1"]


@pytest.mark.parametrize(("name", "columns"), [("Kort", 2), ("Et navn som tar det meste av bredden " * 2, 1)])
def test_the_legend_has_the_lines_that_the_names_leave_room_for(name, columns):
    counts = COUNTS.rename(index={"Oppdiktet A": name})
    counts.columns = ["holdt som planlagt", "avlyst eller flyttet", "utsatt"]
    fig = unit_rows(counts, notes=NOTES.rename({"Oppdiktet A": name}))
    as_svg(fig)
    legend = fig.axes[0].get_legend()
    assert legend._ncols == columns
    assert legend.get_window_extent(fig.canvas.get_renderer()).x1 <= fig.bbox.width
