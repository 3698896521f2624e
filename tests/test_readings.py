"""What a kernel tells of what it has loaded: one value for exactly what came, or nothing to rely on."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest
from aarsmelding import load, loading, readings, store
from aarsmelding.disclosure.marks import NOT_APPLICABLE, SUPPRESSED
from aarsmelding.errors import UsageError
from aarsmelding.paths import ROOT_VARIABLE, Project

YEAR = 2031


def frame(**changed: object) -> pd.DataFrame:
    columns = {"navn": ["a", None], "antall": [1, None], "dato": pd.to_datetime(["2031-01-01", None])}
    return pd.DataFrame({**columns, **changed}).astype({"navn": "str", "antall": "Int64"})


def value(made: pd.DataFrame) -> str | None:
    found = readings.written(made)
    return found and found.value()


def marked(mark: object) -> pd.DataFrame:
    return frame().assign(antall=pd.Series([1, mark], dtype="object"))


OTHERS = {
    "a value": frame(antall=[2, None]),
    "a value that was missing": frame(antall=[1, 0]),
    "a text that was missing": frame(navn=["a", "nan"]),
    "a number as text": frame().astype({"antall": "str"}),
    "another dtype": frame().astype({"antall": "Float64"}),
    "another storage": frame().astype({"navn": pd.StringDtype("python", na_value=float("nan"))}),
    "order of rows": frame().iloc[::-1].reset_index(drop=True),
    "order of columns": frame()[["antall", "navn", "dato"]],
    "name of a column": frame().rename(columns={"navn": "Navn"}),
    "one row less": frame().head(1),
    "suppressed": marked(SUPPRESSED),
    "cannot be": marked(NOT_APPLICABLE),
    "a text like a mark": marked(":"),
    "missing among objects": marked(None),
    "the time of day": frame(dato=pd.to_datetime(["2031-01-01 00:00:00.000000001", None])),
    "categories": frame().astype({"navn": "category"}),
    "other categories": frame().astype({"navn": pd.CategoricalDtype(["a", "b"])}),
}


def test_whatever_differs_gives_another_value():
    values = [value(each) for each in (frame(), *OTHERS.values())]
    assert None not in values and len(set(values)) == len(values)


def test_attributes_are_part_of_it():
    with_attributes = frame()
    with_attributes.attrs["whole_year"] = "x"
    assert value(with_attributes) not in (value(frame()), None)


@pytest.mark.parametrize("columns", [["dato"], ["antall", "navn"], ["navn", "antall", "dato"]])
@pytest.mark.parametrize("of", ["a value", "suppressed", "a text like a mark", "categories"])
def test_chosen_columns_are_as_if_there_were_no_others(of, columns):
    made = OTHERS[of].copy()
    made.attrs["whole_year"] = "x"
    part = readings.written(made).of(columns)
    for chosen in (None, pd.Series([False, True])):
        assert part.value(chosen) == readings.written(made[columns]).value(chosen)
    assert part.value() != value(frame()[columns])


def test_the_same_in_another_process_gives_the_same_value():
    code = "from tests.test_readings import frame, value; print(value(frame()))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == value(frame())


@pytest.mark.parametrize(
    "strange",
    [
        frame().set_index("navn"),
        frame().assign(x=[[1], [2]]),
        frame().assign(dato=frame()["dato"].dt.tz_localize("UTC")),
        frame().assign(dato=frame()["dato"].dt.to_period("M")),
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        pd.DataFrame({"a": range(readings.MOST_ROWS + 1)}),
    ],
    ids=["index", "lists", "time zone", "periods", "columns of one name", "too large"],
)
def test_what_cannot_be_vouched_for_has_no_value(strange):
    assert value(strange) is None


@pytest.fixture
def told(tmp_path, monkeypatch):
    """A made-up dataset, and the file in which it is told what was loaded."""
    project, path = Project(tmp_path), tmp_path / "told"
    store.write(frame(), project.dataset(YEAR, "avvik_opphav"))
    path.touch()
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path))
    monkeypatch.setenv(loading.DATASETS_VARIABLE, "avvik_opphav")
    monkeypatch.setenv(readings.READS_VARIABLE, str(path))
    return project, path


def test_every_load_is_told_with_the_value_that_the_same_question_has_again(told):
    project, path = told
    day = pd.Timestamp("2031-01-01 00:00:00.000000001")
    for filters in (None, [("navn", "in", ("a", "b")), ("antall", "<", 2)], [("dato", "<", day)]):
        load("avvik_opphav", YEAR, filters=filters)
    found = readings.told(path)
    assert [reading.filters for reading in found] == [
        [],
        [("navn", "in", ["a", "b"]), ("antall", "<", 2)],
        [("dato", "<", day)],
    ]
    load("avvik_opphav", YEAR, columns=["antall", "navn"], filters=[("dato", "<", day)])
    *_, last = found = readings.told(path)
    assert (last.columns, found[0].columns) == (("antall", "navn"), None)
    assert last.came != found[2].came
    for reading in found:
        assert loading.came(project, reading) == reading.came
        assert readings.read_back(readings.as_record(reading)) == reading


def test_a_column_that_was_not_read_may_change(told):
    project, path = told
    load("avvik_opphav", YEAR, columns=["antall"])
    load("avvik_opphav", YEAR, columns=["navn", "antall"])
    load("avvik_opphav", YEAR, columns=["antall"], filters=[("navn", "==", "a")])
    store.write(frame(navn=["b", None]), project.dataset(YEAR, "avvik_opphav"))
    same = [loading.came(project, each) == each.came for each in readings.told(path)]
    assert same == [True, False, False]


@pytest.mark.parametrize("asked", [("avvik_opphav", [("x", "==", 1)]), ("kommuner", None)])
def test_a_load_that_is_refused_leaves_nothing_to_rely_on(told, asked):
    _, path = told
    load("avvik_opphav", YEAR)
    with pytest.raises(UsageError):
        load(asked[0], YEAR, filters=asked[1])
    load("avvik_opphav", YEAR)
    assert readings.told(path) is None


def test_where_it_cannot_be_told_the_section_goes_on_and_nothing_is_relied_on(told):
    _, path = told
    path.unlink()
    assert len(load("avvik_opphav", YEAR)) == 2
    assert readings.told(path) is None


def test_what_has_no_value_is_not_relied_on(told, monkeypatch):
    monkeypatch.setattr(readings, "MOST_ROWS", 1)
    monkeypatch.setattr(store, "_kept", {})
    load("avvik_opphav", YEAR)
    assert readings.told(told[1]) is None
