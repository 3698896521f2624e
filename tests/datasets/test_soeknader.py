"""Cleaning of the applications."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import soeknader

from tests.datasets.conftest import clean

PROJECTS = {"Lavterskel Ammestøtte": "ammestoette", "Bedre i lag": "bedre_i_lag"}
APPLICATION = {
    "soeknad_id": "regionalt_2026_ammestoette",
    "ordning": "Regionalt rekrutterings- og samhandlingstilskudd",
    "aar": "2026",
    "tittel": "Lavterskel Ammestøtte",
    "prioritet_innstilt": "1",
    "prioritet_forslag": "1",
    "samlet_beloep": "kr 10 017 792",
}


def cleaned(*applications: dict) -> pd.DataFrame:
    return clean(soeknader, *applications, vocabulary={"prosjekter": PROJECTS})


def refused(*applications: dict) -> set[str]:
    with pytest.raises(pa.errors.SchemaErrors) as refusal:
        frame = cleaned(*applications).reset_index(drop=True)
        soeknader.Rows.to_schema().validate(frame, lazy=True)
    return {error.check.name for error in refusal.value.schema_errors}


def test_an_application_keeps_its_total_and_its_priority():
    row = cleaned(APPLICATION).loc[2]
    assert (row["prosjekt_id"], row["soekt_samlet_kr"]) == ("ammestoette", 10017792)
    assert (row["innstilling"], row["prioritet_innstilt"]) == ("prioritert", 1)


def test_a_dash_is_no_priority_and_not_a_number():
    row = cleaned(APPLICATION | {"prioritet_innstilt": "-", "prioritet_forslag": None}).loc[2]
    assert row["innstilling"] == "uten_prioritet"
    assert pd.isna(row["prioritet_innstilt"])


def test_a_blank_priority_means_that_nothing_was_recommended():
    toern = {"ordning": "Tørn samhandling", "tittel": "Bedre i lag", "prioritet_innstilt": None}
    row = cleaned(APPLICATION | toern | {"samlet_beloep": None}).loc[2]
    assert (row["ordning"], row["innstilling"]) == ("toern", "ikke_innstilt")
    assert pd.isna(row["soekt_samlet_kr"])


def test_a_proposal_that_departs_from_the_recommendation_is_refused():
    assert refused(APPLICATION | {"prioritet_innstilt": "2"}) == {"forslaget_foelger_innstillingen"}


def test_two_applications_cannot_share_a_priority():
    other = APPLICATION | {"soeknad_id": "regionalt_2026_annen"}
    assert refused(APPLICATION, other) == {"prioriteter_er_fortloepende"}
