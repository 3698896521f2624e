"""A notebook with what its year lacks left out: None where the year lacks nothing of it.

Light to import: the build asks here what there is to run, while its workers import pandas.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from aarsmelding import disclosure, receipts
from aarsmelding.gaps import Needs, about, fits, is_shown, missing, needs_of, registers_of
from aarsmelding.gaps.blocks import Piece, assembled
from aarsmelding.gaps.citations import Citable
from aarsmelding.gaps.statements import Cell, cut
from aarsmelding.gaps.wording import missing_since
from aarsmelding.holdings import datasets_of, derived_of
from aarsmelding.notebook import Notebook, editions, sections
from aarsmelding.numbers.lineage import loaded, loaded_earlier
from aarsmelding.paths import Project

if TYPE_CHECKING:
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]
# After the name of a dataset of the year before.
EARLIER = "@year-1"


def reduced(
    project: Project, year: int, notebook: Notebook, parameters: Mapping[str, Any]
) -> list[dict[str, Any]] | None:
    """The cells of `notebook` that the clean data of `year` allow, with sentences for what is missing."""
    from aarsmelding import store

    own = _fitting(project, year, notebook)
    if own is not notebook:
        return reduced(project, year, own, parameters) or own.cells
    held = set(_held(project, year))
    cites = Citable.cited(notebook)
    others = _others(project, year, notebook) if cites else []
    asked = {name for each in (notebook, *others) for name in _asked(each)} & held
    frames = {name: store.read(project, year, name) for name in sorted(asked)}
    if _is_whole(notebook, held, frames, parameters) and all(
        _is_whole(other, held, frames, _of_section(other, year)) for other in others
    ):
        return None
    counted = derived_of(project, year)
    stating = [judged(other, held, frames, _of_section(other, year), counted=counted) for other in others]
    citable = Citable([_code(pieces) for pieces in stating], held) if cites else None
    pieces = judged(notebook, held, frames, parameters, citable, counted)
    if not any(piece.lacking or piece.lacks for piece in pieces):
        return None
    documents = store.read(project, year, "dokumenter") if "dokumenter" in held else None
    return assembled(pieces, documents)


def sections_of(project: Project, year: int) -> list[Notebook]:
    """The sections of the year's report; one that lacks all its data says so there."""
    return _shown(project, year, sections(project))


def editions_of(project: Project, year: int) -> list[Notebook]:
    """The notebooks with editions in the year's report: those whose pages would have something to show."""
    held = datasets_of(project, year)
    return [
        source
        for source in _shown(project, year, editions(project))
        if source.dimension and source.dimension.dataset in held and shows_anything(source, held)
    ]


def _shown(project: Project, year: int, found: Iterable[Notebook]) -> list[Notebook]:
    held, raw = datasets_of(project, year), project.raw(year)

    def whole(notebook: Notebook) -> list[str]:
        return [name for name in registers_of(notebook) if receipts.is_declared_whole(raw / f"{name}.csv")]

    telling = disclosure.telling(project, year)
    return [
        notebook
        for notebook in found
        if is_shown(notebook, held, whole(notebook)) and not about(notebook) & telling
    ]


def preliminary(project: Project, year: int, frames: Frames) -> dict[str, Any] | None:
    """What the title of an unfinished report says: how old its data are, and what is missing; else None."""
    from aarsmelding import datasets

    absent = missing(sections_of(project, year), datasets_of(project, year))
    if not absent:
        return None
    return {
        "since": missing_since(frames.get("dokumenter")),
        "missing": [datasets.get(name).title for name in absent],
    }


def earlier_for(project: Project, year: int, notebook: Notebook) -> tuple[str, ...]:
    """The datasets of the year before that running `notebook` reads."""
    return tuple(sorted(set(notebook.earlier) & set(datasets_of(project, year - 1))))


def read_for(project: Project, year: int, notebook: Notebook) -> tuple[str, ...]:
    """The datasets that running `notebook` reads: those it loads, and what decides whether it can cite."""
    held = datasets_of(project, year)
    others = _others(project, year, notebook) if Citable.cited(notebook) else []
    asked = {name for each in (notebook, *others) for name in _asked(each)}
    loaded = {name for each in (notebook, *others) for name in _loads(each)}
    may_lack = bool(asked) or not loaded <= set(_held(project, year))
    dating = {"dokumenter"} if may_lack else set()
    return tuple(sorted((set(notebook.datasets) | asked | dating) & set(held)))


