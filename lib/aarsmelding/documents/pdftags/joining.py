"""What WeasyPrint tags page by page made one: sections, lists, tables."""

from __future__ import annotations

from typing import Any

from aarsmelding.documents.pdftags.tree import Annotation, Content, Node, kind_of


def contents_list(root: Node) -> None:
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


def join_sections(root: Node) -> None:
    """A section that goes on over a page becomes one: each begins with a heading of the second level."""
    joined: list[Any] = []
    for kid in root.kids:
        before: Any = joined[-1] if joined else None
        if kind_of(kid) == "Sect" and kind_of(before) == "Sect" and not _begins(kid):
            before.kids += kid.kids
        else:
            joined.append(kid)
    root.kids = joined


def _goes_on(before: Node | None, kid: Node | Content | Annotation) -> bool:
    """Whether table `kid` is the rest of `before`: every table of the report begins with a caption."""
    if not isinstance(kid, Node) or kid.kind != "Table" or before is None or before.kind != "Table":
        return False
    return all(part.kind != "Caption" for part in kid.nodes())


def join_fragments(node: Node) -> None:
    """Lists and tables that go on over a page become one; a repeated table head falls away."""
    joined: list[Any] = []
    for kid in node.kids:
        before: Any = joined[-1] if joined else None
        kind = kind_of(kid)
        if kind in {"L", "TOC"} and kind_of(before) == kind:
            before.kids += kid.kids
        elif _goes_on(before, kid):
            headed = any(part.kind == "THead" for part in before.nodes())
            before.kids += [part for part in kid.nodes() if part.kind != "THead" or not headed]
        else:
            joined.append(kid)
    node.kids = joined
    for kid in node.nodes():
        if kid.kind in {"Sect", "Document"}:
            join_fragments(kid)
