"""The garbage collector held back while much is imported: all of that stays, and it would look through it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is collected meanwhile; what is there afterwards is set aside for good."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
