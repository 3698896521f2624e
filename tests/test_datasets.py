"""Every dataset is held to the house rules; a new one is held to them by lying in its place."""

from __future__ import annotations

import csv
import inspect
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from aarsmelding import datasets, receipts
from aarsmelding.datasets import PROVENANCE_COLUMNS, Dataset
from aarsmelding.paths import Project
from aarsmelding.validate import validate

YEAR = 2025
PROJECT = Project(Path(__file__).parents[1])
RAW_FILES = sorted(path for year in PROJECT.years() for path in PROJECT.raw(year).glob("*.csv"))
RECEIVED = [name for name in datasets.names() if PROJECT.raw(YEAR) / f"{name}.csv" in RAW_FILES]
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
# Eight digits that a person would dial, in the groups that people write.
PHONE = re.compile(r"(?<!\d)(?:[2-9]\d \d\d \d\d \d\d|[49]\d\d \d\d \d\d\d|[2-9]\d{7})(?!\d|[.,]\d)")
# Cells for machines, where eight digits are an amount.
AMOUNTS = ("verdi", "uttrykk")
LONGEST_MODULE = 300
every_dataset = pytest.mark.parametrize("name", datasets.names())
every_received = pytest.mark.parametrize("name", RECEIVED)
every_raw_file = pytest.mark.parametrize(
    "path", RAW_FILES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


@cache
def dataset(name: str) -> Dataset:
    return datasets.get(name)


@cache
def clean(name: str) -> pd.DataFrame:
    frame, faults = validate(PROJECT, YEAR, name)
    assert faults == []
    return frame


@cache
def columns(name: str) -> dict:
    return dataset(name).model.to_schema().columns


@cache
def raw_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@every_dataset
def test_the_docstring_says_what_it_is_and_what_to_beware_of(name):
    title, *rest = (dataset(name).module.__doc__ or "").strip().split("\n\n")
    assert re.fullmatch(r"[A-ZÆØÅ].{5,140}\.", " ".join(title.split()))
    assert [part for part in rest if part.startswith("Forbehold: ")], "no paragraph begins with Forbehold:"
    assert len(dataset(name).caveats) > 20


@every_dataset
def test_the_source_is_named(name):
    source = dataset(name).source
    assert source.publisher and source.publication and source.form


@every_dataset
def test_the_schema_says_what_one_row_is(name):
    assert re.match(r"Én rad er .+\.$", dataset(name).one_row)


@every_received
def test_the_key_is_in_the_schema_and_unique(name):
    key = list(dataset(name).key)
    assert key
    assert set(key) <= set(columns(name))
    assert not clean(name).duplicated(key).any()


@every_dataset
def test_an_unknown_column_is_refused(name):
    assert dataset(name).model.to_schema().strict is True


@every_dataset
def test_every_column_is_described(name):
    for column, schema in columns(name).items():
        assert schema.title, column
        assert schema.description and schema.description.endswith("."), column
        assert not schema.title.endswith("."), column


@every_received
def test_every_row_says_where_it_comes_from(name):
    assert list(clean(name).columns[-2:]) == list(PROVENANCE_COLUMNS)
    assert clean(name)[list(PROVENANCE_COLUMNS)].notna().all(axis=None)


def wanted_dtype(column: str) -> set[str]:
    """The dtypes that follow from a column's name; nothing follows from most names."""
    if column.startswith("antall") or column.endswith("_kr") or column == "aar":
        return {"Int64"}
    if column.startswith("andel"):
        return {"Float64"}
    # `er_del_av` (is a part of) names the whole: a name that the rule would not have chosen.
    if column.startswith(("er_", "har_")) and column != "er_del_av":
        return {"bool", "boolean"}
    if column.endswith("_dato") or column == "dato":
        return {"datetime64[ns]"}
    return {"str"} if column.endswith("kommune_nr") or column in PROVENANCE_COLUMNS else set()


@every_received
def test_the_name_of_a_column_says_its_type(name):
    for column, dtype in clean(name).dtypes.items():
        assert not wanted_dtype(column) or str(dtype) in wanted_dtype(column), (column, dtype)


@every_dataset
def test_a_column_name_is_lower_case_ascii(name):
    assert [c for c in columns(name) if not re.fullmatch(r"[a-z][a-z0-9_]*", c)] == []


@every_received
def test_a_share_lies_between_nothing_and_all(name):
    for column in (c for c in clean(name).columns if c.startswith("andel")):
        assert clean(name)[column].dropna().between(0, 1).all(), column


@every_dataset
def test_an_amount_is_in_kroner_and_a_share_has_the_unit_of_shares(name):
    for column, schema in columns(name).items():
        unit = (schema.metadata or {}).get("enhet")
        if column.endswith("_kr"):
            assert unit == "kr", column
        if column.startswith("andel"):
            assert unit == "andel", column


@every_received
def test_a_municipality_number_is_four_digits(name):
    for column in (c for c in clean(name).columns if c.endswith("kommune_nr")):
        assert clean(name)[column].dropna().str.fullmatch(r"\d{4}").all()


def test_the_same_name_is_the_same_type_and_unit_everywhere():
    found: dict[str, dict[tuple[str, str | None], list[str]]] = {}
    for name in datasets.names():
        for column, schema in columns(name).items():
            kind = "boolean" if str(schema.dtype) == "bool" else str(schema.dtype)
            unit = (schema.metadata or {}).get("enhet")
            # `antall` alone has its unit on the row, so its name says nothing about it.
            agreed = (kind, None if column in ("antall", "aar") else unit)
            found.setdefault(column, {}).setdefault(agreed, []).append(name)
    assert {column: kinds for column, kinds in found.items() if len(kinds) > 1} == {}


@every_dataset
def test_cleaning_takes_nothing_but_the_raw_table(name):
    assert list(inspect.signature(dataset(name).clean).parameters) == ["raw"]


@every_dataset
def test_a_module_is_short_enough_to_be_read_whole(name):
    text = Path(dataset(name).module.__file__).read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE


@every_dataset
def test_a_module_does_not_read_files_or_other_datasets(name):
    text = Path(dataset(name).module.__file__).read_text(encoding="utf-8")
    assert not re.search(r"\bopen\(|read_(csv|parquet|raw)|\bload\(|pathlib", text)


@every_dataset
def test_a_declared_exception_has_a_year_a_check_and_a_reason(name):
    for exception in dataset(name).exceptions:
        assert exception.year
        assert hasattr(dataset(name).model, exception.check)
        assert re.fullmatch(r"[A-ZÆØÅ].{20,}\.", exception.reason)


@pytest.mark.parametrize("name", sorted(set(datasets.names()) - set(RECEIVED)))
def test_a_dataset_that_nobody_has_delivered_yet_is_tried_on_made_up_rows(name):
    assert (Path(__file__).parent / "datasets" / f"test_{name}.py").is_file()


def test_every_raw_file_has_its_dataset():
    assert {path.stem for path in RAW_FILES} - set(datasets.names()) == set()


@every_raw_file
def test_a_receipt_rests_on_known_documents(path):
    receipt, faults = receipts.read_receipt(path, path.name)
    assert faults == []
    assert receipt.file == path.name
    assert receipt.documents
    assert set(receipt.documents) <= set(clean("dokumenter")["dokument"])


@every_raw_file
def test_the_documents_of_the_rows_are_on_the_receipt(path):
    receipt, _ = receipts.read_receipt(path, path.name)
    assert {row["kilde"] for row in raw_rows(path)} <= set(receipt.documents)


@every_raw_file
def test_every_place_in_a_document_has_a_line_that_exists(path):
    lines = clean("dokumenter").set_index("dokument")["antall_linjer"]
    for row in raw_rows(path):
        if pd.isna(lines[row["kilde"]]):
            continue
        numbers = [int(n) for n in re.findall(r"\d+", row["sted"].split("linje", 1)[-1])]
        assert re.search(r"linje \d+", row["sted"]), row["sted"]
        assert numbers[0] <= lines[row["kilde"]], row["sted"]


@every_raw_file
def test_nobody_can_be_written_or_called(path):
    assert E_MAIL.findall(path.read_text(encoding="utf-8")) == []
    cells = [cell for row in raw_rows(path) for name, cell in row.items() if name not in AMOUNTS]
    assert [cell for cell in cells if PHONE.search(cell)] == []


@pytest.mark.parametrize("number", ["77 62 60 00", "912 34 567", "91234567", "+47 77 62 60 00"])
def test_a_telephone_number_would_be_found(number):
    assert PHONE.search(f"ring {number}, takk")


@pytest.mark.parametrize("number", ["kr 10 494 030", "kr 42 230 938", "2025", "14912500,5", "linje 110–111"])
def test_an_amount_is_not_a_telephone_number(number):
    assert not PHONE.search(number)


@every_raw_file
def test_a_raw_file_is_utf8_with_plain_line_ends(path):
    content = path.read_bytes()
    assert content.decode("utf-8")
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
