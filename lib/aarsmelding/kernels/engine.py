"""The papermill engine «forked»: papermill's own, with kernels that are forked instead of started.

Import it through `kernels.register()`: papermill loads this module while it is itself imported.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from aarsmelding.kernels import can_fork
from aarsmelding.kernels.client import NearbyClient
from aarsmelding.kernels.launching import ForkedKernelManager, ForkedProvisioner

SAVE_SECONDS = 5.0
BEGAN, BEGAN_MONOTONIC = datetime.now(UTC), time.monotonic()
CANNOT = "kernels cannot be forked on this system: plain ones are used, which is slower"


class ForkedNotebookClient(NearbyClient):
    """papermill's client; remembers its kernel, to be able to say how it died."""

    forked: ForkedProvisioner
    kept: tuple[Path, ...] = ()

    def create_kernel_manager(self) -> KernelManager:
        self.kernel_manager_class = ForkedKernelManager
        manager = super().create_kernel_manager()
        self.forked = manager.provisioner  # type: ignore[assignment]
        self.forked.kept = self.kept
        self.forked.cells = tuple(cell.source for cell in self.nb.cells if cell.cell_type == "code")
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
        take: Callable[[NotebookNode], None] | None = None,
        **kwargs: Any,
    ) -> Any:
        """As papermill's own. `unfinished` is where a notebook is written that fails, and only that one.

        `take` is given the executed notebook; papermill then gets an empty one, for it would write what it
        gets out as text also where there is no file to write it to.
        """
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
        if take is None:
            return manager.nb
        take(manager.nb)
        return new_notebook()

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
