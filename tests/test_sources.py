"""Raw files and their receipts."""

from datetime import date
from pathlib import Path

import pytest
from aarsmelding import filestate, large, receipts, sources
from aarsmelding.receipts import Receipt

COLUMNS = ("navn", "antall")


@pytest.fixture(autouse=True, params=["small", "large"])
def reader(request, monkeypatch) -> None:
    """Every rule holds for the reader of small files and for that of large ones."""
    if request.param == "large":
        monkeypatch.setattr(large, "LARGE_BYTES", -1)


def raw_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "made_up.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rules(folder: Path, content: str | bytes) -> list[tuple[str, str | None, int | None]]:
    frame, faults = sources.read_raw(raw_file(folder, content), "made_up.csv", COLUMNS)
    assert frame is None
    assert all(fault.file == "made_up.csv" and fault.remedy for fault in faults)
    return [(fault.rule, fault.column, fault.row) for fault in faults]


def receipt(path: Path, **changes) -> Receipt:
    given = {"file": path.name, "sha256": filestate.sha256(path), "documents": ("oppdiktet",)}
    more = {"published_by": "ingen", "received": date(2031, 1, 31), "transcribed_by": "testen"}
    return Receipt(**{**given, **more, **changes})


def test_every_cell_is_text_and_blank_is_missing(tmp_path):
    frame, faults = sources.read_raw(raw_file(tmp_path, "navn,antall\nTromsø,01\nNarvik,\n"), "x", COLUMNS)
    assert faults == []
    assert frame["antall"].iloc[0] == "01"
    assert frame["antall"].isna().tolist() == [False, True]


def test_the_index_is_the_line_in_the_file(tmp_path):
    frame, _ = sources.read_raw(raw_file(tmp_path, "navn,antall\nA,1\n\nB,2\n"), "x", COLUMNS)
    assert frame.index.tolist() == [2, 4]


def test_a_byte_order_mark_is_not_part_of_the_header(tmp_path):
    frame, _ = sources.read_raw(raw_file(tmp_path, "\ufeffnavn,antall\nA,1\n"), "x", COLUMNS)
    assert frame.columns.tolist() == ["navn", "antall"]


def test_a_comma_may_stand_in_a_quoted_cell(tmp_path):
    frame, _ = sources.read_raw(raw_file(tmp_path, 'navn,antall\nA,"31,7"\n'), "x", COLUMNS)
    assert frame.at[2, "antall"] == "31,7"


@pytest.mark.parametrize(
    "content", ["", "navn,antall\n", "\n\n"], ids=["empty", "header only", "blank lines"]
)
def test_a_file_without_rows_is_refused(tmp_path, content):
    assert rules(tmp_path, content) == [("the file has no rows", None, None)]


def test_cp1252_is_refused_with_the_line_of_the_first_wrong_letter(tmp_path):
    content = "navn,antall\nA,1\nTromsø,2\n".encode("cp1252")
    assert rules(tmp_path, content) == [("the file is not UTF-8", None, 3)]
    _, (fault,) = sources.read_raw(tmp_path / "made_up.csv", "made_up.csv", COLUMNS)
    assert fault.remedy.endswith("it may be cp1252")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["unmarked", "marked"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("row", ["Narvik,2", "Tromsø – Ørja,2"])
def test_utf16_is_refused_by_its_name(tmp_path, codec, mark, row):
    content = f"{mark}navn,antall\nA,1\n{row}\n".encode(codec)
    assert rules(tmp_path, content) == [("the file is not UTF-8", None, 1)]
    _, (fault,) = sources.read_raw(tmp_path / "made_up.csv", "made_up.csv", COLUMNS)
    assert fault.remedy == "save it again as UTF-8 (in Excel: «CSV UTF-8»); it is UTF-16"


@pytest.mark.parametrize("content", ["navn,antall\nTromsø\0,1\n", "navn,antall\nA,1\nÅ,2\n"])
def test_what_is_not_utf16_is_not_taken_for_it(content):
    assert not sources.is_utf16(content.encode())
    assert not sources.is_utf16(content.encode("cp1252"))
    assert not sources.is_utf16(b"")
    assert not sources.is_utf16(bytes(8))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_the_mark_of_utf16_is_enough(codec):
    assert sources.is_utf16("\ufeff–…".encode(codec))


def test_a_missing_column_is_refused(tmp_path):
    assert rules(tmp_path, "navn\nA\n") == [("a column is missing", "antall", 1)]


def test_an_unknown_column_is_refused(tmp_path):
    assert rules(tmp_path, "navn,antall,merknad\nA,1,\n") == [("unknown column", "merknad", 1)]


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    assert rules(tmp_path, "navn,antall,antall\nA,1,2\n") == [("the column is there twice", "antall", 1)]


def test_a_row_with_an_unquoted_comma_is_refused(tmp_path):
    assert rules(tmp_path, "navn,antall\nA,31,7\n") == [("a row must have 2 cells like the header", None, 2)]


def test_a_repeated_row_is_refused(tmp_path):
    assert rules(tmp_path, "navn,antall\nA,1\nB,2\nA,1\n") == [("the same row stands there twice", None, 4)]


def test_an_open_quote_is_refused(tmp_path):
    ((rule, _, row),) = rules(tmp_path, 'navn,antall\nA,"1\n')
    assert rule.startswith("the file is not well-formed CSV")
    assert row == 2


def test_all_structural_faults_are_reported_at_once(tmp_path):
    assert len(rules(tmp_path, "navn,merknad\nA,1\nB,2,3\nA,1\n")) == 4


def test_a_missing_file_is_refused(tmp_path):
    frame, (fault,) = sources.read_raw(tmp_path / "made_up.csv", "made_up.csv", COLUMNS)
    assert frame is None
    assert fault.rule == "the raw file is missing"


def test_a_receipt_that_fits_is_read_back_as_written(tmp_path):
    path = raw_file(tmp_path, "navn,antall\nÅ,1\n")
    written = receipt(path, published_by="Helse Nord – æøå")
    written.write(receipts.receipt_path(path))
    assert receipts.read_receipt(path, "made_up.csv") == (written, [])


def test_a_changed_file_does_not_fit_its_receipt(tmp_path):
    path = raw_file(tmp_path, "navn,antall\nA,1\n")
    receipt(path).write(receipts.receipt_path(path))
    raw_file(tmp_path, "navn,antall\nA,2\n")
    _, (fault,) = receipts.read_receipt(path, "made_up.csv")
    assert fault.rule == "the file is not the one that its receipt describes (sha256 differs)"


def test_a_missing_receipt_is_refused_with_the_command_that_writes_one(tmp_path):
    path = raw_file(tmp_path, "navn,antall\nA,1\n")
    _, (fault,) = receipts.read_receipt(path, "data/raw/2031/made_up.csv")
    assert fault.rule == "a raw file must have a receipt"
    assert "aarsmelding receipt data/raw/2031/made_up.csv --document ID" in fault.remedy


@pytest.mark.parametrize("content", ["file: [", "- a list", "file: made_up.csv\n", ""])
def test_a_damaged_receipt_is_refused(tmp_path, content):
    path = raw_file(tmp_path, "navn,antall\nA,1\n")
    receipts.receipt_path(path).write_text(content, encoding="utf-8")
    found, (fault,) = receipts.read_receipt(path, "made_up.csv")
    assert found is None
    assert "receipt" in fault.rule
