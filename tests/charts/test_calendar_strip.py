import pandas as pd
import pytest
from aarsmelding.charts.calendar_strip import calendar_strip

from tests.drawn_names import notes, rows

NOTES = pd.Series({"Oppdiktet A": "3 av 4", "Oppdiktet B": "1 av 2"})


def made_up_events() -> pd.DataFrame:
    """Made-up meetings: three known days, two of them next to each other, and one known month."""
    return pd.DataFrame(
        {
            "row": ["Oppdiktet A", "Oppdiktet A", "Oppdiktet A", "Oppdiktet B"],
            "day": pd.to_datetime(["2031-03-18", "2031-03-19", "2031-12-31", None]),
            "month": [3, 3, 12, 2],
            "state": ["holdt", "planlagt", "holdt", "holdt"],
        }
    )


@pytest.fixture
def axes():
    return calendar_strip(made_up_events(), 2031, notes=NOTES).axes[0]


def test_a_known_day_is_a_point_and_a_known_month_is_a_band(axes):
    points = [line for line in axes.lines if line.get_linestyle() == "None"]
    assert [round(float(p.get_xdata()[0]), 1) for p in points] == [76.5, 77.5, 364.5]
    band = axes.patches[0]
    assert (band.get_x(), band.get_width(), band.get_hatch()) == (32.5, 25, "////")


def test_neighbouring_days_do_not_lie_on_each_other(axes):
    first, second, alone = [float(line.get_ydata()[0]) for line in axes.lines]
    assert first == alone == 0
    assert second > first


def test_rows_come_from_the_top_with_their_notes(axes):
    assert rows(axes) == ["Oppdiktet A", "Oppdiktet B"]
    assert axes.yaxis_inverted()
    assert {"18.", "19.", "31.", "3 av 4", "1 av 2"} == set(notes(axes))


def test_states_differ_in_shape_and_are_all_in_the_legend(axes):
    legend = axes.get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["holdt", "planlagt", "bare måneden er kjent"]
    assert [line.get_marker() for line in axes.lines] == ["o", "D", "o"]


def test_a_leap_year_has_one_more_day():
    leap = calendar_strip(made_up_events().assign(day=pd.NaT), 2032, notes=NOTES).axes[0]
    assert leap.get_xlim() == (0, 366)
