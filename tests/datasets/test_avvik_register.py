"""Cleaning and rules of the register of deviations. Every row is made up."""

import pandas as pd
import pytest
from aarsmelding.datasets import avvik_register, get
from aarsmelding.errors import DataRefused
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

MUNICIPALITIES = {"Fjordby": "9901", "Dalbygd": "9902"}
SENT = {"id": "A-1", "dato": "30.12.2031", "retning": "til_foretak", "fra": "Fjordby", "til": "OSH"}
RECEIVED = {"id": "A-2", "dato": "01.02.2031", "retning": "fra_foretak", "fra": "OSH", "til": "Dalbygd"}


def cleaned(*rows: dict[str, str]) -> pd.DataFrame:
    return clean(avvik_register, *rows, vocabulary={"kommuner": MUNICIPALITIES})


def rules(*rows: dict[str, str]) -> list[str]:
    frame = cleaned(*rows)
    return [fault.rule for fault in schema_faults(get("avvik_register"), frame, "avvik_register.csv", 2031)]


def test_the_municipality_is_the_party_that_is_not_the_trust():
    assert cleaned(SENT, RECEIVED)["kommune_nr"].tolist() == ["9901", "9902"]


def test_a_report_from_outside_the_area_has_no_municipality():
    (number,) = cleaned(SENT | {"fra": "Utenfor primærområdet"})["kommune_nr"]
    assert pd.isna(number)


def test_the_days_to_an_answer_are_counted_over_the_turn_of_the_year():
    row = cleaned(SENT | {"besvart_dato": "02.01.2032"}).iloc[0]
    assert (row["dager_til_svar"], row["aar"], row["maaned"]) == (3, 2031, 12)


def test_what_is_not_answered_has_no_days():
    assert cleaned(SENT)["dager_til_svar"].isna().all()


def test_a_sound_register_keeps_every_rule():
    assert rules(SENT | {"besvart_dato": "30.12.2031"}, RECEIVED) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"besvart_dato": "29.12.2031"}, "an answer must not come before the report"),
        ({"retning": "begge"}, "must be one of: til_foretak, fra_foretak"),
        ({"id": "A-2"}, "values must be unique"),
    ],
)
def test_a_row_that_cannot_be_is_refused(change, rule):
    assert rule in rules(SENT | change, RECEIVED)


def test_a_municipality_outside_the_partnership_is_refused():
    with pytest.raises(DataRefused) as refusal:
        cleaned(SENT | {"fra": "Storby"})
    assert [fault.value for fault in refusal.value.faults] == ["Storby"]
