"""A year that has not been received whole: what cannot be said is left out of a section, and named.

Nobody copies a notebook for that. A statement that rests on a dataset which is not there is left out
before the notebook runs, with everything that rests on it, and a sentence says what is missing. Where rows
are missing in a dataset that is there, the metadata of the cell say so:

    {"aarsmelding": {"needs": {"saker": "utfall != 'ikke_publisert'"}, "called": "Vedtakene i sakene"}}

`needs` is dataset -> a pandas query that must find rows (`@year` and the other parameters are known), or a
list of queries that all must; `called` is what the reader is told is missing. It concerns the statements of
the cell that rest on those datasets. Where they are counted in whole registers, these may say that there is
nothing of the kind; `none` (optional) is what the reader is then told that there is none of. A cell about
what a source prints says so, and is left out without a word where the datasets are counted in registers
instead; one for such a year says `counted`:

    {"aarsmelding": {"published": ["avvik_sum"]}}

A whole notebook with `needs` (a list of datasets) is left out of a year without them, one with `unless` of a
year that has them all, and one with `whole` (a list of registers) of a year in which they are not declared to
hold everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aarsmelding import catalog
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.notebook import KEY, Notebook
from aarsmelding.paths import short

if TYPE_CHECKING:
    import pandas as pd

# What the reader is told.
CALLED, NONE = "called", "none"
SAID = {CALLED, NONE}
# What a cell is only for: a year that publishes these datasets, or that counts them.
PUBLISHED, COUNTED = "published", "counted"
FORM = 'write it as {"needs": {"saker": "aar == @year"}, "called": "Sakene"}'


class NoneOf(str):
    """What a cell lacks because there is none of it, not because it is missing."""

    __slots__ = ()


@dataclass(frozen=True)
class Needs:
    """What a cell needs: the rows of datasets, by pandas queries, and what they are called."""

    rows: Mapping[str, tuple[str, ...]]
    called: str
    none: str = ""

    def lack(self, counted: Collection[str]) -> str:
        """What the reader is told, in a year that has the datasets `counted` from whole registers."""
        return NoneOf(self.none) if self.none and set(self.rows) <= set(counted) else self.called

    def lacking(self, frames: Mapping[str, pd.DataFrame], parameters: Mapping[str, Any]) -> bool:
        """Whether some of it is not there. Raises AarsmeldingError for a query that cannot be asked."""
        return any(
            name not in frames or not _found(frames[name], name, query, parameters)
            for name, queries in self.rows.items()
            for query in queries
        )


def _found(frame: pd.DataFrame, name: str, query: str, parameters: Mapping[str, Any]) -> bool:
    from aarsmelding.gaps import queries

    try:
        chosen = queries.chosen(frame, query, parameters)
        if chosen.dtype.name not in ("bool", "boolean"):
            raise TypeError(f"it gives {chosen.dtype.name}, not true or false")
        return bool(chosen.any())
    except Exception as problem:  # a query can fail in as many ways as an expression
        raise AarsmeldingError(
            f"the rows of {name} cannot be chosen: {problem}",
            f"metadata of a cell: needs {name}: {query}",
            "the columns are: " + ", ".join(map(str, frame.columns)),
        ) from None


def fits(notebook: Notebook, cell: Mapping[str, Any], counted: Collection[str]) -> bool:
    """Whether `cell` is for a year in which the datasets `counted` are not published.

    Raises UsageError where it names a dataset that the notebook does not load.
    """
    declared = cell.get("metadata", {}).get(KEY)
    published, from_registers = (set(_listed(notebook, declared, word)) for word in (PUBLISHED, COUNTED))
    _require_loaded(notebook, published | from_registers)
    return not published & set(counted) and from_registers <= set(counted)


def needs_of(notebook: Notebook, cell: Mapping[str, Any]) -> Needs | None:
    """What the metadata of `cell` say that it needs. Raises UsageError where they cannot be understood."""
    declared = cell.get("metadata", {}).get(KEY)
    if isinstance(declared, dict):
        declared = {word: said for word, said in declared.items() if word not in (PUBLISHED, COUNTED)}
    if not declared:
        return None
    words = dict(declared) if isinstance(declared, dict) else {}
    rows = words.pop("needs", None)
    is_said = CALLED in words and all(isinstance(said, str) and said for said in words.values())
    if not isinstance(rows, dict) or set(words) - SAID or not is_said:
        raise UsageError(
            f"what a cell needs cannot be understood: {declared}", f"{short(notebook.path)}, metadata", FORM
        )
    _require_loaded(notebook, rows)
    queries = {name: (asked,) if isinstance(asked, str) else tuple(asked) for name, asked in rows.items()}
    return Needs(queries, words[CALLED], words.get(NONE, ""))


def _require_loaded(notebook: Notebook, names: Collection[str]) -> None:
    # Which datasets it loads is read from its code, which takes a while.
    if names and (unknown := sorted(set(names) - set(notebook.datasets))):
        raise UsageError(
            f"a cell needs {', '.join(unknown)}, which the notebook does not load",
            f"{short(notebook.path)}, metadata",
            "use one of: " + ", ".join(notebook.datasets),
        )


def _listed(notebook: Notebook, declared: Any, word: str) -> tuple[str, ...]:
    """The datasets that metadata name under `word`. Raises UsageError where that is no list of names."""
    named = declared.get(word, []) if isinstance(declared, dict) else [] if declared is None else declared
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise UsageError(
            f"what stands under {word!r} is no list of datasets: {named!r}",
            f"{short(notebook.path)}, metadata",
            f'write it as {{"{word}": ["saker"]}}',
        )
    return tuple(named)


def _of_notebook(notebook: Notebook, word: str) -> tuple[str, ...]:
    return _listed(notebook, notebook.said, word)


def registers_of(notebook: Notebook) -> tuple[str, ...]:
    """The registers that the notebook is about, where they hold everything of the year."""
    return _of_notebook(notebook, "whole")


def about(notebook: Notebook) -> set[str]:
    """The datasets without which the notebook would not be there."""
    return {*_of_notebook(notebook, "needs"), *registers_of(notebook)}


def is_shown(notebook: Notebook, held: Collection[str], whole: Collection[str] = ()) -> bool:
    """Whether the report of a year has the notebook: `held` are its datasets, `whole` those of them that
    are declared to hold everything.

    Raises UsageError for a dataset that does not exist.
    """
    needs, unless = (set(_of_notebook(notebook, word)) for word in ("needs", "unless"))
    registers = set(registers_of(notebook))
    for name in sorted(needs | unless | registers):
        catalog.require(name, f"{short(notebook.path)}, metadata")
    is_there = needs | registers <= set(held) and registers <= set(whole)
    return is_there and (not unless or not unless <= set(held))


def missing(notebooks: Collection[Notebook], held: Collection[str]) -> tuple[str, ...]:
    """The datasets that `notebooks` load and that are not `held`, in alphabetical order."""
    return tuple(sorted({name for notebook in notebooks for name in notebook.datasets} - set(held)))
