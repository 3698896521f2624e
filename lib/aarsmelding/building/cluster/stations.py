"""The stations of a dask worker: processes that do its steps, kept while their build goes on."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from aarsmelding import kernels
from aarsmelding.building import interruption
from aarsmelding.building.cluster import likeness
from aarsmelding.building.cluster.order import Order, refusal

START_SECONDS = 120.0
LOOK_SECONDS = 0.25
IDLE_SECONDS = 60.0
CODE = "from aarsmelding.building.cluster import station; station.main({})"


class Ended(Exception):
    """A station ended before it answered; says how."""


class Station:
    """One such process. Raises AarsmeldingError where it turns out to be unlike the leading one."""

    def __init__(self, order: Order, worker: str, folder: Path | None) -> None:
        ours, theirs = socket.socketpair()
        self.folder = tempfile.mkdtemp(prefix="aar-", dir=folder)
        self.idle: threading.Timer | None = None
        try:
            with theirs:
                self.process = subprocess.Popen(
                    [sys.executable, "-c", CODE.format(theirs.fileno())],
                    env={**os.environ, **kernels.ENVIRONMENT, **order.told, "TMPDIR": self.folder},
                    cwd=order.root,
                    stdin=subprocess.PIPE,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
        except OSError as problem:
            ours.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            said = f"it cannot start a process in the project folder {order.root}: {problem.strerror}"
            raise refusal(worker, said, "mount the folder there, at the same path") from None
        self.connection = Connection(ours.detach())
        try:
            found = pickle.loads(self._answer(START_SECONDS, lambda: True))
            unlike = likeness.differences(order.wanted, found)
        except Ended as ended:
            unlike = f"its process for steps does not start ({ended})"
        if unlike:
            self.end()
            raise refusal(worker, unlike, "give it the same program and versions as here")

    def do(self, payload: bytes, needed: Callable[[], bool]) -> bytes:
        """What it answers to `payload`. Raises Ended where it ends, or is not `needed` any more."""
        with suppress(OSError):
            self.connection.send_bytes(payload)
        return self._answer(float("inf"), needed)

    def _answer(self, seconds: float, needed: Callable[[], bool]) -> bytes:
        try:
            while not self.connection.poll(LOOK_SECONDS):
                seconds -= LOOK_SECONDS
                if seconds <= 0 or not needed():
                    raise Ended("it was stopped")
            return self.connection.recv_bytes()
        except (EOFError, OSError):
            status = self.process.wait()
            raise Ended(signal.Signals(-status).name if status < 0 else f"exit code {status}") from None

    def end(self) -> None:
        """End it and all that it started."""
        if self.idle:
            self.idle.cancel()
        interruption.end_trees([self.process.pid])
        self.process.wait()
        self.connection.close()
        if self.process.stdin:
            self.process.stdin.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_waiting: dict[str, list[Station]] = {}
_lock = threading.Lock()


def take(order: Order, worker: str, folder: Path | None) -> Station:
    """A station for a step of this build: one that waits, or a new one."""
    with _lock:
        waiting = _waiting.get(order.build)
        station = waiting.pop() if waiting else None
    if station is None:
        return Station(order, worker, folder)
    if station.idle:
        station.idle.cancel()
    return station


def put_back(order: Order, station: Station) -> None:
    """Let it wait for the next step; not for ever, for the leading process may have been killed."""
    station.idle = threading.Timer(IDLE_SECONDS, _forget, (order.build, station))
    station.idle.daemon = True
    with _lock:
        _waiting.setdefault(order.build, []).append(station)
    station.idle.start()


def _forget(build: str, station: Station) -> None:
    with _lock:
        waiting = _waiting.get(build, [])
        if station not in waiting:
            return
        waiting.remove(station)
    station.end()


def finish(build: str) -> None:
    """End those that wait for steps of a build that has ended. Returns at once."""
    with _lock:
        ended = _waiting.pop(build, [])
    for station in ended:
        threading.Thread(target=station.end).start()
