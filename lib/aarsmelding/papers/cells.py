"""What is proposed: records of cells, each cell with its place and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field

# How a value came about decides how sure it is.
PRINTED = 0.95
REPAIRED = 0.8
INFERRED = 0.6
MENTIONED = 0.4
MISSING = 0.0


@dataclass(frozen=True)
class Cell:
    """A proposed value; `note` (bokmål) says what a person should look at."""

    value: str
    confidence: float
    place: str
    note: str = ""


@dataclass
class Record:
    """One proposed row of `dataset`, or of a money table; `cells` by column."""

    dataset: str
    place: str
    cells: dict[str, Cell] = field(default_factory=dict)

    def put(self, column: str, value: str | None, confidence: float, place: str, note: str = "") -> None:
        """Set a cell, unless there is nothing to set it to."""
        if value:
            self.cells[column] = Cell(value, confidence, place, note)

    def value(self, column: str) -> str:
        return self.cells[column].value if column in self.cells else ""

    @property
    def confidence(self) -> float:
        """As sure as its least sure cell."""
        return min((cell.confidence for cell in self.cells.values()), default=MISSING)


@dataclass
class Proposal:
    """Everything proposed from one document."""

    document: str
    records: list[Record] = field(default_factory=list)

    def of(self, dataset: str) -> list[Record]:
        return [record for record in self.records if record.dataset == dataset]
