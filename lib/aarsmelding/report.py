"""Join the sections into the report folder: page, executed notebooks, facts, manifest."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding import __version__, documents, filestate, gathered, jsonfiles, reconcile, store
from aarsmelding.asking import factlist
from aarsmelding.building import fingerprint, places, publishing, rawfiles, revision
from aarsmelding.downloads import crate, exports
from aarsmelding.editions import joining
from aarsmelding.gaps import reduction
from aarsmelding.page import appendix, languages, links, trail
from aarsmelding.page.templates import environment
from aarsmelding.paths import TEMPLATES, Project

Record = dict[str, Any]


def compose(project: Project, year: int, stems: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Make the page from what was gathered, and everything beside it that does not rest on the page."""
    staging = places.page(project, year).parent
    # First, so that a page whose folder was not emptied to the end does not look whole.
    places.page(project, year).unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)
    (staging / "notebooks").mkdir(parents=True)
    for stem in stems:
        executed = places.executed(project, year, stem)
        shutil.copyfile(executed, staging / "notebooks" / f"{stem[3:]}.ipynb")
    frames = gathered.frames_of(project, year, names)
    found = gathered.read(project, year)
    jsonfiles.publish(staging / "facts.json", {"schema": 1, "year": year, "facts": found.facts})
    reconcile.write(found.claims, staging / "reconciliation.json", year)
    exports.write(found.tables, staging)
    listed = joining.listed(project, year, frames)
    unfinished = reduction.preliminary(project, year, frames)
    page = render(year, found, frames, listed, unfinished)
    (staging / "index.html").write_text(page, encoding="utf-8")
    composed = {
        "dated": _dated(year, frames),
        "sections": [
            {
                "section": f["section"],
                "title": f["title"],
                "facts": len(f["facts"]),
                "files": f.get("files", []),
            }
            for f in found.fragments
        ],
    }
    jsonfiles.write(places.composed(project, year), composed)


def publish(
    project: Project, year: int, names: tuple[str, ...], made_of_page: tuple[str, ...], commit: str
) -> None:
    """Page and documents in a staging folder, described there, then put in place all at once.

    Raises AarsmeldingError for a link to a file that the report does not have.
    """
    staging = publishing.begin(project, year)
    shutil.copytree(places.page(project, year).parent, staging)
    for name in made_of_page:
        shutil.copyfile(places.document(project, year, name), staging / name)
    linking = joining.put(project, year, staging)
    frames = {name: store.read(project, year, name) for name in names}
    fragments = jsonfiles.read(places.composed(project, year))["sections"]
    made = [p.relative_to(staging).as_posix() for p in staging.rglob("*") if p.is_file()]
    commit = revision.made_from(project, commit)
    described = crate.metadata(project, year, fragments, frames, [*made, "manifest.json"], commit)
    (staging / crate.FILE).write_text(described, encoding="utf-8")
    linking += [(staging / "index.html", f"section {each['section']}", each["files"]) for each in fragments]
    for page, where, files in linking:
        links.require_files(files, page, staging, where)
    jsonfiles.publish(staging / "manifest.json", manifest(project, year, fragments, staging, commit))
    publishing.put_in_place(project, year, documents.names(year))


def _dated(year: int, frames: dict[str, pd.DataFrame]) -> str:
    """The date of the youngest document the report rests on: no clock decides what a document says."""
    dates = frames["dokumenter"]["dokument_dato"].dropna() if "dokumenter" in frames else []
    return f"{max(dates):%Y-%m-%d}" if len(dates) else f"{year}-12-31"


def render(
    year: int,
    found: gathered.Gathered,
    frames: dict[str, pd.DataFrame],
    editions: list[Record],
    preliminary: Record | None,
) -> str:
    """The whole report as one self-contained page. Raises AarsmeldingError for a link to nowhere."""
    by_id = {fact["id"]: fact for fact in found.facts}
    seen: set[str] = set()
    about: dict[str, list[Record]] = {i: [] for i in by_id}
    for claim in found.claims:
        about.get(claim["fact"], []).append(claim)
    differing = {i: [c for c in held if c["verdict"] == "differs"] for i, held in about.items()}
    foreign = languages.names(frames)
    linked = [
        {**f, "html": languages.marked(trail.linked(f["html"], by_id, differing, seen), foreign)}
        for f in found.fragments
    ]
    partnership: Any = frames["helsefellesskap"].iloc[0] if "helsefellesskap" in frames else {}
    page = (
        environment()
        .get_template("page.html.j2")
        .render(
            year=year,
            preliminary=preliminary,
            partnership=partnership,
            style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
            icon=base64.b64encode((TEMPLATES / "icon.svg").read_bytes()).decode(),
            fragments=linked,
            facts=appendix.fact_entries(found.facts, linked, frames, about),
            facts_csv=_data_url("text/csv;charset=utf-8", factlist.csv_bytes(found.facts)),
            dictionary=found.dictionary,
            tables=exports.by_section(found.tables),
            workbook=places.WORKBOOK,
            documents=appendix.documents(frames),
            names=languages.parallels(frames),
            editions=editions,
            own_style="\n".join(filter(None, (each["rules"] for each in editions))),
        )
    )
    for fragment in found.fragments:
        links.require_there(fragment.get("links", ()), page, f"section {fragment['section']}")
    return page


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def manifest(project: Project, year: int, fragments: list[Record], staging: Path, commit: str) -> Record:
    """What went in, what ran, what came out; nothing that differs between two builds of one commit."""
    read = rawfiles.listed(project, year)
    made = sorted(p for p in staging.rglob("*") if p.is_file())
    return {
        "schema": 1,
        "year": year,
        "package": {"name": "aarsmelding", "version": __version__, "commit": commit},
        "versions": fingerprint.versions(),
        "inputs": [{"file": name, "sha256": filestate.sha256(path)} for name, path in read.items()],
        "outputs": [{"file": p.relative_to(staging).as_posix(), "sha256": filestate.sha256(p)} for p in made],
        "sections": [{"section": f["section"], "verdict": "built", "facts": f["facts"]} for f in fragments],
        "documents": [
            {
                "document": name,
                "verdict": "built" if (staging / name).is_file() else "not built: Pango is missing",
            }
            for name in documents.names(year)
        ],
    }
