"""The structure tree of the PDF: what WeasyPrint makes, settled into what PDF/UA-1 asks for.

WeasyPrint tags box by box and page by page. Here that becomes one element for each thing: a table is
one table however many pages it takes, a header cell says what it heads, a list item has one body, and
what only belongs to the page (running heads, page numbers, repeated table heads) is an artifact.
It runs as WeasyPrint's `finisher`, on its own objects, before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pydyf

TRANSPARENT = {"NonStruct", "Div", "Part", "Span"}
GROUPS = {"Document", "Sect"}
INLINE = {"Link", "Foreign"}
KEPT_EMPTY = {"TD", "TH"}
PIXEL = 0.75


@dataclass(frozen=True)
class Content:
    """A piece of marked content: page number and identifier on that page."""

    page: int
    mark: int


@dataclass(frozen=True)
class Annotation:
    """A link annotation: the number of its object."""

    page: int
    number: int


@dataclass
class Node:
    """An element of the structure tree; its kids are elements, pieces of content and annotations."""

    kind: str
    kids: list[Any] = field(default_factory=list)
    page: int = 0
    extra: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, int] = field(default_factory=dict)

    def nodes(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def leaves(self) -> Iterator[tuple[Node, Content | Annotation]]:
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.leaves()
            else:
                yield self, kid


def settle(document: Any, pdf: pydyf.PDF, names: Mapping[str, str], languages: list[str]) -> None:
    """Rewrite tree, content streams and links of `pdf`.

    `names` says what each link target is called, `languages` which language each part has that is
    in another one, in order.
    """
    root = Tree(pdf, [page.height for page in document.pages]).read()
    _flatten(root)
    _contents_list(root)
    _join_sections(root)
    _join_fragments(root)
    _head_cells(root)
    for part, language in zip(_parts(root, "Foreign"), languages, strict=True):
        part.kind, part.extra["Lang"] = "Span", pydyf.String(language)
    _write(pdf, root)
    _mark_artifacts(pdf, root)
    for annotation in pdf.objects:
        if isinstance(annotation, dict) and annotation.get("Subtype") == "/Link":
            target = annotation["Contents"].string
            annotation["Contents"] = pydyf.String(f"Gå til: {names[target]}" if target in names else target)
            annotation["F"] = 4


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


def _flatten(node: Node) -> None:
    """Take away elements that only mirror boxes; wrap loose text; give each list item one body."""
    kids: list[Node | Content | Annotation] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kids.append(kid)
            continue
        if kid.kind == "Foreign":
            _flatten(kid)
            kids.append(kid)
            continue
        _flatten(kid)
        if kid.kind == node.kind == "Link":
            # What the style sheet adds to a link in the contents: leader dots, then the page number.
            kids += [inner for inner in kid.kids if isinstance(inner, Annotation)]
            kids += [inner for inner in kid.kids if isinstance(inner, Content)][-1:]
        elif kid.kind in TRANSPARENT:
            kids += kid.kids
        elif kid.kids or kid.kind in KEPT_EMPTY:
            kids.append(kid)
    node.kids = kids
    if node.kind in GROUPS:
        node.kids = _wrapped(kids, "P", lambda kid: not _is_block(kid))
    elif node.kind == "LI":
        node.kids = _wrapped(_unwrapped(kids, "LBody"), "LBody", lambda kid: _kind(kid) != "Lbl")


def _parts(node: Node, kind: str) -> list[Node]:
    found = [node] if node.kind == kind else []
    return found + [part for kid in node.nodes() for part in _parts(kid, kind)]


def _kind(kid: Node | Content | Annotation | None) -> str:
    return kid.kind if isinstance(kid, Node) else ""


def _is_block(kid: Node | Content | Annotation) -> bool:
    return isinstance(kid, Node) and kid.kind not in INLINE


def _unwrapped(kids: list[Any], kind: str) -> list[Any]:
    return [inner for kid in kids for inner in (kid.kids if _kind(kid) == kind else [kid])]


def _wrapped(kids: list[Any], kind: str, belongs: Any) -> list[Any]:
    """`kids` with every run of those that belong together put into one new element."""
    result: list[Any] = []
    run: Node | None = None
    for kid in kids:
        if not belongs(kid):
            run = None
            result.append(kid)
        elif run is None:
            run = Node(kind, [kid], page=kid.page)
            result.append(run)
        else:
            run.kids.append(kid)
    return result


def _contents_list(root: Node) -> None:
    """The list right after the title page is the table of contents."""
    for contents in [kid for kid in root.nodes() if kid.kind == "L"]:
        contents.kind = "TOC"
        for item in contents.nodes():
            item.kind = "TOCI"
            for body in item.nodes():
                body.kind = "Reference"


def _begins(section: Node) -> bool:
    kids = section.nodes()
    return bool(kids) and kids[0].kind == "H2"


def _join_sections(root: Node) -> None:
    joined: list[Any] = []
    for kid in root.kids:
        before: Any = joined[-1] if joined else None
        if _kind(kid) == "Sect" and _kind(before) == "Sect" and not _begins(kid):
            before.kids += kid.kids
        else:
            joined.append(kid)
    root.kids = joined


def _goes_on(before: Node | None, kid: Node | Content | Annotation) -> bool:
    """Whether table `kid` is the rest of `before`: every table of the report begins with a caption."""
    if not isinstance(kid, Node) or kid.kind != "Table" or before is None or before.kind != "Table":
        return False
    return all(part.kind != "Caption" for part in kid.nodes())


def _join_fragments(node: Node) -> None:
    """Lists and tables that go on over a page become one; a repeated table head falls away."""
    joined: list[Any] = []
    for kid in node.kids:
        before: Any = joined[-1] if joined else None
        kind = _kind(kid)
        if kind in {"L", "TOC"} and _kind(before) == kind:
            before.kids += kid.kids
        elif _goes_on(before, kid):
            headed = any(part.kind == "THead" for part in before.nodes())
            before.kids += [part for part in kid.nodes() if part.kind != "THead" or not headed]
        else:
            joined.append(kid)
    node.kids = joined
    for kid in node.nodes():
        if kid.kind in {"Sect", "Document"}:
            _join_fragments(kid)


def _head_cells(node: Node) -> None:
    """Every header cell says whether it heads its column or its row."""
    if node.kind == "Table":
        rows = [(part.kind, row) for part in node.nodes() for row in part.nodes() if row.kind == "TR"]
        width = max((_width(row) for _, row in rows), default=1)
        for part, row in rows:
            for cell in row.nodes():
                attributes: dict[str, Any] = {"O": "/Table", **cell.spans}
                if cell.kind == "TH":
                    across = part == "THead" or cell.spans.get("ColSpan", 1) == width
                    attributes["Scope"] = "/Column" if across else "/Row"
                if len(attributes) > 1:
                    cell.extra["A"] = pydyf.Dictionary(attributes)
    else:
        for kid in node.nodes():
            _head_cells(kid)


def _width(row: Node) -> int:
    return sum(cell.spans.get("ColSpan", 1) for cell in row.nodes())


def _write(pdf: pydyf.PDF, tree: Node) -> None:
    """The settled tree in place of WeasyPrint's, with the map from page content back to it."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    for number in _old_elements(pdf):
        pdf.objects[number].free = "f"
    pages = pdf.page_references
    marks: list[dict[int, bytes]] = [{} for _ in pages]
    links: list[tuple[int, bytes]] = []

    def element(node: Node, parent: bytes) -> bytes:
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        pdf.add_object(made)
        made.update(node.extra)
        own = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if own is not None:
            made["Pg"] = pages[own]
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(element(kid, made.reference))
            elif isinstance(kid, Annotation):
                links.append((kid.number, made.reference))
                kids.append(
                    pydyf.Dictionary(
                        {"Type": "/OBJR", "Obj": pdf.objects[kid.number].reference, "Pg": pages[kid.page]}
                    )
                )
            else:
                marks[kid.page][kid.mark] = made.reference
                same = kid.page == own
                kids.append(
                    kid.mark
                    if same
                    else pydyf.Dictionary({"Type": "/MCR", "Pg": pages[kid.page], "MCID": kid.mark})
                )
        made["K"] = kids
        return bytes(made.reference)

    root["K"] = pydyf.Array([element(tree, root.reference)])
    numbers = pydyf.Array()
    for page, own_marks in enumerate(marks):
        back = [own_marks.get(mark, b"null") for mark in range(max(own_marks, default=-1) + 1)]
        numbers.extend([page, pydyf.Array(back)])
    for place, (number, reference) in enumerate(links, start=len(pages)):
        pdf.objects[number]["StructParent"] = place
        numbers.extend([place, reference])
    mapping = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(mapping)
    root["ParentTree"] = mapping.reference
    root["ParentTreeNextKey"] = len(pages) + len(links)


def _old_elements(pdf: pydyf.PDF) -> list[int]:
    dictionaries = [found for found in pdf.objects if isinstance(found, pydyf.Dictionary)]
    return [found.number for found in dictionaries if found.get("Type") in ("/StructElem", "/OBJR")]


def _mark_artifacts(pdf: pydyf.PDF, tree: Node) -> None:
    """Content that no element holds only belongs to the page: an artifact."""
    held = {(leaf.page, leaf.mark) for _, leaf in tree.leaves() if isinstance(leaf, Content)}
    for page, reference in enumerate(pdf.page_references):
        sheet = pdf.objects[int(reference.split()[0])]
        operators = pdf.objects[int(sheet["Contents"].split()[0])].stream
        for place, operator in enumerate(operators):
            if operator == b"BDC" and (page, operators[place - 1]["MCID"]) not in held:
                artifact = pydyf.Dictionary({"Type": "/Pagination"})
                operators[place - 2 : place] = ["/Artifact", artifact]
