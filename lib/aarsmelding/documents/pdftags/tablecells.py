"""The header cells of tables: whether each heads its column or its row."""

from __future__ import annotations

from typing import Any

import pydyf

from aarsmelding.documents.pdftags.tree import Node


def head_cells(node: Node) -> None:
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
            head_cells(kid)


def _width(row: Node) -> int:
    return sum(cell.spans.get("ColSpan", 1) for cell in row.nodes())
