"""What a screen reader and an archive find in a PDF: the tests read it through these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh", "EI"}
OPENING, CLOSING = {"BDC", "BMC"}, "EMC"


@dataclass
class Element:
    """One element of the structure tree."""

    kind: str
    object: Any
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    annotations: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def attribute(self, name: str) -> Any:
        given = self.object.get("/A")
        return None if given is None else given.get(f"/{name}")


class Document:
    """A PDF with its structure tree and the marks in its pages."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self.pages = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        (root,) = self.pdf.Root.StructTreeRoot.K
        self.root = self._element(root, None)

    def _element(self, found: Any, parent: Element | None) -> Element:
        element = Element(str(found.S)[1:], found, parent)
        own = self.pages.get(found.Pg.objgen) if "/Pg" in found else None
        kids = found.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                element.marks.append((own, kid))
            elif kid.get("/Type") == "/MCR":
                element.marks.append((self.pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                element.annotations.append(kid.Obj)
            else:
                element.kids.append(self._element(kid, element))
        return element

    @cached_property
    def elements(self) -> list[Element]:
        return list(self.root.walk())

    def of(self, *kinds: str) -> list[Element]:
        return [element for element in self.elements if element.kind in kinds]

    @cached_property
    def marked(self) -> dict[tuple[int, int], str]:
        """The text of every piece of marked content in the pages, by page and mark."""
        return {place: text for page in self.content for place, text in page.texts.items()}

    @cached_property
    def content(self) -> list[PageContent]:
        return [PageContent(self.pdf, number) for number in range(len(self.pdf.pages))]

    def text(self, element: Element) -> str:
        own = "".join(self.marked.get(mark, "") for mark in element.marks)
        return re.sub(r"\s+", " ", own + " ".join(self.text(kid) for kid in element.kids)).strip()

    @cached_property
    def bookmarks(self) -> list[tuple[int, str]]:
        """Level and title of every bookmark, in order."""

        def entries(items: Any, level: int) -> Iterator[tuple[int, str]]:
            for item in items:
                yield level, str(item.title)
                yield from entries(item.children, level + 1)

        with self.pdf.open_outline() as outline:
            return list(entries(outline.root, 1))


class PageContent:
    """How the content of one page is marked."""

    def __init__(self, pdf: pikepdf.Pdf, number: int) -> None:
        self.unmarked: list[str] = []
        self.nested: list[str] = []
        self.artifacts: list[str] = []
        self.texts: dict[tuple[int, int], str] = {}
        page = pdf.pages[number]
        fonts = {name: _unicode(font) for name, font in page.resources.get("/Font", {}).items()}
        stack: list[Any] = []
        font = {}
        self.deepest = depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in OPENING:
                if stack:
                    self.nested.append(f"{stack[-1]} holds {operands[0]}")
                mark = operands[1].get("/MCID") if len(operands) > 1 else None
                stack.append("/Artifact" if mark is None else (number, int(mark)))
                if mark is not None:
                    assert (number, int(mark)) not in self.texts, "one mark twice on a page"
                    self.texts[number, int(mark)] = ""
            elif name == CLOSING:
                stack.pop()
            elif name == "q":
                depth += 1
                self.deepest = max(self.deepest, depth)
            elif name == "Q":
                depth -= 1
            elif name == "Tf":
                font = fonts.get(str(operands[0]), {})
            elif name in PAINTING:
                if not stack:
                    self.unmarked.append(name)
                if name in ("TJ", "Tj"):
                    text = _decoded(operands[0], font)
                    if stack and stack[-1] != "/Artifact":
                        self.texts[stack[-1]] += text
                    elif stack:
                        self.artifacts.append(text)
        assert not stack


def _unicode(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _decoded(shown: Any, font: dict[int, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(
        font.get(int.from_bytes(codes[i : i + 2], "big"), "\ufffd") for i in range(0, len(codes), 2)
    )
