"""The report as PDF, from the page: drawn chapter by chapter, each only when it has changed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pikepdf

from aarsmelding.documents.cutting import Chapter, Front, cut
from aarsmelding.documents.pdf import finishing, joining, paper
from aarsmelding.documents.pdf.drawing import Page, draw
from aarsmelding.documents.pdf.skeleton import skeleton


def write_pdf(html: str, dated: date, out: Path, archive: Path) -> None:
    """The page as PDF in `out`, and the archive copy in `archive`; `dated` is the date it bears.

    Raises PangoMissing where the system cannot draw text.
    """
    front, parts = cut(html)
    chapters = [draw_chapter(chapter) for chapter in parts.values()]
    drawn = draw_front(front, [page for _, pages in chapters for page in pages])
    join_chapters(front, drawn, [chapter for chapter, _ in chapters], dated, out, archive)


def draw_chapter(chapter: Chapter) -> tuple[bytes, list[Page]]:
    """A chapter as PDF, with empty margins, and what must be known of its pages to fill them."""
    drawn, pages = draw(paper.of_chapter(chapter), margins=False)
    return _small(drawn), pages


def draw_front(front: Front, pages: Sequence[Page]) -> bytes:
    """Title page and contents as PDF, and for all `pages` of the chapters what stands in their margins."""
    drawn, _ = draw(skeleton(paper.of_front(front), pages), margins=True)
    return _small(drawn)


def join_chapters(
    front: Front, drawn: bytes, chapters: Sequence[bytes], dated: date, out: Path, archive: Path
) -> None:
    """The report as PDF in `out`, and the archive copy in `archive`; `dated` is the date it bears."""
    with pikepdf.open(io.BytesIO(drawn)) as whole:
        further = [front.order.index(name) for name in front.further]
        joining.join(whole, [pikepdf.open(io.BytesIO(chapter)) for chapter in chapters], further)
        finishing.save_copies(whole, front.title, front.author, dated, out, archive)


def _small(drawn: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        finishing.save(pdf, made)
    return made.getvalue()
