"""The report without its chapters: front, contents, and an empty page for each page of a chapter.

WeasyPrint draws it with everything that only the whole can say: page numbers, running heads, the
contents with the pages that headings are on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from aarsmelding.documents.pdf.drawing import Page
from aarsmelding.documents.pdf.paper import Paper


def skeleton(front: Paper, pages: Sequence[Page]) -> Paper:
    """What stands before the chapters, and one empty page for each of theirs."""
    blanks = "".join(map(_blank, pages))
    return replace(front, html=f'<html lang="nb"><body>{front.html}{blanks}</body></html>')


def _blank(page: Page) -> str:
    style = "break-before: page" + (f"; page: {page.name}" if page.name else "")
    heads = "".join(f'<div class="kapittel" data-kapittel="{escape(name)}"></div>' for name in page.chapters)
    places = "".join(f'<div id="{escape(name)}"></div>' for name in page.places)
    return f'<div style="{style}">{heads}{places}</div>'
