"""A step reads what it declares, so that a change of it is a reason to run the step again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fnmatch import fnmatch

from aarsmelding.paths import ROOT_VARIABLE

from tests.building.test_again import profile
from tests.conftest import CHECKOUT, YEAR
from tests.unattended.conftest import small

STATE = f".build/{YEAR}"
# What a step reads besides its files, by the first word of its name, and why that is no omission.
BESIDES = {
    # Which of them there are, and what they say of themselves, is in `circumstances` and `listed`.
    "section": ["notebooks/*.ipynb", "data/raw/*.receipt.yml"],
    "editions": ["notebooks/*.ipynb", "data/raw/*.receipt.yml", f"{STATE}/recorded/*"],
    "overview": ["notebooks/*.ipynb", "data/raw/*.receipt.yml"],
    "page": ["notebooks/*.ipynb", "data/raw/*.receipt.yml"],
    # As printed, of files whose receipts are declared: another file has another receipt.
    "evidence": ["data/raw/*.csv", "notebooks/*.ipynb", f"{STATE}/recorded/*"],
    # What it writes itself, and what the build began with.
    "report": ["notebooks/*.ipynb", "data/raw/*", f"{STATE}/inputs.json", f"{STATE}/staging/*"],
}


def test_steps_read_what_they_declare(tmp_path):
    invented = small(tmp_path)
    profile(invented)
    (tmp_path / "data" / "skjerming.yml").write_text("regler: []")
    done = subprocess.run(
        [sys.executable, "-m", "tests.building.undeclared", str(tmp_path), str(YEAR)],
        cwd=CHECKOUT,
        env={**os.environ, ROOT_VARIABLE: str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) > 30
    undeclared = [
        (step, file)
        for step, files in found.items()
        for file in files
        if not any(fnmatch(file, allowed) for allowed in BESIDES.get(step.split()[0], []))
    ]
    assert undeclared == []
