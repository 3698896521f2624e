"""The steps that make the PDF: the page cut into chapters, each drawn by itself, all of them joined.

A chapter is drawn again only when its own paper has changed; the front, with contents and page numbers,
when headings or pages have.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aarsmelding.building import steps
from aarsmelding.building.hoarding import uncollected
from aarsmelding.paths import Project

if TYPE_CHECKING:
    from aarsmelding.documents.pdf.cutting import Front


def paper_path(project: Project, year: int) -> Path:
    """What stands before the chapters, and which there are."""
    return project.build(year) / "paper.json"


def chapter_paper_path(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "paper" / f"{name}.json"


def chapter_path(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "chapters" / f"{name}.pdf"


def pages_path(project: Project, year: int, name: str) -> Path:
    """What must be known of the pages of a chapter to number them."""
    return project.build(year) / "chapters" / f"{name}.json"


def front_path(project: Project, year: int) -> Path:
    return project.build(year) / "front.pdf"


def make_paper(root: str, year: int, names: tuple[str, ...]) -> None:
    """Page -> the paper of the front, and of each chapter that there may be."""
    from aarsmelding.documents.pdf.cutting import cut

    project = Project(Path(root))
    html, dated = steps.page_of(project, year)
    with uncollected():
        front, papers = cut(html, names)
    for name in names:
        paper = asdict(papers[name]) if name in papers else None
        _write(chapter_paper_path(project, year, name), paper)
    _write(paper_path(project, year), {"front": asdict(front), "dated": dated.isoformat()})


def make_chapter(root: str, year: int, name: str) -> None:
    """A chapter as PDF, and its pages; an empty file and none for one that this report does not have."""
    from aarsmelding.documents import pdf
    from aarsmelding.documents.pdf.cutting import Paper

    project = Project(Path(root))
    paper = _read(chapter_paper_path(project, year, name))
    with uncollected():
        drawn, pages = (b"", []) if paper is None else pdf.draw_chapter(Paper(**paper))
    _write(pages_path(project, year, name), [asdict(page) for page in pages])
    _write_bytes(chapter_path(project, year, name), drawn)


def make_front(root: str, year: int) -> None:
    """Front, and the pages of all chapters -> what stands before them and in their margins."""
    from aarsmelding.documents import pdf
    from aarsmelding.documents.pdf.drawing import Page

    project = Project(Path(root))
    front, _ = _front(project, year)
    pages = [Page(**page) for name in front.order for page in _read(pages_path(project, year, name))]
    with uncollected():
        drawn = pdf.draw_front(front, pages)
    _write_bytes(front_path(project, year), drawn)


def make_pdf(root: str, year: int) -> None:
    """Front and chapters -> PDF and its archive copy."""
    from aarsmelding import documents
    from aarsmelding.documents import pdf

    project = Project(Path(root))
    front, dated = _front(project, year)
    drawn = front_path(project, year).read_bytes()
    chapters = [chapter_path(project, year, name).read_bytes() for name in front.order]
    out, archive = (
        steps.unfinished(steps.document_path(project, year, name)) for name in documents.pdf_names(year)
    )
    pdf.join_chapters(front, drawn, chapters, dated, out, archive)
    for path in (out, archive):
        os.replace(path, path.with_suffix(""))


def _front(project: Project, year: int) -> tuple[Front, date]:
    """The front, and the date that the PDF bears."""
    from aarsmelding.documents.pdf.cutting import Front, Paper

    record = _read(paper_path(project, year))
    front = record["front"]
    return Front(**{**front, "paper": Paper(**front["paper"])}), date.fromisoformat(record["dated"])


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, record: Any) -> None:
    steps.write_text(path, json.dumps(record, ensure_ascii=False))


def _write_bytes(path: Path, content: bytes) -> None:
    unfinished = steps.unfinished(path)
    unfinished.write_bytes(content)
    os.replace(unfinished, path)
