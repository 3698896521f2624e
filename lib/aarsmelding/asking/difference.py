"""Two ledgers held against each other: which facts changed, appeared and went, and why.

Compared are value, unit, period, entity and inputs (datasets, sources, numerator, denominator, parts,
formula); not the wording of the sentence nor the number of the cell.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aarsmelding import asking
from aarsmelding.asking import Record
from aarsmelding.asking.explanation import with_unit
from aarsmelding.asking.terminal import Screen
from aarsmelding.errors import UsageError
from aarsmelding.paths import Project, find_project

CHANGED, APPEARED, WENT, SAME_VALUE = "changed", "appeared", "went", "inputs"
KINDS = (CHANGED, APPEARED, WENT, SAME_VALUE)
QUANTITY = ("value", "unit", "period", "entity")
LISTS = ("datasets", "sources", "sum_of")
SINGLE = ("period", "entity", "numerator", "denominator")
# A formula longer than this is cut down to where the two differ.
WHOLE_FORMULA, CONTEXT = 160, 40
WIDTH, WIDEST_VALUE = 110, 24


@dataclass(frozen=True)
class Change:
    """One fact that is not as it was; `inputs` says in words what else differs."""

    kind: str
    id: str
    old: str
    new: str
    inputs: tuple[str, ...]


def read(project: Project | None, given: str, year: int | None) -> dict[str, Record]:
    """The ledger that `given` names: a report folder, a facts.json, or a git revision of the checkout."""
    path = Path(given)
    if path.is_dir():
        path = path / "facts.json"
        if not path.is_file():
            raise UsageError(
                "the folder has no facts.json", given, "give a report folder, such as reports/2025"
            )
    if path.is_file():
        return asking.read_facts(path, str(path))
    project = project or find_project()
    chosen = asking.latest(project) if year is None else year
    return asking.facts_in(_at_revision(project, given, chosen), f"{given}, reports/{chosen}/facts.json")


def _at_revision(project: Project, given: str, year: int) -> str:
    file = f"reports/{year}/facts.json"
    command = ["git", "-C", str(project.root), "show", f"{given}:{file}"]
    try:
        if given and not given.startswith("-"):
            return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        said = "not a revision"
    except OSError:
        said = "git is not installed"
    except UnicodeDecodeError:
        said = "not text"
    except subprocess.CalledProcessError as problem:
        said = (problem.stderr.strip().splitlines() or ["no such revision"])[0]
    raise UsageError(
        f"{given!r} is no folder, no file, and no git revision with a ledger",
        f"{given}:{file} ({said})",
        "give a report folder, a facts.json or a revision that has it; --year chooses the year",
    )


def compare(old: Mapping[str, Record], new: Mapping[str, Record]) -> list[Change]:
    """Every fact that is not the same in both, in order of kind and id."""
    changes = [
        Change(WENT, i, with_unit(old[i]), "", _rests_on("rested on", old[i])) for i in old if i not in new
    ]
    for i, fact in new.items():
        if i not in old:
            changes.append(Change(APPEARED, i, "", with_unit(fact), _rests_on("rests on", fact)))
        elif found := _change(old[i], fact):
            changes.append(found)
    return sorted(changes, key=lambda change: (KINDS.index(change.kind), change.id))


def _rests_on(verb: str, fact: Record) -> tuple[str, ...]:
    return (f"{verb} {', '.join(fact['datasets']) or 'no dataset'}",)


def _change(old: Record, new: Record) -> Change | None:
    inputs = _inputs(old, new)
    has_changed = any(_of(old, name) != _of(new, name) for name in QUANTITY)
    if not has_changed and not inputs:
        return None
    before, after = with_unit(old), with_unit(new)
    if before == after and has_changed:
        before, after = (f"{text} ({_exact(fact)})" for text, fact in ((before, old), (after, new)))
    unexplained = ("same datasets, places and formula: the data themselves changed",)
    return Change(CHANGED if has_changed else SAME_VALUE, new["id"], before, after, inputs or unexplained)


def _of(fact: Record, name: str) -> Any:
    """A field; an absent one, a blank one and an empty list are the same."""
    value = fact.get(name)
    return None if value in ("", [], ()) else value


def _exact(fact: Record) -> str:
    return " ".join(str(_of(fact, name)) for name in QUANTITY if _of(fact, name) is not None)


def _inputs(old: Record, new: Record) -> tuple[str, ...]:
    found = []
    for name in LISTS:
        before, after = ([_named(item) for item in _of(fact, name) or ()] for fact in (old, new))
        gone = "; ".join(item for item in before if item not in after)
        come = "; ".join(item for item in after if item not in before)
        label = "parts" if name == "sum_of" else name
        found += [f"{label}: no longer {gone}"] if gone else []
        found += [f"{label}: now also {come}"] if come else []
    for name in SINGLE:
        before, after = _of(old, name), _of(new, name)
        if before != after:
            found.append(f"{name}: {_or_none(before)}, now {_or_none(after)}")
    before, after = _of(old, "formula"), _of(new, "formula")
    if before != after:
        first, second = _where_they_differ(_or_none(before), _or_none(after))
        found += [f"formula was: {first}", f"formula is:  {second}"]
    return tuple(found)


def _named(item: Any) -> str:
    return f"{item['document']}, {item['place']}" if isinstance(item, dict) else str(item)


def _or_none(value: Any) -> str:
    return "none" if value is None else str(value)


def _where_they_differ(old: str, new: str) -> tuple[str, str]:
    if max(len(old), len(new)) <= WHOLE_FORMULA:
        return old, new
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return _cut(old, start, end), _cut(new, start, end)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _cut(formula: str, start: int, end: int) -> str:
    first, last = max(start - CONTEXT, 0), min(len(formula) - end + CONTEXT, len(formula))
    return ("… " if first else "") + formula[first:last] + (" …" if last < len(formula) else "")


def show(changes: list[Change], old_name: str, new_name: str, total: int) -> None:
    """Print what changed, ready to paste; `total` is the number of facts in the new ledger."""
    screen = Screen(WIDTH)
    if not changes:
        screen.line(f"no difference: {total} facts, the same in {old_name} and {new_name}")
        return
    counts = {kind: sum(change.kind == kind for change in changes) for kind in KINDS}
    as_before = total - counts[CHANGED] - counts[APPEARED] - counts[SAME_VALUE]
    screen.line(f"Facts: {old_name} (old), {new_name} (new)")
    screen.line(
        f"{counts[CHANGED]} changed, {counts[APPEARED]} appeared, {counts[WENT]} went, "
        f"{counts[SAME_VALUE]} with the same value from other inputs, {as_before} as before"
    )
    screen.line()
    rows = [(change.kind, change.id, change.old or "-", change.new or "-") for change in changes]
    screen.table(("What", "Fact", "Old", "New"), rows, WIDEST_VALUE)
    screen.heading("Inputs")
    for change in changes:
        screen.line(change.id)
        for line in change.inputs:
            screen.line(line, 2, 2)
