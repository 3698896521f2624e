"""Datasets that are read once for all kernels: what a notebook finds is what lies in the file."""

import pandas as pd
import pytest
from aarsmelding import store
from aarsmelding.paths import Project


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A project, the small file of a dataset that this process has kept, and how often a file was read."""
    project, read = Project(tmp_path), []
    path = project.dataset(2025, "avvik_opphav")
    store.write(pd.DataFrame({"antall": [1, 2]}), path)
    alone = store._read_alone
    monkeypatch.setattr(store, "_kept", {})
    monkeypatch.setattr(store, "_read_alone", lambda asked: (read.append(asked), alone(asked))[1])
    store.keep([path])
    return project, path, read


def found(project, name="avvik_opphav"):
    return store.read(project, 2025, name)


def test_what_is_kept_is_not_read_again(kept):
    project, path, read = kept
    store.keep([path])
    assert found(project)["antall"].tolist() == [1, 2]
    assert read == [path]


@pytest.mark.parametrize("reading", [store.read, store.read_whole])
def test_what_one_does_to_it_nobody_else_sees(kept, reading):
    project, _, _ = kept
    mine = reading(project, 2025, "avvik_opphav")
    mine.loc[0, "antall"] = 7
    mine["ny"] = 1
    mine.attrs["sett"] = True
    again = reading(project, 2025, "avvik_opphav")
    assert again["antall"].tolist() == [1, 2]
    assert list(again) == ["antall"] and again.attrs == {}


def test_a_file_that_has_changed_is_read_anew(kept):
    project, path, read = kept
    store.write(pd.DataFrame({"antall": [3]}), path)
    assert found(project)["antall"].tolist() == [3]
    store.keep([path])
    assert found(project)["antall"].tolist() == [3]
    assert len(read) == 2


def test_what_cannot_exist_is_told_from_what_is_missing_in_what_is_kept_too(kept):
    project, _, _ = kept
    path = project.dataset(2025, "avvik_kommune")
    rows = {"antall_meldt": [0, 4], "andel_besvart_oppgitt": [None, None]}
    store.write(pd.DataFrame(rows).astype({"andel_besvart_oppgitt": "Float64"}), path)
    store.keep([path])
    assert [str(share) for share in found(project, "avvik_kommune")["andel_besvart_oppgitt"]] == [".", "<NA>"]
    assert store.read_whole(project, 2025, "avvik_kommune")["andel_besvart_oppgitt"].isna().all()


@pytest.mark.parametrize(("most", "storage"), [(2, "python"), (1, "pyarrow")])
def test_texts_are_pythons_own_where_the_rows_are_few(kept, monkeypatch, most, storage):
    project, path, _ = kept
    monkeypatch.setattr(store, "FEW_ROWS", most)
    store.write(pd.DataFrame({"opphav": ["a", None]}), path)
    texts = found(project)["opphav"]
    assert (texts.dtype, texts.dtype.storage) == ("str", storage)
    assert texts.tolist()[0] == "a" and texts.isna().tolist() == [False, True]
    assert store.read_whole(project, 2025, "avvik_opphav")["opphav"].dtype.storage == "pyarrow"


def test_what_cannot_be_read_is_left_to_who_wants_it(tmp_path):
    damaged = tmp_path / "skadet.parquet"
    damaged.write_bytes(b"PAR1")
    store.keep([damaged, tmp_path / "borte.parquet"])
    assert not set(store._kept) & {damaged, tmp_path / "borte.parquet"}


def test_a_larger_file_is_not_kept(kept, monkeypatch):
    project, path, read = kept
    monkeypatch.setattr(store, "SMALL", path.stat().st_size)
    store.keep([path])
    assert found(project)["antall"].tolist() == [1, 2]
    assert store._kept == {} and read == [path]
