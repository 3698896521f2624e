import pandas as pd
from aarsmelding.charts.horizon import horizon_bars

ITEMS = pd.DataFrame(
    {"fra": [0, 6, 6], "til": [6, 24, 24], "fase": ["forprosjekt", "drift", "drift"]},
    index=["Klart ansvar", "Kortere ventetid", "Færre reiser"],
)


def test_a_bar_runs_from_its_first_month_to_its_last():
    bars = [bar for container in horizon_bars(ITEMS).axes[0].containers for bar in container]
    assert [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars] == [(0, 6), (6, 24), (6, 24)]


def test_a_phase_is_named_once_and_has_its_own_hatch():
    axes = horizon_bars(ITEMS).axes[0]
    assert [text.get_text() for text in axes.texts].count("drift") == 1
    hatches = [bar.get_hatch() for container in axes.containers for bar in container]
    assert hatches[0] != hatches[1] == hatches[2]
