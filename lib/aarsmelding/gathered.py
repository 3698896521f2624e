"""What the page is made of, gathered in one place: sections, the ledger of facts, claims, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aarsmelding import disclosure, filestate, jsonfiles, reconcile, store
from aarsmelding.building import places
from aarsmelding.downloads import exports
from aarsmelding.numbers.ledger import ledger, require_cited
from aarsmelding.page import appendix, recordtables
from aarsmelding.paths import Project
from aarsmelding.quality import section
from aarsmelding.reconcile import avstemming
from aarsmelding.reconcile.memory import Memory, as_json, from_json
from aarsmelding.tabledata import TableData

Record = dict[str, Any]
Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Gathered:
    """The fragments in the order of the page, the ledger, the claims, the datasets, and every table."""

    fragments: list[Record]
    facts: list[Record]
    claims: list[Record]
    dictionary: list[Record]
    tables: list[exports.Export]


def frames_of(project: Project, year: int, names: tuple[str, ...]) -> Frames:
    """The clean datasets as the page may show them."""
    frames = {name: store.read(project, year, name) for name in names}
    return disclosure.without_telling_claims(project, year, frames)


def states_of(project: Project, year: int, names: tuple[str, ...]) -> dict[str, str]:
    """One value for each dataset as `frames_of` has it: of its file, and all that may take numbers away."""
    rules = [filestate.sha256(path) for path in disclosure.files(project)]
    files = {name: filestate.sha256(project.dataset(year, name)) for name in names}
    states = {}
    for name in names:
        related = [files.get(other, "") for other in disclosure.related(project, year, name)]
        states[name] = " ".join([files[name], *rules, *related])
    # Claims are left out where they would tell what another dataset does not.
    return states | {"paastander": " ".join([*rules, *files.values()])}


def evidence(project: Project, year: int, frames: Frames, memory: Memory | None = None) -> Record:
    """What the page says of the data themselves, whatever the sections say.

    `fragments` are the sections on their quality and on the claims, whose records are `claims`. `computed` is
    what the expressions come to of those that name a fact, `dictionary` the datasets as the page lists them.
    Raises DataRefused with every claim whose expression cannot be understood.
    """
    known: Record = {
        "fragments": [section.fragment(project, year, frames)],
        "claims": [],
        "computed": {},
        "dictionary": appendix.dictionary(frames, year),
    }
    if "paastander" in frames:
        stated = frames["paastander"]
        found = reconcile.computed(stated, frames, memory)
        known["claims"] = reconcile.reconcile(stated, frames, found)
        known["fragments"].append(avstemming.fragment(known["claims"], stated, frames, year))
        named = stated.loc[stated["faktum"].notna(), "paastand"]
        known["computed"] = {name: as_json(found[name]) for name in named if name in found}
    return known


def gather(year: int, fragments: list[Record], frames: Frames, known: Record) -> Gathered:
    """What the page is made of; `fragments` are those of the notebooks, `known` what `evidence` returned.

    Raises what the ledger raises, and DataRefused with every claim that names another fact than its own.
    """
    gathered = [*fragments, *known["fragments"]]
    facts = ledger((fact for f in gathered for fact in f["facts"]), frames)
    if "paastander" in frames:
        found = {name: from_json(value) for name, value in known["computed"].items()}
        reconcile.require_facts(frames["paastander"], found, facts)
    by_id = {fact["id"]: fact for fact in facts}
    require_cited(((f["section"], cited) for f in gathered for cited in f["cites"]), by_id)
    listed = known["dictionary"]
    return Gathered(gathered, facts, known["claims"], listed, _tables(gathered, facts, listed))


def write(found: Gathered, project: Project, year: int, frames: Mapping[str, pd.DataFrame]) -> None:
    """Keep it for the page; its tables apart, for the workbook needs nothing else."""
    partnership = frames["helsefellesskap"].iloc[0]["navn"] if "helsefellesskap" in frames else ""
    tables = {"author": partnership, "tables": [table.as_record() for table in found.tables]}
    jsonfiles.write(places.tables(project, year), tables)
    rest = {name: getattr(found, name) for name in ("fragments", "facts", "claims", "dictionary")}
    jsonfiles.write(places.ledger(project, year), rest)


def read(project: Project, year: int) -> Gathered:
    """What `write` kept."""
    rest = jsonfiles.read(places.ledger(project, year))
    tables = jsonfiles.read(places.tables(project, year))["tables"]
    return Gathered(**rest, tables=[exports.Export.from_record(each) for each in tables])


def _tables(fragments: list[Record], facts: list[Record], listed: list[Record]) -> list[exports.Export]:
    """Every table of the report as data, in its order."""
    titles = {fragment["section"]: fragment["title"] for fragment in fragments}
    found = [
        (fragment["section"], fragment["title"], TableData.from_record(record))
        for fragment in fragments
        for record in fragment["tables"]
    ]
    ledger_table = recordtables.ledger(facts, titles)
    columns = recordtables.dictionary(listed)
    return exports.named(
        [
            *found,
            ("tallgrunnlag", "Tallgrunnlag", ledger_table),
            ("datagrunnlag", "Datagrunnlag", columns),
        ]
    )
