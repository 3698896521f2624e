"""The mechanism of checks between datasets."""

from collections.abc import Iterator

import pandas as pd
import pytest
from aarsmelding import checks, datasets
from aarsmelding.checks import Broken
from aarsmelding.datasets import KnownBreak

FRAMES = {"kommuner": pd.DataFrame({"kommune_nr": ["5501"]}), "avvik": pd.DataFrame({"kommune_nr": ["9999"]})}


def known_municipality(avvik: pd.DataFrame, kommuner: pd.DataFrame) -> Iterator[Broken]:
    """A made-up check."""
    for number in set(avvik["kommune_nr"]) - set(kommuner["kommune_nr"]):
        yield Broken("avvik", "a municipality must be known", {"kommune_nr": number}, "not in the list")


def run(frames=FRAMES, known=()):
    return list(checks._run(frames, 2031, {"known_municipality": known_municipality}, known))


def declared(number: str) -> KnownBreak:
    return KnownBreak("known_municipality", {"kommune_nr": number}, "Oppdiktet grunn.")


def test_a_broken_row_is_a_fault_that_says_file_rule_value_and_remedy():
    (fault,) = run()
    assert fault.file == "data/raw/2031/avvik.csv"
    assert fault.rule == "a municipality must be known"
    assert fault.value == "kommune_nr=9999; not in the list"
    assert "declare it in EXCEPTIONS" in fault.remedy


def test_a_check_waits_until_all_its_datasets_are_there():
    assert run({"avvik": FRAMES["avvik"]}) == []


def test_a_declared_break_is_not_a_fault():
    assert run(known=[declared("9999")]) == []


def test_a_declared_break_that_matches_nothing_is_a_fault():
    rules = [fault.rule for fault in run(known=[declared("9999"), declared("1111")])]
    assert rules == [
        "a declared exception no longer applies: known_municipality where {'kommune_nr': '1111'}"
    ]


def test_an_exception_of_one_year_says_nothing_about_another():
    years = {exception.year for exception in checks.exceptions()}
    assert years == {2025, 2026}


@pytest.mark.parametrize("name", checks.all_checks())
def test_every_check_asks_for_datasets_that_exist(name):
    import inspect

    asked = list(inspect.signature(checks.all_checks()[name]).parameters)
    assert asked
    assert set(asked) <= set(datasets.names())


@pytest.mark.parametrize("name", checks.all_checks())
def test_every_check_says_what_must_hold(name):
    assert checks.all_checks()[name].__doc__


def test_every_exception_is_of_a_check_that_exists_and_has_a_reason():
    for exception in checks.exceptions():
        assert exception.check in checks.all_checks()
        assert exception.reason.endswith(".")
