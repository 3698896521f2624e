"""pytask with a memory: the same answers, asked of each class once."""

from pathlib import Path

import pytask
import pytest
from _pytask import lockfile, node_protocols
from aarsmelding.building import remembering

PROTOCOLS = [getattr(node_protocols, name) for name in node_protocols.__all__]


def things() -> list:
    def step() -> None: ...

    node = pytask.PathNode(name="a", path=Path("a"))
    value = pytask.PythonNode(name="b", value=1)
    task = pytask.TaskWithoutPath(name="c", function=step)
    return [node, value, task, pytask.Task(base_name="d", path=Path("d.py"), function=step), step, None, 1]


@pytest.fixture
def plain(monkeypatch):
    """pytask as it comes, whatever ran before, and afterwards as it was."""
    before = [type(protocol) for protocol in PROTOCOLS]
    own = getattr(lockfile._relative_path, "__wrapped__", lockfile._relative_path)
    monkeypatch.setattr(lockfile, "_relative_path", own)
    for protocol in PROTOCOLS:
        protocol.__class__ = type(node_protocols.Protocol)
    yield
    for protocol, kind in zip(PROTOCOLS, before, strict=True):
        protocol.__class__ = kind


def answers() -> list[list[bool]]:
    return [[isinstance(thing, protocol) for protocol in PROTOCOLS] for thing in things()]


def test_every_answer_is_the_one_that_pytask_gives(plain):
    before = answers()
    # PNode, PPathNode, PProvisionalNode, PTask, PTaskWithPath.
    assert before[0] == [True, True, False, False, False]
    assert before[3] == [False, False, False, True, True]
    remembering.remember()
    assert answers() == answers() == before


def test_an_object_is_looked_at_once_for_its_class(plain):
    remembering.remember()
    looked = []

    class Node:
        name, attributes = "a", {}

        @property
        def signature(self) -> str:
            looked.append(1)
            return "a"

        def state(self) -> None: ...
        def load(self) -> None: ...
        def save(self) -> None: ...

    assert [isinstance(Node(), node_protocols.PNode) for _ in range(3)] == [True, True, True]
    assert len(looked) == 1


def test_a_place_is_worked_out_once_and_twice_remembered_is_once(plain):
    remembering.remember()
    first = lockfile._relative_path
    assert first(Path("/a/b/c.txt"), Path("/a")) == "b/c.txt"
    assert first(Path("/a/b/c.txt"), Path("/a/d")) == "../b/c.txt"
    remembering.remember()
    assert lockfile._relative_path is first
    first(Path("/a/b/c.txt"), Path("/a"))
    assert first.cache_info().hits >= 1
