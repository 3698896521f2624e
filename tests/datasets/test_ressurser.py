"""Cleaning of the stated full-time equivalents; the sums here are made up."""

import pandas as pd
from aarsmelding import datasets
from aarsmelding.datasets import ressurser
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

YEAR_WITHOUT_EXCEPTIONS = 1999


def cleaned(*posts: tuple[str, str, str | None]) -> pd.DataFrame:
    rows = [
        {
            "post": post,
            "trykt": printed,
            "er_del_av": whole,
            "er_anslag": "Ja",
        }
        for post, printed, whole in posts
    ]
    return clean(ressurser, *rows)


def rules_broken_by(*posts: tuple[str, str, str | None]) -> set[str]:
    dataset = datasets.get("ressurser")
    faults = schema_faults(dataset, cleaned(*posts), "made up", YEAR_WITHOUT_EXCEPTIONS)
    return {fault.rule for fault in faults}


def test_numbers_in_words_and_in_digits_are_both_read():
    rows = cleaned(("samlet", "sju", None), ("foretak", "4,5", "samlet"), ("kommunal", "ett", None))
    assert rows["aarsverk"].tolist() == [7.0, 4.5, 1.0]
    assert rows["trykt"].tolist() == ["sju", "4,5", "ett"]


def test_the_parts_must_add_up_to_the_whole():
    parts = (("foretak", "4,5", "samlet"), ("kommunal", "to", "samlet"))
    assert rules_broken_by(("samlet", "6,5", None), *parts) == set()
    assert rules_broken_by(("samlet", "sju", None), *parts) == {"the parts must add up to the whole"}


def test_a_part_of_a_post_that_is_missing_is_refused():
    assert rules_broken_by(("kommunal", "to", "samlet")) == {"a part must belong to a post that is there"}
