"""What was refused, kept outside the data: when, which dataset, why; never a value or a file name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aarsmelding.errors import AarsmeldingError, DataRefused
from aarsmelding.paths import Project
from aarsmelding.receiving.deliveries import Turned

MOST_RULES = 5


@dataclass(frozen=True)
class Refusal:
    """One refused delivery: the beginning of its hash, the dataset if it was named, the rules it broke."""

    when: str
    sha8: str
    dataset: str | None
    rules: tuple[str, ...]


def note(project: Project, year: int, sha256: str, dataset: str | None, problem: AarsmeldingError) -> None:
    """Remember that a delivery was refused; that this fails is no reason to fail."""
    faults = problem.faults if isinstance(problem, DataRefused) else []
    rules = list(dict.fromkeys(f"{f.column}: {f.rule}" if f.column else f.rule for f in faults))
    entry: dict[str, Any] = {
        "when": datetime.now().astimezone().isoformat(timespec="milliseconds"),
        "sha8": sha256[:8],
        "dataset": dataset,
        "rules": rules[:MOST_RULES] if rules else [problem.problem],
    }
    try:
        with _file(project, year).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
    except OSError:
        return


def all_of(project: Project, year: int) -> list[Refusal]:
    """Every refusal of the year that is remembered, the oldest first."""
    try:
        lines = _file(project, year).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
            found.append(Refusal(entry["when"], entry["sha8"], entry["dataset"], tuple(entry["rules"])))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def before(project: Project, year: int, dataset: str, since: str = "") -> list[Turned]:
    """What was refused of a dataset after the moment `since`, the oldest first; the same file counts once."""
    found = [r for r in all_of(project, year) if r.dataset == dataset and _is_after(r.when, since)]
    last = {refusal.sha8: refusal for refusal in found}
    return [Turned(each.when[:10], list(each.rules)) for each in last.values()]


def _is_after(when: str, since: str) -> bool:
    return not since or datetime.fromisoformat(when) > datetime.fromisoformat(since)


def _file(project: Project, year: int) -> Path:
    return project.build(year) / "refused.jsonl"
