"""What a forked kernel does for each cell in a shorter way than a plain one, with the same outputs."""

from __future__ import annotations

import re
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp

from aarsmelding.kernels import PUBLISHED, SPARING, foreseen, lean

# Without one of these a cell cannot be one that has to be awaited.
AWAITING = re.compile(r"\b(?:await|async)\b")
# Without one of these no line of a cell can be a command to IPython, and need not be read for one.
COMMAND = re.compile(r"[%?]|!(?!=)|^\s*[,;/]", re.MULTILINE)
# Without one of these, and with no indentation above all, it is Python as it stands.
PASTED = re.compile(r"\A\s|^\s*(?:>>>|\.{3}|(?:\[\w+\] )?In \[)|^[^\S\n]+$", re.MULTILINE)


def after_start(application: IPKernelApp) -> None:
    """Change what the kernel of `application` does for each cell."""
    # Seconds after each cell, for output to arrive that a thread has yet to send.
    application.kernel._execute_sleep = 0
    _say_less(application.kernel)
    _reply_at_once(application.kernel.shell_stream)
    shell: Any = application.shell
    shell._sys_modules_keys = lean.ModulesThen()
    foreseen.use(shell)
    _transform_less(shell.input_transformer_manager)
    quiet = shell.displayhook.quiet

    def quiet_with_semicolon() -> bool:
        """Whether a cell ends with one: it is read token by token to find out."""
        return ";" in shell.history_manager.input_hist_parsed[-1] and bool(quiet())

    shell.displayhook.quiet = quiet_with_semicolon
    # Compiles the cell to find out, which it is compiled for again to be run.
    is_async = shell.should_run_async

    def is_async_if_it_can_be(code: str, **kwargs: Any) -> bool:
        """Also asked of code that was not compiled before: it may be what the compiler warns of."""
        may_be = AWAITING.search(code) is not None or not foreseen.is_plain(code)
        return may_be and bool(is_async(code, **kwargs))

    shell.should_run_async = is_async_if_it_can_be


def _transform_less(manager: Any) -> None:
    """Look for what is IPython's in a cell once, and only where something can be."""
    transform, usual = manager.transform_cell, _transforms(manager)
    # Asked for twice for each cell.
    last: list[str] = []

    def transform_once(cell: str) -> str:
        if not last or last[0] != cell:
            last[:] = [cell, as_python(cell)]
        return last[1]

    def as_python(cell: str) -> str:
        if _transforms(manager) != usual or COMMAND.search(cell) or PASTED.search(cell):
            return str(transform(cell))
        return cell if cell.endswith("\n") else cell + "\n"

    manager.transform_cell = transform_once


def _transforms(manager: Any) -> list[Any]:
    return [*manager.cleanup_transforms, *manager.line_transforms, *manager.token_transformers]


def _say_less(kernel: Any) -> None:
    """To a request that says so, leave out what the one who asked knows, and is told in the reply.

    That is that the kernel is busy, what it was asked, and, as the reply says how many messages have been
    published about it, that there will be no more.
    """
    status, execute_input, finish = (
        kernel._publish_status,
        kernel._publish_execute_input,
        kernel.finish_metadata,
    )
    told: set[str] = set()

    def publish_status(state: str, channel: str, parent: Any = None) -> None:
        asked = parent or kernel.get_parent(channel)
        if not _is_sparing(asked):
            status(state, channel, parent)
        elif state == "busy":
            kernel.iopub_thread.begin(asked["header"]["msg_id"])
        elif asked["header"]["msg_id"] not in told:
            status(state, channel, parent)

    def publish_execute_input(code: str, parent: Any, execution_count: int) -> None:
        if not _is_sparing(parent):
            execute_input(code, parent, execution_count)

    def finish_metadata(parent: Any, metadata: dict[str, Any], reply: Any) -> dict[str, Any]:
        if _is_sparing(parent):
            kernel.iopub_thread.hear_children()
            told.add(parent["header"]["msg_id"])
            metadata[PUBLISHED] = kernel.iopub_thread.published
        return dict(finish(parent, metadata, reply))

    kernel._publish_status, kernel._publish_execute_input = publish_status, publish_execute_input
    kernel.finish_metadata = finish_metadata


def _reply_at_once(stream: Any) -> None:
    """Send what goes to the client without a queue: it takes one reply at a time, and waits for each."""
    socket, flush = stream.socket, stream.flush

    def send_multipart(
        message: list[Any], flags: int = 0, copy: bool = True, track: bool = False, **_: Any
    ) -> None:
        socket.send_multipart(message, flags, copy, track)
        # What has come meanwhile is announced once, and the announcement may have been used up by this.
        if socket.events & zmq.POLLIN:
            stream.io_loop.add_callback(stream._handle_events, socket, 0)

    def flush_what_came(flag: int = zmq.POLLIN | zmq.POLLOUT, limit: int | None = None) -> int:
        return int(flush(flag, limit)) if flag & zmq.POLLIN else 0

    stream.send_multipart, stream.flush = send_multipart, flush_what_came


def _is_sparing(request: Any) -> bool:
    return bool(request.get("metadata", {}).get(SPARING))
