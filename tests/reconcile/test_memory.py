"""What expressions came to before: used where all that decides it is the same, and nowhere else."""

from datetime import date

import pandas as pd
import pytest
from aarsmelding.reconcile.memory import Memory, recalled

EXPRESSION = 'count(moeter) + claim("a.b")'
STATED = {"a.b": 4, "a.c": 5}
DATASETS = {"moeter": "m1", "saker": "s1"}


def kept() -> dict:
    memory = Memory("p1", DATASETS)
    assert memory.value(EXPRESSION, STATED, lambda: 7) == 7
    return recalled(memory.text())


def asked(expression=EXPRESSION, stated=STATED, program="p1", datasets=DATASETS) -> int:
    """7 where the kept value is used, 8 where it is computed."""
    return Memory(program, datasets, kept()).value(expression, stated, lambda: 8)


def test_an_expression_whose_data_are_the_same_is_not_computed_again():
    assert asked() == 7
    # What it does not read is not asked about.
    assert asked(stated=STATED | {"a.c": 6}, datasets=DATASETS | {"saker": "s2"}) == 7


@pytest.mark.parametrize(
    "changed",
    [
        {"expression": 'count(moeter) - claim("a.b")'},
        {"stated": STATED | {"a.b": 5}},
        {"program": "p2"},
        {"datasets": DATASETS | {"moeter": "m2"}},
        {"datasets": {"saker": "s1"}},
    ],
)
def test_whatever_decides_it_lets_it_be_computed_again(changed):
    assert asked(**changed) == 8


@pytest.mark.parametrize("value", [7, 0.1 + 0.2, True, "sju", date(2025, 4, 10), None])
def test_a_value_comes_back_as_what_it_was(value):
    memory = Memory("p1", DATASETS)
    memory.value(EXPRESSION, STATED, lambda: value)
    again = Memory("p1", DATASETS, recalled(memory.text())).value(EXPRESSION, STATED, lambda: "computed")
    assert (again, type(again)) == (value, type(value))


def test_only_what_was_asked_for_is_kept():
    memory = Memory("p1", DATASETS, kept())
    memory.value("count(saker)", STATED, lambda: 1)
    assert list(recalled(memory.text()).values()) == [1]


def test_an_error_is_not_kept():
    memory = Memory("p1", DATASETS)
    with pytest.raises(ZeroDivisionError):
        memory.value(EXPRESSION, STATED, lambda: 1 / 0)
    assert memory.made == {}


def whole() -> str:
    memory = Memory("p1", DATASETS)
    memory.value(EXPRESSION, STATED, lambda: 7)
    return memory.text()


@pytest.mark.parametrize(
    "damaged",
    ["", "[]", "{}", "null", whole()[:-9], whole().replace(": 7", ": 9"), whole().replace("values", "value")],
)
def test_a_damaged_file_is_no_memory(damaged):
    assert recalled(damaged) == {}
    assert len(recalled(whole())) == 1


def test_a_dataset_is_another_when_its_file_or_a_rule_on_numbers_is(tmp_path):
    from aarsmelding import gathered
    from aarsmelding.paths import Project

    project = Project(tmp_path)

    def write(name: str, number: int) -> None:
        path = project.dataset(2031, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        pd.DataFrame({"tall": [number]}).to_parquet(path)

    def states() -> dict[str, str]:
        return gathered.states_of(project, 2031, ("moeter", "paastander", "saker"))

    for name in ("moeter", "paastander", "saker"):
        write(name, 1)
    first = states()
    write("moeter", 2)
    second = states()
    # Which claims are shown can rest on any dataset.
    assert [first[name] == second[name] for name in first] == [False, False, True]
    (tmp_path / "data" / "skjerming.yml").write_text("regler: []\n", encoding="utf-8")
    third = states()
    assert [second[name] == third[name] for name in first] == [False, False, False]
