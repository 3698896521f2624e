"""A file is written all at once or not at all, and nothing of a failed attempt stays."""

import subprocess
import sys

import pytest
from aarsmelding import writing


def test_a_file_is_replaced_in_a_folder_that_may_be_new(tmp_path):
    path = tmp_path / "ny" / "a.json"
    writing.text(path, "først æ")
    writing.text(path, "så ø")
    assert path.read_bytes() == "så ø".encode()
    assert list(path.parent.iterdir()) == [path]


def test_where_writing_fails_the_old_content_stays_and_nothing_else(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("gammel")
    with pytest.raises(KeyError), writing.replacing(path) as unfinished:
        unfinished.write_text("halv")
        raise KeyError
    assert (path.read_text(), list(tmp_path.iterdir())) == ("gammel", [path])


def test_what_a_killed_process_left_goes_and_what_a_living_one_writes_stays(tmp_path):
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, pathlib, signal, sys\n"
            "from aarsmelding import writing\n"
            "with writing.replacing(pathlib.Path(sys.argv[1])) as unfinished:\n"
            "    unfinished.write_text('halv')\n"
            "    os.kill(os.getpid(), signal.SIGKILL)",
            str(tmp_path / "a.json"),
        ],
        check=False,
    )
    assert killed.returncode == -9
    (left,) = tmp_path.iterdir()
    (tmp_path / ".notat.tmp").touch()
    with writing.replacing(tmp_path / "b.json") as unfinished:
        unfinished.touch()
        writing.clear(tmp_path)
        assert unfinished.exists() and not left.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".notat.tmp", "b.json"]
