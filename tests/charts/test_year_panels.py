import pandas as pd
from aarsmelding.charts.year_panels import year_panels

AMOUNTS = pd.DataFrame({2031: [1.0, None], 2032: [2.0, 4.0]}, index=["Første", "Andre"])


def test_each_item_has_a_panel_and_a_missing_year_no_column():
    first, second = year_panels(AMOUNTS).axes
    assert [axes.get_title(loc="left") for axes in (first, second)] == ["Første", "Andre"]
    assert [len(axes.patches) for axes in (first, second)] == [2, 1]
    assert "–" in [text.get_text() for text in second.texts]


def test_a_muted_item_is_hatched():
    first, second = year_panels(AMOUNTS, muted=("Andre",)).axes
    assert first.patches[0].get_hatch() is None
    assert second.patches[0].get_hatch()


def test_all_panels_share_the_scale():
    first, second = year_panels(AMOUNTS).axes
    assert first.get_ylim() == second.get_ylim()
