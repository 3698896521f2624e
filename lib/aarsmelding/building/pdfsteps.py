"""The steps that make the PDF: each chapter drawn by itself, all of them joined.

A chapter is drawn again only when it has changed; the front, with contents and page numbers, when headings
or pages have.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from aarsmelding import jsonfiles, writing
from aarsmelding.building import chapters, places
from aarsmelding.building.hoarding import uncollected
from aarsmelding.paths import Project


def drawn_path(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "chapters" / f"{name}.pdf"


def pages_path(project: Project, year: int, name: str) -> Path:
    """What must be known of the pages of a chapter to number them."""
    return project.build(year) / "chapters" / f"{name}.json"


def drawn_front_path(project: Project, year: int) -> Path:
    return project.build(year) / "front.pdf"


def make_chapter(root: str, year: int, name: str) -> None:
    """A chapter as PDF, and its pages; an empty file and none for one that this report does not have."""
    from aarsmelding.documents import pdf

    project = Project(Path(root))
    chapter = chapters.chapter_of(project, year, name)
    with uncollected():
        drawn, pages = (b"", []) if chapter is None else pdf.draw_chapter(chapter)
    jsonfiles.write(pages_path(project, year, name), [asdict(page) for page in pages])
    writing.content(drawn_path(project, year, name), drawn)


def make_front(root: str, year: int) -> None:
    """Front, and the pages of all chapters -> what stands before them and in their margins."""
    from aarsmelding.documents import pdf
    from aarsmelding.documents.pdf.drawing import Page

    project = Project(Path(root))
    front, _ = chapters.front_of(project, year)
    records = (jsonfiles.read(pages_path(project, year, name)) for name in front.order)
    pages = [Page(**page) for record in records for page in record]
    with uncollected():
        drawn = pdf.draw_front(front, pages)
    writing.content(drawn_front_path(project, year), drawn)


def make_pdf(root: str, year: int) -> None:
    """Front and chapters -> PDF and its archive copy."""
    from aarsmelding import documents
    from aarsmelding.documents import pdf

    project = Project(Path(root))
    front, dated = chapters.front_of(project, year)
    first = drawn_front_path(project, year).read_bytes()
    rest = [drawn_path(project, year, name).read_bytes() for name in front.order]
    made, kept = (places.document(project, year, name) for name in documents.pdf_names(year))
    made.parent.mkdir(parents=True, exist_ok=True)
    with writing.replacing(made) as out, writing.replacing(kept) as archive:
        pdf.join_chapters(front, first, rest, dated, out, archive)
