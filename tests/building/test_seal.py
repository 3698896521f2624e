"""Nothing to do is only said when nothing has changed, of what a build reads or of what it left."""

from __future__ import annotations

import pytest
from aarsmelding.building import seal
from aarsmelding.paths import Project

YEAR = 2031


@pytest.fixture
def sealed(tmp_path) -> Project:
    project = Project(tmp_path)
    for path in (
        "data/raw/2031/a.csv",
        "data/clean/2031/a.parquet",
        "data/skjerming.yml",
        "notebooks/10_a.ipynb",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("oppdiktet")
    for folder in (project.build(YEAR) / "fragments", project.report(YEAR) / "notebooks"):
        folder.mkdir(parents=True)
        (folder / "a.json").write_text("oppdiktet")
    seal.seal(project, YEAR, seal.inputs(project, YEAR), steps=7)
    return project


def test_an_unbroken_seal_knows_how_many_steps_there_were(sealed):
    assert seal.steps_if_unbroken(sealed, YEAR) == 7


@pytest.mark.parametrize(
    "path",
    [
        "data/raw/2031/a.csv",
        "data/clean/2031/a.parquet",
        "data/skjerming.yml",
        "notebooks/10_a.ipynb",
        ".build/2031/fragments/a.json",
        "reports/2031/notebooks/a.json",
    ],
)
@pytest.mark.parametrize("harm", ["changed", "removed"])
def test_a_file_that_was_changed_or_removed_breaks_the_seal(sealed, path, harm):
    file = sealed.root / path
    file.write_text("OPPDIKTET") if harm == "changed" else file.unlink()
    assert seal.steps_if_unbroken(sealed, YEAR) is None


def test_what_editions_have_read_is_no_part_of_it(sealed):
    record = sealed.build(YEAR) / "recorded" / "80_profil" / "0.json"
    record.parent.mkdir(parents=True)
    record.write_text("{")
    assert seal.steps_if_unbroken(sealed, YEAR) == 7


def test_a_dataset_module_is_part_of_what_notebooks_are_run_with(monkeypatch):
    before = seal.fingerprint.program.__wrapped__()
    of = seal.fingerprint.dataset_module
    monkeypatch.setattr(
        seal.fingerprint, "dataset_module", lambda name: of(name) + "2" * (name == "ressurser")
    )
    assert seal.fingerprint.program.__wrapped__() != before


def test_a_new_raw_file_breaks_the_seal(sealed):
    (sealed.raw(YEAR) / "b.csv").write_text("")
    assert seal.steps_if_unbroken(sealed, YEAR) is None


def test_another_version_of_a_library_breaks_the_seal(sealed, monkeypatch):
    monkeypatch.setattr(seal.fingerprint, "library", lambda: "another")
    assert seal.steps_if_unbroken(sealed, YEAR) is None


def test_a_build_that_begins_breaks_the_seal(sealed):
    seal.breach(sealed, YEAR)
    assert seal.steps_if_unbroken(sealed, YEAR) is None


def test_a_raw_file_that_changes_during_the_build_leaves_it_unsealed(sealed):
    before = seal.inputs(sealed, YEAR)
    seal.breach(sealed, YEAR)
    (sealed.raw(YEAR) / "a.csv").write_text("changed while it was read")
    seal.seal(sealed, YEAR, before, steps=7)
    assert seal.steps_if_unbroken(sealed, YEAR) is None


@pytest.mark.parametrize("content", [b"{", b"[]", b"null", b"\xff", b'{"inputs": "a"}'])
def test_a_damaged_seal_is_no_seal(sealed, content):
    (sealed.build(YEAR) / "seal.json").write_bytes(content)
    assert seal.steps_if_unbroken(sealed, YEAR) is None
