"""An executed notebook into a fragment of the page: refused where it holds what a reader must not see."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup, Comment
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from aarsmelding import facts, tabledata
from aarsmelding.errors import AarsmeldingError
from aarsmelding.numbers import gate, literals
from aarsmelding.numbers.formula import formula_of, formulas
from aarsmelding.numbers.lineage import datasets_by_cell
from aarsmelding.page import exporting, markup
from aarsmelding.page.headings import Headings, headings_in, settle
from aarsmelding.page.links import files_of, places_of

OUR_HTML = re.compile(r'<p>|<dl class="noekkeltall">|<div class="tabell"|<figure>')
# Where nbconvert has a cell, and its tree comes; nobody can have written it in a notebook.
SHOWN_HERE = secrets.token_hex()


@dataclass(frozen=True)
class Fragment:
    """One section as HTML, with its headings (level, id, text), its facts and its tables as data.

    `html` is a tree for whoever asked for that, to change it further; `links` are the places in the page
    that it leads to, `files` those beside it.
    """

    section: str
    title: str
    html: str | BeautifulSoup
    headings: list[tuple[int, str, str]]
    facts: list[dict[str, Any]]
    cites: list[str]
    tables: list[dict[str, Any]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def as_record(self) -> dict[str, Any]:
        return vars(self)


def fragment(
    executed: Path, section: str, notebook: NotebookNode | None = None, *, as_tree: bool = False
) -> Fragment:
    """Render an executed notebook, as text or `as_tree`. Raises AarsmeldingError naming notebook and cell.

    `notebook` is what `executed` holds, where it has just been run.
    """
    if notebook is None:
        notebook = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]
    headings_so_far = Headings()
    # By its place, the tree of what each cell has shown.
    shown: dict[int, BeautifulSoup] = {}
    places = _places(notebook.cells, f"section {section}, {executed.name}")
    for place, (where, cell) in enumerate(places):
        _refuse_unfit(cell, where)
        if cell.cell_type == "markdown":
            headings_so_far.require_next(_headings_of_prose(cell.source, where), where)
        elif html := _visible(cell):
            shown[place] = soup = BeautifulSoup(html, "html.parser")
            markup.require_fit(soup, where)
            headings_so_far.require_next(headings_in(soup), where)
            stated = [
                record for output in cell.outputs for record in output.get("data", {}).get(facts.MIME, [])
            ]
            gate.require_vouched(soup, where, stated)
    literals.require_computed((where, cell.source) for where, cell in places if _is_analysis(cell))
    records = _facts(notebook.cells, section)
    tables = [
        output.data[tabledata.MIME]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if tabledata.MIME in output.data
    ]
    soup = _rendered(notebook, shown)
    headings = settle(soup, section)
    elements = markup.elements(soup)
    cites = [str(each["data-cite"]) for each in elements if each.has_attr("data-cite")]
    whole = soup if as_tree else markup.written(soup)
    links, files = places_of(elements), files_of(elements)
    return Fragment(section, headings[0][2], whole, headings, records, cites, tables, links, files)


def _rendered(notebook: NotebookNode, shown: Mapping[int, BeautifulSoup]) -> BeautifulSoup:
    """The tree of the section, as nbconvert has it; what the cells have `shown` becomes part of it.

    It is not read a second time: nbconvert is given a mark for it.
    """
    cells, trees = [], []
    for place, cell in enumerate(notebook.cells):
        if "parameters" in cell.metadata.get("tags", []):
            continue
        if place in shown:
            trees.append(shown[place])
            data = {"text/html": f"<!--{SHOWN_HERE}-->"}
            cell = NotebookNode(cell, outputs=[NotebookNode(cell.outputs[0], data=data)])
        cells.append(cell)
    body, _ = exporting.exporter().from_notebook_node(NotebookNode(cells=cells, metadata=notebook.metadata))
    soup = BeautifulSoup(body.strip(), "html.parser")
    marks = [each for each in soup.descendants if isinstance(each, Comment) and each == SHOWN_HERE]
    for mark, tree in zip(marks, trees, strict=True):
        mark.replace_with(*list(tree.contents))
    return soup


def _places(cells: list[Any], where: str) -> list[tuple[str, Any]]:
    """Each cell with its place in the notebook as it was written, without the cell that papermill adds."""
    number, places = 0, []
    for cell in cells:
        number += "injected-parameters" not in cell.metadata.get("tags", [])
        places.append((f"{where}, cell {number}", cell))
    return places


def _is_analysis(cell: Any) -> bool:
    tags = cell.metadata.get("tags", [])
    return cell.cell_type == "code" and not {"parameters", "injected-parameters"} & set(tags)


def _refuse_unfit(cell: Any, where: str) -> None:
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            problem = f"the cell writes to {output.name}: {output.text.strip()[:120]!r}"
        elif output.output_type == "error":
            problem = f"the cell failed: {output.ename}"
        elif any("javascript" in kind or "widget" in kind for kind in output.get("data", {})):
            problem = "the cell shows a script or a widget"
        elif facts.MIME not in output.data or not OUR_HTML.match(output.data.get("text/html", "")):
            problem = "the cell shows a raw value"
        else:
            continue
        raise AarsmeldingError(problem, where, "show it with fact(…), say(…), table(…) or figure(…)")


@lru_cache(256)
def _headings_of_prose(source: str, where: str) -> list[tuple[int, str]]:
    """Level and text of the headings in Markdown; refuses what a reader must not see.

    Kept, for the editions of a notebook have the same prose.
    """
    soup = BeautifulSoup(str(markdown2html(source)), "html.parser")  # type: ignore[no-untyped-call]
    markup.require_fit(soup, where)
    headings = headings_in(soup)
    # Without records of facts, for prose can state none.
    gate.require_vouched(soup, where)
    return headings


def _visible(cell: Any) -> str:
    """What a reader sees of what a cell has shown, as HTML."""
    return "\n".join(output.data["text/html"] for output in cell.get("outputs", []))


def _facts(cells: list[Any], section: str) -> list[dict[str, Any]]:
    code = [(place, cell) for place, cell in enumerate(cells, 1) if cell.cell_type == "code"]
    known = formulas([cell.source for _, cell in code])
    # Parameters rest on no dataset; without them the code is the same for every edition of a notebook.
    analysis = tuple(cell.source if _is_analysis(cell) else "" for _, cell in code)
    return [
        {
            **record,
            "section": section,
            "cell": place,
            "datasets": list(rests_on),
            "formula": formula_of(record["id"], known),
        }
        for (place, cell), rests_on in zip(code, datasets_by_cell(analysis), strict=True)
        for output in cell.outputs
        for record in output.get("data", {}).get(facts.MIME, [])
    ]
