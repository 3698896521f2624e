"""Problem, where, what to do."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from aarsmelding.errors import AarsmeldingError, DataRefused, Fault, Locked, UsageError
from aarsmelding.sections import SectionFailed


def fault(row: int | None = 2, value: str | None = "x", **changes) -> Fault:
    given = {"file": "data/raw/2031/made_up.csv", "rule": "must be a number", "remedy": "write digits"}
    return Fault(**{**given, "column": "antall", "row": row, "value": value, **changes})


def test_an_error_is_three_lines():
    error = UsageError("there is no such year", "data/raw/2040", "use 2031")
    assert str(error) == "there is no such year\n  where: data/raw/2040\n  do:    use 2031"


def test_a_fault_says_rule_place_row_value_and_remedy():
    assert str(DataRefused([fault()])) == (
        "✗ must be a number\n"
        "  where: data/raw/2031/made_up.csv, column antall\n"
        "         row 2, value 'x'\n"
        "  do:    write digits"
    )


def test_five_bad_values_are_shown_in_full():
    message = str(DataRefused(fault(row) for row in range(2, 7)))
    assert message.count("row ") == 5
    assert "more of the same" not in message


def test_of_six_bad_values_five_are_shown_and_then_the_count():
    message = str(DataRefused(fault(row) for row in range(2, 8)))
    assert message.count("row ") == 5
    assert "row 7" not in message
    assert "and 1 more of the same (6 in all)" in message


def test_faults_come_in_order_of_file_column_and_row():
    given = [fault(10), fault(9), fault(3, column="aar"), fault(file="data/raw/2031/a.csv")]
    refused = DataRefused(given)
    assert [(f.file[-5:], f.column, f.row) for f in refused.faults] == [
        ("a.csv", "antall", 2),
        ("p.csv", "aar", 3),
        ("p.csv", "antall", 9),
        ("p.csv", "antall", 10),
    ]


def test_the_same_fault_found_twice_is_reported_once():
    assert len(DataRefused([fault(), fault()]).faults) == 1


def test_different_rules_for_one_cell_are_blocks_of_their_own():
    message = str(DataRefused([fault(), fault(rule="must be positive")]))
    assert message.count("✗") == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AarsmeldingError("p", "w", "d"), 1),
        (UsageError("p", "w", "d"), 2),
        (DataRefused([]), 3),
        (Locked("p", "w", "d"), 4),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error, code):
    assert error.exit_code == code


def fail(error: AarsmeldingError) -> None:
    raise error


ERRORS = [UsageError("p", "w", "d"), DataRefused([fault()]), SectionFailed("p", "w", "d", "oppdiktet")]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error):
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_an_error_crosses_from_a_worker_process():
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
        pytest.raises(DataRefused, match="must be a number"),
    ):
        pool.submit(raise_a_fault).result()


def raise_a_fault() -> None:
    raise DataRefused([fault()])
