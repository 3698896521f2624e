"""The tasks of the build graph that make the PDF. Holds no step itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytask

from aarsmelding import documents
from aarsmelding.building import chapters, fingerprint, steps
from aarsmelding.building.pagetasks import page_and_code
from aarsmelding.building.tasks import Task, fixed
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project


def pdf_tasks(project: Project, year: int, sections: list[Notebook]) -> list[Task]:
    """From the page to both copies of the PDF. Which chapters there are is known before there is a page."""
    names = documents.chapters(section.name for section in sections)
    return [
        _paper(project, year, names),
        *(_chapter(project, year, name) for name in names),
        _front(project, year, names),
        _joined(project, year, names),
    ]


def _paper(project: Project, year: int, names: tuple[str, ...]) -> Task:
    products = [
        chapters.paper_path(project, year),
        *(chapters.chapter_paper_path(project, year, name) for name in names),
    ]

    @pytask.task(name=f"paper {year}", kwargs=page_and_code(project, year))
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        chapters.make_paper(str(project.root), year, names)

    return task


def _chapter(project: Project, year: int, name: str) -> Task:
    depends = {
        "paper": chapters.chapter_paper_path(project, year, name),
        "code": fixed(fingerprint.library()),
    }
    products = [chapters.chapter_path(project, year, name), chapters.pages_path(project, year, name)]

    @pytask.task(name="chapter", id=f"{year} {name}", kwargs=depends)
    def task(paper: Path, code: str, produces: Any = products) -> None:
        chapters.make_chapter(str(project.root), year, name)

    return task


def _front(project: Project, year: int, names: tuple[str, ...]) -> Task:
    depends = {
        "paper": chapters.paper_path(project, year),
        "pages": [chapters.pages_path(project, year, name) for name in names],
        "code": fixed(fingerprint.library()),
    }
    product = chapters.front_path(project, year)

    @pytask.task(name=f"front {year}", kwargs=depends)
    def task(paper: Path, pages: Any, code: str, produces: Path = product) -> None:
        chapters.make_front(str(project.root), year)

    return task


def _joined(project: Project, year: int, names: tuple[str, ...]) -> Task:
    depends = {
        "paper": chapters.paper_path(project, year),
        "front": chapters.front_path(project, year),
        "drawn": [chapters.chapter_path(project, year, name) for name in names],
        "code": fixed(fingerprint.library()),
    }
    products = [steps.document_path(project, year, name) for name in documents.pdf_names(year)]

    @pytask.task(name=f"pdf {year}", kwargs=depends)
    def task(paper: Path, front: Path, drawn: Any, code: str, produces: Any = products) -> None:
        chapters.make_pdf(str(project.root), year)

    return task
