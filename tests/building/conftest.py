"""What several tests of the build begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
from aarsmelding.paths import Project

from tests.conftest import YEAR


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one raw file."""
    project = Project(tmp_path)
    project.raw(YEAR).mkdir(parents=True)
    (project.raw(YEAR) / "a.csv").write_text("gammel")
    return project
