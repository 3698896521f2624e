"""Cleaning and identities of the stated totals of deviations; all numbers here are made up."""

import pandas as pd
import pytest
from aarsmelding import datasets
from aarsmelding.datasets import avvik_sum
from aarsmelding.errors import DataRefused
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

YEAR_WITHOUT_EXCEPTIONS = 1999


def cleaned(*statements: str) -> pd.DataFrame:
    """Each statement is `direction year measure number`, with a word of change last if any."""
    rows = []
    for statement in statements:
        direction, year, measure, printed, *word = statement.split()
        rows.append(
            {
                "retning": direction,
                "aar": year,
                "maal": measure,
                "endringsord": word[0] if word else None,
                "trykt": printed,
            }
        )
    return clean(avvik_sum, *rows)


def broken(*statements: str) -> set[str]:
    dataset = datasets.get("avvik_sum")
    faults = schema_faults(dataset, cleaned(*statements), "made up", YEAR_WITHOUT_EXCEPTIONS)
    return {fault.rule for fault in faults}


def test_a_fall_is_a_negative_change_and_a_rise_a_positive_one():
    rows = cleaned("begge 2021 endring_fra_fjoraar 44 nedgang", "begge 2022 endring_fra_fjoraar 3 økning")
    assert rows["antall_avvik"].tolist() == [-44, 3]


def test_a_change_without_its_direction_is_refused():
    assert broken("begge 2021 endring_fra_fjoraar 44") == {
        "a statement must have one number, and a change its direction"
    }


def test_an_unknown_word_of_change_is_refused():
    with pytest.raises(DataRefused) as refusal:
        cleaned("begge 2021 endring_fra_fjoraar 44 bedring")
    assert [fault.value for fault in refusal.value.faults] == ["bedring"]


def test_a_percentage_becomes_a_share_and_no_count():
    row = cleaned("til_foretak 2021 andel_besvart 33,6").loc[2]
    assert row["andel_svar"] == 0.336
    assert pd.isna(row["antall_avvik"])


def test_totals_that_follow_from_each_other_break_nothing():
    assert not broken(
        "begge 2021 meldt 30",
        "til_foretak 2021 meldt 20",
        "fra_foretak 2021 meldt 10",
        "til_foretak 2020 meldt 25",
        "fra_foretak 2020 meldt 12",
        "begge 2021 endring_fra_fjoraar 7 nedgang",
        "til_foretak 2021 meldt_primaeromraadet 18",
        "til_foretak 2021 meldt_utenfor_primaeromraadet 2",
        "til_foretak 2021 med_aarsak 15",
        "til_foretak 2021 uten_aarsak 3",
        "til_foretak 2021 besvart 6",
        "til_foretak 2021 andel_besvart 33,3",
    )


def test_the_two_directions_must_give_the_sum():
    assert broken("begge 2021 meldt 31", "til_foretak 2021 meldt 20", "fra_foretak 2021 meldt 10") == {
        "both directions together must be the sum of the two"
    }


def test_the_areas_must_give_the_sum():
    assert broken(
        "til_foretak 2021 meldt 20",
        "til_foretak 2021 meldt_primaeromraadet 18",
        "til_foretak 2021 meldt_utenfor_primaeromraadet 3",
    ) == {"reported must be inside plus outside the primary area"}


def test_those_with_and_without_a_cause_must_give_the_sum():
    assert broken(
        "til_foretak 2021 meldt_primaeromraadet 18",
        "til_foretak 2021 med_aarsak 15",
        "til_foretak 2021 uten_aarsak 2",
    ) == {"reported must be those with plus those without a cause"}


def test_the_stated_change_must_follow_from_the_two_years():
    assert broken(
        "til_foretak 2021 meldt 20",
        "fra_foretak 2021 meldt 10",
        "til_foretak 2020 meldt 25",
        "fra_foretak 2020 meldt 12",
        "begge 2021 endring_fra_fjoraar 8 nedgang",
    ) == {"the stated change must be this year minus last year"}


def test_the_printed_percentage_must_follow_from_the_counts():
    counts = ("fra_foretak 2021 meldt_primaeromraadet 18", "fra_foretak 2021 besvart 6")
    assert not broken(*counts, "fra_foretak 2021 andel_besvart 33,3")
    assert broken(*counts, "fra_foretak 2021 andel_besvart 33,4") == {
        "the printed percentage must follow from answers and reports"
    }


def test_a_number_stated_twice_must_be_the_same():
    assert broken("til_foretak 2021 besvart 6", "til_foretak 2021 besvart 7") == {
        "the same quantity must be stated with the same number everywhere"
    }
