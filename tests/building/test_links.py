"""A report folder may be a link to another disk; one that leads nowhere is said before anything runs."""

from __future__ import annotations

import json

import pytest
from aarsmelding.building import links
from aarsmelding.paths import Project

YEAR = "2031"


@pytest.fixture
def checkout(tmp_path) -> Project:
    project = Project(tmp_path / "p")
    project.raw(2031).mkdir(parents=True)
    (project.raw(2031) / "oppdiktet.csv").touch()
    project.notebooks.mkdir()
    return project


@pytest.mark.parametrize("folder", ["reports", f"reports/{YEAR}", ".build", f"data/clean/{YEAR}"])
@pytest.mark.parametrize(
    ("target", "said", "remedy"),
    [
        (
            "/finnes/ikke",
            "a link leads to a place that is not there",
            "mount what it leads to, or remove the link",
        ),
        (None, "a link leads back to itself", "remove the link, then build again"),
    ],
)
def test_a_link_that_leads_nowhere_is_said_before_anything_runs(
    folder, target, said, remedy, checkout, command
):
    link = checkout.root / folder
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target or link.name)
    before = sorted(checkout.root.rglob("*"))
    result = command(checkout.root, "build", "--year", YEAR, "--json")
    assert result.exit_code == 1
    (error,) = json.loads(result.output)["errors"]
    assert error["problem"].endswith(f"cannot be written: {said}")
    assert error["where"].startswith(f"{link}, which leads to ")
    assert remedy in error["remedy"]
    assert "no log is kept" not in result.error
    assert sorted(checkout.root.rglob("*")) == before


def test_a_link_to_a_folder_that_is_there_is_followed(checkout, tmp_path):
    (tmp_path / "disk").mkdir()
    (checkout.root / "reports").symlink_to(tmp_path / "disk")
    assert links.broken(checkout, 2031) is None
    assert links.broken(checkout, 2032) is None
