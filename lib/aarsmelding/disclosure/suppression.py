"""Suppress small counts of a dataset, and as many others as it takes for them to stay unknown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from aarsmelding.disclosure.intervals import Known, intervals
from aarsmelding.disclosure.marks import SUPPRESSED
from aarsmelding.disclosure.rules import FILE, Rule, Total
from aarsmelding.errors import AarsmeldingError


def suppressed(frame: pd.DataFrame, rule: Rule, totals: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """`frame` with marks for the counts that the rule hides, and for what follows from them.

    `totals` are the whole datasets that the rule's sums are taken from.
    """
    hidden = mask(frame, rule, totals)
    shown = frame.copy()
    for column in rule.columns:
        shown[column] = _with_marks(frame[column], hidden[column])
    for column in rule.derived:
        shown[column] = _with_marks(frame[column], hidden.any(axis=1))
    return shown


def _with_marks(column: pd.Series, hidden: pd.Series) -> pd.Series:
    return column.astype(object).mask(hidden, SUPPRESSED) if hidden.any() else column


def mask(frame: pd.DataFrame, rule: Rule, totals: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Which cells are hidden: a boolean frame with the rule's columns and the index of `frame`.

    First every count above zero and below the limit; then, while an outsider could tell a hidden
    count more closely than the limit, the smallest shown count that stands in a sum with it.
    """
    counts = frame[list(rule.columns)].astype("Float64")
    values = counts.fillna(0).to_numpy(dtype=float).ravel(order="F")
    filled = counts.notna().to_numpy().ravel(order="F")
    hidden = filled & (values > 0) & (values < rule.limit)
    known = _known(frame, rule, totals)
    while exposed := _exposed(values, hidden, known, rule.limit):
        further = _cheapest(exposed, values, filled & ~hidden, known)
        if further is None:
            raise AarsmeldingError(
                f"a suppressed count of {rule.dataset} can be worked out from a published sum",
                FILE,
                "let the sum's dataset have a rule of its own, or raise the limit",
            )
        hidden[further] = True
    shape = (len(rule.columns), len(frame))
    return pd.DataFrame(hidden.reshape(shape).T, index=frame.index, columns=list(rule.columns))


def _exposed(values: np.ndarray, hidden: np.ndarray, known: Known, limit: int) -> list[int]:
    """Hidden cells whose interval is narrower than the limit."""
    if not hidden.any():
        return []
    found = intervals(values, hidden, known)
    return [cell for cell, (least, most) in found.items() if most - least < limit - 1e-6]


def _cheapest(exposed: list[int], values: np.ndarray, shown: np.ndarray, known: Known) -> int | None:
    """The smallest shown count that stands in a sum with an exposed cell, zero last."""
    beside = {
        int(cell) for cells, _ in known.sums if set(cells) & set(exposed) for cell in cells if shown[cell]
    }
    beside |= {
        other
        for pair in known.at_most
        for cell, other in (pair, pair[::-1])
        if cell in exposed and shown[other]
    }
    return min(beside, key=lambda cell: (values[cell] == 0, values[cell], cell), default=None)


def _known(frame: pd.DataFrame, rule: Rule, totals: Mapping[str, pd.DataFrame]) -> Known:
    """The sums and limits that an outsider knows, in the numbers of the cells (column after column)."""
    rows = len(frame)
    first = {column: n * rows for n, column in enumerate(rule.columns)}
    position = pd.Series(range(rows), index=frame.index)
    sums = []
    for total in rule.totals:
        source = totals[total.dataset]
        for amount in (source.query(total.where) if total.where else source)[total.amount].dropna():
            chosen = frame.query(total.rows) if total.rows else frame
            cells = [first[total.column] + int(position[index]) for index in chosen.index]
            _require_adding_up(total, frame.loc[chosen.index, total.column].sum(), amount)
            sums.append((cells, float(amount)))
    at_most = [
        (first[smaller] + n, first[larger] + n)
        for smaller, larger in rule.at_most.items()
        for n in range(rows)
        if not frame[[smaller, larger]].iloc[n].isna().any()
    ]
    return Known(sums, at_most)


def _require_adding_up(total: Total, computed: float, stated: float) -> None:
    """A sum that does not hold says nothing of what an outsider can find out."""
    if abs(float(computed) - float(stated)) > 1e-6:
        raise AarsmeldingError(
            f"{total.column} adds up to {computed}, not to the {stated} of {total.dataset}.{total.amount}",
            f"{FILE}, summer, rader {total.rows!r}, hvor {total.where!r}",
            "choose the rows that the sum is made of, or remove the sum",
        )
