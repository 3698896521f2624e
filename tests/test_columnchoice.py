"""Columns chosen by `load(…, columns=…)`: their order, the rows with them, and what is refused."""

from __future__ import annotations

import pandas as pd
import pytest
from aarsmelding import fact, load, loading, store
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.paths import ROOT_VARIABLE, Project

YEAR = 2031
ROWS = pd.DataFrame({"navn": ["a", "b", "c"], "antall": [1, None, 3], "kilde": "k", "sted": "linje 1"})


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch) -> None:
    """A project with one made-up dataset, as a section in a build finds it."""
    rows = ROWS.astype({"navn": "str", "antall": "Int64"})
    rows.attrs["whole_year"] = "oppdiktet"
    store.write(rows, Project(tmp_path).dataset(YEAR, "avvik_opphav"))
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path))
    monkeypatch.setenv(loading.DATASETS_VARIABLE, "avvik_opphav")


def test_columns_come_in_the_order_asked_for_with_their_attributes():
    came = load("avvik_opphav", YEAR, columns=["antall", "navn"])
    pd.testing.assert_frame_equal(came, load("avvik_opphav", YEAR)[["antall", "navn"]])
    assert list(came) == ["antall", "navn"] and came.attrs == {"whole_year": "oppdiktet"}


def test_rows_are_chosen_by_columns_that_do_not_come():
    came = load("avvik_opphav", YEAR, columns=["navn"], filters=[("antall", ">", 1)])
    assert came.to_dict("list") == {"navn": ["c"]} and came.index.tolist() == [0]


def test_what_is_written_into_it_stays_there():
    came = load("avvik_opphav", YEAR, columns=["navn"])
    came.loc[0, "navn"] = "x"
    assert load("avvik_opphav", YEAR)["navn"].tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("navn", "the columns are no list of names: 'navn'|columns=["),
        (["navn", 1], "no list of names|columns=["),
        ([], "no columns are asked for|leave it out to have all"),
        (["kommune"], "no column 'kommune'|use some of: navn, antall, kilde, sted"),
        (["navn", "antall", "navn"], "navn is asked for twice|name each column once"),
    ],
    ids=repr,
)
def test_what_is_no_choice_is_refused_with_what_there_is(columns, said):
    with pytest.raises(UsageError) as refused:
        load("avvik_opphav", YEAR, columns=columns)
    problem, remedy = said.split("|")
    assert problem in refused.value.problem and remedy in refused.value.remedy
    assert refused.value.where == 'load("avvik_opphav", …, columns=…)'


def test_a_fact_says_that_its_rows_lack_their_places():
    rows = load("avvik_opphav", YEAR, columns=["navn", "sted"])
    with pytest.raises(AarsmeldingError) as refused:
        fact("avvik.antall", 3, unit="avvik", rows=rows)
    assert (
        "kilde and sted" in refused.value.problem and 'columns=[…, "kilde", "sted"]' in refused.value.remedy
    )
