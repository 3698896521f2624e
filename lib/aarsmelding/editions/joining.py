"""Join the editions of a year: the overviews, and every page in its place in the report folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding import editions, jsonfiles
from aarsmelding.building import places
from aarsmelding.editions import Row, page
from aarsmelding.errors import AarsmeldingError
from aarsmelding.gaps import reduction
from aarsmelding.notebook import Notebook, datasets_of
from aarsmelding.paths import Project, short

# A page, where it comes from, and the files that it links to.
Linking = tuple[Path, str, list[str]]
OVERVIEW, FACTS = "index.html", "facts.json"


def made(project: Project, year: int, source: Notebook) -> dict[Any, dict[str, Any]]:
    """The editions that the steps of the build have left, by key."""
    shares = (places.editions(project, year, source.stem, n) for n in range(editions.SHARES))
    return {record["key"]: record for path in shares for record in jsonfiles.read(path)}


def overview(project: Project, year: int, source: Notebook, frames: Mapping[str, pd.DataFrame]) -> str:
    """The overview of a notebook's editions. Raises AarsmeldingError where it shows an unknown fact."""
    assert source.dimension is not None
    found = made(project, year, source)
    stated = {fact["id"] for record in found.values() for fact in record["facts"]}
    unknown = [fact_id for fact_id in source.dimension.shown if fact_id not in stated]
    if unknown and set(source.datasets) <= set(datasets_of(project, year)):
        raise AarsmeldingError(
            f"no edition states {', '.join(unknown)}, which the overview shall show",
            f"{short(source.path)}, metadata, shown",
            "use one of: " + ", ".join(sorted(stated)[:20]),
        )
    rows = editions.rows(source.dimension, frames[source.dimension.dataset])
    shown = {i: header for i, header in source.dimension.shown.items() if i in stated}
    return page.overview(year, source, rows, found, frames, shown)


def listed(project: Project, year: int, frames: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Every notebook with editions, as the report lists them: title, folder, rows."""
    found = []
    for source in reduction.editions_of(project, year):
        assert source.dimension is not None
        rows: list[Row] = editions.rows(source.dimension, frames[source.dimension.dataset])
        record = {"title": source.title, "folder": source.dimension.folder, "rows": rows}
        found.append({**record, "tiled": all(row.tile for row in rows), "rules": page.tile_rules(rows)})
    return found


def put(project: Project, year: int, folder: Path) -> list[Linking]:
    """Write overviews, pages, executed notebooks and facts of all editions into the report folder.

    Returns which of its files they link to.
    """
    linking = []
    for source in reduction.editions_of(project, year):
        assert source.dimension is not None
        place, notebooks = folder / source.dimension.folder, folder / "notebooks" / source.name
        place.mkdir(parents=True)
        notebooks.mkdir(parents=True)
        found = made(project, year, source)
        for key, record in found.items():
            (place / f"{key}.html").write_text(record["page"], encoding="utf-8")
            linking.append(
                (place / f"{key}.html", f"section {source.name} ({record['title']})", record["files"])
            )
            (notebooks / f"{key}.ipynb").write_text(record["notebook"], encoding="utf-8")
        entries = [{name: record[name] for name in ("key", "title", "facts")} for record in found.values()]
        facts = {"schema": 1, "year": year, "editions": sorted(entries, key=lambda e: str(e["key"]))}
        jsonfiles.publish(place / FACTS, facts)
        index = places.overview(project, year, source.stem).read_text(encoding="utf-8")
        (place / OVERVIEW).write_text(index, encoding="utf-8")
    return linking
