"""The file of rules: per dataset what counts are protected, below which number, who decided and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from aarsmelding import catalog
from aarsmelding.errors import UsageError

if TYPE_CHECKING:
    from aarsmelding.paths import Project

FILE = "data/skjerming.yml"
OFF = "av"
FIELDS = {"datasett", "kolonner", "grense", "bestemt_av", "bestemt", "grunn"}
OPTIONAL = {"aar", "foelger_av", "hoeyst", "summer"}
REMEDY = "see docs/disclosure.md for how a rule is written"


@dataclass(frozen=True)
class Total:
    """A published number that rows of the protected column add up to."""

    column: str
    rows: str
    dataset: str
    amount: str
    where: str


@dataclass(frozen=True)
class Rule:
    """What is protected in one dataset: counts above zero and below `limit` are not shown.

    `derived` are columns that tell about a protected one (a share, say): they go with it, in the
    same row. `at_most` says which column never exceeds which other one, as everybody may know.
    """

    dataset: str
    columns: tuple[str, ...]
    limit: int
    decided_by: str
    decided: date
    reason: str
    year: int | None = None
    derived: tuple[str, ...] = ()
    at_most: dict[str, str] = field(default_factory=dict, hash=False)
    totals: tuple[Total, ...] = ()


def read(project: Project, year: int) -> dict[str, Rule]:
    """The rules that are on in a year, by dataset. Raises UsageError for a file that cannot be understood."""
    path = project.root / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return {rule.dataset: rule for rule in _parsed(text) if _is_on(rule, year)}


def _is_on(rule: Rule, year: int) -> bool:
    return rule.limit > 0 and rule.year in (None, year)


@lru_cache
def _parsed(text: str) -> tuple[Rule, ...]:
    try:
        content = yaml.safe_load(text)
        listed = content["regler"]
    except (yaml.YAMLError, TypeError, KeyError):
        raise UsageError("the rules cannot be read", FILE, "write them as a list under «regler:»") from None
    return tuple(_rule(entry) for entry in listed)


def _rule(entry: dict[str, Any]) -> Rule:
    where = f"{FILE}, {entry.get('datasett', 'a rule without a dataset')}"
    missing, unknown = FIELDS - set(entry), set(entry) - FIELDS - OPTIONAL
    if missing or unknown:
        problem = f"fields are missing or unknown: {', '.join(sorted(missing | unknown))}"
        raise UsageError(problem, where, REMEDY)
    catalog.require(entry["datasett"])
    # YAML reads «av» as a text and «off» as false.
    limit = 0 if entry["grense"] in (OFF, False) else entry["grense"]
    if not isinstance(limit, int) or limit < 0 or not isinstance(entry["bestemt"], date):
        problem = "grense is «av» or a whole number, bestemt a date such as 2026-03-18"
        raise UsageError(problem, where, REMEDY)
    return Rule(
        dataset=entry["datasett"],
        columns=tuple(entry["kolonner"]),
        limit=limit,
        decided_by=str(entry["bestemt_av"]),
        decided=entry["bestemt"],
        reason=str(entry["grunn"]),
        year=entry.get("aar"),
        derived=tuple(entry.get("foelger_av", ())),
        at_most=dict(entry.get("hoeyst", {})),
        totals=tuple(_total(part, where) for part in entry.get("summer", ())),
    )


def _total(entry: dict[str, str], where: str) -> Total:
    try:
        dataset, _, amount = entry["sum"].partition(".")
        catalog.require(dataset)
        return Total(entry["kolonne"], entry.get("rader", ""), dataset, amount, entry.get("hvor", ""))
    except (KeyError, AttributeError):
        raise UsageError("a sum has kolonne and sum, and may have rader and hvor", where, REMEDY) from None
