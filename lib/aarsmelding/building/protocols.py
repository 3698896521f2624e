"""Answers to whether something is a node, or a task, which pytask asks of each hundreds of times.

Its protocols look at every attribute of what they are asked about, and one of them is a hash that is computed
then: a fifth of what the leading process does. What an object has is decided by its class.
"""

from __future__ import annotations

from typing import Any

from _pytask import node_protocols

_ANSWERS: dict[tuple[type, type], bool] = {}


class Remembering(type(node_protocols.PNode)):  # type: ignore[misc]
    """The kind of class that a protocol is, which asks once for each class of objects."""

    def __instancecheck__(cls, instance: Any) -> bool:
        key = (cls, type(instance))
        if key not in _ANSWERS:
            _ANSWERS[key] = super().__instancecheck__(instance)
        return _ANSWERS[key]


def remember() -> None:
    """Let the protocols of pytask answer from memory."""
    for name in node_protocols.__all__:
        getattr(node_protocols, name).__class__ = Remembering
