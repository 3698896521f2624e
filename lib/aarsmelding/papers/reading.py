"""The process that opens a PDF or Word file: prints its lines as JSON, or why there are none.

Run as `python -m aarsmelding.papers.reading FILE`. It limits its own memory and time where the system can.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

MEMORY = 3_000_000_000
SECONDS = 150
MOST_PAGES = 400
MOST_UNPACKED = 200_000_000
MOST_CHARACTERS = 3_000_000
# In units of the type size: a wider gap within a line parts two cells, between lines two paragraphs.
CELL_GAP = 1.2
PARAGRAPH_GAP = 0.75


class Refused(Exception):
    """Carries one of the keys of `extracting.REMEDIES`."""


def limit() -> None:
    """Bound this process; a system without `resource` has the caller's timeout only."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def pdf_lines(path: Path) -> Iterator[tuple[int, int, str]]:
    """Page, number on the page, text; a row of a ruled table is one line with tabs."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        document = pdfplumber.open(path)
    except Exception as problem:
        locked = isinstance(problem, PDFPasswordIncorrect) or "PasswordIncorrect" in repr(problem)
        raise Refused("encrypted" if locked else "damaged") from None
    with document:
        if len(document.pages) > MOST_PAGES:
            raise Refused("pages")
        for page in document.pages:
            for number, text in enumerate(_page_lines(page), start=1):
                yield page.page_number, number, text
            page.close()


def _page_lines(page: Any) -> list[str]:
    tables = [table for table in page.find_tables() if len(table.rows) > 1]
    for table in tables:
        page = page.outside_bbox(_within(table.bbox, page.bbox), strict=False)
    pieces = []
    for line in page.extract_text_lines(return_chars=True, strip=True):
        size = max(char["size"] for char in line["chars"])
        pieces.append((line["top"], line["bottom"], size, _with_tabs(line["chars"])))
    for table in tables:
        for row, cells in zip(table.rows, table.extract(), strict=True):
            text = "\t".join(" ".join((cell or "").split()) for cell in cells)
            pieces.append((row.bbox[1], row.bbox[3], 10.0, text))
    pieces.sort(key=lambda piece: piece[0])
    lines: list[str] = []
    for place, (top, _, size, text) in enumerate(pieces):
        if place and top - pieces[place - 1][1] > PARAGRAPH_GAP * size:
            lines.append("")
        lines.append(text)
    return lines


def _within(inner: Any, outer: Any) -> tuple[float, float, float, float]:
    return (
        max(inner[0], outer[0]),
        max(inner[1], outer[1]),
        min(inner[2], outer[2]),
        min(inner[3], outer[3]),
    )


def _with_tabs(chars: list[dict[str, Any]]) -> str:
    text, last = "", None
    for char in chars:
        if char is last:
            # A ligature stands once per letter in the list.
            continue
        if char["text"].isspace():
            text += " "
            continue
        gap = char["x0"] - last["x1"] if last else 0
        if gap > CELL_GAP * char["size"]:
            text = text.rstrip() + "\t"
        elif gap > 0.15 * char["size"] and not text.endswith(" "):
            text += " "
        text += char["text"]
        last = char
    return text.strip()


def docx_lines(path: Path) -> Iterator[tuple[int, int, str]]:
    """Paragraphs and table rows in their order; every paragraph is followed by a gap."""
    with zipfile.ZipFile(path) as package:
        if sum(member.file_size for member in package.infolist()) > MOST_UNPACKED:
            raise Refused("bomb")
    import docx

    number = 0
    counted: dict[Any, int] = {}
    document = docx.Document(str(path))
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            texts = ["\t".join(_cells(row)) for row in block.rows]
        else:
            texts = [_mark(document, block, counted) + part for part in block.text.split("\n")]
        for text in [*texts, ""]:
            number += 1
            yield 0, number, text


def _cells(row: Any) -> list[str]:
    merged = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
    return list(merged.values())


def _mark(document: Any, paragraph: Any, counted: dict[Any, int]) -> str:
    """`1. ` or `- ` before an item of a list that Word numbers itself."""
    properties = paragraph._p.pPr
    own = properties.numPr if properties is not None else None
    style = paragraph.style.element.pPr if paragraph.style is not None else None
    numbering = own if own is not None else (style.numPr if style is not None else None)
    if numbering is None or numbering.numId is None:
        counted.clear()
        return ""
    identity, level = numbering.numId.val, numbering.ilvl.val if numbering.ilvl is not None else 0
    root = document.part.numbering_part.element
    form = root.xpath(
        f"w:abstractNum[@w:abstractNumId=../w:num[@w:numId='{int(identity)}']/w:abstractNumId/@w:val]"
        f"/w:lvl[@w:ilvl='{int(level)}']/w:numFmt/@w:val"
    )
    if level or "bullet" in form:
        return "- "
    counted[identity] = counted.get(identity, 0) + 1
    return f"{counted[identity]}. "


def main(path: Path) -> dict[str, Any]:
    """What is printed: `lines`, or `refused`."""
    limit()
    lines, characters = [], 0
    try:
        for line in pdf_lines(path) if path.suffix.lower() == ".pdf" else docx_lines(path):
            lines.append(line)
            characters += len(line[2])
            if characters > MOST_CHARACTERS:
                return {"refused": "characters"}
    except Refused as refused:
        return {"refused": str(refused)}
    # The readers fail on damaged files with whatever they stumble over; nothing else runs in this process.
    except (Exception, RecursionError, MemoryError):
        return {"refused": "damaged"}
    return {"lines": lines}


if __name__ == "__main__":
    sys.stdout.buffer.write(json.dumps(main(Path(sys.argv[1]))).encode())
