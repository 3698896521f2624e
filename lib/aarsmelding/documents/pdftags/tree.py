"""The structure tree in memory: elements, pieces of content and annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


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


def parts(node: Node, kind: str) -> list[Node]:
    """`node` and all below it that are of this kind, in reading order."""
    found = [node] if node.kind == kind else []
    return found + [part for kid in node.nodes() for part in parts(kid, kind)]


def kind_of(kid: Node | Content | Annotation | None) -> str:
    """The kind of an element; empty for anything else."""
    return kid.kind if isinstance(kid, Node) else ""
