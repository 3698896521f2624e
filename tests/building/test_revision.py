"""The revision in the manifest is that of the checkout's own repository, and of no other."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from aarsmelding.building import revision
from aarsmelding.paths import Project

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="install git")


def git(folder, *arguments: str) -> str:
    named = ("-c", "user.name=Oppdiktet", "-c", "user.email=oppdiktet@example.org")
    command = ["git", "-C", str(folder), *named, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path) -> Project:
    project = Project(tmp_path / "en mappe\nmed linjeskift")
    project.notebooks.mkdir(parents=True)
    (project.notebooks / "10_oppdiktet.ipynb").write_text("{}")
    return project


def committed(folder) -> str:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Oppdiktet")
    return git(folder, "rev-parse", "HEAD")


def test_the_revision_is_the_commit_and_whether_inputs_differ_from_it(checkout):
    commit = committed(checkout.root)
    assert revision.revision(checkout) == commit
    (checkout.root / "ellers.txt").write_text("ikke lest")
    assert revision.revision(checkout) == commit
    (checkout.notebooks / "10_oppdiktet.ipynb").write_text("{ }")
    assert revision.revision(checkout) == f"{commit}+endret"


def test_a_repository_around_the_checkout_says_nothing_of_it(checkout):
    committed(checkout.root.parent)
    assert revision.revision(checkout) == "ukjent"


def test_without_a_repository_or_a_commit_the_revision_is_unknown(checkout):
    assert revision.revision(checkout) == "ukjent"
    git(checkout.root, "init", "--quiet")
    assert revision.revision(checkout) == "ukjent"


def test_git_is_asked_twice(checkout, monkeypatch):
    committed(checkout.root)
    asked = []
    ordinary = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda *given, **more: asked.append(given) or ordinary(*given, **more)
    )
    revision.revision(checkout)
    assert len(asked) == 2
