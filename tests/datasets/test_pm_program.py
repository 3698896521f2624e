"""Cleaning of the programme."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import pm_program

from tests.datasets.conftest import clean


def programme(*items: tuple[str, str | None, str | None]) -> pd.DataFrame:
    rows = [
        {
            "rekkefoelge": str(place),
            "dato": "28. april 2026",
            "start": start,
            "slutt": end,
            "type": kind,
            "tittel": "Oppdiktet",
        }
        for place, (kind, start, end) in enumerate(items, start=1)
    ]
    return clean(pm_program, *rows)


def test_an_item_without_times_keeps_none():
    row = pm_program.Rows.validate(programme(("tema", None, None))).iloc[0]
    assert pd.isna(row["start_kl"])
    assert row["program_dato"] == pd.Timestamp("2026-04-28")


def test_an_item_may_begin_when_the_one_before_ends_but_not_earlier():
    pm_program.Rows.validate(programme(("tema", "10.00", "10.20"), ("pause", "10.20", "10.30")))
    with pytest.raises(pa.errors.SchemaError, match="items of a day must not overlap"):
        pm_program.Rows.validate(programme(("tema", "10.00", "10.20"), ("pause", "10.19", "10.30")))


def test_a_heading_may_cover_its_items_but_not_another_heading():
    pm_program.Rows.validate(programme(("seksjon", "09.00", "10.00"), ("tema", "09.00", "09.30")))
    with pytest.raises(pa.errors.SchemaError, match="sections of a day must not overlap"):
        pm_program.Rows.validate(programme(("seksjon", "09.00", "09.45"), ("seksjon", "09.40", "10.00")))


def test_a_case_without_number_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="have a case number"):
        pm_program.Rows.validate(programme(("sak", "09.00", "09.10")))
