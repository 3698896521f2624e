"""What must hold between datasets: foreign keys, and sums across tables.

A check is a public generator function in a module of this package; its parameters are named after
the datasets it needs, and it yields a `Broken` for every row that breaks it. Being here is its
registration. A break that the printed source itself contains is declared in the module's
`EXCEPTIONS`, with the reason that the report prints; one that matches nothing is itself a fault.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from aarsmelding.datasets import KnownBreak
from aarsmelding.errors import Fault


@dataclass(frozen=True)
class Broken:
    """One row of `dataset` that breaks a check: what identifies it, and what was found."""

    dataset: str
    rule: str
    where: Mapping[str, Any] = field(default_factory=dict)
    found: str = ""


Check = Callable[..., Iterator[Broken]]


@cache
def _modules() -> tuple[Any, ...]:
    return tuple(importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))


@cache
def all_checks() -> dict[str, Check]:
    """Every check by name: the public generator functions of this package's modules."""
    return {
        name: function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.isgeneratorfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    }


def exceptions() -> tuple[KnownBreak, ...]:
    """Breaks that the printed source itself contains, from every module."""
    return tuple(e for module in _modules() for e in getattr(module, "EXCEPTIONS", ()))


def run(frames: Mapping[str, pd.DataFrame], year: int) -> list[Fault]:
    """The faults of every check whose datasets are all in `frames`."""
    return list(_run(frames, year, all_checks(), exceptions()))


def _run(
    frames: Mapping[str, pd.DataFrame], year: int, checks: Mapping[str, Check], known: Sequence[KnownBreak]
) -> Iterator[Fault]:
    for name, check in checks.items():
        needed = list(inspect.signature(check).parameters)
        if not all(dataset in frames for dataset in needed):
            continue
        own = [frames[dataset] for dataset in needed]
        declared = [e for e in known if e.check == name and e.concerns(year, *own)]
        used: set[int] = set()
        for broken in check(*own):
            matching = [place for place, e in enumerate(declared) if e.matches(broken.where)]
            used.update(matching)
            if not matching:
                yield _fault(broken, year)
        for place, exception in enumerate(declared):
            if place not in used:
                yield Fault(
                    file="lib/aarsmelding/checks/",
                    rule=f"a declared exception no longer applies: {name} where {dict(exception.where)}",
                    remedy="remove it from EXCEPTIONS in the module that has the check",
                )


def _fault(broken: Broken, year: int) -> Fault:
    identity = ", ".join(f"{name}={value}" for name, value in broken.where.items())
    return Fault(
        file=f"data/raw/{year}/{broken.dataset}.csv",
        rule=broken.rule,
        remedy="correct what was transcribed; if the source itself says so, declare it in EXCEPTIONS",
        value="; ".join(part for part in (identity, broken.found) if part) or None,
    )
