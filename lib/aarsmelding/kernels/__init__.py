"""How a notebook gets a kernel: a new interpreter, or a copy of a process that has imported everything.

Light to import: the command line asks here what there is to choose from.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

# What a section's kernel finds in its environment, however it is started and whoever starts it.
ENVIRONMENT = {
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": "default",
}

# In the metadata of a request: who asks needs to hear neither that the kernel is busy nor what it was asked.
SPARING = "aarsmelding.sparing"
# In the metadata of a reply to such a request: how many messages were published about it.
PUBLISHED = "aarsmelding.published"


class Kernel(StrEnum):
    """The two ways to start a kernel; they leave the same notebook."""

    PLAIN = "plain"
    FORKED = "forked"


def can_fork() -> bool:
    """Whether processes can be forked here. On macOS the system's own libraries do not bear it."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform != "darwin"


def usable(wanted: Kernel | None = None) -> Kernel:
    """The way that will be used where `wanted` (or the fastest) is asked for."""
    return Kernel.FORKED if can_fork() and wanted is not Kernel.PLAIN else Kernel.PLAIN


@contextmanager
def environment_with(variables: dict[str, str]) -> Iterator[None]:
    """These environment variables for a while, then those that were."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def register() -> None:
    """Make papermill know the engine «forked», also where the installation has no entry point for it."""
    # papermill first: while it is imported it loads the entry point, which is the module below.
    from papermill.engines import papermill_engines

    from aarsmelding.kernels.engine import ForkedEngine

    papermill_engines.register(Kernel.FORKED.value, ForkedEngine)
