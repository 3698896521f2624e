"""Cleaning of the register of meetings."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import moeter

from tests.datasets.conftest import clean


def meeting(**cells: str) -> pd.DataFrame:
    row = {
        "utvalg": "SSU",
        "form": "ukjent",
        "moetetype": "ukjent",
        "status": "avholdt",
    }
    return clean(moeter, row | cells, vocabulary={"utvalg": {"SSU": "ssu"}})


def test_a_meeting_known_by_month_only_has_no_date():
    row = moeter.Rows.validate(meeting(maaned="2025-02", dato_trykt="februar")).iloc[0]
    assert (row["aar"], row["maaned"], row["dato_presisjon"]) == (2025, 2, "maaned")
    assert pd.isna(row["moete_dato"])


def test_a_printed_date_without_year_keeps_its_form_beside_the_date():
    row = moeter.Rows.validate(meeting(dato="19.03.2026", dato_trykt="19 mars")).iloc[0]
    assert (row["moete_dato"], row["dato_trykt"]) == (pd.Timestamp("2026-03-19"), "19 mars")


def test_a_printed_day_that_is_not_the_day_of_the_meeting_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="day in the printed date"):
        moeter.Rows.validate(meeting(dato="19.03.2026", dato_trykt="18 mars"))


def test_a_preparatory_meeting_may_end_when_the_meeting_begins_but_not_later():
    known = {"dato": "22.06.2026", "dato_trykt": "22 juni", "slutt": "15.30", "formoete_slutt": "12.00"}
    moeter.Rows.validate(meeting(**known, start="12.00"))
    with pytest.raises(pa.errors.SchemaError, match="before the meeting begins"):
        moeter.Rows.validate(meeting(**known, start="11.59"))


def test_a_meeting_that_ends_when_it_begins_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="end after it begins"):
        moeter.Rows.validate(meeting(dato="22.06.2026", dato_trykt="22 juni", start="12.00", slutt="12.00"))
