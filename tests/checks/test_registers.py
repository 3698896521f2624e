"""A made-up register against made-up published figures."""

import pandas as pd
import pytest
from aarsmelding.checks import registers

REGISTER = pd.DataFrame(
    [
        (2031, "til_foretak", "9901", "Epikrise", "2031-02-01"),
        (2031, "til_foretak", "9901", "Epikrise", None),
        (2031, "til_foretak", "9902", None, None),
        (2031, "til_foretak", None, "Epikrise", None),
        (2031, "fra_foretak", "9902", "Transport", "2031-03-01"),
        (2030, "fra_foretak", "9901", "Transport", "2031-01-02"),
    ],
    columns=["aar", "retning", "kommune_nr", "aarsak", "besvart_dato"],
)
MUNICIPALITIES = pd.DataFrame(
    [("9901", "til_foretak", 2, 1), ("9902", "til_foretak", 1, pd.NA), ("9902", "fra_foretak", 1, 1)],
    columns=["kommune_nr", "retning", "antall_meldt", "antall_besvart"],
)
CAUSES = pd.DataFrame(
    [("til_foretak", "Epikrise", 2), ("fra_foretak", "Transport", 1)],
    columns=["retning", "aarsak", "antall_avvik"],
)
ORIGINS = pd.DataFrame([(True, 3), (False, 1)], columns=["er_primaeromraade", "antall_avvik"])
PAIRS = [
    (registers.registeret_har_kommunenes_avvik, MUNICIPALITIES, "antall_meldt"),
    (registers.registeret_har_aarsakene, CAUSES, "antall_avvik"),
    (registers.registeret_har_opphavet, ORIGINS, "antall_avvik"),
]


@pytest.mark.parametrize(("check", "published", "column"), PAIRS)
def test_equal_counts_are_not_a_difference(check, published, column):
    assert list(check(REGISTER, published)) == []


@pytest.mark.parametrize(("check", "published", "column"), PAIRS)
def test_one_too_many_is_named_with_both_numbers(check, published, column):
    changed = published.copy()
    changed.loc[0, column] += 1
    (broken,) = check(REGISTER, changed)
    stated = int(changed.loc[0, column])
    assert broken.found == f"published {stated}, in the register {stated - 1}"
    assert next(iter(broken.where.values())) == changed.iloc[0, 0]


def test_an_answer_that_is_not_published_is_named():
    changed = MUNICIPALITIES.copy()
    changed.loc[2, "antall_besvart"] = pd.NA
    (broken,) = registers.registeret_har_kommunenes_avvik(REGISTER, changed)
    assert broken.where == {"kommune_nr": "9902", "retning": "fra_foretak"}
    assert broken.found == "published 0, in the register 1"


def test_a_municipality_that_only_the_register_has_is_named():
    (reports, answers) = registers.registeret_har_kommunenes_avvik(REGISTER, MUNICIPALITIES.iloc[1:])
    assert reports.found == "published 0, in the register 2"
    assert answers.found == "published 0, in the register 1"


def test_every_difference_is_named():
    assert len(list(registers.registeret_har_aarsakene(REGISTER.iloc[:0], CAUSES))) == 2
