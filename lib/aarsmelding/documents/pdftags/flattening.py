"""The elements that only mirror boxes taken away, what stands loose put into elements."""

from __future__ import annotations

from typing import Any

from aarsmelding.documents.pdftags.tree import Annotation, Content, Node, kind_of

TRANSPARENT = {"NonStruct", "Div", "Part", "Span"}
GROUPS = {"Document", "Sect"}
INLINE = {"Link", "Foreign"}
KEPT_EMPTY = {"TD", "TH"}


def flatten(node: Node) -> None:
    """Take away elements that only mirror boxes; wrap loose text; give each list item one body."""
    kids: list[Node | Content | Annotation] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kids.append(kid)
            continue
        if kid.kind == "Foreign":
            flatten(kid)
            kids.append(kid)
            continue
        flatten(kid)
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
        node.kids = _wrapped(_unwrapped(kids, "LBody"), "LBody", lambda kid: kind_of(kid) != "Lbl")


def _is_block(kid: Node | Content | Annotation) -> bool:
    return isinstance(kid, Node) and kid.kind not in INLINE


def _unwrapped(kids: list[Any], kind: str) -> list[Any]:
    return [inner for kid in kids for inner in (kid.kids if kind_of(kid) == kind else [kid])]


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
