"""pytask without SQLAlchemy, which it imports for a database that its older versions kept.

That takes as long as all the rest of pytask. Here there is no database (see `watching`): what has been built
stands in the lock file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

MODULES = ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.exc", "sqlalchemy.orm")


@contextmanager
def without_database() -> Iterator[None]:
    """Where neither is imported yet, pytask imported meanwhile finds something in place of SQLAlchemy."""
    if "sqlalchemy" in sys.modules:
        yield
        return
    sys.modules.update({name: _Empty(name) for name in MODULES})
    try:
        yield
    finally:
        for name in MODULES:
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
