"""Which datasets there are, without importing them: the command line must answer at once."""

from __future__ import annotations

from functools import cache

from aarsmelding.errors import UsageError
from aarsmelding.paths import PACKAGE

FOLDER = PACKAGE / "datasets"


@cache
def names() -> tuple[str, ...]:
    """Every dataset there is, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"))


def require(name: str, where: str = "lib/aarsmelding/datasets/") -> None:
    """Refuse an unknown dataset, which stands in `where`, with the known ones."""
    if name not in names():
        raise UsageError(f"there is no dataset {name!r}", where, "use one of: " + ", ".join(names()))
