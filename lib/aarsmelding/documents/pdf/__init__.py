"""The report as PDF, from the page: drawn chapter by chapter, each only when it has changed."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pikepdf

from aarsmelding.documents.pdf import finishing, joining
from aarsmelding.documents.pdf.cutting import Front, Paper, cut
from aarsmelding.documents.pdf.drawing import draw


def write_pdf(html: str, dated: date, out: Path, archive: Path) -> None:
    """The page as PDF in `out`, and the archive copy in `archive`; `dated` is the date it bears.

    Raises PangoMissing where the system cannot draw text.
    """
    front, chapters = cut(html)
    join_chapters(front, map(draw_chapter, chapters.values()), dated, out, archive)


def draw_chapter(paper: Paper) -> bytes:
    """A chapter as PDF, without what only the whole report can say of its pages."""
    drawn, pages = draw(paper, margins=False)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        joining.note(pdf, pages)
        finishing.save(pdf, made)
    return made.getvalue()


def join_chapters(front: Front, drawn: Iterable[bytes], dated: date, out: Path, archive: Path) -> None:
    """The report as PDF in `out`, and the archive copy in `archive`; `dated` is the date it bears."""
    chapters = [pikepdf.open(io.BytesIO(chapter)) for chapter in drawn]
    with joining.join(front, chapters) as whole:
        finishing.save_copies(whole, front.title, front.author, dated, out, archive)
