"""What is said of a PDF as a whole: the copy for readers is PDF/UA-1, the one for the archive PDF/A-2a."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2
import pikepdf

from aarsmelding.paths import TEMPLATES

METADATA = TEMPLATES / "pdf_metadata.xml.j2"
LANGUAGE = "nb"


def save_copies(pdf: pikepdf.Pdf, title: str, author: str, dated: date, out: Path, archive: Path) -> None:
    """`pdf` in `out`, and as the archive has it in `archive`; `dated` is the date it bears."""
    details = {
        "title": title,
        "author": author,
        "date": f"{dated:%Y-%m-%d}T00:00:00+00:00",
        "producer": f"WeasyPrint {version('weasyprint')}",
    }
    for path, conformance in ((archive, "A"), (out, "")):
        _finish(pdf, details, conformance)
        save(pdf, path)


def save(pdf: pikepdf.Pdf, where: Any) -> None:
    """`pdf` as small as it gets, and the same bytes each time; `where` is a path or a stream."""
    pdf.save(
        where,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )


def _finish(pdf: pikepdf.Pdf, details: dict[str, str], conformance: str) -> None:
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
