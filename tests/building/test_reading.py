"""Another content is another file, whatever its times say."""

import os
import time

import pytest
from _pytask import nodes
from aarsmelding.building import reading


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("1")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def test_another_content_of_the_same_size_and_time_is_seen(file):
    before = reading.hash_of(file)
    assert reading.hash_of(file) == before
    # The system counts in steps of some milliseconds.
    time.sleep(0.05)
    file.write_text("2")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    assert reading.hash_of(file) != before


def test_a_file_put_in_its_place_is_seen(file):
    before = reading.hash_of(file)
    other = file.with_name("b.csv")
    other.write_text("2")
    os.utime(other, (1_000_000_000, 1_000_000_000))
    other.replace(file)
    assert reading.hash_of(file) != before


def test_the_engine_asks_here_and_an_earlier_run_is_forgotten(file, monkeypatch):
    monkeypatch.setattr(nodes, "hash_path", nodes.hash_path)
    reading.read_again()
    assert nodes.get_state_of_path(file) == reading.hash_of(file)
    reading._known[file] = (reading._known[file][0], "an earlier run's")
    reading.read_again()
    assert nodes.get_state_of_path(file) != "an earlier run's"
