"""The papermill engine «forked»: papermill's own, with kernels that are forked instead of started.

Import it through `kernels.register()`: papermill loads this module while it is itself imported.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty
from typing import Any
from uuid import uuid4

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_client.provisioning import LocalProvisioner
from nbclient.exceptions import DeadKernelError
from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args
from traitlets import Type

from aarsmelding.kernels import can_fork
from aarsmelding.kernels.client import NearbyClient
from aarsmelding.kernels.process import KernelProcess, parent_for

LAUNCHER = ["-m", "ipykernel_launcher"]
LOOK_SECONDS = 0.005
READY_SECONDS = 60.0
SHUTDOWN_SECONDS = 2.0
SAVE_SECONDS = 5.0
BEGAN, BEGAN_MONOTONIC = datetime.now(UTC), time.monotonic()
CANNOT = "kernels cannot be forked on this system: plain ones are used, which is slower"


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

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        command = split_command(cmd)
        if command is None:
            return await super().launch_kernel(cmd, **kwargs)
        options, arguments = command
        environment = kwargs["env"]
        folder = str(kwargs.get("cwd") or Path.cwd())
        process = parent_for(options, environment).fork(arguments, environment, folder, self.kept)
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


class ForkedNotebookClient(NearbyClient):
    """papermill's client; remembers its kernel, to be able to say how it died."""

    forked: ForkedProvisioner
    kept: tuple[Path, ...] = ()

    def create_kernel_manager(self) -> KernelManager:
        self.kernel_manager_class = ForkedKernelManager
        manager = super().create_kernel_manager()
        self.forked = manager.provisioner  # type: ignore[assignment]
        self.forked.kept = self.kept
        return manager

    def papermill_execute_cells(self) -> None:
        self.kernel = self.forked.kernel
        super().papermill_execute_cells()
        self.forked.idle = True


class SparingManager(NotebookExecutionManager):
    """Saves between cells once in a while rather than twice for each, and at the end where nobody else will.

    papermill's own spends half a second of a short notebook on writing it again and again. When all cells
    are done, or one has raised, papermill itself writes the notebook after this.
    """

    is_broken_off = False

    def now(self) -> datetime:
        """The time by a clock that nobody sets while a notebook runs: durations are differences of it."""
        return BEGAN + timedelta(seconds=time.monotonic() - BEGAN_MONOTONIC)

    def cell_complete(self, cell: Any, cell_index: int | None = None, **kwargs: Any) -> None:
        """Note when the cell ended, as papermill does, which reads the time that it wrote itself."""
        end, noted = self.now(), cell.metadata.papermill
        noted["end_time"] = end.isoformat()
        if noted.get("start_time"):
            noted["duration"] = (end - datetime.fromisoformat(noted["start_time"])).total_seconds()
        if noted["status"] != self.FAILED:
            noted["status"] = self.COMPLETED
        self.save()
        if self.pbar:
            self.pbar.update(1)

    def save(self, **kwargs: Any) -> None:
        waited = (self.now() - self.last_save_time).total_seconds()
        if waited >= SAVE_SECONDS or (self.end_time and self.is_broken_off):
            super().save(**kwargs)


class ForkedEngine(NBClientEngine):
    """`papermill.execute_notebook(..., engine_name="forked")`; plain where processes cannot be forked."""

    told = False

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: Any = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        unfinished: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """As papermill's own. `unfinished` is where a notebook is written that fails, and only that one."""
        manager = SparingManager(
            nb,
            output_path=output_path or unfinished,
            progress_bar=progress_bar,
            log_output=log_output,
            autosave_cell_every=autosave_cell_every,
        )
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, log_output=log_output, **kwargs)
        except BaseException:
            manager.is_broken_off = True
            raise
        finally:
            manager.cleanup_pbar()
            manager.notebook_complete()
        if unfinished:
            # Not before: papermill loads this module while it is itself imported.
            from papermill.execute import raise_for_execution_errors

            raise_for_execution_errors(manager.nb, unfinished)
        return manager.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **kwargs: Any,
    ) -> Any:
        if not can_fork():
            cls._tell_once()
            kwargs.pop("kept", None)
            return super().execute_managed_notebook(
                nb_man,
                kernel_name,
                start_timeout=start_timeout,
                execution_timeout=execution_timeout,
                **kwargs,
            )
        given = remove_args(["input_path", "kept", "timeout", "startup_timeout"], **kwargs)
        options = merge_kwargs(
            given,
            timeout=execution_timeout or kwargs.get("timeout"),
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            # papermill notes the time of each cell; what else nbclient notes was never kept.
            record_timing=False,
        )
        client = ForkedNotebookClient(nb_man, **options)
        client.kept = tuple(kwargs.get("kept", ()))
        try:
            return client.execute()
        except DeadKernelError:
            if client.forked.kernel is None:
                raise
            raise DeadKernelError(f"Kernel died: {client.forked.kernel.obituary()}") from None

    @classmethod
    def _tell_once(cls) -> None:
        if not cls.told:
            logger.warning(CANNOT)
            cls.told = True
