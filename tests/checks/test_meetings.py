"""Made-up registers of meetings and cases against made-up published counts."""

import pandas as pd
import pytest
from aarsmelding.checks import meetings
from aarsmelding.datasets import WHOLE_YEAR

MEETINGS = pd.DataFrame(
    [
        (2031, "ssu", "avholdt", "ordinaer", "digitalt"),
        (2031, "ssu", "avholdt", "ordinaer", "fysisk"),
        (2031, "ssu", "avholdt", "ekstraordinaer", "hybrid"),
        (2031, "ssu", "avlyst", "ordinaer", "digitalt"),
        (2031, "ssu", "forslag", "ordinaer", "digitalt"),
        (2031, "ssu", "planlagt", "ordinaer", "fysisk"),
        (2031, "ssu", "forslag", "ordinaer", "hybrid"),
        (2031, "fsu_a", "avholdt", "ukjent", "ukjent"),
        (2031, "fsu_b", "avholdt", "ukjent", "ukjent"),
        (2030, "ssu", "avholdt", "ordinaer", "digitalt"),
        (2031, "styret", "avholdt", "ukjent", "ukjent"),
    ],
    columns=["aar", "utvalg", "status", "moetetype", "form"],
)
CASES = pd.DataFrame(
    [(2031, "ssu", 1), (2031, "ssu", 2), (2031, "fsu_a", 1), (2031, "fsu_b", 1), (2030, "ssu", 1)],
    columns=["aar", "utvalg", "loepenr"],
)
COUNTS = {
    "antall_avholdte": 3,
    "antall_avlyste": 1,
    "antall_ordinaere": 2,
    "antall_ekstraordinaere": 1,
    "antall_digitale": 1,
    "antall_hybride": 1,
    "antall_fysiske": 1,
    "antall_saker": 2,
}
PUBLISHED = pd.DataFrame([{"aar": 2031, "utvalg": "ssu", **COUNTS}]).astype(dict.fromkeys(COUNTS, "Int64"))
SUMS = pd.DataFrame(
    [(2031, "FSU", "moeter_avholdt", 2), (2031, "FSU", "saker", 2), (2031, "FSU", "utvalg_i_virksomhet", 9)],
    columns=["aar", "type", "maal", "antall"],
)
BODIES = pd.DataFrame(
    [("ssu", "SSU"), ("fsu_a", "FSU"), ("fsu_b", "FSU"), ("styret", "annet")], columns=["utvalg", "type"]
)
AS_MANY = "the register must count as many {} as is published"
NOT_MORE = "a register of a part of the year must not count more {} than is published"
WHAT = {
    "antall_avholdte": "meetings held",
    "antall_avlyste": "cancelled meetings",
    "antall_ordinaere": "ordinary meetings",
    "antall_ekstraordinaere": "extraordinary meetings",
    "antall_digitale": "digital meetings",
    "antall_hybride": "hybrid meetings",
    "antall_fysiske": "physical meetings",
    "antall_saker": "cases",
}
every_count = pytest.mark.parametrize(("column", "what"), WHAT.items())


def declared(register: pd.DataFrame, year: int | None) -> pd.DataFrame:
    made = register.copy()
    made.attrs = {WHOLE_YEAR: year} if year else {}
    return made


def per_body(published: pd.DataFrame, year: int | None = None, held: pd.DataFrame = MEETINGS):
    return [
        *meetings.registeret_har_moetene(declared(held, year), published),
        *meetings.registeret_har_sakene(declared(CASES, year), published),
    ]


def per_type(sums: pd.DataFrame, year: int | None = None):
    return [
        *meetings.registeret_har_moetesummene(declared(MEETINGS, year), sums, BODIES),
        *meetings.registeret_har_saksummene(declared(CASES, year), sums, BODIES),
    ]


def changed(column: str, by: int) -> pd.DataFrame:
    made = PUBLISHED.copy()
    made[column] += by
    return made


@pytest.mark.parametrize("year", [None, 2031])
def test_equal_counts_are_no_difference(year):
    assert per_body(PUBLISHED, year) == []
    assert per_type(SUMS, year) == []


@every_count
@pytest.mark.parametrize(("year", "rule"), [(2031, AS_MANY), (None, NOT_MORE), (2030, NOT_MORE)])
def test_one_more_than_is_published_is_named_with_both_numbers(column, what, year, rule):
    (broken,) = per_body(changed(column, -1), year)
    assert broken.rule == rule.format(what)
    assert broken.where == {"aar": 2031, "utvalg": "ssu"}
    assert broken.found == f"published {COUNTS[column] - 1}, in the register {COUNTS[column]}"


@every_count
def test_one_less_than_is_published_is_wrong_only_in_a_whole_register(column, what):
    (broken,) = per_body(changed(column, 1), 2031)
    assert broken.rule == AS_MANY.format(what)
    assert broken.found == f"published {COUNTS[column] + 1}, in the register {COUNTS[column]}"
    assert per_body(changed(column, 1)) == []


@every_count
def test_what_is_not_published_is_held_against_nothing(column, what):
    made = PUBLISHED.copy()
    made[column] = pd.NA
    assert per_body(made, 2031) == []


def of_unknown_form(count: int) -> pd.DataFrame:
    made = MEETINGS.copy()
    made.loc[[0, 1][:count], "form"] = "ukjent"
    return made


def test_meetings_of_an_unknown_form_may_be_of_any():
    assert per_body(PUBLISHED, 2031, of_unknown_form(1)) == []
    digital, physical = per_body(
        PUBLISHED.assign(antall_digitale=4, antall_fysiske=4), 2031, of_unknown_form(2)
    )
    assert digital.found == "published 4, in the register 0 and 2 of which it is not known"
    assert physical.rule == AS_MANY.format("physical meetings")


@pytest.mark.parametrize(("place", "what"), [(0, "meetings held"), (1, "cases")])
def test_a_type_of_body_is_held_against_its_sum(place, what):
    less, more = SUMS.copy(), SUMS.copy()
    less.loc[place, "antall"] -= 1
    more.loc[place, "antall"] += 1
    ((whole,), (part,), (lacking,)) = per_type(less, 2031), per_type(less), per_type(more, 2031)
    assert (whole.rule, part.rule) == (AS_MANY.format(what), NOT_MORE.format(what))
    assert lacking.found == "published 3, in the register 2"
    assert lacking.where == {"aar": 2031, "type": "FSU"}
    assert per_type(more) == []
