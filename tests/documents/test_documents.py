"""A system that cannot make every document makes the others, and says what to install."""

from __future__ import annotations

import ctypes.util
import json

import pytest
from aarsmelding import documents
from aarsmelding.building import pipeline
from aarsmelding.documents.pdf import drawing

from tests.conftest import YEAR, invent, write_notebook

SECTION = (
    'from aarsmelding import load, table\n\nkommuner = load("kommuner", year)',
    'table(kommuner.groupby("fylke")[["navn"]].count(), "Kommuner per fylke", headers={"navn": "Antall"})',
    "## Forbehold\n\nAlt er diktet opp.",
)


@pytest.fixture
def without_pango(monkeypatch):
    monkeypatch.setattr(documents, "can_draw", lambda: False)


def test_with_pango_every_document_can_be_made(monkeypatch):
    monkeypatch.setattr(documents, "can_draw", lambda: True)
    assert documents.missing(2031) == ()
    assert documents.note(2031) == ""


def test_without_pango_one_line_names_the_documents_and_what_to_install(without_pango):
    note = documents.note(2031)
    assert "aarsmelding-2031.pdf, aarsmelding-2031-arkiv.pdf" in note
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in note
    assert "brew install pango" in note
    assert "\n" not in note


def test_a_library_that_is_there_only_in_part_is_three_lines_and_no_traceback(monkeypatch):
    import builtins

    real = builtins.__import__

    def broken(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libharfbuzz-subset.so.0'")
        return real(name, *rest)

    drawing.weasyprint.cache_clear()
    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(drawing.PangoMissing) as stopped:
        drawing.weasyprint()
    monkeypatch.undo()
    assert "apt-get install" in stopped.value.remedy


def test_the_linker_is_asked_for_no_library_while_weasyprint_is_imported_and_again_after_it():
    usual = ctypes.util.find_library
    with pytest.raises(OSError, match="gone"), drawing._libraries_by_their_names():
        assert ctypes.util.find_library("c") is None
        raise OSError("gone")
    assert ctypes.util.find_library is usual


def test_without_pango_the_rest_of_the_report_is_built(tmp_path, without_pango, command):
    invented = invent(tmp_path)
    write_notebook(invented.project.notebooks / "10_kommuner.ipynb", *SECTION, title="# Kommunene")
    stale = invented.project.report(YEAR) / f"aarsmelding-{YEAR}.pdf"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"from an earlier build")
    done = command(invented.root, "build", "--year", str(YEAR))
    assert done.exit_code == 0
    assert done.error.endswith(f"{documents.note(YEAR)}\n")
    left = {path.name for path in invented.project.report(YEAR).iterdir()}
    assert {"index.html", f"aarsmelding-{YEAR}.docx", "manifest.json"} <= left
    assert not [name for name in left if name.endswith(".pdf")]
    manifest = json.loads((invented.project.report(YEAR) / "manifest.json").read_text(encoding="utf-8"))
    assert [(entry["document"], entry["verdict"]) for entry in manifest["documents"]] == [
        (f"aarsmelding-{YEAR}.pdf", "not built: Pango is missing"),
        (f"aarsmelding-{YEAR}-arkiv.pdf", "not built: Pango is missing"),
        (f"aarsmelding-{YEAR}.docx", "built"),
    ]


def test_the_pdf_has_no_steps_where_it_cannot_be_made(tmp_path, monkeypatch):
    invented = invent(tmp_path)
    write_notebook(invented.project.notebooks / "10_kommuner.ipynb", *SECTION, title="# Kommunene")

    def kinds(can_draw: bool) -> set[str]:
        monkeypatch.setattr(documents, "can_draw", lambda: can_draw)
        return {task.pytask_meta.name.split()[0] for task in pipeline.graph(invented.project, YEAR)}

    assert kinds(True) - kinds(False) == {"chapter", "front", "pdf"}
