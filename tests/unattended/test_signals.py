"""Stopped by a person or a scheduler: exit code 130, at once, and nothing left running."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from aarsmelding.building import build as building
from aarsmelding.errors import AarsmeldingError

from tests.conftest import YEAR, first_often, write_notebook
from tests.unattended.conftest import begin, left_behind, small

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of another kind on this system")


def endless(folder):
    invented = small(folder)
    write_notebook(invented.project.notebooks / "50_avvik.ipynb", "import time\ntime.sleep(600)")
    return invented


def wait_for(path):
    end = time.monotonic() + 300
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert path.exists()


@pytest.mark.parametrize(
    ("to", "number"),
    [
        ("leader", signal.SIGTERM),
        ("everyone", signal.SIGINT),
        pytest.param("leader", signal.SIGINT, marks=pytest.mark.heavy),
        pytest.param("everyone", signal.SIGTERM, marks=pytest.mark.heavy),
    ],
)
def test_a_signal_ends_a_build_at_once_with_its_own_code(tmp_path, number, to):
    invented = endless(tmp_path)
    process = begin(invented, "--json")
    wait_for(invented.project.build(YEAR) / "checks.json")
    (os.kill if to == "leader" else os.killpg)(process.pid, number)
    output, error = process.communicate(timeout=180)
    assert process.returncode == 130, error
    assert json.loads(output)["verdict"] == "interrupted"
    assert "interrupted: the report is as it was before" in error
    assert "Traceback" not in error
    assert left_behind(invented) == []


def test_a_signal_while_the_hook_runs_ends_the_hook_and_not_the_verdict(tmp_path):
    invented = small(tmp_path)
    write_notebook(invented.project.notebooks / "50_avvik.ipynb", "1 / 0")
    process = begin(invented, "--json", "--on-failure", "touch began; exec sleep 600")
    wait_for(tmp_path / "began")
    process.terminate()
    output, error = process.communicate(timeout=60)
    assert (process.returncode, json.loads(output)["exit_code"]) == (1, 1)
    assert "the command given with --on-failure did not work: it was stopped with the build" in error
    assert left_behind(invented) == []


@pytest.mark.parametrize("seconds", first_often(0.6, 0, 0.3, 1, 1.5))
def test_ctrl_c_is_answered_in_one_sentence_while_the_build_gets_ready_too(tmp_path, seconds):
    invented = endless(tmp_path)
    process = begin(invented, "--json")
    wait_for(invented.project.build(YEAR) / "lock.holder")
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    output, error = process.communicate(timeout=180)
    assert process.returncode == 130, error
    assert json.loads(output)["verdict"] == "interrupted"
    assert "Traceback" not in error
    assert left_behind(invented) == []


@pytest.mark.parametrize(
    "error", [ImportError("initialization failed"), AarsmeldingError("the graph could not be made", "a", "b")]
)
def test_a_signal_that_became_another_error_on_its_way_is_an_interruption_too(
    command, tmp_path, monkeypatch, error
):
    def broken_off(*_):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as interrupt:
            raise error from interrupt

    monkeypatch.setattr(building, "build", broken_off)
    result = command(small(tmp_path).root, "build", "--year", str(YEAR), "--json")
    assert (result.exit_code, json.loads(result.output)["verdict"]) == (130, "interrupted")
    assert result.error == "interrupted: the report is as it was before\n"


CAUGHT = """
import sys
from aarsmelding.building import interruption
try:
    exec("raise KeyboardInterrupt")
except KeyboardInterrupt:
    interruption.answered()
sys.exit(130)
"""


def test_an_import_that_was_broken_off_does_not_end_the_process_with_the_signal(tmp_path):
    (tmp_path / "caught.py").write_text(CAUGHT)
    ended = subprocess.run([sys.executable, "-m", "caught"], cwd=tmp_path, check=False)
    assert ended.returncode == 130
