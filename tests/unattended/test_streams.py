"""A build whose words nobody can hear any more ends as it would have: exit code, verdict, hook."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import shlex
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from aarsmelding.paths import ROOT_VARIABLE

from tests.conftest import YEAR, first_often
from tests.unattended.conftest import files, left_behind
from tests.unattended.test_faults import change, copied

BUILD = shlex.join([sys.executable, "-m", "aarsmelding", "build", "--year"])


@pytest.fixture
def changed(tmp_path, built):
    """A project with something to do."""
    invented = copied(built, tmp_path / "p")
    change(invented)
    return invented


def shell(invented, command: str) -> subprocess.CompletedProcess[str]:
    """A command line of bash, which can close what a process would inherit."""
    return subprocess.run(
        ["bash", "-c", command],
        cwd=invented.root,
        env={**os.environ, ROOT_VARIABLE: str(invented.root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is one of Linux")
@pytest.mark.parametrize("where", [">/dev/full", "2>/dev/full", ">/dev/full 2>&1"])
def test_a_full_output_hides_neither_exit_code_nor_hook(changed, where):
    done = shell(changed, f"{BUILD} 1999 --json --on-failure 'cat > told.json' {where}")
    told = json.loads((changed.root / "told.json").read_text(encoding="utf-8"))
    assert (done.returncode, told["exit_code"]) == (2, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", first_often("0<&- >&- 2>&-", "0<&- >&-", ">&-", "2>&-", "0<&-"))
def test_a_build_without_input_or_output_is_whole_and_logged(changed, closed):
    done = shell(changed, f"{BUILD} {YEAR} --json {closed}")
    assert done.returncode == 0, done.stderr
    report = changed.project.report(YEAR)
    assert b"diktet opp" in files(report)["index.html"]
    newest = max((report / "logs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    ended = json.loads(newest.read_text(encoding="utf-8").splitlines()[-1])
    assert (ended["event"], ended["verdict"]) == ("ended", "built")
    if ">&-" not in closed.replace("2>&-", ""):
        assert json.loads(done.stdout)["verdict"] == "built"


def test_letters_that_the_output_lacks_are_escaped(changed):
    ascii_only = "PYTHONIOENCODING=ascii "
    (changed.project.notebooks / "50_avvik.ipynb").write_text("{")
    done = shell(changed, f"{ascii_only}{BUILD} {YEAR} --json")
    assert json.loads(done.stdout)["exit_code"] == done.returncode != 0
    change(changed)
    done = shell(changed, f"{ascii_only}{BUILD.removesuffix('build --year')}list")
    assert done.returncode == 0, done.stderr
    assert r"\xe5" in done.stdout or r"\xf8" in done.stdout


def test_a_reader_that_goes_leaves_the_build_to_its_end(changed):
    done = shell(changed, f"set -o pipefail; {BUILD} {YEAR} 2>&1 | true")
    assert done.returncode == 0
    assert b"diktet opp" in files(changed.project.report(YEAR))["index.html"]


def test_a_terminal_that_is_closed_interrupts_with_its_own_code(changed):
    leader, terminal = pty.openpty()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "aarsmelding",
            "build",
            "--year",
            str(YEAR),
            "--on-failure",
            "cat > told.json",
        ],
        cwd=changed.root,
        env={**os.environ, ROOT_VARIABLE: str(changed.root)},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        # Its own, so that it hears when that is closed.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(terminal)
    os.read(leader, 1)
    os.close(leader)
    assert process.wait(60) == 130
    assert json.loads((changed.root / "told.json").read_text(encoding="utf-8"))["verdict"] == "interrupted"
    assert left_behind(changed) == []
