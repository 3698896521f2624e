"""A made-up year that is built in a few seconds, and a look at which processes are left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from aarsmelding.paths import ROOT_VARIABLE

from tests.conftest import YEAR, Invented, invent, write_notebook

ORIGINS = (
    'from aarsmelding import fact, load\n\nopphav = load("avvik_opphav", year)',
    "## Hvor mange",
    'fact("avvik.alle", opphav["antall_avvik"].sum(), "Det ble meldt {} avvik.", unit="avvik", rows=opphav)',
    "## Forbehold\n\nAlt er diktet opp.",
)
KEPT = {"avvik_opphav", "dokumenter", "helsefellesskap", "kommuner"}
GONE_SECONDS = 60


def small(folder: Path, *datasets: str) -> Invented:
    """A project with one section, and a few datasets besides those named."""
    folder.mkdir(parents=True, exist_ok=True)
    invented = invent(folder)
    invented.keep(*KEPT, *datasets)
    write_notebook(invented.project.notebooks / "50_avvik.ipynb", *ORIGINS, title="# Avvikene")
    return invented


def begin(invented: Invented, *options: str) -> subprocess.Popen[str]:
    """A build in a process group of its own, as a terminal or a scheduler starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "aarsmelding", "build", "--year", str(YEAR), *options],
        cwd=invented.root,
        env={**os.environ, ROOT_VARIABLE: str(invented.root), "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def processes_of(invented: Invented) -> list[psutil.Process]:
    """Every living process that was started for the project, whoever is its parent by now."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and (
                process.environ().get(ROOT_VARIABLE) == str(invented.root)
            ):
                found.append(process)
        except psutil.Error:
            continue
    return found


def left_behind(invented: Invented) -> list[psutil.Process]:
    """What still lives after a while in which it could have ended."""
    end = time.monotonic() + GONE_SECONDS
    while (found := processes_of(invented)) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def files(folder: Path) -> dict[str, bytes]:
    """The report without its logs."""
    lying = (path for path in folder.rglob("*") if path.is_file() and path.parent != folder / "logs")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in lying}


@pytest.fixture(autouse=True, scope="session")
def hearing() -> Iterator[None]:
    """Builds hear Ctrl-C, also where the tests were started deaf to it, as a background job of a shell is."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """A small project with a report; tests leave it as it is."""
    invented = small(tmp_path_factory.mktemp("bygget"))
    done = invented.run("build", "--year", str(YEAR))
    assert done.returncode == 0, done.stderr
    return invented
