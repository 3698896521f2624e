"""Cleaning of the bodies."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import utvalg

from tests.datasets.conftest import clean


def bodies(*rows: dict[str, str]) -> pd.DataFrame:
    return clean(utvalg, *({"type": "FSU"} | row for row in rows)).reset_index(drop=True)


OLD = {"utvalg": "gammelt", "navn": "Gammelt", "kortnavn": "G", "navneformer": "Gammelt"}
NEW = {"utvalg": "nytt", "navn": "Nytt", "kortnavn": "N", "navneformer": "Nytt"}


def test_a_start_known_by_month_only_gets_no_date():
    rows = bodies(NEW | {"oppstart": "februar 2026"}, OLD | {"oppstart": "01.01.2026"})
    assert rows["oppstart"].tolist() == ["februar 2026", "01.01.2026"]
    assert pd.isna(rows["oppstart_dato"][0])
    assert rows["oppstart_dato"][1] == pd.Timestamp("2026-01-01")


def test_a_closing_date_printed_with_a_space_for_a_full_stop_is_read():
    assert bodies(OLD | {"nedlagt": "01.01 2026"})["nedlagt_dato"].tolist() == [pd.Timestamp("2026-01-01")]


def test_a_body_becomes_part_of_a_body_that_exists():
    merged = OLD | {"status_etter_aaret": "innlemmet", "innlemmet_i": "nytt"}
    utvalg.Rows.validate(bodies(merged, NEW))
    with pytest.raises(pa.errors.SchemaError, match="became part of another"):
        utvalg.Rows.validate(bodies(merged | {"innlemmet_i": "ukjent"}, NEW))


def test_an_annual_report_without_annex_number_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="annex with a number"):
        utvalg.Rows.validate(bodies(OLD | {"har_egen_aarsrapport": "Ja"}))


def test_a_spelling_shared_by_two_bodies_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="one body only"):
        utvalg.Rows.validate(bodies(OLD, NEW | {"navneformer": "Nytt;GAMMELT"}))
