"""Standard input, output and error, which may be closed, full, or heard by nobody any more."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

# A closed stream raises ValueError.
FAILURES = (OSError, ValueError)


def make_fit() -> None:
    """Open what was closed when the process began, to nowhere: the next file would get its number.

    No letter is then one that a stream cannot take.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # Letters that the terminal lacks are shown by their numbers.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Unfailing:
    """A stream that takes what is written, also where it cannot be given to anybody."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(*FAILURES):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(*FAILURES):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def unfailing() -> Iterator[None]:
    """For a while nothing fails because a pipe was closed, a terminal is gone, or a disk is full."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(Unfailing, before)  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in before:
            _let_go(stream)


def _let_go(stream: TextIO) -> None:
    """What cannot be written now is not tried again at the end of the process, which would end with 120."""
    try:
        stream.flush()
    except FAILURES:
        with suppress(*FAILURES):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
