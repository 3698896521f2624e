"""Which datasets there are, without importing them: the command line must answer at once."""

from __future__ import annotations

import ast
import re
from functools import cache

from aarsmelding.errors import UsageError
from aarsmelding.paths import PACKAGE

FOLDER = PACKAGE / "datasets"


@cache
def names() -> tuple[str, ...]:
    """Every dataset there is, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"))


@cache
def derived_from(name: str) -> tuple[str, ...]:
    """The datasets that `name` is counted from in a year that does not publish it; none for most."""
    declared = re.search(r"^DERIVED_FROM = (\(.*\))$", _module(name), re.MULTILINE)
    return ast.literal_eval(declared[1]) if declared else ()


@cache
def carries_year_before(name: str) -> bool:
    """Whether `name`, where it is counted, takes the numbers of the year before from its last edition."""
    return "\nCARRIES_YEAR_BEFORE = True\n" in _module(name)


@cache
def can_be_whole(name: str) -> bool:
    """Whether `name` is a register that may be partial, so that it must be declared whole."""
    return "\nCAN_BE_WHOLE = True\n" in _module(name)


@cache
def not_applicable(name: str) -> dict[str, str]:
    """Columns of `name` that can have no value in some rows, each with the query that chooses those rows."""
    declared = re.search(r"^NOT_APPLICABLE = (\{.*?\})$", _module(name), re.MULTILINE | re.DOTALL)
    return ast.literal_eval(declared[1]) if declared else {}


def _module(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def require(name: str, where: str = "lib/aarsmelding/datasets/") -> None:
    """Refuse an unknown dataset, which stands in `where`, with the known ones."""
    if name not in names():
        raise UsageError(f"there is no dataset {name!r}", where, "use one of: " + ", ".join(names()))
