"""Temporary files go with the build that made them, or with the next one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from aarsmelding.building import scratch
from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import Project

YEAR = 2031
KILLED = """
import os, signal, sys
from pathlib import Path
from aarsmelding.building import scratch
from aarsmelding.paths import Project
project = Project(Path(sys.argv[1]))
with scratch.folder(project, 2031) as folder:
    (folder / "a").touch()
    scratch.note_own(project, 2031)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def project(tmp_path) -> Project:
    project = Project(tmp_path)
    project.build(YEAR).mkdir(parents=True)
    return project


@pytest.fixture
def where(monkeypatch):
    """An empty folder for temporary files."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def test_the_folder_goes_when_the_build_ends_whatever_ends_it(project, where):
    with pytest.raises(KeyError), scratch.folder(project, YEAR) as folder:
        (folder / "a").touch()
        raise KeyError
    assert list(where.iterdir()) == list(project.build(YEAR).iterdir()) == []


def test_what_a_killed_build_left_goes_at_the_next_and_nothing_else(project, where):
    environment = {**os.environ, "TMPDIR": str(where)}
    subprocess.run([sys.executable, "-c", KILLED, str(project.root)], env=environment, check=False)
    assert sorted(path.name[:4] for path in where.iterdir()) == ["aar-", "pymp"]
    (where / "mine").mkdir()
    with (project.build(YEAR) / "scratch").open("a") as noted:
        noted.write(f"{where / 'mine'}\n")
    scratch.clear(project, YEAR)
    assert [path.name for path in where.iterdir()] == ["mine"]


def test_a_path_too_long_for_sockets_is_refused(project, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/tmp/" + "x" * 60)
    with pytest.raises(AarsmeldingError, match="too long"), scratch.folder(project, YEAR):
        pass
