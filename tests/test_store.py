"""Datasets as a notebook loads them outside a build: made from the raw files where these are newer."""

import os
import subprocess
import sys

from tests.conftest import YEAR

LOADED = f"""
from aarsmelding import load
first = load("kommuner", {YEAR})
second = load("avvik_opphav", {YEAR})
print(len(first), second["opphav"].dtype.storage, second["antall_avvik"].sum())
"""


def test_what_is_loaded_first_does_not_keep_the_next_from_being_validated(invented):
    ran = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=os.environ | {"AARSMELDING_ROOT": str(invented.root)},
        capture_output=True,
        text=True,
    )
    assert ran.stdout.split() == ["24", "python", "247"], ran.stderr
    assert (invented.project.clean(YEAR) / "avvik_opphav.parquet").is_file()
