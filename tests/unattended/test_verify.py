"""A delivered folder against its manifest."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import YEAR
from tests.unattended.conftest import files


@pytest.fixture
def delivered(built, tmp_path):
    """A copy of the report, as somebody gets it."""
    shutil.copytree(built.project.report(YEAR), tmp_path / "levert")
    return tmp_path / "levert"


def test_a_report_as_it_was_built_is_whole(built, command, delivered):
    result = command(built.root, "verify", str(delivered))
    assert result.exit_code == 0
    count = len(files(delivered)) - 1
    assert f"whole: all {count} files are there, and every hash is right" in result.output
    assert "made from commit ukjent" in result.output
    assert "the files here are the same" in result.output


def test_the_latest_report_is_verified_unless_another_is_named(built, command):
    assert command(built.root, "verify").exit_code == 0


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "facts.json").unlink(), "facts.json: missing"),
        (lambda folder: (folder / "index.html").write_text("x"), "index.html: changed since it was built"),
        (lambda folder: (folder / "ekstra.html").touch(), "ekstra.html: not part of the report"),
        (lambda folder: (folder / "tabeller" / "logs").mkdir(), None),
        (lambda folder: (folder / "logs" / "mer.jsonl").touch(), None),
    ],
)
def test_every_difference_is_named(command, delivered, tmp_path, harm, said):
    harm(delivered)
    result = command(tmp_path, "verify", str(delivered))
    assert result.exit_code == (1 if said else 0)
    assert (said or "whole") in result.output


def test_data_that_has_changed_since_is_named_and_the_report_still_whole(command, delivered, tmp_path, built):
    raw = tmp_path / "data" / "raw" / str(YEAR)
    shutil.copytree(built.project.raw(YEAR), raw)
    (raw / "avvik_opphav.csv").write_text("x")
    result = command(tmp_path, "verify", str(delivered))
    assert result.exit_code == 0
    assert f"1 differ from the files here: data/raw/{YEAR}/avvik_opphav.csv" in result.output


@pytest.mark.parametrize("content", [None, "{", "[]", '{"outputs": 3}'])
def test_a_folder_without_a_usable_manifest_is_refused(command, tmp_path, content):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    result = command(tmp_path, "verify", str(tmp_path))
    assert result.exit_code == 1
    assert "manifest" in result.error and "do:" in result.error


def test_where_there_is_no_report_the_command_says_so(command, tmp_path):
    (tmp_path / "notebooks").mkdir()
    assert "there is no report here" in command(tmp_path, "verify").error
