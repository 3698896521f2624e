"""Meeting papers: an agenda, papers or minutes in, proposed rows of `moeter` and `saker` out.

`propose` reads one document and returns a `Proposal`; nothing is taken from it before a person has
accepted it (`accepting`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aarsmelding.papers.cells import Proposal
    from aarsmelding.paths import Project

__all__ = ["SUFFIXES", "propose", "take"]

SUFFIXES = (".pdf", ".docx", ".txt")


def propose(
    path: Path, project: Project | None = None, year: int | None = None, document: str | None = None
) -> Proposal:
    """What the document seems to hold; `document` is its id (default: the file's name without ending).

    The closed lists (committees, municipalities) are those of `year`, or of the nearest year that has
    them. Raises PapersRefused where the file cannot be read or holds nothing of use.
    """
    from aarsmelding.papers import finding
    from aarsmelding.paths import find_project

    return finding.propose(path, project or find_project(), year, document)


def take(
    path: Path, project: Project, year: int, out: Path | None = None, *, dry_run: bool = False
) -> list[str]:
    """Propose, write the proposal (default: beside the document), and say what was found, for the screen.

    `dry_run` writes nothing.

    Raises PapersRefused, also where the proposal is there already: it may have been edited.
    """
    from aarsmelding.papers import proposals, showing

    proposal = propose(path, project, year)
    target = out or path.with_name(f"{path.stem}.forslag.csv")
    if dry_run:
        return [*showing.lines(proposal), f"would write {target}"]
    proposals.write(proposal, target)
    return [
        *showing.lines(proposal),
        f"wrote {target}: write ja in «godtatt», then type: aarsmelding accept {target} --year {year}",
    ]
