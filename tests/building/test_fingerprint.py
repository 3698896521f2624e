"""What a product is made with: its code and its libraries, not how it is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from aarsmelding import catalog, sources
from aarsmelding.building import fingerprint
from aarsmelding.paths import Project
from aarsmelding.validate import validate

from tests.conftest import CHECKOUT


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    copy = tmp_path_factory.mktemp("kode") / "aarsmelding"
    return Path(shutil.copytree(fingerprint.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__")))


def is_part_of_it(path: str, package: Path, monkeypatch) -> bool:
    """Whether a change of the file is a change of the library."""
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    before = fingerprint.library.__wrapped__()
    whole = (package / path).read_bytes()
    (package / path).write_bytes(whole + b"\n")
    after = fingerprint.library.__wrapped__()
    (package / path).write_bytes(whole)
    return before != after


@pytest.mark.parametrize(
    "path",
    [
        "page/links.py",
        "quality/nb.po",
        "receiving/deliveries.py",
        "template/icon.svg",
        "template/page.css",
        "template/page.html.j2",
    ],
)
def test_what_decides_a_page_is_part_of_it(path, package, monkeypatch):
    assert is_part_of_it(path, package, monkeypatch)


@pytest.mark.parametrize("path", ["verbs/build.py", "building/pagetasks.py", "unattended/hook.py"])
def test_how_it_is_asked_for_is_not(path, package, monkeypatch):
    assert not is_part_of_it(path, package, monkeypatch)


def test_another_version_of_a_library_is_another_program(monkeypatch):
    before = fingerprint.library.__wrapped__()
    versions = fingerprint.versions()
    assert {"python", "lxml", "matplotlib", "mistune", "pandas", "weasyprint"} <= set(versions)
    monkeypatch.setattr(fingerprint, "versions", lambda: {**versions, "lxml": "0"})
    assert fingerprint.library.__wrapped__() != before


@pytest.mark.parametrize("name", catalog.names())
def test_a_dataset_is_made_anew_where_a_list_that_it_was_translated_by_changes(name, monkeypatch):
    """What its cleaning asks for, for each of the datasets of 2025."""
    project, read = Project(CHECKOUT), []
    if not (project.raw(2025) / f"{name}.csv").is_file():
        pytest.skip("no raw file")
    read_raw = sources.read_raw
    monkeypatch.setattr(
        sources, "read_raw", lambda path, *rest: read.append(path.stem) or read_raw(path, *rest)
    )
    assert validate(project, 2025, name)[1] == []
    assert set(fingerprint.references(name)) == set(read) - {name}


def test_the_lists_are_those_of_the_modules():
    assert fingerprint.references("avvik_kommune") == ("kommuner",)
    assert fingerprint.references("prosjektdeltakere") == ("kommuner", "prosjekter", "utvalg")
    assert fingerprint.references("tilskudd_vedlegg") == ("prosjekter",)
    assert fingerprint.references("kommuner") == ()
