"""The report as PDF, from the page: one copy for readers (PDF/UA-1), one for the archive (PDF/A-2a)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import jinja2
import matplotlib
import pikepdf
from bs4 import BeautifulSoup

from aarsmelding.documents import INSTALL, pdftags, printed
from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import TEMPLATES
from aarsmelding.unattended import faults

STYLE = TEMPLATES / "print.css"
METADATA = TEMPLATES / "pdf_metadata.xml.j2"
LANGUAGE = "nb"


class PangoMissing(AarsmeldingError):
    """The system lacks what WeasyPrint draws text with."""


@cache
def weasyprint() -> Any:
    """WeasyPrint, which loads Pango from the system when it is imported. Raises PangoMissing."""
    try:
        import weasyprint as module
    except OSError as error:
        raise PangoMissing("this system lacks Pango, or a part of it", "the PDF", INSTALL) from error
    return module


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


def write_pdf(html: str, dated: date, out: Path, archive: Path) -> None:
    """The page as PDF in `out`, and the archive copy in `archive`; `dated` is the date it bears.

    Raises PangoMissing where the system cannot draw text.
    """
    soup = printed.for_paper(html)
    drawn = _drawn(soup)
    details = _details(soup, dated)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        for path, conformance in ((archive, "A"), (out, "")):
            _finish(pdf, details, conformance)
            pdf.save(
                path,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                deterministic_id=True,
            )


def _drawn(soup: BeautifulSoup) -> bytes:
    module = weasyprint()
    fonts = module.text.fonts.FontConfiguration()
    style = module.CSS(string="\n".join(_faces()) + STYLE.read_text(encoding="utf-8"), font_config=fonts)
    document = module.HTML(string=str(soup)).render(stylesheets=[style], font_config=fonts)
    names, languages = printed.targets(soup), printed.languages(soup)
    return bytes(
        document.write_pdf(
            pdf_variant="pdf/ua-1",
            uncompressed_pdf=True,
            output_intent="srgb",
            finisher=lambda made, pdf: pdftags.settle(made, pdf, names, languages),
        )
    )


def _details(soup: BeautifulSoup, dated: date) -> dict[str, str]:
    return {
        "title": printed.title(soup),
        "author": printed.author(soup),
        "date": f"{dated:%Y-%m-%d}T00:00:00+00:00",
        "producer": f"WeasyPrint {weasyprint().__version__}",
    }


def _finish(pdf: pikepdf.Pdf, details: dict[str, str], conformance: str) -> None:
    """What a reader and an archive want of the file as a whole."""
    stamp = pikepdf.String("D:" + details["date"][:10].replace("-", "") + "000000Z")
    pdf.docinfo = pdf.make_indirect(
        pikepdf.Dictionary(
            Title=details["title"],
            Author=details["author"],
            Producer=details["producer"],
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
    pdf.Root.Lang = pikepdf.String(LANGUAGE)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pikepdf.Stream(
        pdf, _metadata(details, conformance).encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )
    if not conformance:
        del pdf.Root.OutputIntents
    else:
        for intent in pdf.Root.OutputIntents:
            intent.S = pikepdf.Name.GTS_PDFA1


def _metadata(details: dict[str, str], conformance: str) -> str:
    """What the file is, in XMP; says the same as its document information."""
    template = jinja2.Template(METADATA.read_text(encoding="utf-8"), autoescape=True, trim_blocks=True)
    return template.render(details, conformance=conformance)
