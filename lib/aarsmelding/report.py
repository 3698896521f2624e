"""Join the sections into the report folder: page, executed notebooks, facts, manifest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from aarsmelding import __version__, appendix, datasets, fingerprint, provenance, steps, store
from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import Project

TEMPLATES = Path(__file__).parent / "template"
FACT_FIELDS = ("id", "value", "unit", "period", "display", "section", "datasets", "sources", "text")


def publish(project: Project, year: int, stems: tuple[str, ...], names: tuple[str, ...], commit: str) -> None:
    """Make everything in a staging folder, then put it in place; index.html last."""
    staging = project.build(year) / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    (staging / "notebooks").mkdir(parents=True)
    fragments = [
        json.loads(steps.fragment_path(project, year, stem).read_text(encoding="utf-8")) for stem in stems
    ]
    frames = {name: store.read(project, year, name) for name in names}
    for stem in stems:
        shutil.copyfile(steps.executed_path(project, year, stem), staging / "notebooks" / f"{stem[3:]}.ipynb")
    facts = ledger(fragments, frames)
    _write_json(staging / "facts.json", {"schema": 1, "year": year, "facts": facts})
    page = render(year, fragments, frames)
    (staging / "index.html").write_text(page, encoding="utf-8")
    _write_json(staging / "manifest.json", manifest(project, year, fragments, staging, commit))
    _put_in_place(staging, project.report(year))


def ledger(fragments: list[dict[str, Any]], frames: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """All facts of all sections in order of id; one id with two values stops the build."""
    known: dict[str, dict[str, Any]] = {}
    for fact in (fact for fragment in fragments for fact in fragment["facts"]):
        earlier = known.get(fact["id"])
        if earlier and (earlier["value"], earlier["unit"]) != (fact["value"], fact["unit"]):
            raise AarsmeldingError(
                f"the fact {fact['id']} has two values: {earlier['display']} and {fact['display']}",
                f"sections {earlier['section']} and {fact['section']}",
                "compute it in the same way in both, or give the two numbers different ids",
            )
        if not earlier:
            rows = [frames[name] for name in fact["datasets"]]
            sources = list(fact["sources"]) or [place for r in rows for place in provenance.places(r)]
            known[fact["id"]] = {**fact, "sources": sources}
    return [{name: known[i][name] for name in FACT_FIELDS} for i in sorted(known)]


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(("html.j2",), default=True),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(year: int, fragments: list[dict[str, Any]], frames: dict[str, pd.DataFrame]) -> str:
    """The whole report as one self-contained page."""
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    partnership: Any = frames["helsefellesskap"].iloc[0] if "helsefellesskap" in frames else {}
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            year=year,
            partnership=partnership,
            style=style,
            fragments=fragments,
            dictionary=[appendix.entry(datasets.get(name), frames[name], year) for name in sorted(frames)],
            documents=appendix.documents(frames),
        )
    )


def manifest(
    project: Project, year: int, fragments: list[dict[str, Any]], staging: Path, commit: str
) -> dict[str, Any]:
    """What went in, what ran, what came out; nothing that differs between two builds of one commit."""
    raw = sorted(p for p in project.raw(year).iterdir() if p.is_file())
    made = sorted(p for p in staging.rglob("*") if p.is_file())
    return {
        "schema": 1,
        "year": year,
        "package": {"name": "aarsmelding", "version": __version__, "commit": commit},
        "versions": fingerprint.versions(),
        "inputs": [{"file": f"data/raw/{year}/{p.name}", "sha256": _sha256(p)} for p in raw],
        "outputs": [{"file": p.relative_to(staging).as_posix(), "sha256": _sha256(p)} for p in made],
        "sections": [
            {"section": f["section"], "verdict": "built", "facts": len(f["facts"])} for f in fragments
        ],
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _put_in_place(staging: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    made = sorted(p.relative_to(staging) for p in staging.rglob("*") if p.is_file())
    for name in sorted(made, key=lambda p: p.name == "index.html"):
        (target / name).parent.mkdir(exist_ok=True)
        os.replace(staging / name, target / name)
    for old in (target / "notebooks").glob("*.ipynb"):
        if old.relative_to(target) not in made:
            old.unlink()
    shutil.rmtree(staging, ignore_errors=True)
