"""Rows chosen by `load(…, filters=…)`: what each filter means, what is refused, what it cannot reveal."""

from __future__ import annotations

import pandas as pd
import pytest
from aarsmelding import load, loading, store
from aarsmelding.disclosure.marks import SUPPRESSED
from aarsmelding.errors import UsageError
from aarsmelding.paths import ROOT_VARIABLE, Project

YEAR = 2031
ROWS = pd.DataFrame(
    {
        "navn": ["a", "b", None, "c", "b"],
        "antall": [1, 5, 40, None, 2],
        "andel": [0.5, None, 0.25, 1.0, 0.5],
        "dato": pd.to_datetime(["2031-01-01", None, "2031-03-01", "2031-02-01", "2031-01-01"]),
        "er_ny": [True, False, None, True, False],
        "er_talt": [True, False, False, True, True],
        "slag": pd.Categorical(["x", "y", None, "y", "x"]),
    }
).astype({"navn": "str", "antall": "Int64", "andel": "Float64", "er_ny": "boolean"})
RULE = """\
regler:
  - datasett: avvik_opphav
    kolonner: [antall]
    grense: 3
    bestemt_av: testen
    bestemt: 2031-01-01
    grunn: oppdiktet
"""


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    """A project with one made-up dataset, as a section in a build finds it."""
    made = Project(tmp_path)
    rows = ROWS.copy()
    rows.attrs["whole_year"] = "oppdiktet"
    store.write(rows, made.dataset(YEAR, "avvik_opphav"))
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path))
    monkeypatch.setenv(loading.DATASETS_VARIABLE, "avvik_opphav")
    return made


def lines(*filters: object) -> list[int]:
    """Which rows come, counted from 0."""
    whole = load("avvik_opphav", YEAR).assign(linje=range(5))
    came = load("avvik_opphav", YEAR, filters=list(filters))
    keys = whole.columns[:-1].tolist()
    found = [
        [n for n, row in enumerate(whole[keys].itertuples(index=False)) if repr(row) == repr(each)]
        for each in came.itertuples(index=False)
    ]
    assert all(len(places) == 1 for places in found)
    return [places[0] for places in found]


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ([("navn", "==", "b")], [1, 4]),
        ([("navn", "!=", "b")], [0, 3]),
        ([("navn", ">", "a")], [1, 3, 4]),
        ([("navn", "in", ["c", "a", "ukjent"])], [0, 3]),
        ([("navn", "not in", ["b"])], [0, 3]),
        ([("navn", "in", [])], []),
        ([("navn", "not in", [])], [0, 1, 3, 4]),
        ([("antall", "<", 5)], [0, 4]),
        ([("antall", "<=", 5)], [0, 1, 4]),
        ([("antall", ">", 4.5)], [1, 2]),
        ([("antall", ">=", 5)], [1, 2]),
        ([("antall", "not in", {1, 2})], [1, 2]),
        ([("antall", "in", pd.Series([40, 1]))], [0, 2]),
        ([("andel", "==", 0.5)], [0, 4]),
        ([("andel", "!=", 0.5)], [2, 3]),
        ([("dato", "==", pd.Timestamp(2031, 1, 1))], [0, 4]),
        ([("dato", "!=", pd.Timestamp(2031, 1, 1).date())], [2, 3]),
        ([("dato", ">=", pd.Timestamp(2031, 2, 1))], [2, 3]),
        ([("er_ny", "==", True)], [0, 3]),
        ([("er_ny", "!=", True)], [1, 4]),
        ([("er_talt", "==", False)], [1, 2]),
        ([("slag", "==", "y")], [1, 3]),
        ([("slag", "!=", "y")], [0, 4]),
        ([("slag", ">", "x")], [1, 3]),
        ([("slag", "not in", ["x"])], [1, 3]),
        ([("navn", "==", "b"), ("antall", "<", 5)], [4]),
        ([], [0, 1, 2, 3, 4]),
    ],
    ids=repr,
)
def test_a_filter_chooses_the_rows_that_a_person_would(project, filters, rows):
    assert lines(*filters) == rows


def test_rows_are_as_a_mask_leaves_them_numbered_from_0_with_their_attributes(project):
    whole = load("avvik_opphav", YEAR)
    came = load("avvik_opphav", YEAR, filters=[("navn", "==", "b")])
    expected = whole[whole["navn"] == "b"].reset_index(drop=True)
    pd.testing.assert_frame_equal(came, expected, check_index_type="equiv")
    assert came["navn"].dtype.storage == whole["navn"].dtype.storage
    assert came.attrs == {"whole_year": "oppdiktet"} and isinstance(came.index, pd.RangeIndex)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ([("kommune", "==", "a")], "no column 'kommune'|use one of: navn, antall"),
        ([("navn", "=", "a")], "cannot be compared by '='|use one of: ==, !="),
        ([("er_ny", "<", True)], "cannot be compared by '<'|use one of: ==, !=, in, not in"),
        ([("antall", "==", "1")], "antall holds numbers, not '1'|such as 2025"),
        ([("antall", "==", True)], "antall holds numbers, not True|such as 2025"),
        ([("navn", "==", 5501)], "navn holds texts, not 5501|such as"),
        ([("slag", "==", 1)], "slag holds texts, not 1|such as"),
        ([("er_talt", "==", 1)], "er_talt holds True or False, not 1|compare it with True or False"),
        ([("dato", "==", "2031-01-01")], "dato holds dates, not '2031-01-01'|pd.Timestamp"),
        ([("navn", "in", "abc")], "'in' needs a list, not 'abc'|['abc']"),
        ([("navn", "in", ["a", None])], "not None|leave it out, for it never matches"),
        ([("antall", "!=", float("nan"))], "not nan|leave it out, for it never matches"),
        ([("antall", "==", SUPPRESSED)], "not :|leave it out, for it never matches"),
        (("navn", "==", "a"), "not a filter: 'navn'|write it as filters="),
        ([[("navn", "==", "a")], [("navn", "==", "b")]], "not a filter|write it as filters="),
        ("navn == 'a'", "the filters are no list|write it as filters="),
    ],
    ids=repr,
)
def test_what_is_no_filter_is_refused_with_what_there_is(project, filters, said):
    with pytest.raises(UsageError) as refused:
        load("avvik_opphav", YEAR, filters=filters)
    problem, remedy = said.split("|")
    assert problem in refused.value.problem and remedy in refused.value.remedy
    assert refused.value.where == 'load("avvik_opphav", …, filters=…)'


@pytest.fixture
def protected(project) -> Project:
    (project.root / "data").mkdir(exist_ok=True)
    (project.root / "data" / "skjerming.yml").write_text(RULE, encoding="utf-8")
    assert load("avvik_opphav", YEAR)["antall"].map(str).tolist() == [":", "5", "40", "<NA>", ":"]
    return project


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ([("antall", "<=", 5)], ["5"]),
        ([("antall", "==", 1)], []),
        ([("antall", "!=", 5)], ["40"]),
        ([("antall", "not in", [5])], ["40"]),
        ([("antall", "in", [1, 2, 40])], ["40"]),
        ([("navn", "==", "b")], ["5", ":"]),
    ],
    ids=repr,
)
def test_no_filter_tells_what_a_rule_hides(protected, filters, shown):
    assert load("avvik_opphav", YEAR, filters=filters)["antall"].map(str).tolist() == shown
    whole = load("avvik_opphav", YEAR, filters=filters)
    assert load("avvik_opphav", YEAR, columns=["navn"], filters=filters)["navn"].equals(whole["navn"])
