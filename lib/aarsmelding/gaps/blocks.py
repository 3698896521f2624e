"""A cut notebook put together again: what is missing under a heading is said in a sentence there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aarsmelding.gaps.statements import Cell

if TYPE_CHECKING:
    import pandas as pd

BEFORE_HEADING = re.compile(r"(?m)^(?=#{1,6} )")
HEADING = re.compile(r"#{1,6} .*")
# The heading that every section ends with; caveats alone are no section.
CAVEATS = "Forbehold"
ABOUT_CAVEATS = "Forbeholdene er skrevet for et helt år. De gjelder også tall som mangler ennå."


@dataclass
class Piece:
    """A cell as it was written; `lacks` by its own metadata, and for analysis what is left of the code."""

    cell: Mapping[str, Any]
    text: str
    lacks: frozenset[str]
    code: Cell | None

    @property
    def lacking(self) -> set[str]:
        return self.code.lacking if self.code else set()


@dataclass
class Block:
    """What stands under one heading."""

    heading: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def lacking(self) -> list[str]:
        return sorted({lack for piece in self.pieces for lack in piece.lacking})

    @property
    def shows(self) -> bool:
        return any(piece.code and piece.code.shows for piece in self.pieces)


def assembled(pieces: Iterable[Piece], documents: pd.DataFrame | None) -> list[dict[str, Any]]:
    """The cells to run. `documents` date what is said to be missing."""
    blocks = list(_blocks(pieces))
    *body, last = blocks
    if not any(block.shows for block in (body if last.heading.endswith(CAVEATS) else blocks)):
        return _numbered(_nothing(blocks, documents))
    cells = [cell for block in blocks for cell in _of_block(block, documents)]
    is_cautioned = last.heading.endswith(CAVEATS) and any(block.lacking for block in blocks)
    return _numbered([*cells, _said(ABOUT_CAVEATS)] if is_cautioned else cells)


def _numbered(cells: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells with ids of their own: a cell that was divided at a heading gives its id to several."""
    counts: dict[str, int] = {}
    numbered = []
    for cell in cells:
        identity = str(cell.get("id", "mangler"))
        counts[identity] = counts.get(identity, 0) + 1
        numbered.append(
            {**cell, "id": identity if counts[identity] == 1 else f"{identity}-{counts[identity]}"}
        )
    return numbered


def missing_since(documents: pd.DataFrame | None) -> str:
    """`ikke mottatt per 18. mars 2026`: the date of the youngest document, if any is known."""
    from aarsmelding import norwegian

    dates = documents["dokument_dato"].dropna() if documents is not None else []
    return f"ikke mottatt per {norwegian.long_date(max(dates))}" if len(dates) else "ikke mottatt ennå"


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    block = Block("")
    for piece in pieces:
        if piece.cell["cell_type"] != "markdown":
            block.pieces.append(piece)
            continue
        for part in filter(str.strip, BEFORE_HEADING.split(piece.text)):
            if heading := HEADING.match(part):
                yield block
                block = Block(heading[0])
            block.pieces.append(Piece(piece.cell, part.strip(), piece.lacks, None))
    yield block


def _of_block(block: Block, documents: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    is_bare = bool(block.lacking) and not block.shows
    is_first = block.heading.startswith("# ")
    for piece in block.pieces:
        is_prose = piece.cell["cell_type"] == "markdown"
        if is_prose and ((is_bare and not is_first) or piece.lacks):
            if piece.text.startswith("#"):
                yield {**piece.cell, "source": block.heading}
        elif text := (piece.code.left if piece.code else piece.text):
            yield {**piece.cell, "source": text}
    if block.lacking:
        titles = "; ".join(title[0].lower() + title[1:] for title in block.lacking)
        yield _said(f"Mangler, {missing_since(documents)}: {titles}.")


def _nothing(blocks: list[Block], documents: pd.DataFrame | None) -> list[dict[str, Any]]:
    """A section of which nothing can be shown: its title, its question, and what it waits for."""
    first = next(block for block in blocks if block.heading.startswith("# "))
    title, *others = [piece for piece in first.pieces if piece.code is None]
    parameters = [piece for piece in others if piece.cell["cell_type"] == "code"]
    opening = [{**piece.cell, "source": piece.text} for piece in (title, *parameters)]
    lacking = sorted({lack for block in blocks for lack in block.lacking})
    items = "\n".join(f"- {lack}" for lack in lacking)
    return [*opening, _said(f"Denne delen mangler, {missing_since(documents)}:\n\n{items}")]


def _said(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "mangler", "metadata": {}, "source": text}
