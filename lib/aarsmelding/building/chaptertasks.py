"""The tasks of the build graph that make PDF and Word file of the page. Holds no step itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytask

from aarsmelding import documents
from aarsmelding.building import chapters, fingerprint, pdfsteps, places, wordsteps
from aarsmelding.building.tasks import Task, fixed
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project


def document_tasks(project: Project, year: int, sections: list[Notebook]) -> list[Task]:
    """From the page to its documents. Which chapters there are is known before there is a page."""
    names = documents.chapters(section.name for section in sections)
    made = [_cut(project, year, names)]
    if documents.can_draw():
        made += [_chapter(project, year, name) for name in names]
        made += [_front(project, year, names), _pdf(project, year, names)]
    made += [_words(project, year, name) for name in names]
    return [*made, _docx(project, year, names, sections)]


def _cut(project: Project, year: int, names: tuple[str, ...]) -> Task:
    depends = {
        "inputs": [places.page(project, year), places.composed(project, year)],
        "code": fixed(fingerprint.library()),
    }
    products = [
        chapters.front_path(project, year),
        *(chapters.chapter_path(project, year, name) for name in names),
    ]

    @pytask.task(name=f"cut {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        chapters.make_chapters(str(project.root), year, names)

    return task


def _chapter(project: Project, year: int, name: str) -> Task:
    depends = {"part": chapters.chapter_path(project, year, name), "code": fixed(fingerprint.library())}
    products = [pdfsteps.drawn_path(project, year, name), pdfsteps.pages_path(project, year, name)]

    @pytask.task(name=f"chapter {year} {name}", kwargs=depends)
    def task(part: Path, code: str, produces: Any = products) -> None:
        pdfsteps.make_chapter(str(project.root), year, name)

    return task


def _front(project: Project, year: int, names: tuple[str, ...]) -> Task:
    depends = {
        "front": chapters.front_path(project, year),
        "pages": [pdfsteps.pages_path(project, year, name) for name in names],
        "code": fixed(fingerprint.library()),
    }
    product = pdfsteps.drawn_front_path(project, year)

    @pytask.task(name=f"front {year}", kwargs=depends)
    def task(front: Path, pages: Any, code: str, produces: Path = product) -> None:
        pdfsteps.make_front(str(project.root), year)

    return task


def _pdf(project: Project, year: int, names: tuple[str, ...]) -> Task:
    depends = {
        "front": chapters.front_path(project, year),
        "drawn": [pdfsteps.drawn_front_path(project, year)]
        + [pdfsteps.drawn_path(project, year, name) for name in names],
        "code": fixed(fingerprint.library()),
    }
    products = [places.document(project, year, name) for name in documents.pdf_names(year)]

    @pytask.task(name=f"pdf {year}", kwargs=depends)
    def task(front: Path, drawn: Any, code: str, produces: Any = products) -> None:
        pdfsteps.make_pdf(str(project.root), year)

    return task


def _words(project: Project, year: int, name: str) -> Task:
    depends = {"part": chapters.chapter_path(project, year, name), "code": fixed(fingerprint.library())}
    product = wordsteps.words_path(project, year, name)

    @pytask.task(name=f"words {year} {name}", kwargs=depends)
    def task(part: Path, code: str, produces: Path = product) -> None:
        wordsteps.make_words(str(project.root), year, name)

    return task


def _docx(project: Project, year: int, names: tuple[str, ...], sections: list[Notebook]) -> Task:
    stems = tuple(section.stem for section in sections)
    depends = {
        "front": chapters.front_path(project, year),
        "words": [wordsteps.words_path(project, year, name) for name in names],
        "figures": [places.bitmaps(project, year, stem) for stem in stems],
        "code": fixed(fingerprint.library()),
    }
    product = places.document(project, year, documents.docx_name(year))

    @pytask.task(name=f"docx {year}", kwargs=depends)
    def task(front: Path, words: Any, figures: Any, code: str, produces: Path = product) -> None:
        wordsteps.make_docx(str(project.root), year, stems)

    return task
