"""The deliveries of a year: files as they came in `leveranser/`, each with a receipt of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import Project

FOLDER = "leveranser"
SUFFIX = ".receipt.yml"
PREFIX = "leveranse_"


@dataclass
class Turned:
    """A delivery of the same dataset that was refused before this one: the day, and the rules it broke."""

    date: str
    rules: list[str]


@dataclass
class Taken:
    """What was taken from a delivery for one dataset: where, how much, how it was read, what it replaced,
    and what was refused before it could be taken.
    """

    rows: int
    columns: list[str]
    place: str
    supersedes: str | None = None
    understood: list[str] = field(default_factory=list)
    refused: list[Turned] = field(default_factory=list)


@dataclass
class DeliveryReceipt:
    """What was received: the file, its hash and size, who sent it, when, with which version it was read."""

    file: str
    sha256: str
    size: int
    delivered_by: str
    received: str
    version: str
    datasets: dict[str, Taken] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        return f"{PREFIX}{self.sha256[:8]}"

    def as_text(self) -> str:
        return yaml.safe_dump(asdict(self), allow_unicode=True, sort_keys=False, width=100)


def folder(project: Project, year: int) -> Path:
    return project.raw(year) / FOLDER


def all_of(project: Project, year: int) -> list[DeliveryReceipt]:
    """Every delivery of the year, the oldest first. Raises AarsmeldingError for a damaged receipt."""
    found = [_read(project, path) for path in sorted(folder(project, year).glob(f"*{SUFFIX}"))]
    return sorted((receipt for receipt in found if receipt), key=lambda receipt: receipt.received)


def current(project: Project, year: int) -> dict[str, DeliveryReceipt]:
    """The delivery that each dataset's raw file comes from, by dataset."""
    found: dict[str, DeliveryReceipt] = {}
    for dataset, receipt in _by_dataset(all_of(project, year)):
        named = _documents(project.raw(year) / f"{dataset}{SUFFIX}")
        if receipt.identity in named:
            found[dataset] = receipt
    return found


def _by_dataset(receipts: list[DeliveryReceipt]) -> Iterator[tuple[str, DeliveryReceipt]]:
    for receipt in receipts:
        for dataset in receipt.datasets:
            yield dataset, receipt


def _documents(path: Path) -> list[str]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return list(content["documents"])
    except (OSError, yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError):
        return []


def _taken(*, refused: Iterable[dict[str, Any]] = (), **rest: Any) -> Taken:
    turned = [Turned(**each) for each in refused]
    for each in turned:
        date.fromisoformat(each.date)
    return Taken(**rest, refused=turned)


def _read(project: Project, path: Path) -> DeliveryReceipt | None:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "datasets" not in content:
            # The receipt of an earlier raw file, kept here when a delivery superseded it.
            return None
        content["datasets"] = {name: _taken(**taken) for name, taken in content["datasets"].items()}
        receipt = DeliveryReceipt(**content)
        datetime.fromisoformat(receipt.received)
        if not isinstance(receipt.sha256, str) or not isinstance(receipt.file, str):
            raise TypeError
        return receipt
    except (OSError, yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError, AttributeError, KeyError):
        problem = "the receipt of a delivery cannot be read"
        raise AarsmeldingError(problem, project.shown(path), "get it back (git checkout)") from None
