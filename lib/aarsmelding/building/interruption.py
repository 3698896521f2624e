"""Ctrl-C, SIGTERM, and what must not outlive a build."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

GRACE_SECONDS = 3.0
HEARD = ("SIGINT", "SIGTERM", "SIGHUP")


class Interruption:
    """Whether someone asked the build to stop."""

    def __init__(self) -> None:
        self.happened = False

    def __call__(self, number: int, frame: Any) -> None:
        # Only the first time: a second signal must not stop the putting away.
        if not self.happened:
            self.happened = True
            raise KeyboardInterrupt


_heard: list[Interruption] = []


def asked() -> bool:
    """Whether the build under way has been asked to stop."""
    return any(interruption.happened for interruption in _heard)


def answered() -> None:
    """Say that a KeyboardInterrupt was caught, so that the process ends with an exit code of its own.

    Where one broke off code that was run from a string, as an import often does, the interpreter
    remembers it until the next such code, and would end itself with the signal.
    """
    exec("")


@contextmanager
def heard() -> Iterator[Interruption]:
    """For a while, signals that end a process raise KeyboardInterrupt, once."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread hears signals.
        yield Interruption()
        return
    interruption = Interruption()
    numbers = [getattr(signal, name) for name in HEARD if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    # Whoever started the build with a signal ignored (nohup) wants it ignored.
    ours = [number for number in numbers if before[number] is not signal.SIG_IGN]
    _heard.append(interruption)
    for number in ours:
        signal.signal(number, interruption)
    try:
        yield interruption
    finally:
        _heard.remove(interruption)
        for number in ours:
            signal.signal(number, before[number])


def end_trees(roots: Iterable[int]) -> None:
    """End these processes and all that they started, however deep; returns when they are gone."""
    import psutil

    found = []
    for root in roots:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(root)
            found += [process, *process.children(recursive=True)]
    for process in found:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, left = psutil.wait_procs(found, timeout=GRACE_SECONDS)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=GRACE_SECONDS)
