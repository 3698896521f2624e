"""The process that does steps for a dask worker, one at a time: as fresh as a worker of a local build.

The dask worker itself has threads, from which no kernel can be forked, and the program as it was when it
was started. This process is started for one build and ends with it, or with the worker.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from multiprocessing.connection import Connection

import cloudpickle

from aarsmelding.building import handing, workers
from aarsmelding.building.cluster import likeness
from aarsmelding.kernels import Kernel, usable
from aarsmelding.unattended import faults


def main(descriptor: int) -> None:
    """Say what this process is like, then do what comes on `descriptor` until it is closed."""
    for name in workers.PRELOADED:
        importlib.import_module(name)
    if usable() is Kernel.FORKED:
        from aarsmelding.kernels import process

        process.become_parent()
    # Not before: a process with threads cannot be forked.
    threading.Thread(target=_end_with_worker, daemon=True, name="worker").start()
    with Connection(descriptor) as connection:
        connection.send(likeness.ours())
        while True:
            try:
                payload = connection.recv_bytes()
            except EOFError:
                return
            connection.send_bytes(_done(payload))


def _end_with_worker() -> None:
    """The worker holds the other end of standard input, and says nothing there."""
    sys.stdin.buffer.read()
    os._exit(1)


def _done(payload: bytes) -> bytes:
    """What a step came to (`handing.done`), pickled; an error of its own where that cannot be."""
    try:
        return bytes(cloudpickle.dumps(handing.done(payload)))
    except Exception as problem:
        return bytes(
            cloudpickle.dumps(handing.Raised.of(faults.explained(problem, "a worker of the cluster")))
        )
