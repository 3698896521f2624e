"""The styles of the Word file: those that pandoc makes, in the colours and sizes of the report."""

from __future__ import annotations

from typing import Any

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Names of styles as the document uses them.
NOTE, CONTENTS = "Merknad", "TOC Heading"
INK, LINK, GREY, DIM, FONT = "0F2750", "0B4F9C", "D5DBE3", "4C5768", "Calibri"
HEADINGS = {"Title": 52, "Heading1": 36, "Heading2": 27, "Heading3": 23, "Heading4": 21, "TOCHeading": 36}
SPACED = {"BodyText": (60, 100), "FirstParagraph": (60, 100), "Compact": (20, 20), NOTE: (40, 160)}
CELL_MARGIN = "70"
# What Word reads in this order only.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr shd spacing ind contextualSpacing jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
}


def styled(styles: bytes) -> bytes:
    """`word/styles.xml` as pandoc made it, in the dress of the report."""
    root = etree.fromstring(styles)
    known = {style.get(_name("styleId")): style for style in root.iter(_name("style"))}
    _defaults(root)
    for name, size in HEADINGS.items():
        _heading(known[name], size)
    _put(_child(known["Heading1"], "pPr"), "pageBreakBefore")
    # The contents stand below the title, and are no chapter.
    _put(_child(known["TOCHeading"], "pPr"), "pageBreakBefore", val="0")
    for name, (before, after) in SPACED.items():
        if name in known:
            _put(_child(known[name], "pPr"), "spacing", before=str(before), after=str(after))
    if NOTE in known:
        text = _child(known[NOTE], "rPr")
        _put(text, "color", val=DIM)
        _put(text, "sz", val="17")
        _put(text, "szCs", val="17")
    for name in ("TableCaption", "ImageCaption"):
        _put(_child(known[name], "pPr"), "keepNext")
        _put(_child(known[name], "pPr"), "spacing", before="160", after="60")
        text = _child(known[name], "rPr")
        _put(text, "b")
        _put(text, "i", val="0")
        _put(text, "color", val=INK)
    _put(_child(known["Hyperlink"], "rPr"), "u", val="single")
    _put(_child(known["Hyperlink"], "rPr"), "color", val=LINK)
    _put(_child(known["VerbatimChar"], "rPr"), "sz", val="17")
    _table(known["Table"])
    _settle_order(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _name(name: str) -> str:
    return f"{{{WORD}}}{name}"


def _child(parent: Any, name: str) -> Any:
    found = parent.find(_name(name))
    return etree.SubElement(parent, _name(name)) if found is None else found


def _put(parent: Any, name: str, **values: str) -> None:
    """Give `parent` the child `name` with these values and no others: a colour of a theme wins over ours."""
    element = _child(parent, name)
    element.attrib.clear()
    for key, value in values.items():
        element.set(_name(key), value)


def _defaults(root: Any) -> None:
    defaults = _child(_child(_child(root, "docDefaults"), "rPrDefault"), "rPr")
    _put(defaults, "rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT))
    _put(defaults, "sz", val="21")
    _put(defaults, "szCs", val="21")


def _heading(style: Any, size: int) -> None:
    text = _child(style, "rPr")
    for fonts in text.findall(_name("rFonts")):
        text.remove(fonts)
    _put(text, "b")
    _put(text, "bCs")
    _put(text, "color", val=INK)
    _put(text, "sz", val=str(size))
    _put(text, "szCs", val=str(size))


def _table(style: Any) -> None:
    """Small type, thin lines between the rows, and a bold row of headers."""
    text = etree.Element(_name("rPr"))
    _put(text, "sz", val="17")
    _put(text, "szCs", val="17")
    table = _child(style, "tblPr")
    # The order of the parts of a style is fixed: text before table.
    table.addprevious(text)
    for edge in ("bottom", "insideH"):
        _put(_child(table, "tblBorders"), edge, val="single", sz="4", space="0", color=GREY)
    for side in ("left", "right"):
        _put(_child(table, "tblCellMar"), side, type="dxa", w=CELL_MARGIN)
    first = style.find(_name("tblStylePr"))
    bold = etree.Element(_name("rPr"))
    _put(bold, "b")
    first.insert(0, bold)


def _settle_order(root: Any) -> None:
    for name, order in ORDER.items():
        places = {_name(part): place for place, part in enumerate(order.split())}
        for parent in root.iter(_name(name)):
            parent[:] = sorted(parent, key=lambda part: places.get(part.tag, len(places)))
