"""Dates as printed: with or without day and year."""

import pandas as pd
import pytest
from aarsmelding import parse
from aarsmelding.datasets import frister


def cleaned(**cells: str) -> tuple[pd.Series, list]:
    row = dict.fromkeys(frister.RAW_COLUMNS, None) | {"kilde": "made up", "sted": "linje 1"}
    row |= {"frist": "made_up", "hva": "made up", "ordning": "lokal", "slag": "søknadsfrist"} | cells
    with parse.collecting() as context:
        frame = frister.clean(pd.DataFrame([row], index=[2], dtype="str"))
    return frame.iloc[0], context.faults


@pytest.mark.parametrize("printed", ["1. mars 2025", "1.3.25", "01.03.2025"])
def test_a_full_date_is_a_date(printed):
    row, _ = cleaned(trykt=printed)
    assert row["dato"] == pd.Timestamp(2025, 3, 1)
    assert (row["aar"], row["maaned"]) == (2025, 3)
    assert row["er_aar_trykt"]


def test_a_year_read_from_the_context_is_not_a_printed_year():
    row, _ = cleaned(trykt="20.oktober", aar_lest="2025")
    assert row["dato"] == pd.Timestamp(2025, 10, 20)
    assert not row["er_aar_trykt"]


@pytest.mark.parametrize("printed", ["mai 2025", "medio mai 2025"])
def test_a_month_without_a_day_is_no_date(printed):
    row, _ = cleaned(trykt=printed)
    assert pd.isna(row["dato"])
    assert (row["aar"], row["maaned"]) == (2025, 5)


def test_a_season_is_neither_date_nor_month():
    row, _ = cleaned(trykt="høsten 2026")
    assert pd.isna(row["dato"]) and pd.isna(row["maaned"])
    assert (row["aar"], row["aarstid"]) == (2026, "hoest")


def test_a_yearly_deadline_has_a_month_but_no_year():
    row, _ = cleaned(trykt="1. oktober", gjentas="årlig")
    assert pd.isna(row["dato"]) and pd.isna(row["aar"])
    assert row["maaned"] == 10
    assert row["er_aarlig"]


def test_a_year_alone_is_a_year():
    row, _ = cleaned(trykt="2026")
    assert (row["aar"], pd.isna(row["maaned"])) == (2026, True)


def test_a_word_that_is_no_month_is_a_fault():
    _, faults = cleaned(trykt="snart 2026")
    assert [fault.value for fault in faults] == ["snart"]


def test_one_deadline_with_two_dates_is_noticed():
    dates = pd.to_datetime(["2026-04-01", "2025-04-01", "2026-04-01"])
    frame = pd.DataFrame({"frist": "made_up", "dato": dates})
    assert frister.Rows.samme_frist_samme_dato(frame).tolist() == [True, False, True]
