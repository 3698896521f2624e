"""Datasets that are read once for all kernels: what a notebook finds is what lies in the file."""

import pandas as pd
import pytest
from aarsmelding import store


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A small file that this process has kept, and how often a file was read."""
    path, read = tmp_path / "prove.parquet", []
    store.write(pd.DataFrame({"antall": [1, 2]}), path)
    alone = store._read_alone
    monkeypatch.setattr(store, "_kept", {})
    monkeypatch.setattr(store, "_read_alone", lambda asked: (read.append(asked), alone(asked))[1])
    store.keep([path])
    return path, read


def test_what_is_kept_is_not_read_again(kept):
    path, read = kept
    store.keep([path])
    assert store._read_small(path)["antall"].tolist() == [1, 2]
    assert read == [path]


def test_what_one_does_to_it_nobody_else_sees(kept):
    path, _ = kept
    mine = store._read_small(path)
    mine.loc[0, "antall"] = 7
    mine["ny"] = 1
    mine.attrs["sett"] = True
    again = store._read_small(path)
    assert again["antall"].tolist() == [1, 2]
    assert list(again) == ["antall"] and again.attrs == {}


def test_a_file_that_has_changed_is_read_anew(kept):
    path, read = kept
    store.write(pd.DataFrame({"antall": [3]}), path)
    assert store._read_small(path)["antall"].tolist() == [3]
    store.keep([path])
    assert store._read_small(path)["antall"].tolist() == [3]
    assert len(read) == 3


def test_what_cannot_be_read_is_left_to_who_wants_it(tmp_path):
    damaged = tmp_path / "skadet.parquet"
    damaged.write_bytes(b"PAR1")
    store.keep([damaged, tmp_path / "borte.parquet"])
    assert not set(store._kept) & {damaged, tmp_path / "borte.parquet"}


def test_a_larger_file_is_not_kept(kept, monkeypatch):
    path, _ = kept
    monkeypatch.setattr(store, "_kept", {})
    monkeypatch.setattr(store, "SMALL", path.stat().st_size)
    store.keep([path])
    assert store._kept == {}
