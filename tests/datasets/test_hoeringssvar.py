"""The consultation answers."""

import pandas as pd
from aarsmelding.datasets import get, hoeringssvar
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

ANSWER = {
    "avsender": "Narvik kommune",
    "gruppe": "Innspill fra kommuner:",
    "avsendertype": "kommune",
    "kommune": "Narvik",
    "innspill_prioritering": "Ja",
    "innspill_frist": "Ja",
    "innspill_struktur": "Nei",
    "andre_innspill": "Ja",
    "standpunkt_frist": "foreslår annen",
}


def cleaned(**cells: str | None) -> pd.DataFrame:
    return clean(hoeringssvar, ANSWER | cells, vocabulary={"kommuner": {"Narvik": "1806"}})


def broken_rules(**cells: str | None) -> list[str]:
    faults = schema_faults(get("hoeringssvar"), cleaned(**cells), "hoeringssvar.csv", 2025)
    return [fault.rule for fault in faults]


def test_a_municipality_of_the_partnership_has_its_number():
    assert cleaned()["kommune_nr"].tolist() == ["1806"]


def test_a_municipality_elsewhere_has_no_number():
    assert cleaned(avsender="Bodø kommune", kommune=None)["kommune_nr"].isna().all()


def test_the_printed_heading_is_kept_beside_the_kind_of_sender():
    row = cleaned(avsender="Midt-Tromsrådet", avsendertype="interkommunalt", kommune=None).iloc[0]
    assert (row["gruppe"], row["avsendertype"]) == ("kommuner", "interkommunalt")


def test_a_blank_position_is_no_answer():
    assert cleaned(innspill_frist="Nei", standpunkt_frist=None)["standpunkt_frist"].tolist() == ["ikke_svart"]


def test_a_position_without_an_input_is_refused():
    rule = "a position on the deadline goes with an input on it, and only then"
    assert broken_rules() == []
    assert broken_rules(innspill_frist="Nei") == [rule]
    assert broken_rules(standpunkt_frist=None) == [rule]


def test_an_organisation_with_a_municipality_number_is_refused():
    assert broken_rules(avsendertype="interkommunalt") == ["only a municipality has a municipality number"]


def test_an_answer_without_any_input_is_refused():
    nothing = dict.fromkeys(hoeringssvar.INPUTS.values(), "Nei")
    assert broken_rules(**nothing, standpunkt_frist=None) == ["an answer must hold at least one input"]
