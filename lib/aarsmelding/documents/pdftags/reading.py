"""WeasyPrint's structure tree, read from the objects of the PDF."""

from __future__ import annotations

from typing import Any

import pydyf

from aarsmelding.documents.pdftags.tree import Annotation, Content, Node

PIXEL = 0.75


class Tree:
    """WeasyPrint's structure tree, read from its objects."""

    def __init__(self, pdf: pydyf.PDF, heights: list[float]) -> None:
        self.pdf, self.heights = pdf, heights
        self.pages = {reference: number for number, reference in enumerate(pdf.page_references)}

    def at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def read(self) -> Node:
        root = self.at(self.pdf.catalog["StructTreeRoot"])
        return self._node(self.at(root["K"][0]))

    def _node(self, element: Any) -> Node:
        page = self.pages.get(element.get("Pg"), 0)
        node = Node(element["S"][1:], page=page)
        if node.kind == "Span" and not all(isinstance(kid, int) for kid in element["K"]):
            # A span of the page, not one that WeasyPrint puts around text.
            node.kind = "Foreign"
        attributes = element.get("A", {})
        node.spans = {name: attributes[name] for name in ("ColSpan", "RowSpan") if name in attributes}
        if "Alt" in element:
            node.extra["Alt"] = element["Alt"]
        if "BBox" in attributes:
            left, top, right, bottom = attributes["BBox"]
            height = self.heights[page]
            corners = (left, height - bottom, right, height - top)
            box = pydyf.Array([round(PIXEL * corner, 3) for corner in corners])
            node.extra["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": box, "Placement": "/Block"})
        for kid in element["K"]:
            if isinstance(kid, int):
                node.kids.append(Content(page, kid))
                continue
            below = self.at(kid)
            if below.get("Type") == "/OBJR":
                node.kids.append(Annotation(page, int(below["Obj"].split()[0])))
            else:
                node.kids.append(self._node(below))
        return node
