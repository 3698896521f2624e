"""The report as a Word file, from the page, for those who pass such files around."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from datetime import date
from html import escape
from pathlib import Path

import pypandoc
from bs4 import BeautifulSoup, Tag

from aarsmelding.documents import bitmaps, printed, wordstyles
from aarsmelding.documents.bitmaps import Bitmaps
from aarsmelding.page import markup
from aarsmelding.page.columns import put_columns, shape

INCHES_WIDE = 6.3
# The type of Word, with the margins of its cells, is wider than that which the columns are measured for.
WIDER = 1.3
LANGUAGE = "nb-NO"
# To the runtime of pandoc: collect no old memory before there is a GiB of it. 0.3 s less, and no more memory.
UNHURRIED = ("+RTS", "-O1g", "-RTS")
# What zip files call the beginning of time: no clock decides what the file holds.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(html: str, dated: date, out: Path, known: Bitmaps | None = None) -> None:
    """The page as a Word file in `out`; `dated` is the date it bears, `known` has figures painted before."""
    with tempfile.TemporaryDirectory() as folder:
        soup = _prepared(html, Path(folder), known or {})
        title, author = printed.title(soup), printed.author(soup)
        made = Path(folder) / "aarsmelding.docx"
        pypandoc.convert_text(
            str(soup),
            "docx",
            format="html",
            outputfile=str(made),
            extra_args=[
                *UNHURRIED,
                "--standalone",
                "--shift-heading-level-by=-1",
                "--figure-caption-position=above",
                f"--metadata=lang:{LANGUAGE}",
            ],
            cworkdir=folder,
        )
        out.write_bytes(_settled(made.read_bytes(), title, author, dated))


def _prepared(html: str, folder: Path, known: Bitmaps) -> BeautifulSoup:
    """The page with everything unfolded, and with pictures in a form that every Word can show."""
    soup = printed.read(html)
    printed.left_out(soup)
    printed.unfold(soup)
    for definitions in soup.find_all("dl"):
        printed.as_list(soup, definitions)
    listed = [terms for terms in soup.find_all("ul") if "begreper" in printed.classes(terms)]
    for part in (part for terms in listed for part in terms.find_all("p")):
        part.name = "strong" if "verdi" in part["class"] else "span"
        part.insert_after(" ")
    for number, image in enumerate(soup.find_all("img"), start=1):
        _as_png(image, folder / f"figur-{number:02}.png", known)
    for cell in [each for each in markup.named(soup, "th", "td") if "tall" in printed.classes(each)]:
        cell["style"] = "text-align: right"
    linked = {str(link["href"]).removeprefix("#") for link in soup.find_all("a", href=True)}
    for table in soup.find_all("table"):
        found = shape(table, in_appendix=False, wider=WIDER, on_side=False)
        put_columns(soup, table, [found.width * share / 100 for share in found.columns])
    sums = soup.find_all("tr", class_="sum")
    for cell in [cell for row in sums for cell in row.find_all(True, recursive=False)]:
        strong = soup.new_tag("strong")
        strong.extend(list(cell.contents))
        cell.append(strong)
    for note in soup.find_all("p", class_="merknad"):
        note.wrap(soup.new_tag("div", attrs={"custom-style": wordstyles.NOTE}))
    for place in [each for each in markup.named(soup, "tr", "tbody", "a", "p", "li") if each.has_attr("id")]:
        if place["id"] in linked:
            _anchor(soup, place)
    printed.contents(soup, ("h2",))
    for title in (nav.h2 for nav in soup.find_all("nav", class_="innhold") if nav.h2):
        title.name = "p"
        title.wrap(soup.new_tag("div", attrs={"custom-style": wordstyles.CONTENTS}))
    # The title of the document stands there already, from its metadata.
    for heading in soup.find_all("h1"):
        heading.decompose()
    # Where there is a main element, pandoc leaves out what stands around it.
    for frame in markup.named(soup, "header", "nav", "main"):
        frame.name = "div"
    return soup


def _as_png(image: Tag, place: Path, known: Bitmaps) -> None:
    address = str(image.get("src", ""))
    if not address.startswith(bitmaps.SVG):
        return
    place.write_bytes(known.get(bitmaps.name(address)) or bitmaps.painted(address))
    image["src"] = place.name
    image["style"] = f"width: {INCHES_WIDE}in"


def _anchor(soup: BeautifulSoup, place: Tag) -> None:
    """Move an identity to where pandoc makes a bookmark of it."""
    anchor = soup.new_tag("span", attrs={"id": str(place["id"])})
    del place["id"]
    if place.name == "a":
        place.wrap(anchor)
        return
    first = place.find(["th", "td"]) if place.name in ("tr", "tbody") else place
    first = first or place
    anchor.extend([child.extract() for child in list(first.contents)])
    first.append(anchor)


def _settled(content: bytes, title: str, author: str, dated: date) -> bytes:
    """The file with our properties and styles, in a fixed order and without times."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file,
    ):
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = made.read(name)
            if name == "docProps/core.xml":
                part = _properties(title, author, dated).encode()
            elif name == "word/styles.xml":
                part = wordstyles.styled(part)
            elif name in REPLACED:
                part = REPLACED[name](part.decode()).encode()
            _put(file, name, part)
        _put(file, "word/footer1.xml", FOOTER.encode())
    return result.getvalue()


def _put(file: zipfile.ZipFile, name: str, part: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    file.writestr(entry, part)


def _properties(title: str, author: str, dated: date) -> str:
    stamp = f"{dated:%Y-%m-%d}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title>"
        f"<dc:creator>{escape(author, quote=False)}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "</cp:coreProperties>"
    )


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<w:ftr xmlns:w="{wordstyles.WORD}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t xml:space="preserve">Side </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    "</w:p></w:ftr>"
)
SECTION = (
    f'<w:sectPr><w:footerReference xmlns:r="{OFFICE}" w:type="default" r:id="rIdBunntekst"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1134" w:bottom="1247" w:left="1134" w:header="567" w:footer="567"'
    ' w:gutter="0"/></w:sectPr>'
)


def _body(document: str) -> str:
    """A4 with page numbers; the first column of every table as its row headers, and no row on two pages."""
    document = document.replace("<w:trPr>", "<w:trPr><w:cantSplit/>")
    document = document.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    for before, after in (('w:firstColumn="0"', 'w:firstColumn="1"'), ('w:val="0020"', 'w:val="00A0"')):
        document = document.replace(before, after)
    return re.sub(r"<w:sectPr>.*?</w:sectPr>|<w:sectPr ?/>", SECTION, document, flags=re.DOTALL)


def _relations(relations: str) -> str:
    footer = f'<Relationship Id="rIdBunntekst" Type="{OFFICE}/footer" Target="footer1.xml"/>'
    return relations.replace("</Relationships>", f"{footer}</Relationships>")


def _types(types: str) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    return types.replace("</Types>", f'<Override PartName="/word/footer1.xml" ContentType="{kind}"/></Types>')


REPLACED = {
    "word/document.xml": _body,
    "word/_rels/document.xml.rels": _relations,
    "[Content_Types].xml": _types,
}
