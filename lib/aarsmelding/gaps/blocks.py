"""A cut notebook put together again: what its section lacks is said once, after what opens it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from aarsmelding.gaps import NoneOf, wording
from aarsmelding.gaps.statements import Cell

if TYPE_CHECKING:
    import pandas as pd

BEFORE_HEADING = re.compile(r"(?m)^(?=#{1,6} )")
HEADING = re.compile(r"#{1,6} .*")
# The heading that every section ends with; caveats alone are no section.
CAVEATS = "Forbehold"


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

    @property
    def level(self) -> int:
        """1 for the title, 2 and more for the headings below it; 0 for what stands before the title."""
        return len(self.heading) - len(self.heading.lstrip("#"))

    @property
    def words(self) -> str:
        return self.heading.lstrip("# ").strip()

    @property
    def is_caveats(self) -> bool:
        return self.words == CAVEATS

    @property
    def is_bare(self) -> bool:
        """Whether nothing can be said under it for want of data."""
        return self.level > 1 and bool(self.lacking) and not self.shows and not self.is_caveats


def assembled(pieces: Iterable[Piece], documents: pd.DataFrame | None) -> list[dict[str, Any]]:
    """The cells to run. `documents` date what is said to be missing."""
    blocks = list(_blocks(pieces))
    since = wording.missing_since(documents)
    if not any(block.shows for block in blocks if not block.is_caveats):
        return _numbered(_nothing(blocks, since))
    headed = [not block.is_bare or _holds(blocks[place:]) for place, block in enumerate(blocks)]
    cells = [list(_of_block(*each)) for each in zip(blocks, headed, strict=True)]
    opening = max(place for place, block in enumerate(blocks) if block.level < 2)
    lacking = _all_lacking(blocks)
    if lacking:
        absent = [block.words for block in blocks if block.is_bare]
        cells[opening].append(_said(wording.of_parts(lacking, since, absent, _partial(blocks))))
        if blocks[-1].is_caveats and not all(isinstance(lack, NoneOf) for lack in lacking):
            cells[-1].append(_said(wording.ABOUT_CAVEATS))
    return _numbered(chain.from_iterable(cells))


def _holds(following: Sequence[Block]) -> bool:
    """Whether the first block has one below it that something can be said under."""
    own, *others = following
    below = takewhile(lambda block: block.level > own.level, others)
    return any(not block.is_bare for block in below)


def _partial(blocks: Iterable[Block]) -> list[str]:
    """The headings under which some is shown and some is lacking."""
    return [b.words for b in blocks if b.level > 1 and b.lacking and b.shows and not b.is_caveats]


def _all_lacking(blocks: Iterable[Block]) -> list[str]:
    return sorted({lack for block in blocks for lack in block.lacking})


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


def _of_block(block: Block, is_headed: bool) -> Iterator[dict[str, Any]]:
    """What is left of it; where nothing is shown, the code alone, for other code may rest on it."""
    for piece in block.pieces:
        is_prose = piece.cell["cell_type"] == "markdown"
        if is_prose and (block.is_bare or piece.lacks):
            if is_headed and piece.text.startswith("#"):
                yield {**piece.cell, "source": block.heading}
        elif text := (piece.code.left if piece.code else piece.text):
            yield {**piece.cell, "source": text}


def _nothing(blocks: list[Block], since: str) -> list[dict[str, Any]]:
    """A section of which nothing can be shown: its title, its question, and what it waits for."""
    first = next(block for block in blocks if block.heading.startswith("# "))
    title, *others = [piece for piece in first.pieces if piece.code is None]
    parameters = [piece for piece in others if piece.cell["cell_type"] == "code"]
    opening = [{**piece.cell, "source": piece.text} for piece in (title, *parameters)]
    return [*opening, _said(wording.of_section(_all_lacking(blocks), since))]


def _said(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "mangler", "metadata": {}, "source": text}
