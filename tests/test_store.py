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


def test_a_raw_file_with_an_old_time_of_change_is_read_anew(invented):
    command = [sys.executable, "-c", LOADED]
    environment = os.environ | {"AARSMELDING_ROOT": str(invented.root)}
    subprocess.run(command, env=environment, check=True)
    clean = invented.project.clean(YEAR) / "avvik_opphav.parquet"
    invented.edit("avvik_opphav", 2, "antall", "242")
    raw = invented.project.raw(YEAR)
    for path in (*raw.iterdir(), raw):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = clean.read_bytes()
    subprocess.run(command, env=environment, check=True)
    assert clean.read_bytes() != before
