"""A forked kernel and the process it is forked from, as seen by the process that asked for it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

# An interpreter looks at these once, when it starts; what they were is what its forks have.
READ_ONCE = ("PYTHON", "OPENBLAS_", "OMP_", "MKL_", "LD_", "MPLCONFIGDIR")
Start = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


class KernelProcess:
    """The part of subprocess.Popen that a kernel's provisioner uses, for a process forked elsewhere."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._unread = connection, b""
        self.ready = False
        self.returncode: int | None = None
        self.peak_kib: int | None = None
        self.pid = 0
        while not self.pid and self.returncode is None:
            self._listen(None)

    def _listen(self, seconds: float | None) -> None:
        """Take in what has been said; wait `seconds` for it, or (None) until something is."""
        self._connection.settimeout(seconds)
        try:
            received = self._connection.recv(4096)
        except (BlockingIOError, TimeoutError):
            return
        except OSError:
            received = b""
        if not received:
            # The parent is gone without a word, and takes its kernels along.
            self._ended(-int(signal.SIGKILL))
        *lines, self._unread = (self._unread + received).split(b"\n")
        for line in lines:
            self._take_in(**json.loads(line))

    def _take_in(
        self, pid: int = 0, ready: bool = False, status: int | None = None, peak_kib: int | None = None
    ) -> None:
        self.pid = self.pid or pid
        self.ready = self.ready or ready
        if status is not None:
            self.peak_kib = peak_kib
            self._ended(status)

    def _ended(self, status: int) -> None:
        if self.returncode is None:
            self.returncode = status
            self._connection.close()

    def poll(self) -> int | None:
        if self.returncode is None:
            self._listen(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = None if timeout is None else time.monotonic() + timeout
        while self.returncode is None:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            self._listen(left)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def obituary(self) -> str:
        """How it ended: `killed by SIGKILL, peak memory 812 MiB`."""
        if self.returncode is None:
            return "it does not answer"
        if self.returncode < 0:
            cause = f"killed by {signal.Signals(-self.returncode).name}"
        else:
            cause = f"it ended with exit code {self.returncode}"
        return cause if self.peak_kib is None else f"{cause}, peak memory {self.peak_kib // 1024} MiB"


@dataclass
class KernelParent:
    """A process to fork kernels from; see `parent`."""

    control: socket.socket
    pid: int

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        # Runs at the end of a worker process too, where atexit does not.
        self._finalizer = Finalize(self, _end, (self.control, self.pid), exitpriority=1)

    def fork(
        self,
        arguments: list[str],
        environment: dict[str, str],
        folder: str,
        kept: Iterable[Path] = (),
        cells: Iterable[str] = (),
    ) -> KernelProcess:
        """A kernel with these arguments, this environment and folder.

        Datasets that are `kept` are in its memory, and `cells` compiled.
        """
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            socket.send_fds(self.control, [b"k"], [theirs.fileno()])
        request = {
            "arguments": arguments,
            "environment": environment,
            "folder": folder,
            "kept": [str(path) for path in kept],
            "cells": list(cells),
        }
        ours.sendall(json.dumps(request).encode() + b"\n")
        return KernelProcess(ours)

    def alive(self) -> bool:
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] == 0
        except ChildProcessError:
            return False


def _end(control: socket.socket, pid: int) -> None:
    control.close()
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        return


_parents: dict[Start, KernelParent] = {}
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_parents.clear)


def _start(options: tuple[str, ...], environment: dict[str, str]) -> Start:
    # Options that do not matter to a kernel, or that the environment asks for anyway.
    said = {"-B", *(f"-W{each}" for each in environment.get("PYTHONWARNINGS", "").split(","))}
    return tuple(option for option in options if option not in said), tuple(
        sorted((k, v) for k, v in environment.items() if k.startswith(READ_ONCE))
    )


def become_parent() -> None:
    """Fork from this process, which must be fresh, one to fork kernels from.

    Where threads run already, nothing is done: a new interpreter is then started when it is needed.
    """
    from aarsmelding.kernels import parent

    if _threads() > 1:
        return
    options = tuple(subprocess._args_from_interpreter_flags())  # type: ignore[attr-defined]
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        _let_go(except_for=theirs.fileno())
        parent.serve(theirs)
    theirs.close()
    _parents[_start(options, dict(os.environ))] = KernelParent(ours, pid)


def _threads() -> int:
    """How many run; not counting the one that pyarrow's allocator has, which knows how to be forked."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        return threading.active_count()
    return sum(not (task / "comm").read_text().startswith("jemalloc") for task in tasks.iterdir())


def _let_go(except_for: int) -> None:
    """Point what this process inherited elsewhere: a pipe held open here would never seem closed there."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in [int(path.name) for path in Path("/dev/fd").iterdir()]:
        if descriptor > 2 and descriptor not in (except_for, nothing):
            # Closing them instead would let their owners, copied too, close what gets the number next.
            os.dup2(nothing, descriptor, inheritable=False)


def parent_for(options: tuple[str, ...], environment: dict[str, str]) -> KernelParent:
    """A process whose forks are as a new interpreter with `options` and `environment` would be."""
    start = _start(options, environment)
    found = _parents.get(start)
    if found is None or not found.alive():
        ours, theirs = socket.socketpair()
        code = f"from aarsmelding.kernels import parent; parent.main({theirs.fileno()})"
        with theirs:
            process: Any = subprocess.Popen(
                [sys.executable, *options, "-c", code],
                env=environment,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        # It is waited for by its id, so Popen must not think that it still runs.
        process.returncode = 0
        found = _parents[start] = KernelParent(ours, process.pid)
    return found
