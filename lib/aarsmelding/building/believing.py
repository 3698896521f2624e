"""When the engine may believe what it has noted of a step: of the same files, as they were when it began.

By itself pytask looks at the files that a step rests on before it runs, and notes what stands in them after:
what was saved in between would pass for what the step has read, and never be built. And it compares each
file that a step rests on now with what it has noted, so that one that is gone makes no difference.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

from _pytask import execute, lockfile
from _pytask import state as engine
from pytask import hookimpl

from aarsmelding.building.folders import Folder
from aarsmelding.filestate import state

_States = dict[Path, tuple[int, ...] | None]


class Believing:
    """A plug-in for one build."""

    def __init__(self) -> None:
        self._before: dict[str, _States] = {}
        changed: Any = execute
        changed.update_states = self.update_states

    @hookimpl(wrapper=True)
    def pytask_execute_task_setup(self, session: Any, task: Any) -> Generator[None, Any, Any]:
        _forget_if_of_others(session, task)
        self._before[task.signature] = _states(session, task)
        return (yield)

    def update_states(self, session: Any, task: Any) -> None:
        """Note the files of a step, if those it rests on are as at `pytask_execute_task_setup` still."""
        if self._before.get(task.signature) == _states(session, task):
            engine.update_states(session, task)


def _forget_if_of_others(session: Any, task: Any) -> None:
    """Forget what is noted of a step that then rested on other files, or made others."""
    known = session.config["lockfile_state"]
    step = lockfile.build_portable_task_id(task, known.root)
    entry = known.get_task_entry(step)
    dag = session.dag
    if entry and not (
        entry.depends_on.keys() == _ids(known.root, dag, dag.predecessors(task.signature))
        and entry.produces.keys() == _ids(known.root, dag, dag.successors(task.signature))
    ):
        known.remove_task_entries({step})


def _ids(root: Path, dag: Any, signatures: Iterable[str]) -> set[str]:
    return {lockfile.build_portable_node_id(dag.nodes[each], root) for each in signatures}


def _states(session: Any, task: Any) -> _States:
    """Of each file that `task` rests on; None where there is none."""
    nodes = [session.dag.nodes[name] for name in session.dag.predecessors(task.signature)]
    files = [path for node in nodes if isinstance(node, Folder) for path in node.files()]
    files += [node.path for node in nodes if hasattr(node, "path")]
    return {path: _state(path) for path in files}


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        return state(path)
    except OSError:
        return None
