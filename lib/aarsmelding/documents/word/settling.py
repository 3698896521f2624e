"""The Word file that pandoc made, with our properties, styles and pages, in a fixed order, without times."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html import escape

from aarsmelding.documents.word import styles

LANGUAGE = "nb-NO"
# What zip files call the beginning of time: no clock decides what the file holds.
EPOCH = (1980, 1, 1, 0, 0, 0)


def settled(content: bytes, title: str, author: str, dated: date) -> bytes:
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
                part = styles.styled(part)
            elif name in REPLACED:
                part = REPLACED[name](part.decode()).encode()
            _put(file, name, part)
        _put(file, "word/footer1.xml", FOOTER.encode())
    return result.getvalue()


def _put(file: zipfile.ZipFile, name: str, part: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    # A picture is as small as it gets.
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
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
    f'<w:ftr xmlns:w="{styles.WORD}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
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
