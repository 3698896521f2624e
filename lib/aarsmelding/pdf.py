"""The report as PDF, from the page: one copy for readers (PDF/UA-1), one for the archive (PDF/A-2a)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import font_source_sans_pro
import matplotlib
import pikepdf
from bs4 import BeautifulSoup

from aarsmelding import pdftags, printed
from aarsmelding.errors import AarsmeldingError

STYLE = Path(__file__).parent / "template" / "print.css"
LANGUAGE = "nb"
INSTALL = (
    "install Pango and build again: Debian and Ubuntu `apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0`; macOS `brew install pango`; Windows: see «Windows» in WeasyPrint's documentation"
)


class PangoMissing(AarsmeldingError):
    """The system lacks what WeasyPrint draws text with."""


@cache
def weasyprint() -> Any:
    """WeasyPrint, which loads Pango from the system when it is imported. Raises PangoMissing."""
    try:
        import weasyprint as module
    except OSError as error:
        raise PangoMissing("the PDF needs Pango, which this system lacks", "PDF", INSTALL) from error
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
    ):
        source = Path(path).resolve().as_uri()
        yield (
            f'@font-face {{ font-family: "{family}"; src: url("{source}"); '
            f"font-weight: {weight}; font-style: {style} }}"
        )


def write_pdf(html: str, out: Path, archive: Path, dated: date) -> None:
    """The page as PDF in `out`, and the archive copy in `archive`; `dated` is the date it bears.

    Raises PangoMissing where the system cannot draw text.
    """
    soup = printed.for_paper(html)
    drawn = _drawn(soup)
    details = _details(soup, dated)
    for path, conformance in ((out, ""), (archive, "A")):
        with pikepdf.open(io.BytesIO(drawn)) as pdf:
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
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True, Suspects=False)
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
    said = {name: escape(text, quote=False) for name, text in details.items()}
    archive = ARCHIVE.format(conformance=conformance) if conformance else ""
    return METADATA.format(archive=archive, **said)


# The schema of pdfuaid has to be described in a file that is PDF/A as well as PDF/UA.
ARCHIVE = """\
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>{conformance}</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
"""
METADATA = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{archive}\
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>nb</rdf:li></rdf:Bag></dc:language>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <pdf:Producer>{producer}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
