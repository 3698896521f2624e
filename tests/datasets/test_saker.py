"""Cleaning of the cases."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import saker

from tests.datasets.conftest import clean


def cases(*rows: dict[str, str]) -> pd.DataFrame:
    common = {
        "utvalg": "SSU",
        "har_trykt_forslag": "Nei",
        "utfall": "ikke_publisert",
    }
    return clean(saker, *(common | row for row in rows), vocabulary={"utvalg": {"SSU": "ssu"}})


@pytest.mark.parametrize(
    ("printed", "kept"),
    [("58/25", "58/25"), ("83-2024", "83-2024"), ("154–2024", "154-2024"), ("05/26", "05/26")],
)
def test_a_case_number_of_any_form_gives_number_and_year(printed, kept):
    expected = {"58/25": (58, 2025), "83-2024": (83, 2024), "154-2024": (154, 2024), "05/26": (5, 2026)}
    row = cases({"sak_nr": printed}).iloc[0]
    assert row["sak_nr"] == kept
    assert (row["loepenr"], row["aar"]) == expected[kept]


def test_a_heading_over_decisions_gives_the_type_b():
    assert cases({"sak_nr": "01/26", "sakstype_liste": "BESLUTNINGSSAKER"})["sakstype_liste"].tolist() == [
        "B"
    ]


def test_a_meeting_known_by_month_only_gives_no_date():
    assert cases({"sak_nr": "53/23", "moete_dato": "november 2023"})["moete_dato"].isna().all()


def test_a_gap_in_the_case_numbers_of_a_meeting_is_refused():
    held = {"moete_dato": "10.12.2025"}
    saker.Rows.validate(cases({"sak_nr": "69/25"} | held, {"sak_nr": "68/25"} | held))
    with pytest.raises(pa.errors.SchemaError, match="follow each other"):
        saker.Rows.validate(cases({"sak_nr": "68/25"} | held, {"sak_nr": "70/25"} | held))


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"har_trykt_forslag": "Ja"}, "proposal has points"),
        ({"utfall": "uten_trykt_forslag"}, "decision has points"),
        ({"utfall": "endret", "antall_vedtakspunkter": "1"}, "needs a printed proposal"),
        ({"sakstype_liste": "B", "sakstype_sakshode": "O"}, "give the same type"),
        ({"moete_dato": "10.12.2024"}, "year of the meeting"),
        ({"sak_nr": "2025/70"}, "less_than_or_equal_to"),
    ],
)
def test_a_case_that_contradicts_itself_is_refused(cells, rule):
    with pytest.raises(pa.errors.SchemaError, match=rule):
        saker.Rows.validate(cases({"sak_nr": "70/25"} | cells))
