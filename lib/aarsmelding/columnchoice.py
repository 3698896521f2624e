"""Columns chosen where a dataset is read: what `load(…, columns=…)` refuses."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from aarsmelding.errors import UsageError

FORM = 'write it as columns=["column", "other"]'


def checked(name: str, known: Collection[str], columns: Any) -> tuple[str, ...]:
    """The names of columns, in the order in which they shall come; `known` are those of dataset `name`.

    Raises UsageError for what is no list of names, an unknown name, or one that comes twice.
    """
    if not isinstance(columns, (list, tuple)) or not all(isinstance(each, str) for each in columns):
        raise _refused(name, f"the columns are no list of names: {columns!r}", FORM)
    if not columns:
        raise _refused(name, "no columns are asked for", f"{FORM}, or leave it out to have all")
    for each in columns:
        if each not in known:
            raise _refused(name, f"{name} has no column {each!r}", f"use some of: {', '.join(known)}")
        if columns.count(each) > 1:
            raise _refused(name, f"{each} is asked for twice", "name each column once")
    return tuple(str(each) for each in columns)


def _refused(name: str, problem: str, remedy: str) -> UsageError:
    return UsageError(problem, f'load("{name}", …, columns=…)', remedy)
