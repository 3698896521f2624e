"""The parameters of a notebook: their defaults, and what is given held against them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aarsmelding.errors import UsageError
from aarsmelding.notebook.loads import tree_of
from aarsmelding.paths import short

PARAMETER_TYPES = (int, float, str, bool)


def defaults_in(tagged: Sequence[str], path: Path) -> dict[str, Any]:
    """Names and defaults in the one cell tagged `parameters`, of the code of all that are `tagged` so."""
    if len(tagged) != 1:
        raise UsageError(
            f"the notebook has {len(tagged)} cells tagged «parameters», it must have one",
            short(path),
            "tag the cell that sets the defaults, such as year = 2025 (JupyterLab: property inspector)",
        )
    defaults: dict[str, Any] = {}
    for node in tree_of(tagged[0], path).body:
        try:
            (target,) = getattr(node, "targets", None) or (node.target,)  # type: ignore[attr-defined]
            value = ast.literal_eval(node.value)  # type: ignore[attr-defined]
            if not isinstance(value, PARAMETER_TYPES):
                raise ValueError
            defaults[target.id] = value
        except (AttributeError, ValueError):
            raise UsageError(
                "the parameters cell must hold plain assignments only",
                f"{short(path)}, line {getattr(node, 'lineno', 1)} of the cell",
                "write name = value with a number, a text, True or False",
            ) from None
    return defaults


def checked(given: dict[str, Any], known: dict[str, Any], path: Path) -> dict[str, Any]:
    """The `known` defaults with what is `given`, refused where a name is unknown or a type differs."""
    for name, value in given.items():
        where = f"{short(path)}, parameter {name}"
        if name not in known:
            raise UsageError(f"unknown parameter {name!r}", where, "the notebook has: " + ", ".join(known))
        if type(value) is not type(known[name]):
            wanted = type(known[name]).__name__
            raise UsageError(
                f"the parameter must be {wanted}, not {type(value).__name__} ({value!r})",
                where,
                f"give a value like {known[name]!r}",
            )
    return {**known, **given}
