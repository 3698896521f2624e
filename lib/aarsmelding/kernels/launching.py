"""A kernel that is forked instead of started, for Jupyter: its provisioner, its client, its manager."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from nbclient.exceptions import DeadKernelError
from traitlets import Type

from aarsmelding.kernels.process import KernelProcess, parent_for

LAUNCHER = ["-m", "ipykernel_launcher"]
LOOK_SECONDS = 0.005
READY_SECONDS = 60.0
SHUTDOWN_SECONDS = 2.0


def split_command(command: list[str]) -> tuple[tuple[str, ...], list[str]] | None:
    """Options of the interpreter and arguments of the kernel; None where it is not this Python's."""
    interpreter, *rest = command
    if Path(interpreter) != Path(sys.executable):
        return None
    for place in range(len(rest)):
        if rest[place : place + 2] == LAUNCHER:
            return tuple(rest[:place]), rest[place + 2 :]
    return None


class ForkedProvisioner(LocalProvisioner):
    """Launches a kernel by forking; one of another language or interpreter in the ordinary way."""

    # Set when every cell is done: the interrupt before a shutdown would only be logged as an error.
    idle = False
    kernel: KernelProcess | None = None
    # Files of small datasets that the kernel shall find read.
    kept: tuple[Path, ...] = ()
    # The code that it is going to run.
    cells: tuple[str, ...] = ()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        command = split_command(cmd)
        if command is None:
            return await super().launch_kernel(cmd, **kwargs)
        options, arguments = command
        environment = kwargs["env"]
        folder = str(kwargs.get("cwd") or Path.cwd())
        parent = parent_for(options, environment)
        process = parent.fork(arguments, environment, folder, self.kept, self.cells)
        self.process = self.kernel = process  # type: ignore[assignment]
        self.pid = self.pgid = process.pid  # type: ignore[assignment]
        self.cwd = Path(folder)  # type: ignore[assignment]
        # Once it listens: whoever connects earlier tries again only after a tenth of a second.
        await _until(lambda: process.ready, process, READY_SECONDS)
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        if not (self.idle and signum == signal.SIGINT):
            await super().send_signal(signum)

    async def shutdown_requested(self, restart: bool = False) -> None:
        if self.kernel is not None:
            await _until(lambda: False, self.kernel, SHUTDOWN_SECONDS)


async def _until(happened: Callable[[], bool], process: KernelProcess, seconds: float) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None and not happened() and time.monotonic() < end:
        await asyncio.sleep(LOOK_SECONDS)


class ForkedKernelClient(AsyncKernelClient):
    """Knows that its kernel is ready from what the kernel says, without waiting for it to be quiet.

    That it lives it need not ask by a heartbeat: its manager has been told if it does not.
    """

    def start_channels(
        self,
        shell: bool = True,
        iopub: bool = True,
        stdin: bool = True,
        hb: bool = False,
        control: bool = True,
    ) -> None:
        super().start_channels(shell, iopub, stdin, hb, control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # type: ignore[override]
        end = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < end:
            request = self.kernel_info()
            if await self._answered(request):
                return
            if not await self.is_alive():
                raise DeadKernelError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answered(self, request: str) -> bool:
        try:
            reply = await self.get_shell_msg(timeout=1)
            # Not heard when this end was not yet connected to the channel for output: then once more.
            while not _idle_after(await self.get_iopub_msg(timeout=0.2), request):
                continue
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _idle_after(message: dict[str, Any], request: str) -> bool:
    return (
        message["parent_header"].get("msg_id") == request
        and message["content"].get("execution_state") == "idle"
    )


class ForkedKernelManager(AsyncKernelManager):
    """An ordinary manager of a kernel that is forked."""

    client_class = f"{__name__}.ForkedKernelClient"  # type: ignore[assignment]
    client_factory = Type(ForkedKernelClient)  # type: ignore[assignment]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kernel_id = self.kernel_id or str(uuid4())
        self.provisioner = ForkedProvisioner(
            kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
        )
