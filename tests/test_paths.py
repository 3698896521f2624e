"""Which folder is the checkout, and what is said where there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from aarsmelding import paths
from aarsmelding.errors import UsageError
from aarsmelding.paths import ROOT_VARIABLE, Project

YEAR = "2031"
VERBS = [
    ("build", "--year", YEAR),
    ("check", "--year", YEAR),
    ("status", "--year", YEAR),
    ("list",),
    ("facts",),
    ("explain", "avvik"),
    ("diff", "HEAD", "HEAD"),
    ("verify",),
    ("schedule", "--cron"),
    ("new-year", "2032"),
    ("receipt", "tilskudd.csv", "--document", "oppdiktet"),
    ("receive", "tilskudd.csv", "--year", YEAR, "--from", "Sekretariatet"),
    ("papers", "innkalling.txt", "--year", YEAR),
    ("accept", "innkalling.forslag.csv", "--year", YEAR),
]


def run(folder, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a user starts it in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name != ROOT_VARIABLE}
    return subprocess.run(
        [sys.executable, "-m", "aarsmelding", *arguments],
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """A folder that is no checkout, and nothing that names one."""
    for name in ("tilskudd.csv", "innkalling.txt", "innkalling.forslag.csv"):
        (tmp_path / name).write_text("oppdiktet")
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_outside_a_checkout_every_verb_says_so_and_writes_nothing(verb, outside, command):
    before = sorted(outside.rglob("*"))
    for named in ("", str(outside), str(outside / "finnes_ikke"), str(outside / "tilskudd.csv")):
        result = command(named, *verb)
        assert result.exit_code == 2
        assert "this is no checkout" in result.error or "there is no such folder" in result.error
        assert "notebooks/ and data/" in result.error
        assert (named or str(outside)) in result.error
    assert sorted(outside.rglob("*")) == before


def test_a_build_outside_a_checkout_has_a_verdict_and_tells_the_hook(outside):
    done = run(outside, "build", "--year", YEAR, "--json", "--on-failure", "cat > fortalt.json")
    assert done.returncode == 2
    verdict = json.loads(done.stdout)
    assert (verdict["verdict"], verdict["commit"]) == ("not understood", "ukjent")
    assert [error["problem"] for error in verdict["errors"]] == ["this is no checkout of the report"]
    assert json.loads((outside / "fortalt.json").read_text()) == verdict


def test_a_working_folder_that_has_been_removed_is_said(outside):
    (outside / "borte").mkdir()
    code = "import os; os.rmdir(os.getcwd()); from aarsmelding.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "list"],
        cwd=outside / "borte",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("the working folder has been removed\n")


def test_a_delivered_report_is_looked_at_where_there_is_no_checkout(outside, command):
    for name in ("gammel", "ny"):
        (outside / name).mkdir()
        (outside / name / "facts.json").write_text('{"schema": 1, "facts": []}')
    for named in ("", str(outside)):
        assert command(named, "diff", "gammel", "ny").exit_code == 0
        assert "there is no manifest" in command(named, "verify", "ny").error


@pytest.mark.parametrize("part", ["data/raw", "data/clean", "notebooks", "lib/aarsmelding"])
def test_any_part_of_a_checkout_makes_one(part, outside, monkeypatch):
    (outside / part).mkdir(parents=True)
    assert paths.find_project() == Project(outside)
    monkeypatch.setenv(ROOT_VARIABLE, str(outside))
    assert paths.find_project() == Project(outside)


def test_the_checkout_around_the_working_folder_has_notebooks_and_data(outside, monkeypatch):
    inner = outside / "data" / "raw" / YEAR
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    with pytest.raises(UsageError, match="this is no checkout"):
        paths.find_project()
    (outside / "notebooks").mkdir()
    assert paths.find_project() == Project(outside)


def test_a_link_to_itself_is_shown_as_it_is_written(tmp_path):
    (tmp_path / "reports").symlink_to("reports")
    project = Project(tmp_path)
    assert project.shown(tmp_path / "reports" / YEAR) == f"{tmp_path}/reports/{YEAR}"
