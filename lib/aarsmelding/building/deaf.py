"""Importing this makes a process, and what is forked from it, deaf to Ctrl-C: who leads the build ends them.

A terminal sends the signal to all of them at once, and a worker that waits for its next step would
answer it with a traceback.
"""

from __future__ import annotations

import signal


def become() -> None:
    """A handler that does nothing, rather than none: programs started from here shall hear the signal."""
    signal.signal(signal.SIGINT, lambda number, frame: None)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


become()
