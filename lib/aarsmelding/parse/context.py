"""Where parsing is: the file, its closed lists, the faults so far, and what was asked of each column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from aarsmelding.errors import DataRefused, Fault


@dataclass
class Context:
    """What parsing needs to know about where it is: the file, closed lists, and faults so far."""

    file: str = "raw data"
    vocabulary: Callable[[str], Mapping[str, str]] = lambda name: {}
    faults: list[Fault] = field(default_factory=list)
    # What clean() asked of each raw column: the rules by name, the words of a closed list, the reference.
    asked: dict[str, set[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


_context: ContextVar[Context | None] = ContextVar("parse_context", default=None)


@contextmanager
def collecting(
    file: str = "raw data", vocabulary: Callable[[str], Mapping[str, str]] | Mapping = lambda name: {}
) -> Iterator[Context]:
    """Collect faults instead of raising at the first one.

    `vocabulary` gives the closed list of a reference dataset: printed name -> id, by dataset name.
    """
    lookup = vocabulary.__getitem__ if isinstance(vocabulary, Mapping) else vocabulary
    context = Context(file=file, vocabulary=lookup)
    token = _context.set(context)
    try:
        yield context
    finally:
        _context.reset(token)


def current() -> Context | None:
    """What the surrounding `collecting()` knows; None where nothing collects."""
    return _context.get()


def report(fault: Fault) -> None:
    """Add `fault` to the surrounding collection, or raise it where nothing collects."""
    context = current()
    if context is None:
        raise DataRefused([fault])
    context.faults.append(fault)
