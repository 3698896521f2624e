"""Cleaning of meetings and cases per body."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import moeteaktivitet

from tests.datasets.conftest import clean

BODIES = {"SSU": "ssu", "FSU": "fsu"}


def activity(*rows: dict[str, str]) -> pd.DataFrame:
    common = {"aar": "2025", "utvalg": "FSU", "plassering": "hoved"}
    stated = [common | row for row in rows]
    return clean(moeteaktivitet, *stated, vocabulary={"utvalg": BODIES})


def test_two_places_that_complete_each_other_become_one_row():
    row = activity({"avholdt": "ti", "ekstraordinaere": "to"}, {"ordinaere": "åtte", "saker": "79"}).iloc[0]
    assert (row["antall_avholdte"], row["antall_ordinaere"], row["antall_saker"]) == (10, 8, 79)
    assert row["sted"] == "linje 2; linje 3"
    assert row["er_samstemt"]


def test_the_main_text_goes_before_an_annex_printed_earlier():
    row = activity({"plassering": "vedlegg", "avholdt": "tre"}, {"avholdt": "fire"}).iloc[0]
    assert row["antall_avholdte"] == 4


def test_an_annex_that_disagrees_is_refused():
    rows = activity({"avholdt": "fire"}, {"plassering": "vedlegg", "avholdt": "tre"})
    with pytest.raises(pa.errors.SchemaError, match="state the same one"):
        moeteaktivitet.Rows.validate(rows.reset_index(drop=True))


def test_a_body_without_stated_meetings_keeps_blanks():
    assert pd.isna(activity({})["antall_avholdte"].iloc[0])


@pytest.mark.parametrize(
    ("counts", "rule"),
    [
        ({"avholdt": "ti", "ordinaere": "ni", "ekstraordinaere": "to"}, "ordinary and the extraordinary"),
        ({"planlagt": "fire", "avholdt": "to", "avlyst": "ett"}, "those cancelled"),
        ({"avholdt": "fem", "hybride": "fire"}, "stated for all of them"),
    ],
)
def test_counts_that_do_not_add_up_are_refused(counts, rule):
    with pytest.raises(pa.errors.SchemaError, match=rule):
        moeteaktivitet.Rows.validate(activity(counts).reset_index(drop=True))
