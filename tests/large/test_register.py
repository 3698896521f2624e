"""The register of deviations through its contract, as a small and as a large file. Every row is made up."""

import pandas as pd
import pytest
from aarsmelding import errors, large, schemafaults, store
from aarsmelding.datasets import get
from aarsmelding.validate import validate

from tests.conftest import Invented, invent, put_rows

YEAR = 2031
ROWS = [
    ["A-1", "03.02.2031", "til_foretak", "Tromsø kommune", "UNN", "Medisin", "Epikrise", "13.02.2031"],
    ["A-2", "04.02.2031", "til_foretak", "Narvik", "UNN", "", "Epikrise", ""],
    ["A-3", "05.06.2031", "til_foretak", "Utenfor primærområdet", "UNN", "", "", "25.06.2031"],
    ["A-4", "06.06.2031", "fra_foretak", "UNN", "Harstad kommune", "Kirurgi", "Transport", "07.06.2031"],
    ["A-5", "06.06.2031", "fra_foretak", "UNN", "Harstad kommune", "Kirurgi", "Transport", ""],
]
TEXTS = ["retning", "kommune_nr", "klinikk", "aarsak", "kilde"]


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Invented:
    return invent(tmp_path_factory.mktemp("register"))


def both(register: Invented, monkeypatch, rows: list[list[str]]):
    """What the contract makes of `rows` in a small file, then in a large one."""
    put_rows(register.raw("avvik_register"), rows)
    small = validate(register.project, YEAR, "avvik_register")
    monkeypatch.setattr(large, "LARGE_BYTES", -1)
    monkeypatch.setattr(large, "MANY_ROWS", 0)
    monkeypatch.setattr(large, "MOST_CATEGORIES", 4)
    return small, validate(register.project, YEAR, "avvik_register")


def changed(row: int, **cells: str) -> list[list[str]]:
    names = get("avvik_register").raw_columns
    row_changed = [cells.get(name, cell) for name, cell in zip(names, ROWS[row], strict=False)]
    return [*ROWS[:row], row_changed, *ROWS[row + 1 :]]


def test_a_large_register_has_the_same_rows_in_categories(register, monkeypatch):
    (small, _), (big, faults) = both(register, monkeypatch, ROWS)
    assert faults == []
    assert small["kommune_nr"].fillna("").tolist() == ["5501", "1806", "", "5503", "5503"]
    assert [name for name in big if big[name].dtype == "category"] == TEXTS
    pd.testing.assert_frame_equal(big.astype(dict.fromkeys(TEXTS, "str")), small)


def test_many_broken_rows_are_counted(register, monkeypatch):
    monkeypatch.setattr(schemafaults, "KEPT_FAULTS", 2)
    monkeypatch.setattr(errors, "KEPT_FAULTS", 2)
    rows = [[f"B-{n}", "03.02.2031", "fra_foretak", "UNN", "Narvik", "", "", "02.02.2031"] for n in range(9)]
    _, (_, faults) = both(register, monkeypatch, rows)
    assert [(fault.row, fault.others) for fault in faults] == [(2, 0), (3, 7)]


@pytest.mark.parametrize(
    "rows",
    [
        changed(3, besvart_dato="05.06.2031"),
        changed(0, retning="begge"),
        changed(0, retning=""),
        changed(3, til="Utenfor primærområdet"),
        changed(3, til=""),
        changed(1, fra="Storby", dato="31.02.2031"),
        changed(1, id="A-1"),
        changed(1, id=""),
        [*changed(1, id="A-1"), ["A-1", *ROWS[3][1:]]],
    ],
)
def test_a_large_register_is_refused_in_the_same_words(register, monkeypatch, rows):
    (_, faults), (frame, big_faults) = both(register, monkeypatch, rows)
    assert frame is None
    assert faults != []
    assert errors.render_faults(errors.DataRefused(big_faults).faults) == errors.render_faults(
        errors.DataRefused(faults).faults
    )


def test_a_correction_of_a_large_register_is_applied(register, monkeypatch):
    path = register.raw("avvik_register").with_suffix(".corrections.yml")
    path.write_text(
        "- rows: [3]\n  column: aarsak\n  is: Epikrise\n  becomes: Legemidler\n  because: oppdiktet\n"
        "  reported: {date: 2031-02-01, to: sekretariatet}\n",
        encoding="utf-8",
    )
    (small, _), (big, faults) = both(register, monkeypatch, ROWS)
    path.unlink()
    assert faults == []
    assert big["aarsak"].tolist()[1] == "Legemidler"
    pd.testing.assert_frame_equal(big.astype(small.dtypes.to_dict()), small)


def test_categories_are_kept_on_disk_in_alphabetical_order(register, monkeypatch, tmp_path):
    _, (big, _) = both(register, monkeypatch, ROWS)
    store.write(big, tmp_path / "avvik_register.parquet")
    again = pd.read_parquet(tmp_path / "avvik_register.parquet")
    pd.testing.assert_frame_equal(again, big)
    assert again["aarsak"].cat.categories.tolist() == ["Epikrise", "Transport"]


def test_counts_by_municipality_cause_and_month_are_the_same(register, monkeypatch):
    (small, _), (big, _) = both(register, monkeypatch, ROWS)
    keys = ["kommune_nr", "aarsak", "maaned"]
    counts = [frame.groupby(keys).size().reset_index().to_numpy().tolist() for frame in (small, big)]
    expected = [["1806", "Epikrise", 2, 1], ["5501", "Epikrise", 2, 1], ["5503", "Transport", 6, 2]]
    assert counts == [expected, expected]
