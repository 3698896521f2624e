"""Editions: one notebook run once per row of a dataset, and a page of its own for every row.

The rows are those of the clean dataset that the notebook's metadata name; a page has the same gates,
facts and evidence as the main report. The pages of a notebook are made in a fixed number of shares, so that
the build graph stays the same whichever rows there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.notebook import Dimension, Notebook

if TYPE_CHECKING:
    import pandas as pd

# How many steps of the build the editions of one notebook are divided into.
SHARES = 8
# What an edition's page needs besides the datasets that its notebook loads.
ALWAYS = ("dokumenter", "helsefellesskap", "kommuner")
# What the name of a page can be, on any system and in any address; dots within it.
LONGEST = 100
KEY = re.compile(rf"(?!.{{{LONGEST + 1}}})[\w-]+(?:\.[\w-]+)*")
# The overview of the pages.
TAKEN = {"index"}
TITLES = ("navn", "kortnavn", "tittel")
TILES = ("flis_rad", "flis_kolonne")


@dataclass(frozen=True)
class Row:
    """One edition: the key its notebook is run with, its title, its tile (row, column) if it has one."""

    key: Any
    title: str
    tile: tuple[int, int] | None = None

    @property
    def file(self) -> str:
        return f"{self.key}.html"


def rows(dimension: Dimension, frame: pd.DataFrame) -> list[Row]:
    """The editions that `frame`, the dimension's clean dataset, asks for, in its order.

    Raises AarsmeldingError where the column or what `where` asks for is not there.
    """
    where = f"{dimension.declared_in}, metadata: per {dimension.dataset}.{dimension.column}"
    try:
        chosen = frame.query(dimension.where) if dimension.where else frame
        if not hasattr(chosen, "columns"):
            raise ValueError("that is a value, and no choice of rows")
        keys = chosen[dimension.column].tolist()
        is_missing = chosen[dimension.column].isna().tolist()
    except Exception as problem:  # a query can fail in as many ways as an expression
        raise AarsmeldingError(
            f"the rows of {dimension.dataset} cannot be chosen: {problem}",
            f"{where}, where {dimension.where}",
            "the columns are: " + ", ".join(map(str, frame.columns)),
        ) from None
    _require_pages(
        ["" if missing else key for key, missing in zip(keys, is_missing, strict=True)], where, dimension
    )
    title = next((name for name in TITLES if name in chosen), dimension.column)
    placed = all(name in chosen and chosen[name].notna().all() for name in TILES)
    tiles = list(zip(*(chosen[name].astype(int) for name in TILES), strict=True)) if placed else []
    return [
        Row(key, str(name), tiles[n] if placed else None)
        for n, (key, name) in enumerate(zip(keys, chosen[title], strict=True))
    ]


def _require_pages(keys: list[Any], where: str, dimension: Dimension) -> None:
    """Refuse keys that cannot each be the name of a page of its own."""
    if not keys:
        raise AarsmeldingError(
            f"no row of {dimension.dataset} is chosen, so there is no page to make",
            f"{where}, where {dimension.where or '(all)'}",
            "mend where, or take the notebook away; a year without the dataset needs neither",
        )
    seen: set[str] = set()
    for key in keys:
        name = str(key)
        if not name:
            problem = "is missing"
        elif not KEY.fullmatch(name) or name in TAKEN:
            problem = "cannot be the name of a page"
        elif name.casefold() in seen:
            problem = "stands in two rows, and would be one page"
        else:
            seen.add(name.casefold())
            continue
        raise AarsmeldingError(
            f"a value of {dimension.dataset}.{dimension.column} {problem} ({name[:60]})",
            where,
            f"run it once per another column: one with another text of at most {LONGEST} letters, digits, _ "
            "and - in each row",
        )


def share(found: list[Row], number: int) -> list[Row]:
    """The part of the rows that step `number` of the build makes."""
    return found[number::SHARES]


def chosen(found: list[Row], keys: tuple[str, ...], notebook: Notebook) -> list[Row]:
    """The rows with these keys. Raises UsageError for an unknown one, naming the known ones."""
    known = {str(row.key): row for row in found}
    for key in keys:
        if key not in known:
            raise UsageError(
                f"{notebook.name} has no edition {key!r}",
                "--for",
                "use one of: " + ", ".join(f"{row.key} ({row.title})" for row in found),
            )
    return [known[key] for key in dict.fromkeys(keys)]


def datasets(notebook: Notebook, held: tuple[str, ...]) -> tuple[str, ...]:
    """The datasets that the editions of `notebook` rest on, of those `held` in the year."""
    dimension = notebook.dimension
    own = {dimension.dataset} if dimension else set()
    return tuple(sorted((own | set(notebook.datasets) | set(ALWAYS)) & set(held)))
