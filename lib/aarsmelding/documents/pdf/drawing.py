"""Paper drawn by WeasyPrint: a part of the report becomes pages of PDF, tagged."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import matplotlib

from aarsmelding.documents import INSTALL, pdftags
from aarsmelding.documents.pdf.paper import Paper
from aarsmelding.errors import AarsmeldingError
from aarsmelding.imports import later
from aarsmelding.paths import TEMPLATES
from aarsmelding.unattended import faults

STYLE = TEMPLATES / "print.css"
# Their page numbers are known when all chapters are drawn: `joining` draws what stands in the margins.
EMPTY_MARGINS = (
    "@page { @top-left { content: none } @top-right { content: none } @bottom-right { content: none } }"
)
CHAPTER_LEVEL = 2


class PangoMissing(AarsmeldingError):
    """The system lacks what WeasyPrint draws text with."""


@dataclass(frozen=True)
class Page:
    """What must be known of a page to number it: its name in `print.css`, its headings, its places."""

    name: str
    chapters: list[str]
    places: list[str]


@cache
def weasyprint() -> Any:
    """WeasyPrint, which loads Pango from the system when it is imported. Raises PangoMissing."""
    try:
        # Where HarfBuzz can make a subset of a font, it does.
        with later("fontTools.subset"):
            if sys.platform == "linux":
                with suppress(OSError), _libraries_by_their_names():
                    import weasyprint as module
            import weasyprint as module
    except OSError as error:
        raise PangoMissing("this system lacks Pango, or a part of it", "the PDF", INSTALL) from error
    return module


@contextmanager
def _libraries_by_their_names() -> Iterator[None]:
    """A library is there by the name it is asked for, or not at all: so it is on Linux.

    WeasyPrint tries the names of all systems. For each that is unknown cffi would run the linker and the
    compiler to find it, which takes half the time of the import.
    """
    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


def draw(paper: Paper, *, margins: bool) -> tuple[bytes, list[Page]]:
    """`paper` as PDF, and its pages. Raises PangoMissing where the system cannot draw text.

    `margins` says whether running heads and page numbers are drawn.
    """
    styles, fonts = _styles()
    document = (
        weasyprint()
        .HTML(string=paper.html)
        .render(stylesheets=styles if margins else [*styles, _without_margins()], font_config=fonts)
    )
    drawn = document.write_pdf(
        pdf_variant="pdf/ua-1",
        uncompressed_pdf=True,
        output_intent="srgb",
        finisher=lambda made, pdf: pdftags.settle(made, pdf, paper.names, paper.languages),
    )
    return bytes(drawn), [_page(page, paper.places) for page in document.pages]


def _page(page: Any, places: list[str]) -> Page:
    chapters = [label for level, label, *_ in page.bookmarks if level == CHAPTER_LEVEL]
    # Two kinds of upright pages differ in nothing but their margins, which WeasyPrint tells nobody.
    return Page(page._page_box.page_type.name, chapters, [place for place in places if place in page.anchors])


@cache
def _styles() -> tuple[list[Any], Any]:
    """The style sheet and its fonts, once for all that a process draws."""
    fonts = weasyprint().text.fonts.FontConfiguration()
    text = "\n".join(_faces()) + STYLE.read_text(encoding="utf-8")
    return [weasyprint().CSS(string=text, font_config=fonts)], fonts


@cache
def _without_margins() -> Any:
    return weasyprint().CSS(string=EMPTY_MARGINS)


def _faces() -> Iterator[str]:
    """Fonts that come with Python packages, so that the result does not depend on those of the system."""
    ours = font_source_sans_pro.font_files_ttf
    others = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for family, path, weight, style in (
        ("Aarsmelding Sans", ours["SourceSansPro"], 400, "normal"),
        ("Aarsmelding Sans", ours["SourceSansProIt"], 400, "italic"),
        ("Aarsmelding Sans", ours["SourceSansProSemibold"], 600, "normal"),
        ("Aarsmelding Sans", ours["SourceSansProBold"], 700, "normal"),
        ("Aarsmelding Mono", others / "DejaVuSansMono.ttf", 400, "normal"),
        ("Aarsmelding Reserve", others / "DejaVuSans.ttf", 400, "normal"),
        ("Aarsmelding Reserve", others / "DejaVuSans-Bold.ttf", 700, "normal"),
    ):
        # WeasyPrint would only log it, and use another font.
        if not Path(path).is_file():
            raise faults.font_missing(path)
        source = Path(path).resolve().as_uri()
        yield (
            f'@font-face {{ font-family: "{family}"; src: url("{source}"); '
            f"font-weight: {weight}; font-style: {style} }}"
        )
