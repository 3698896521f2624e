"""The page of an edition, and the overview of all editions of a notebook."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from bs4 import BeautifulSoup

from aarsmelding.datasets import PROVENANCE_COLUMNS
from aarsmelding.editions import Row
from aarsmelding.notebook import Notebook
from aarsmelding.page import appendix, languages, links, markup, trail
from aarsmelding.page.fragments import Fragment
from aarsmelding.page.headings import HEADINGS
from aarsmelding.page.templates import environment
from aarsmelding.paths import TEMPLATES

Record = dict[str, Any]
# What a page has of the data besides its facts.
AROUND = ("dokumenter", "helsefellesskap", "kommuner")


def around(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """All of `frames` that decides what a page looks like besides its facts: not where it was published."""
    places = list(PROVENANCE_COLUMNS)
    return {name: frames[name].drop(columns=places, errors="ignore") for name in AROUND if name in frames}


def edition(
    year: int,
    notebook: Notebook,
    row: Row,
    fragment: Fragment,
    facts: list[Record],
    frames: Mapping[str, pd.DataFrame],
) -> str:
    """The page of one row, self-contained: its text, the evidence for every number, its documents.

    `frames` is what `around` gives. Where the fragment is a tree, it becomes that of the page.
    Raises AarsmeldingError for a link to nowhere.
    """
    by_id = {fact["id"]: fact for fact in facts}
    soup = markup.parsed(fragment.html)
    headings = _settle_headings(soup)
    trail.link(soup, by_id, {}, set())
    languages.mark(soup, languages.names(frames))
    part = {"section": fragment.section, "title": fragment.title}
    used = {source["document"] for fact in facts for source in fact["sources"]}
    page = _page(
        "edition.html.j2",
        year,
        frames,
        row=row,
        kind=fragment.title,
        html=markup.written(soup),
        headings=headings,
        facts=appendix.fact_entries(facts, [part], dict(frames), {}),
        documents=[d for d in appendix.documents(dict(frames)) if d["dokument"] in used],
    )
    links.require_there(fragment.links, page, f"section {fragment.section} ({row.title})")
    return page


def overview(
    year: int,
    notebook: Notebook,
    rows: Sequence[Row],
    editions: Mapping[Any, Record],
    frames: Mapping[str, pd.DataFrame],
    shown: Mapping[str, str],
) -> str:
    """All editions of `notebook`: a map of tiles where the rows have tiles, and a table of what is shown.

    `shown` is the ids of the facts to show, with their column headers.
    """
    facts = {key: {fact["id"]: fact for fact in made["facts"]} for key, made in editions.items()}
    return _page(
        "oversikt.html.j2",
        year,
        frames,
        kind=notebook.title,
        rows=rows,
        tiles=tile_rules(rows),
        shown=shown,
        facts=facts,
        place=trail.place_id,
    )


def tile_rules(rows: Sequence[Row]) -> str:
    """Where each tile of the map lies, as style rules: the page has no style attributes."""
    tiles = sorted({row.tile for row in rows if row.tile})
    if not tiles:
        return ""
    places = "\n".join(f"  .flis-{r}-{c} {{ grid-row: {r}; grid-column: {c}; }}" for r, c in tiles)
    grid = f"  .flisekart {{ grid-template-columns: repeat({max(c for _, c in tiles)}, minmax(0, 1fr)); }}"
    return f"@media (min-width: 48rem) {{\n{grid}\n{places}\n}}"


def _page(template: str, year: int, frames: Mapping[str, pd.DataFrame], **content: Any) -> str:
    partnership: Any = frames["helsefellesskap"].iloc[0] if "helsefellesskap" in frames else {}
    return (
        environment()
        .get_template(template)
        .render(
            year=year,
            partnership=partnership,
            style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
            icon=base64.b64encode((TEMPLATES / "icon.svg").read_bytes()).decode(),
            **content,
        )
    )


def _settle_headings(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """A section as the text of a page: its title goes, headings move up one level.

    Returns the (id, text) of the headings that the list of contents shows.
    """
    for heading in markup.named(soup, *HEADINGS):
        level = int(heading.name[1]) - 1
        if level == 1:
            heading.decompose()
        else:
            heading.name = f"h{level}"
    return [(str(h["id"]), h.get_text().strip()) for h in soup.find_all("h2")]
