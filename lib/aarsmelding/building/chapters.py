"""The steps that make the PDF: the page cut into chapters, each drawn by itself, all of them joined.

A chapter is drawn again only when its own paper has changed.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path

from aarsmelding.building import steps
from aarsmelding.paths import Project


def front_path(project: Project, year: int) -> Path:
    """What stands before the chapters, and which there are."""
    return project.build(year) / "paper.json"


def paper_path(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "paper" / f"{name}.json"


def chapter_path(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "chapters" / f"{name}.pdf"


def make_paper(root: str, year: int, names: tuple[str, ...]) -> None:
    """Page -> the front of the PDF, and a file for each chapter that it may have."""
    from aarsmelding.documents.pdf.cutting import cut

    project = Project(Path(root))
    html, dated = steps.page_of(project, year)
    with steps.left_uncollected():
        front, papers = cut(html, names)
    for name in names:
        paper = asdict(papers[name]) if name in papers else None
        steps.write_text(paper_path(project, year, name), json.dumps(paper, ensure_ascii=False))
    record = {**asdict(front), "dated": dated.isoformat()}
    steps.write_text(front_path(project, year), json.dumps(record, ensure_ascii=False))


def make_chapter(root: str, year: int, name: str) -> None:
    """A chapter as PDF; an empty file for one that this report does not have."""
    from aarsmelding.documents import pdf
    from aarsmelding.documents.pdf.cutting import Paper

    project = Project(Path(root))
    paper = json.loads(paper_path(project, year, name).read_text(encoding="utf-8"))
    with steps.left_uncollected():
        drawn = b"" if paper is None else pdf.draw_chapter(Paper(**paper))
    out = steps.unfinished(chapter_path(project, year, name))
    out.write_bytes(drawn)
    os.replace(out, out.with_suffix(""))


def make_pdf(root: str, year: int) -> None:
    """Chapters -> PDF and its archive copy."""
    from aarsmelding import documents
    from aarsmelding.documents import pdf
    from aarsmelding.documents.pdf.cutting import Front, Paper

    project = Project(Path(root))
    record = json.loads(front_path(project, year).read_text(encoding="utf-8"))
    dated = date.fromisoformat(record.pop("dated"))
    front = Front(**{**record, "paper": Paper(**record["paper"])})
    chapters = [chapter_path(project, year, name).read_bytes() for name in front.order]
    out, archive = (
        steps.unfinished(steps.document_path(project, year, name)) for name in documents.pdf_names(year)
    )
    with steps.left_uncollected():
        pdf.join_chapters(front, chapters, dated, out, archive)
    for path in (out, archive):
        os.replace(path, path.with_suffix(""))
