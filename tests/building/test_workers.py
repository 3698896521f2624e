"""The process that workers are forked from."""

from __future__ import annotations

import os
import subprocess
import sys

BUILD = """
from types import SimpleNamespace
from aarsmelding.building import workers
from aarsmelding.kernels import Kernel

workers.PRELOADED = ["broken"]
with workers.pool(2, Kernel.PLAIN) as pool:
    for _ in range(3):
        done = pool.submit(None, task=SimpleNamespace(function=lambda: None), kwargs={})
        print(done.result().exc_info[1])
"""


def test_one_that_fails_to_import_is_started_once_and_said_to_have_ended(tmp_path):
    (tmp_path / "broken.py").write_text("raise RuntimeError('the cause')", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    said = subprocess.run(
        [sys.executable, "-c", BUILD],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert said.stderr.count("RuntimeError: the cause") == 1
    assert said.stdout.count("the process that workers are forked from has ended") == 3
    assert "mend what the error above names" in said.stdout
