"""The garbage collector held back where much is made that lives to the end: it would look through it all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_COLLECTIONS = 50_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is collected meanwhile, and what is there then is set aside for good.

    To look through it takes a quarter of the time of a document, an eighth of that of imports. Nor is it
    looked through afterwards, which gives back little memory: the process ends with the build.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def seldom_collected() -> None:
    """From now on the collector waits for more in this process, where little is made that goes in circles."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
