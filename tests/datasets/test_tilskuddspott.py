"""Cleaning and identities of the grant money in all."""

import pandas as pd
import pytest
from aarsmelding.datasets import get, tilskuddspott
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

PRINTED = {
    ("2024", "utdelt"): "kr 18 000 000",
    ("2024", "total"): "kr 18 000 000",
    ("2024", "sum_brukt"): "kr 1 387 032",
    ("2024", "sum_resterende"): "kr 16 612 968",
    ("2025", "utdelt"): "kr 18 000 000",
    ("2025", "restsum"): "kr 16 612 968",
    ("2025", "total"): "kr 34 612 968",
    ("2025", "sum_brukt"): "kr 10 494 030",
    ("2025", "sum_resterende"): "kr 24 118 938",
    ("2026", "kpi_prosent"): "7,84 %",
    ("2026", "kpi_sum"): "kr 1 412 000",
    ("2026", "utdelt"): "kr 19 412 000",
    ("2026", "restsum"): "kr 24 118 938",
    ("2026", "tilskuddskoordinator"): "kr 1 300 000",
    ("2026", "total"): "kr 42 230 938",
    ("2026", "sum_tildelt_prosjekter"): "kr 18 842 816",
    ("2026", "sum_foer_ekstra"): "kr 23 388 122",
    ("2026", "sum_ekstra"): "kr 7 800 000",
    ("2026", "sum_resterende_disponibelt"): "kr 15 588 122",
}


def cleaned(printed: dict[tuple[str, str], str]) -> pd.DataFrame:
    rows = [
        {
            "aar": year,
            "post": post,
            "post_trykt": "KPI siden 2024" if post == "kpi_prosent" else post,
            "verdi": value,
        }
        for (year, post), value in printed.items()
    ]
    return clean(tilskuddspott, *rows)


def broken_posts(printed: dict[tuple[str, str], str]) -> list[str]:
    faults = schema_faults(get("tilskuddspott"), cleaned(printed), "tilskuddspott.csv", 2025)
    places = list(printed)
    return sorted({f"{places[f.row - 2][0]} {places[f.row - 2][1]}" for f in faults})


def test_a_percentage_is_a_share_and_not_an_amount():
    row = cleaned({("2026", "kpi_prosent"): "7,84 %"}).iloc[0]
    assert row["andel"] == 0.0784
    assert pd.isna(row["beloep_kr"])


def test_the_printed_figures_keep_every_identity():
    assert broken_posts(PRINTED) == []


@pytest.mark.parametrize(
    ("year", "post", "changed"),
    [
        ("2025", "total", "kr 34 612 969"),
        ("2026", "total", "kr 42 230 939"),
        ("2024", "sum_resterende", "kr 16 612 969"),
        ("2025", "restsum", "kr 16 612 969"),
        ("2026", "kpi_sum", "kr 1 412 001"),
        ("2026", "kpi_prosent", "7,85 %"),
        ("2026", "sum_foer_ekstra", "kr 23 388 123"),
        ("2026", "sum_resterende_disponibelt", "kr 15 588 123"),
    ],
)
def test_a_changed_figure_breaks_its_identity(year, post, changed):
    assert f"{year} {post}" in broken_posts(PRINTED | {(year, post): changed})


def test_a_post_that_is_not_printed_breaks_nothing():
    without = {place: value for place, value in PRINTED.items() if place[1] != "sum_resterende_disponibelt"}
    assert broken_posts(without) == []


def test_a_single_post_alone_breaks_nothing():
    assert broken_posts({("2026", "total"): "kr 42 230 938"}) == []
    assert broken_posts({("2026", "kpi_prosent"): "7,84 %"}) == []
