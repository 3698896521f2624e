"""nbclient's way with a cell, for one kernel nearby: a single thread waits for it and reads what it says.

nbclient itself starts three tasks of an event loop for each cell, which costs more than most cells do.
"""

from __future__ import annotations

import re
import time
from hmac import compare_digest
from typing import Any

import zmq
from nbclient.exceptions import (
    CellExecutionComplete,
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from nbformat import NotebookNode, from_dict
from papermill.clientwrap import PapermillNotebookClient

from aarsmelding.kernels import PUBLISHED, SPARING
from aarsmelding.kernels.process import KernelProcess

LOOK_SECONDS = 1.0
# Kinds of data that may be more than text.
JSON = re.compile(r"application/(.*\+)?json$")
TOO_LATE = "Timeout waiting for IOPub output"


class NearbyClient(PapermillNotebookClient):
    """papermill's client, for a kernel that is a process of this machine."""

    kernel: KernelProcess | None = None
    sockets: tuple[Any, ...] = ()
    executed = 0

    def execute_cell(  # type: ignore[override]
        self,
        cell: NotebookNode,
        cell_index: int,
        execution_count: int | None = None,
        store_history: bool = True,
    ) -> NotebookNode:
        """Run one cell and take in its outputs; raises what nbclient raises."""
        if self.kernel is None or self.coalesce_streams or self.interrupt_on_timeout:
            return super().execute_cell(cell, cell_index, execution_count, store_history)
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        bears_errors = not self.force_raise_errors and (self.allow_errors or "raises-exception" in tags)
        # A kernel that stops on an error takes no request for a moment, and the next comes at once.
        goes_on = bears_errors or bool(self.allow_error_names)
        request = self._asked(cell.source, store_history, stop_on_error=not goes_on)
        self.code_cells_executed += 1
        cell.outputs = []
        # As the kernel counts when it begins; it says so when it is done, which it may never be.
        cell["execution_count"] = self.executed + 1
        self.clear_before_next_output = False
        reply = self._heard(request, cell, cell_index)["content"]
        self.executed = reply.get("execution_count", self.executed)
        if execution_count:
            cell["execution_count"] = execution_count
        is_allowed = bears_errors or reply.get("ename") in self.allow_error_names
        if reply["status"] == "error" and (self.force_raise_errors or not is_allowed):
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def _asked(self, code: str, store_history: bool, stop_on_error: bool) -> str:
        """Send the code; returns the id of the request."""
        assert self.kc is not None
        if not self.sockets:
            channels = (self.kc.shell_channel, self.kc.iopub_channel)
            self.sockets = tuple(zmq.Socket.shadow(channel.socket) for channel in channels)
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": self.kc.allow_stdin,
            "stop_on_error": stop_on_error,
        }
        message = self.kc.session.msg("execute_request", content, metadata={SPARING: True})
        self.kc.session.send(self.sockets[0], message)
        return str(message["header"]["msg_id"])

    def _heard(self, request: str, cell: NotebookNode, cell_index: int) -> dict[str, Any]:
        """The kernel's reply to `request`, once all has come that it has published about it."""
        shell, iopub = self.sockets
        poller = zmq.Poller()
        for socket in self.sockets:
            poller.register(socket, zmq.POLLIN)
        limit = self._get_timeout(cell)
        end = time.monotonic() + limit if limit else float("inf")
        reply, is_idle, published = None, False, 0
        # A thread can publish more than the reply says, which comes after it or never.
        while reply is None or not (is_idle or published >= reply["metadata"].get(PUBLISHED, float("inf"))):
            left = min(end - time.monotonic(), LOOK_SECONDS)
            ready = dict(poller.poll(max(int(1000 * left), 0)))
            if iopub in ready and not is_idle:
                message = self._read(iopub)
                published += message["parent_header"].get("msg_id") == request
                is_idle = self._taken_in(message, request, cell, cell_index)
            if shell in ready and reply is None:
                message = self._read(shell)
                if message["parent_header"].get("msg_id") == request:
                    reply, end = message, time.monotonic() + self.iopub_timeout
            if not ready:
                self._require_alive()
            if time.monotonic() >= end:
                problem, seconds = ("Cell execution timed out", limit) if reply is None else (TOO_LATE, 0)
                raise CellTimeoutError.error_from_timeout_and_cell(
                    problem, int(seconds or self.iopub_timeout), cell
                )
        return reply

    def _taken_in(self, message: dict[str, Any], request: str, cell: NotebookNode, cell_index: int) -> bool:
        """Whether the kernel is done, as `message` of its outputs says."""
        if message["parent_header"].get("msg_id") != request:
            return False
        try:
            self.process_message(message, cell, cell_index)
        except CellExecutionComplete:
            return True
        return False

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Take in what a cell has shown.

        nbclient holds each output to the schema of notebooks, which costs as much as reading the message. It
        still does that with all that is more than the value of a cell, as text and as data.
        """
        is_awaited = (
            self.clear_before_next_output or self.output_hook_stack[msg["parent_header"].get("msg_id")]
        )
        if is_awaited or display_id or not is_plain_result(msg):
            return super().output(outs, msg, display_id, cell_index)
        shown: NotebookNode = from_dict({"output_type": msg["msg_type"], **msg["content"]})
        outs.append(shown)
        return shown

    def _read(self, socket: Any) -> dict[str, Any]:
        assert self.kc is not None
        session = self.kc.session
        _, (signature, *parts) = session.feed_identities(socket.recv_multipart())
        if session.auth is not None and not compare_digest(signature, session.sign(parts[:4])):
            raise ValueError("a message that is not the kernel's own")
        header, parent, metadata, content = map(session.unpack, parts[:4])
        return {
            "header": header,
            "msg_id": header["msg_id"],
            "msg_type": header["msg_type"],
            "parent_header": parent,
            "metadata": metadata,
            "content": content,
            "buffers": [memoryview(part) for part in parts[4:]],
        }

    def _require_alive(self) -> None:
        assert self.kernel is not None
        if self.kernel.poll() is not None:
            self.log.error("Kernel died while waiting for execute reply.")
            raise DeadKernelError("Kernel died")


def is_plain_result(message: dict[str, Any]) -> bool:
    """Whether `message` is the value of a cell, as the schema of notebooks has it."""
    content = message["content"]
    return (
        message["msg_type"] == "execute_result"
        and content.keys() == {"data", "metadata", "execution_count"}
        and isinstance(content["metadata"], dict)
        and isinstance(content["execution_count"], int)
        and all(isinstance(value, str) or JSON.match(kind) for kind, value in content["data"].items())
    )
