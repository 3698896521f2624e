"""Everything that one fact of a built report rests on, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aarsmelding import asking, corrections, datasets, filestate, holdings, notebook, sources, store
from aarsmelding.asking import Record
from aarsmelding.building import places
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.page import trail
from aarsmelding.paths import Project

Place = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """The rows of one file that a fact rests on, or why they cannot be shown.

    For a raw file the index is the line in it.
    """

    file: str
    rows: pd.DataFrame
    problem: str = ""
    is_changed: bool = False
    corrected: tuple[corrections.Corrected, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A fact with everything it rests on. `is_exact`: its own rows are known, not only its datasets."""

    year: int
    fact: Record
    parts: list[Record]
    is_exact: bool
    is_newer: bool
    clean: list[Held]
    raw: list[Held]
    documents: list[tuple[str, list[str]]]
    claims: list[Record] | None
    standing: list[tuple[str, str]]
    anchor: str
    entry: str


def explain(project: Project, fact_id: str, year: int | None) -> Explanation:
    """Everything about one fact. Raises UsageError naming the nearest ids for an unknown one."""
    if year is None:
        year = asking.latest_with(project, fact_id)
    facts = asking.ledger_of(project, year)
    fact = asking.known(fact_id, facts, project.shown(project.report(year) / "facts.json"))
    fragments = _fragments(project, year)
    stated = [f for part in fragments for f in part["facts"]]
    places = _places(fact, facts, stated)
    names = sorted(_datasets(fact, facts))
    return Explanation(
        year=year,
        fact=fact,
        parts=[facts[part] for part in fact.get("sum_of") or () if part in facts],
        is_exact=places is not None,
        is_newer=any(f["id"] == fact_id and f["value"] != fact["value"] for f in stated),
        clean=_worth_showing((_clean(project, year, name, places) for name in names), places),
        raw=_worth_showing(_raw_of(project, year, names, places), places),
        documents=_documents(project, year, fact),
        claims=_claims(project, year, fact_id),
        standing=_standing(fact, fragments),
        anchor=f"index.html#{trail.place_id(fact_id)}",
        entry=f"index.html#{trail.entry_id(fact_id)}",
    )


def _fragments(project: Project, year: int) -> list[Record]:
    """What the last build made of each section, in order; nothing in a fresh checkout."""
    paths = [places.fragment(project, year, known.stem) for known in notebook.sections(project)]
    return [asking.read_json(project, year, path) for path in paths if path.is_file()]


def _places(fact: Record, facts: Mapping[str, Record], stated: list[Record]) -> set[Place] | None:
    """The places of a fact's own rows, or of all its parts' rows; None where they are not known."""
    own = [f["rows"] for f in (fact, *stated) if f["id"] == fact["id"] and f.get("rows")]
    if own:
        return {(str(document), str(place)) for document, place in own[0]}
    parts = [facts[part] for part in fact.get("sum_of") or () if part in facts]
    found = [_places(part, facts, stated) for part in parts]
    if not found or None in found:
        return None
    return {place for part in found for place in part or ()}


def _datasets(fact: Record, facts: Mapping[str, Record]) -> set[str]:
    parts = [facts[part] for part in fact.get("sum_of") or () if part in facts]
    return set(fact["datasets"]).union(*(_datasets(part, facts) for part in parts))


def _worth_showing(held: Iterable[Held], places: Collection[Place] | None) -> list[Held]:
    return [h for h in held if places is None or h.problem or len(h.rows)]


def _at(frame: pd.DataFrame, places: Collection[Place] | None) -> pd.DataFrame:
    if places is None:
        return frame
    pairs = zip(frame["kilde"].astype("str"), frame["sted"].astype("str"), strict=True)
    return frame[[pair in places for pair in pairs]]


def _clean(project: Project, year: int, name: str, places: Collection[Place] | None) -> Held:
    file = project.shown(project.dataset(year, name))
    try:
        return Held(file, _at(store.read(project, year, name), places))
    except AarsmeldingError as error:
        return Held(file, pd.DataFrame(), f"{error.problem}; {error.remedy}")


def _raw_of(
    project: Project, year: int, names: Iterable[str], places: Collection[Place] | None
) -> Iterator[Held]:
    """The rows of the raw files; of what is counted in registers, everything they were counted in."""
    counted = holdings.derived_of(project, year)
    yield from (_raw(project, year, name, places) for name in names if name not in counted)
    registers = {
        needed for name in names if name in counted for needed in holdings.delivered_for(project, year, name)
    }
    yield from (_raw(project, of, name, None) for of, name in sorted(registers))


def _raw(project: Project, year: int, name: str, places: Collection[Place] | None) -> Held:
    path = project.raw(year) / f"{name}.csv"
    file = project.shown(path)
    try:
        rows, faults = sources.read_raw(path, file, datasets.get(name).raw_columns)
    except UsageError as error:
        return Held(file, pd.DataFrame(), error.problem)
    if rows is None:
        return Held(file, pd.DataFrame(), f"{faults[0].rule}; type: aarsmelding check --year {year}")
    as_delivered = None if places is None else {(d, corrections.unmarked(p)) for d, p in places}
    shown = _at(rows, as_delivered)
    corrected = tuple(c for c in corrections.applied(rows, path, file)[1] if c.row in shown.index)
    return Held(file, shown, is_changed=_is_changed(project, year, path), corrected=corrected)


def _is_changed(project: Project, year: int, raw_file: Path) -> bool:
    """Whether the manifest of the report has another hash for `raw_file`."""
    manifest = project.report(year) / "manifest.json"
    if not manifest.is_file():
        return False
    inputs = asking.read_json(project, year, manifest)["inputs"]
    built_from = {entry["file"]: entry["sha256"] for entry in inputs}
    hash_then = built_from.get(project.shown(raw_file))
    return hash_then is not None and hash_then != filestate.sha256(raw_file)


def _documents(project: Project, year: int, fact: Record) -> list[tuple[str, list[str]]]:
    listed = _clean(project, year, "dokumenter", None).rows
    titles = {} if listed.empty else dict(zip(listed["dokument"], listed["tittel"], strict=True))
    places: dict[str, list[str]] = {}
    for source in fact["sources"]:
        places.setdefault(source["document"], []).append(source["place"])
    return [(f"{titles[d]} ({d})" if d in titles else d, found) for d, found in places.items()]


def _claims(project: Project, year: int, fact_id: str) -> list[Record] | None:
    path = project.report(year) / "reconciliation.json"
    if not path.is_file():
        return None
    claims = asking.read_json(project, year, path)["claims"]
    return [claim for claim in claims if claim["fact"] == fact_id]


def _standing(fact: Record, fragments: list[Record]) -> list[tuple[str, str]]:
    """The sections a fact stands in, in order, each with `states it` or `cites it`."""
    found = []
    for part in fragments:
        states = any(f["id"] == fact["id"] for f in part["facts"])
        if states or fact["id"] in part["cites"]:
            found.append((f"{part['section']} («{part['title']}»)", "states it" if states else "cites it"))
    return found or [(fact["section"], "states it")]
