"""The small-number rule: which counts are not shown, and that nobody can work them out.

The rules stand in one file, `data/skjerming.yml`, with who decided and when. They act where clean data are
read, before a notebook sees them: a suppressed count is a mark that absorbs what is computed from it, so that
it cannot reach a table, a figure, a sentence, a download or a fact. Further counts are suppressed where
published totals would give the first ones away.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aarsmelding import catalog
from aarsmelding.disclosure import marks
from aarsmelding.disclosure.rules import FILE, Rule, read

if TYPE_CHECKING:
    import pandas as pd

    from aarsmelding.paths import Project


def related(project: Project, year: int, name: str) -> tuple[str, ...]:
    """The datasets that decide what is suppressed in dataset `name`: none where no rule is on."""
    rules = read(project, year)
    if name not in rules:
        return ()
    return tuple(sorted({name} | {total.dataset for total in rules[name].totals}))


def files(project: Project) -> list[Path]:
    """What a product depends on besides the data: the file of rules, if there is one."""
    path = project.root / FILE
    return [path] if path.is_file() else []


def protected(project: Project, year: int, name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame`, the clean dataset `name`, with what the rules suppress replaced by marks."""
    rules = read(project, year)
    if name not in rules:
        return frame
    from aarsmelding import store
    from aarsmelding.disclosure import suppression

    rule = rules[name]
    totals = {t.dataset: store.read_whole(project, year, t.dataset) for t in rule.totals}
    return suppression.suppressed(frame, rule, totals)


def with_what_cannot_be(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame`, the clean dataset `name`, with a mark where nothing is stated because nothing can be."""
    for column, query in catalog.not_applicable(name).items():
        # Empty where the number that it would be a share of is missing too.
        cannot = frame[column].isna() & frame.eval(query).fillna(False)
        if cannot.any():
            frame = frame.assign(**{column: frame[column].astype(object).mask(cannot, marks.NOT_APPLICABLE)})
    return frame


def telling(project: Project, year: int) -> set[str]:
    """The registers in which a protected number can be counted: a section about one is not shown."""
    return {register for name in read(project, year) for register in catalog.derived_from(name)}


def without_telling_claims(
    project: Project, year: int, frames: dict[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """`frames` without the published claims that could tell a suppressed number.

    Where a rule is on those go that rest on a protected dataset, and those of which nothing is known.
    """
    rules = read(project, year)
    if not rules or "paastander" not in frames:
        return frames
    from aarsmelding.reconcile.expressions import names_used

    claims = frames["paastander"]
    known = claims["uttrykk"].notna()
    safe = [not set(names_used(text)) & set(rules) for text in claims.loc[known, "uttrykk"]]
    return {**frames, "paastander": claims[known][safe]}


__all__ = [
    "FILE",
    "Rule",
    "files",
    "protected",
    "read",
    "related",
    "telling",
    "with_what_cannot_be",
    "without_telling_claims",
]
