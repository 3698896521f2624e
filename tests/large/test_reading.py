"""The readers of small and of large raw files: the same rows, the same refusals."""

from pathlib import Path

import pandas as pd
import pytest
from aarsmelding import datasets, errors, large, sources, validate
from aarsmelding.large import reading
from aarsmelding.paths import Project

from tests.conftest import CHECKOUT

COLUMNS = ("navn", "antall")


def raw_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "made_up.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def everything_is_large(monkeypatch) -> None:
    monkeypatch.setattr(large, "LARGE_BYTES", -1)
    monkeypatch.setattr(large, "MANY_ROWS", 0)


@pytest.mark.parametrize("categories", [False, True], ids=["text", "categories"])
@pytest.mark.parametrize(
    "content",
    [
        "navn,antall\nTromsø,01\nNarvik,\n",
        "\ufeffantall,navn\r\n1,A\r\n2,B",
        "navn,antall\nA,1\n\nB,2\n\n",
        "navn,antall\nA,1\n\nB,2\n\nA,1\n",
        "navn,antall\r\nA,1\r\n\r\n\r\n",
        'navn,antall\n"A, B","31,7"\n"sa ""ja""",2\nA"B,3\n"",4\n',
        'navn,antall\n"to\nlinjer",1\nB,2\n',
        'navn,antall\n"to\nlinjer","tre\nlinjer"\nB,2\n',
        'navn,antall\n"A\rB",1\n',
        "navn,antall\nA\rB,1\n",
        "navn,antall\rA,1\r",
        'navn,antall\n"A"B,1\n',
        'navn,antall\n"A,"B",1\n"C,"D",2\n',
        'navn,antall\n"",1\n""A,2\n',
        "navn,antall\n ,1\n \n",
        "navn,antall\nNA,1\nnull,2\n#N/A,3\n",
        "navn,antall\nA\0B,1\n",
        "navn,antall\n" + 131_073 * "A" + ",1\n",
        "navn,antall\n" + 131_072 * "Å" + ",1\n",
        "navn,antall\n,\n,1\n,\n",
        b"navn,antall\nA,1\nB,2,3\n\xe5,4\n",
        b'navn,antall\n"A,1\n\xe5,4\n',
        "antall,navn,antall\n1,A,2\n",
        'navn,"antall\nx"\nA,1\n',
    ],
    ids=range(24),
)
def test_the_readers_agree(tmp_path, monkeypatch, content, categories):
    path = raw_file(tmp_path, content)
    small, faults = sources.read_raw(path, "x", COLUMNS)
    monkeypatch.setattr(large, "LARGE_BYTES", -1)
    big, big_faults = sources.read_raw(path, "x", COLUMNS, categories)
    assert big_faults == faults
    assert (big is None) == (small is None)
    if small is not None:
        assert categories == (big.dtypes == "category").all()
        pd.testing.assert_frame_equal(big.astype("str"), small, check_index_type=False)


@pytest.mark.parametrize(
    "rows", ['"A\nB","1\n2"\n', '"A",1\n"B\n",2\n"C",3\n', "A\rB,1\n", "A,1\r"], ids=range(4)
)
def test_lines_that_are_no_records_do_not_take_the_quick_way(tmp_path, rows):
    assert reading._lines(raw_file(tmp_path, "navn,antall\n" + rows)) is None


@pytest.mark.parametrize(
    ("rows", "quick"),
    [
        ('"Å, Ø",1\nB,\n', True),
        ("A,1\r\nB,2\r\n\r\n\r\n", True),
        ("A,1\n\nB,2\n", False),
        ("A,1\nB\n", False),
    ],
)
def test_plain_rows_take_the_quick_way_and_blank_lines_between_do_not(tmp_path, rows, quick):
    path = raw_file(tmp_path, "navn,antall\n" + rows)
    found = reading._quickly(path, COLUMNS, True)
    assert (found.index.tolist() if quick else found) == ([2, 3] if quick else None)


def test_pieces_of_a_file_are_put_together(tmp_path, monkeypatch, everything_is_large):
    monkeypatch.setattr(reading, "BLOCK_BYTES", 64)
    monkeypatch.setattr(reading, "BLOCK_ROWS", 3)
    rows = [f"navn {number % 7},{number}" for number in range(40)]
    for between in ("\n", "\n\n"):
        path = raw_file(tmp_path, "navn,antall\n" + between.join(rows))
        frame, _ = sources.read_raw(path, "x", COLUMNS, True)
        assert (frame["navn"].astype("str") + "," + frame["antall"].astype("str")).tolist() == rows


def test_a_column_with_many_values_is_text_wherever_they_come(tmp_path, monkeypatch, everything_is_large):
    monkeypatch.setattr(reading, "BLOCK_BYTES", 32)
    monkeypatch.setattr(large, "MOST_CATEGORIES", 9)
    for count, is_text in ((9, False), (10, True)):
        path = raw_file(
            tmp_path, "navn,antall\n" + "".join(f"{'BA'[n > 0]},{n // 3}{n}\n" for n in range(count))
        )
        frame, _ = sources.read_raw(path, "x", COLUMNS, True)
        assert isinstance(frame["antall"].dtype, pd.StringDtype) == is_text
        assert frame["navn"].cat.categories.tolist() == ["A", "B"]
        assert frame["antall"].tolist() == [f"{n // 3}{n}" for n in range(count)]


def test_faults_beyond_those_kept_are_counted(tmp_path, monkeypatch, everything_is_large):
    monkeypatch.setattr(errors, "KEPT_FAULTS", 2)
    path = raw_file(tmp_path, "navn,antall\n" + "".join(f"{n}\n" for n in range(10)))
    _, faults = sources.read_raw(path, "x", COLUMNS)
    assert [(fault.row, fault.others) for fault in faults] == [(2, 0), (3, 8)]
    assert "and 8 more of the same (10 in all)" in errors.render_faults(faults)


@pytest.mark.parametrize("name", datasets.names())
def test_every_dataset_is_the_same_both_ways(name, monkeypatch):
    project, year = Project(CHECKOUT), 2025
    if not (project.raw(year) / f"{name}.csv").is_file():
        pytest.skip("not published in 2025")
    small, _ = validate.validate(project, year, name)
    monkeypatch.setattr(large, "LARGE_BYTES", -1)
    monkeypatch.setattr(large, "MANY_ROWS", 0)
    big, faults = validate.validate(project, year, name)
    assert faults == []
    pd.testing.assert_frame_equal(big, small)
