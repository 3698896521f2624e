"""What calamine does not tell of an XLSX file: what is hidden, computed, in error, and every other text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from aarsmelding.receiving.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from aarsmelding.receiving.grid import Place, Sheet, coordinates
from aarsmelding.receiving.refusal import Refused

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PERCENT_FORMATS = {9: "0%", 10: "0.00%"}
CELL_PARTS = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".svg")


@dataclass
class Facts:
    """What a file says about its sheets, by name, and the texts outside the cells."""

    sheets: dict[str, Sheet]
    loose: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def facts(archive: zipfile.ZipFile, name: str) -> Facts:
    """Read the parts of the archive; raises Refused where a sheet is too large to be opened."""
    book = _parsed(archive, "xl/workbook.xml")
    targets = {
        relation.get("Id"): relation.get("Target")
        for relation in _parsed(archive, "xl/_rels/workbook.xml.rels")
    }
    formats = _formats(archive)
    is_from_1904 = any(p.get("date1904") in ("1", "true") for p in book.iter("{*}workbookPr"))
    sheets = {}
    for entry in book.iter("{*}sheet"):
        target = targets.get(entry.get(RELATION)) or ""
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist() and "worksheets/" in path:
            sheet = Sheet(entry.get("name"), [], is_from_1904=is_from_1904)
            _scan(archive, path, sheet, formats, name)
            sheets[sheet.name] = sheet
    loose = [text for part in _texts(archive) for text in part]
    pictures = sum(part.lower().endswith(PICTURES) for part in archive.namelist())
    notes = [f"{pictures} pictures, which are not read or checked"] if pictures else []
    if any(where == "the properties of the file, creator" for where, _ in loose):
        notes.append("the properties of the file name an author (File, Info, Inspect in Excel removes it)")
    return Facts(sheets, loose, notes)


def elements(stream: Any, *tags: str) -> Iterator[Any]:
    """The elements of an XML part, one at a time, without entities, network or a growing tree."""
    whole = etree.iterparse(
        stream, tag=tags or None, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in whole:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _parsed(archive: zipfile.ZipFile, path: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(path), parser)


def _formats(archive: zipfile.ZipFile) -> dict[int, str]:
    """The number formats that change what is read, by style: percent, leading zeros."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = _parsed(archive, "xl/styles.xml")
    own = {int(f.get("numFmtId")): f.get("formatCode", "") for f in styles.iter("{*}numFmt")}
    cells = styles.find("{*}cellXfs")
    found = {}
    for place, style in enumerate([] if cells is None else cells):
        number = int(style.get("numFmtId", 0))
        code = own.get(number) or PERCENT_FORMATS.get(number, "")
        if "%" in code or re.fullmatch(r"0{2,}", code):
            found[place] = code
    return found


def _scan(archive: zipfile.ZipFile, path: str, sheet: Sheet, formats: dict[int, str], name: str) -> None:
    far = [0, 0]
    with archive.open(path) as stream:
        for element in elements(stream, "{*}col", "{*}c", "{*}row", "{*}mergeCell"):
            kind = etree.QName(element).localname
            if kind == "col" and _is_on(element.get("hidden")):
                last = min(int(element.get("max")), MOST_COLUMNS)
                sheet.hidden_columns.update(range(int(element.get("min")) - 1, last))
            elif kind == "row" and _is_on(element.get("hidden")):
                sheet.hidden_rows.add(int(element.get("r")) - 1)
            elif kind == "mergeCell":
                first, _, last_ = element.get("ref").partition(":")
                sheet.merged.append((coordinates(first), coordinates(last_ or first)))
            elif kind == "c" and element.get("r"):
                place = coordinates(element.get("r"))
                if len(element):
                    far = [max(pair) for pair in zip(far, place, strict=True)]
                    _require_near(far, sheet, name)
                _note(element, place, sheet, formats)


def _require_near(far: list[int], sheet: Sheet, name: str) -> None:
    """Refuse a sheet whose cells span more than can be held, before anything opens it."""
    rows, columns = far[0] + 1, far[1] + 1
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        problem = "a sheet has cells farther out than can be taken"
        raise Refused(problem, f"{name}, sheet «{sheet.name}»", "delete what lies outside the table")


def _note(cell: Any, place: Place, sheet: Sheet, formats: dict[int, str]) -> None:
    if cell.find("{*}f") is not None:
        sheet.formulas.add(place)
        value = cell.find("{*}v")
        if value is None or (not value.text and cell.get("t") != "str"):
            sheet.uncomputed.add(place)
    if cell.get("t") == "e":
        sheet.errors.add(place)
    if (style := int(cell.get("s", 0))) in formats and cell.get("t", "n") == "n":
        sheet.formats[place] = formats[style]


def _is_on(flag: str | None) -> bool:
    return flag in ("1", "true")


def _texts(archive: zipfile.ZipFile) -> Iterator[list[tuple[str, str]]]:
    """Every text outside the cells: notes, properties, headers and footers, drawings, links."""
    for part in archive.namelist():
        if part.lower().endswith((".xml", ".rels", ".vml")) and not part.startswith("xl/styles"):
            in_cells = bool(CELL_PARTS.fullmatch(part))
            yield list(_texts_of(archive, part, in_cells))


def _texts_of(archive: zipfile.ZipFile, part: str, in_cells: bool) -> Iterator[tuple[str, str]]:
    where = "the properties of the file" if part.startswith("docProps") else f"the part {part} of the file"
    with archive.open(part) as stream:
        for element in elements(stream):
            if not isinstance(element.tag, str):
                continue
            kind = etree.QName(element).localname
            if kind in ("v", "f", "t", "is", "r", "c", "row", "si") and in_cells:
                continue
            if element.text and element.text.strip():
                yield f"{where}, {kind}", element.text
            for key, value in element.attrib.items():
                if "@" in value or re.fullmatch(r"\d{11}", value):
                    yield f"{where}, {kind} {etree.QName(key).localname}", value
