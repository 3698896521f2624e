"""One build of a year at a time."""

import subprocess
import sys

import pytest
from aarsmelding.building.lock import hold
from aarsmelding.errors import Locked
from aarsmelding.paths import Project

HOLD_AND_WAIT = """
import sys
from pathlib import Path
from aarsmelding.building.lock import hold
from aarsmelding.paths import Project
with hold(Project(Path(sys.argv[1])), 2031):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until it is told to stop."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD_AND_WAIT, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.communicate()


def test_a_second_build_is_refused_and_told_who_holds_the_lock(tmp_path, holder):
    with (
        pytest.raises(Locked, match=rf"another build of 2031 is under way: process {holder.pid}\b"),
        hold(Project(tmp_path), 2031),
    ):
        pass


def test_another_year_is_not_locked(tmp_path, holder):
    with hold(Project(tmp_path), 2032):
        assert holder.poll() is None


def test_the_lock_is_free_when_its_holder_was_killed(tmp_path, holder):
    holder.kill()
    holder.wait()
    with hold(Project(tmp_path), 2031):
        pass


def test_the_lock_is_free_after_an_error(tmp_path):
    with pytest.raises(ValueError, match="made up"), hold(Project(tmp_path), 2031):
        raise ValueError("made up")
    with hold(Project(tmp_path), 2031):
        pass


def test_a_locked_year_has_its_own_exit_code(tmp_path, holder, command, notebook_file):
    (tmp_path / "data" / "raw" / "2031").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "2031" / "oppdiktet.csv").touch()
    (tmp_path / "notebooks").mkdir()
    notebook_file(tmp_path / "notebooks" / "10_oppdiktet.ipynb")
    result = command(tmp_path, "build", "--year", "2031")
    assert result.exit_code == 4
    assert "wait for it to finish" in result.error
