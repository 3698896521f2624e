"""How the process that leads a build waits for its steps: until one is done, not for a fixed while.

The build engine looks whether a step is done, and sleeps between two looks. While it sleeps, a worker that
has finished stands idle: with many short steps for a good part of the time.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from concurrent.futures import Future
from typing import Any

from pytask import hookimpl

# Of a step that ends without its future knowing.
LOOK_SECONDS = 0.5


class Waiting:
    """A plug-in that hears of every step that is done, and the sleeper that the engine uses for its own.

    The engine calls `reset` where it has handed out a step and `increment` where none was ready, and `sleep`
    at the end of each round. It sleeps only in a round without anything to hand out, and not in the round
    after a step was done, which takes the step in and may make others ready.
    """

    def __init__(self) -> None:
        self._done = threading.Event()
        self._has_nothing_ready = False
        self._was_woken = False

    @hookimpl(wrapper=True)
    def pytask_execute_task(self) -> Generator[None, Any, Any]:
        begun = yield
        # Where there is one worker, the engine does the steps itself.
        if isinstance(begun, Future):
            begun.add_done_callback(lambda _: self._done.set())
        return begun

    def reset(self) -> None:
        self._has_nothing_ready = False

    def increment(self) -> None:
        self._has_nothing_ready = True

    def sleep(self) -> None:
        if self._has_nothing_ready and not self._was_woken:
            self._was_woken = self._done.wait(LOOK_SECONDS)
            self._done.clear()
        else:
            self._was_woken = False
        self._has_nothing_ready = False
