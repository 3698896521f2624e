"""The whole way of a delivery; everything is decided before the first file is written."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from aarsmelding import catalog, datasets, years
from aarsmelding.errors import AarsmeldingError, DataRefused, UsageError
from aarsmelding.paths import Project
from aarsmelding.receiving import (
    bounds,
    checking,
    choosing,
    declaring,
    delimited,
    deliveries,
    finding,
    personal,
    refusals,
    shelving,
    spreadsheets,
    storing,
    unfolding,
    versions,
)
from aarsmelding.receiving.body import Hidden, body_of
from aarsmelding.receiving.deliveries import DeliveryReceipt, Taken
from aarsmelding.receiving.extracting import Choices, Extract, extract
from aarsmelding.receiving.grid import Workbook
from aarsmelding.receiving.table import Table
from aarsmelding.receiving.trial import in_the_delivery, trial_of
from aarsmelding.validate import validate


@dataclass(frozen=True)
class Request:
    """What somebody asks for: the file, its year, who it is from, and what they say about it."""

    file: Path
    year: int
    sender: str
    dataset: str | None = None
    sheet: str | None = None
    hidden: Hidden = Hidden.REFUSE
    choices: Choices = field(default_factory=Choices)
    whole_year: bool | None = None


@dataclass
class Outcome:
    """What came of it: dataset, rows, what was understood how, what differs from the version before."""

    identity: str
    dataset: str
    rows: int
    columns: list[str]
    notes: list[str] = field(default_factory=list)
    difference: versions.Difference | None = None
    supersedes: str | None = None
    same_as: DeliveryReceipt | None = None
    files: list[str] = field(default_factory=list)


def receive(project: Project, request: Request, dry_run: bool = False) -> Outcome:
    """Take a delivery, or with `dry_run` only say what would come of it.

    Raises UsageError, Refused or DataRefused; then nothing has been written below data/raw.
    """
    _require_sense(request)
    delivery = bounds.open_delivery(request.file)
    if request.sheet is not None and delivery.kind == bounds.TEXT:
        raise UsageError("a text file, such as a CSV, has no sheets", "--sheet", "leave it out")
    dataset = request.dataset
    with nullcontext() if dry_run else storing.receiving(project, request.year):
        try:
            known = _known(project, request.year, delivery)
            if known and (same := _same(known, request, delivery)):
                return _declared(project, request, same, known, dry_run)
            table, found = read(delivery, request)
            dataset = found.dataset
            outcome, files = _taken(project, request, delivery, table, found, known)
            if not dry_run:
                storing.put(project, request.year, files)
        except AarsmeldingError as problem:
            if not dry_run:
                refusals.note(project, request.year, delivery.sha256, dataset, problem)
            raise
    return outcome


def _require_sense(request: Request) -> None:
    years.require(request.year)
    if request.dataset:
        catalog.require(request.dataset)
        _require_register(request, request.dataset)
    if not request.sender.strip() or personal.kinds_in(request.sender) or len(request.sender) > 200:
        remedy = 'write a role or an organisation, such as --from "Økonomiavdelingen"'
        raise UsageError("the sender must be named, without personal data", "--from", remedy)


def _require_register(request: Request, dataset: str) -> None:
    if request.whole_year:
        declaring.require_register(dataset)


def _known(project: Project, year: int, delivery: bounds.Delivery) -> DeliveryReceipt | None:
    """The receipt of the same file, where it has been received before."""
    same = [r for r in deliveries.all_of(project, year) if r.sha256 == delivery.sha256]
    return same[0] if same else None


def _same(known: DeliveryReceipt, request: Request, delivery: bounds.Delivery) -> Outcome | None:
    dataset = request.dataset or next(iter(known.datasets))
    taken = known.datasets.get(dataset)
    if taken is None:
        return None
    return Outcome(delivery.identity, dataset, taken.rows, taken.columns, same_as=known)


def _declared(
    project: Project, request: Request, same: Outcome, known: DeliveryReceipt, dry_run: bool
) -> Outcome:
    """The same file again changes what is declared of it, where somebody says so."""
    _require_register(request, same.dataset)
    is_current = deliveries.current(project, request.year).get(same.dataset) == known
    if request.whole_year is None or not is_current:
        return same
    files = declaring.renewed(project, request.year, same.dataset, request.whole_year)
    if files:
        same.notes = [declaring.WHOLE if request.whole_year else declaring.NOT_WHOLE]
        same.files = [project.shown(project.raw(request.year) / name) for name in files]
    if files and not dry_run:
        storing.put(project, request.year, files)
    return same


def _taken(
    project: Project,
    request: Request,
    delivery: bounds.Delivery,
    table: Table,
    found: Extract,
    known: DeliveryReceipt | None,
) -> tuple[Outcome, dict[str, bytes]]:
    """What comes of a table that was read, and every file to be written for it, in order."""
    _require_register(request, found.dataset)
    sender, is_whole = request.sender.strip(), bool(request.whole_year)
    raw = shelving.raw_files(found, sender, delivery.identity, is_whole)
    with trial_of(project, request.year, [found.dataset], raw) as (trial, borrowed):
        frame, faults = validate(trial, request.year, found.dataset)
    if frame is None or faults:
        raise DataRefused(in_the_delivery(faults, found, delivery.name, request.year))
    earlier, kept_as = shelving.kept(project, request.year, found.dataset)
    before = deliveries.current(project, request.year).get(found.dataset)
    outcome = Outcome(
        delivery.identity,
        found.dataset,
        len(found.rows),
        list(table.columns),
        found.notes + borrowed + declaring.notes(project, request.year, found.dataset, is_whole),
        supersedes=before.file if before else kept_as,
    )
    outcome.difference = _difference(project, request.year, found.dataset, frame, outcome)
    place = table.sheet.where(table.header)
    turned = refusals.before(project, request.year, found.dataset, before.received if before else "")
    taken = Taken(outcome.rows, outcome.columns, place, outcome.supersedes, outcome.notes, turned)
    shelved = shelving.delivery_files(delivery, sender, known, found.dataset, taken)
    # The raw table comes last: before it is there, its receipt alone is nothing.
    files = shelved | earlier | raw
    outcome.files = [project.shown(project.raw(request.year) / name) for name in files]
    return outcome, files


def read(delivery: bounds.Delivery, request: Request) -> tuple[Table, Extract]:
    """The table of the delivery and its rows as text; raises Refused or DataRefused. Reads nothing else."""
    books = delimited.readings(delivery) if delivery.kind == bounds.TEXT else [spreadsheets.reading(delivery)]
    for book in books:
        checking.require_impersonal(book, delivery.name)
    books = [_unfolded(book, request, delivery.name) for book in books]
    book, found = _best_reading(books, request)
    table = choosing.choose(found, request.dataset, delivery.name)
    body = body_of(table, found, request.hidden, delivery.kind, delivery.name)
    extracted = extract(table, body, request.choices, delivery.name)
    hidden = [sheet.name for sheet in book.sheets if sheet.is_hidden and sheet is not table.sheet]
    head = [*book.notes, f"table found at {table.sheet.where(table.header)}"]
    head += [f"hidden sheets, not read: {', '.join(hidden)}"] if hidden else []
    extracted.notes = head + extracted.notes
    return table, extracted


def _unfolded(book: Workbook, request: Request, name: str) -> Workbook:
    """The workbook with its wide tables as rows of the dataset that they are of."""
    return unfolding.unfolded(book, request.dataset, request.sheet, request.choices, request.year, name)


def _best_reading(books: list[Workbook], request: Request) -> tuple[Workbook, list[Table]]:
    """The way of splitting a text file in which a table is found best."""
    tried = [(book, finding.candidates(book, request.dataset, request.sheet)) for book in books]

    def best(pair: tuple[Workbook, list[Table]]) -> tuple[int, float]:
        return max((t.rank for t in pair[1] if request.dataset in (None, t.dataset)), default=(0, 0.0))

    return max(tried, key=best)


def _difference(
    project: Project, year: int, dataset: str, frame: pd.DataFrame, outcome: Outcome
) -> versions.Difference | None:
    if not (project.raw(year) / f"{dataset}.csv").is_file():
        return None
    with trial_of(project, year, [dataset], {}) as (trial, _):
        before, _ = validate(trial, year, dataset)
    if before is None:
        outcome.notes.append("the version before breaks a rule, so no rows are compared")
        return None
    return versions.compare(datasets.get(dataset), before, frame)
