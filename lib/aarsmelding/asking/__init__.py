"""The ledger of a built report, asked from outside the build: its facts, or one of them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aarsmelding import notebook
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.paths import Project

Record = dict[str, Any]
NEEDED = {"id", "value", "unit", "display", "period", "section", "datasets", "sources"}


def facts_in(text: str, where: str) -> dict[str, Record]:
    """The facts of a ledger (the text of a facts.json) by id. Raises UsageError for anything else."""
    try:
        content = json.loads(text)
        facts = content["facts"]
        is_ledger = content["schema"] == 1 and all(set(fact) >= NEEDED for fact in facts)
    except (ValueError, KeyError, TypeError):
        is_ledger = False
    by_id = {fact["id"]: fact for fact in facts} if is_ledger else {}
    if not is_ledger or len(by_id) != len(facts):
        raise UsageError("this is not a ledger of facts", where, "give a facts.json that the build has made")
    return by_id


def read_facts(path: Path, where: str) -> dict[str, Record]:
    """The ledger in a file that is there."""
    try:
        return facts_in(path.read_text(encoding="utf-8"), where)
    except (OSError, UnicodeDecodeError):
        raise UsageError("the ledger cannot be read", where, "give a facts.json of a build") from None


def latest(project: Project) -> int:
    """The latest year with a report; without any report, the latest with data."""
    reported = [int(p.parent.name) for p in project.root.glob("reports/[0-9]*/facts.json")]
    years = sorted(reported) or project.years()
    if not years:
        raise UsageError("there is no data yet", "data/raw/", "put raw files in data/raw/<year>/")
    return years[-1]


def latest_with(project: Project, fact_id: str) -> int:
    """The latest year whose report states the fact; the latest year, where none does."""
    for path in sorted(project.root.glob("reports/[0-9]*/facts.json"), reverse=True):
        if fact_id in read_facts(path, project.shown(path)):
            return int(path.parent.name)
    return latest(project)


def ledger_of(project: Project, year: int) -> dict[str, Record]:
    """The facts of the report of `year` by id."""
    path = project.report(year) / "facts.json"
    if not path.is_file():
        notebook.require_year(project, year)
        raise AarsmeldingError(
            f"there is no report for {year} yet",
            project.shown(path),
            f"type: aarsmelding build --year {year}",
        )
    return read_facts(path, project.shown(path))


def is_fact(project: Project, name: str, year: int | None) -> bool:
    """Whether `name` is meant as a fact: it has a dot, or is in the ledger and is no section."""
    if "." in name:
        return True
    if any(name in (section.name, section.stem) for section in notebook.sections(project)):
        return False
    try:
        return name in ledger_of(project, latest_with(project, name) if year is None else year)
    except AarsmeldingError:
        return False


def known(fact_id: str, facts: Mapping[str, Record], where: str) -> Record:
    """The fact `fact_id` of a ledger; an unknown one is refused with the nearest ids."""
    if fact_id in facts:
        return facts[fact_id]
    near = difflib.get_close_matches(fact_id, list(facts), n=5, cutoff=0.5)
    remedy = "did you mean: " + ", ".join(near) if near else "type: aarsmelding facts, which lists them all"
    raise UsageError(f"there is no fact {fact_id!r}", where, remedy)


def read_json(project: Project, year: int, path: Path) -> Any:
    """What the build has written to `path`, which is there."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        where, remedy = project.shown(path), f"remove it, then: aarsmelding build --year {year}"
        raise AarsmeldingError("the file is damaged", where, remedy) from None
