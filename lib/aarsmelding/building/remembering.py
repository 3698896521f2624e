"""What pytask asks of every node and task hundreds of times, answered from memory: a third of what it does.

Its protocols look at each attribute of what they are asked about, and one of those is a hash, computed then;
but what an object has is decided by its class. Where a file lies, seen from the state folder, never changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from _pytask import lockfile, node_protocols

_ANSWERS: dict[tuple[type, type], bool] = {}


class Remembering(type(node_protocols.PNode)):  # type: ignore[misc]
    """The kind of class that a protocol is, which asks once for each class of objects."""

    def __instancecheck__(cls, instance: Any) -> bool:
        key = (cls, type(instance))
        if key not in _ANSWERS:
            _ANSWERS[key] = super().__instancecheck__(instance)
        return _ANSWERS[key]


def remember() -> None:
    """Let pytask answer from memory, from now on."""
    for name in node_protocols.__all__:
        getattr(node_protocols, name).__class__ = Remembering
    if not hasattr(lockfile._relative_path, "cache_clear"):
        lockfile._relative_path = lru_cache(maxsize=None)(lockfile._relative_path)
