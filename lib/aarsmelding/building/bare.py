"""pytask without what it imports for uses that no build makes of it.

SQLAlchemy takes as long as all the rest of pytask. It is for a database that older versions kept; here there
is none (see `watching`): what has been built stands in the lock file. upath is for files that are not here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

LIBRARIES = {
    "sqlalchemy": ("sqlalchemy.engine", "sqlalchemy.exc", "sqlalchemy.orm"),
    "upath": ("upath._stat", "upath.implementations", "upath.implementations.local"),
}


@contextmanager
def bare_engine() -> Iterator[None]:
    """Where it is not imported yet, pytask imported meanwhile finds something in place of `LIBRARIES`."""
    absent = [name for name in LIBRARIES if name not in sys.modules]
    modules = [module for name in absent for module in (name, *LIBRARIES[name])]
    sys.modules.update({name: _Empty(name) for name in modules})
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]


class _Empty(ModuleType):
    """A module with a class of any name, of which nothing can be asked."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (_Nothing,), {})


class _Nothing:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass
