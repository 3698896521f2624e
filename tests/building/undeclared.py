"""What the steps of a build read of the project that they do not declare: one JSON object, step -> files.

Run as a program, for what listens to every file that is opened cannot be taken away again.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Generator, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aarsmelding.building import pipeline, rawfiles, watching
from aarsmelding.building.folders import Folder
from aarsmelding.paths import Project
from pytask import hookimpl

running: list[str] = []
opened: dict[str, set[Path]] = defaultdict(set)
declared: dict[str, set[Path]] = {}


def hear(event: str, arguments: tuple[Any, ...]) -> None:
    """Note a file that is opened to be read while a step runs."""
    if event == "open" and running and isinstance(arguments[0], str) and not arguments[2] & os.O_ACCMODE:
        opened[running[-1]].add(Path(arguments[0]).absolute())


class Here(Executor):
    """Does each step in this process, at once."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        running.append(watching.label(kwargs["task"]))
        done.set_result(fn(*args, **kwargs))
        running.pop()
        return done


class Declared:
    """A plug-in that notes what each step rests on and makes."""

    @hookimpl(wrapper=True)
    def pytask_execute_task_setup(self, session: Any, task: Any) -> Generator[None, Any, Any]:
        around = (*session.dag.predecessors(task.signature), *session.dag.successors(task.signature))
        nodes = [session.dag.nodes[name] for name in around]
        files = {path for node in nodes if isinstance(node, Folder) for path in node.files()}
        declared[watching.label(task)] = files | {node.path for node in nodes if hasattr(node, "path")}
        return (yield)


def main(root: Path, year: int) -> dict[str, list[str]]:
    ordinary, project = watching.plugged_in, Project(root)

    @contextmanager
    def plugged_in(*plugins: object) -> Iterator[None]:
        with ordinary(*plugins, Declared()):
            yield

    watching.plugged_in = plugged_in
    sys.addaudithook(hear)
    project.build(year).mkdir(parents=True, exist_ok=True)
    rawfiles.note(project, year)
    graph = pipeline.graph(project, year)
    made = pipeline.run(project, year, graph, jobs=2, explain=False, pool=lambda n_workers, kernel: Here())
    assert len(made.ran) == len(graph), made.errors
    found = {step: files - declared[step] for step, files in opened.items()}
    return {
        step: sorted(path.relative_to(root).as_posix() for path in files if _is_of(root, path))
        for step, files in found.items()
    }


def _is_of(root: Path, path: Path) -> bool:
    """Folders are opened too, to be written to the disk, and files that are not there, to see that."""
    return path.is_relative_to(root) and path.is_file()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]).absolute(), int(sys.argv[2]))))
