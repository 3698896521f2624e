"""Stopped by a person or a scheduler: exit code 130, at once, and nothing left running."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

from tests.conftest import YEAR, write_notebook
from tests.unattended.conftest import begin, left_behind, small

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of another kind on this system")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("to", ["leader", "everyone"])
def test_a_signal_ends_a_build_at_once_with_its_own_code(tmp_path, number, to):
    invented = small(tmp_path)
    write_notebook(invented.project.notebooks / "50_avvik.ipynb", "import time\ntime.sleep(600)")
    process = begin(invented, "--json")
    end = time.monotonic() + 90
    events = invented.project.build(YEAR) / "checks.json"
    while not events.exists() and time.monotonic() < end:
        time.sleep(0.1)
    (os.kill if to == "leader" else os.killpg)(process.pid, number)
    output, error = process.communicate(timeout=60)
    assert process.returncode == 130, error
    assert json.loads(output)["verdict"] == "interrupted"
    assert "interrupted: the report is as it was before" in error
    assert "Traceback" not in error
    assert left_behind(invented) == []