def judged(
    notebook: Notebook,
    held: Collection[str],
    frames: Frames | None,
    parameters: Mapping[str, Any],
    citable: Citable | None = None,
    counted: Collection[str] = (),
) -> list[Piece]:
    """The cells of `notebook`, each with what is left of it and what it lacks.

    Without `frames` only whole datasets count, not their rows. `counted` are the datasets that are counted
    in registers.
    """
    from aarsmelding import datasets

    declared = _needs(notebook)
    pieces = []
    for place, cell in enumerate(notebook.cells):
        needs = declared.get(place)
        is_lacking = needs is not None and _lacking(needs, held, frames, parameters)
        lacks = frozenset({needs.lack(counted)} if needs and is_lacking else ())
        of = frozenset(needs.rows if needs else ())
        code = Cell(notebook.source(cell), lacks, of) if _is_analysis(cell) else None
        pieces.append(Piece(cell, notebook.source(cell), lacks, code))

    def lacks_by_itself(call: ast.Call) -> set[str]:
        found = {datasets.get(name).title for name in loaded(call) if name not in held}
        before = {name for name in loaded_earlier(call) if f"{name}{EARLIER}" not in held}
        found |= {f"{datasets.get(name).title}, året før" for name in before}
        return found | (citable.lacks(call) if citable else set())

    cut(_code(pieces), lacks_by_itself)
    return pieces


def shows_anything(notebook: Notebook, held: Collection[str]) -> bool:
    """Whether anything of `notebook` can be shown with the datasets `held`."""
    if _loads(notebook) <= set(held) and not _needs(notebook):
        return True
    pieces = judged(notebook, held, None, {})
    return any(piece.code and piece.code.shows for piece in pieces)


def _held(project: Project, year: int) -> list[str]:
    """The datasets of the year, and those of the year before as a notebook can ask for them."""
    return [*datasets_of(project, year), *(f"{name}{EARLIER}" for name in datasets_of(project, year - 1))]


def _loads(notebook: Notebook) -> set[str]:
    return {*notebook.datasets, *(f"{name}{EARLIER}" for name in notebook.earlier)}


def _needs(notebook: Notebook) -> dict[int, Needs]:
    found = ((place, needs_of(notebook, cell)) for place, cell in enumerate(notebook.cells))
    return {place: needs for place, needs in found if needs is not None}


def _lacking(
    needs: Needs, held: Collection[str], frames: Frames | None, parameters: Mapping[str, Any]
) -> bool:
    if frames is None:
        return not set(needs.rows) <= set(held)
    return needs.lacking(frames, parameters)


def _is_analysis(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "code" and "parameters" not in cell.get("metadata", {}).get("tags", [])


def _others(project: Project, year: int, citing: Notebook) -> list[Notebook]:
    """Every other section of the year, which may state what is cited."""
    others = [other for other in sections_of(project, year) if other.stem != citing.stem]
    return [_fitting(project, year, other) for other in others]


def _fitting(project: Project, year: int, notebook: Notebook) -> Notebook:
    """`notebook` without the cells for years that publish other datasets; itself where it has none."""
    counted = derived_of(project, year)
    cells = [cell for cell in notebook.cells if fits(notebook, cell, counted)]
    return notebook if len(cells) == len(notebook.cells) else notebook.of_cells(cells)


def _of_section(section: Notebook, year: int) -> dict[str, Any]:
    return {**section.parameters, "year": year}


def _code(pieces: Collection[Piece]) -> list[Cell]:
    return [piece.code for piece in pieces if piece.code]


def _asked(notebook: Notebook) -> set[str]:
    """The datasets whose rows decide what of `notebook` can be shown."""
    return {name for needs in _needs(notebook).values() for name in needs.rows}


def _is_whole(
    notebook: Notebook, held: Collection[str], frames: Frames, parameters: Mapping[str, Any]
) -> bool:
    """Whether the year lacks nothing of `notebook`; told without reading its code, which takes longer."""
    lacks = any(_lacking(needs, held, frames, parameters) for needs in _needs(notebook).values())
    return _loads(notebook) <= set(held) and not lacks
