"""What an outsider can find out: the interval of every suppressed count, by linear programming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog


@dataclass(frozen=True)
class Known:
    """What is known besides the shown counts: cells that add up to a total; cells that never exceed others.

    `sums` are (cells, total), `at_most` pairs (smaller, larger); cells are numbered.
    """

    sums: Sequence[tuple[Sequence[int], float]]
    at_most: Sequence[tuple[int, int]] = ()


def intervals(
    values: np.ndarray, hidden: np.ndarray, known: Known, outside: float = np.inf
) -> dict[int, tuple[float, float]]:
    """The smallest and largest value that each hidden cell can have, for one who knows `known`.

    `values` has shape (cells,), `hidden` is a boolean array of the same shape; counts are not negative.
    """
    cells = np.flatnonzero(hidden)
    place = {int(cell): n for n, cell in enumerate(cells)}
    equal, total = _equations(values, place, known)
    least, most = _inequalities(values, place, known)
    found = {}
    for cell, n in place.items():
        goal = np.zeros(len(place))
        goal[n] = 1
        ends = []
        for sign in (1, -1):
            solved = linprog(sign * goal, A_ub=least, b_ub=most, A_eq=equal, b_eq=total, bounds=(0, None))
            # Unbounded: nothing that is known limits the cell.
            ends.append(sign * solved.fun if solved.status == 0 else (0.0 if sign == 1 else outside))
        found[cell] = (ends[0], ends[1])
    return found


def _equations(
    values: np.ndarray, place: dict[int, int], known: Known
) -> tuple[np.ndarray | None, np.ndarray | None]:
    rows, rest = [], []
    for cells, total in known.sums:
        inside = [cell for cell in cells if cell in place]
        if inside:
            row = np.zeros(len(place))
            row[[place[cell] for cell in inside]] = 1
            rows.append(row)
            rest.append(total - sum(values[cell] for cell in cells if cell not in place))
    return (np.array(rows), np.array(rest)) if rows else (None, None)


def _inequalities(
    values: np.ndarray, place: dict[int, int], known: Known
) -> tuple[np.ndarray | None, np.ndarray | None]:
    rows, limits = [], []
    for smaller, larger in known.at_most:
        if smaller not in place and larger not in place:
            continue
        row, limit = np.zeros(len(place)), 0.0
        for cell, sign in ((smaller, 1.0), (larger, -1.0)):
            if cell in place:
                row[place[cell]] += sign
            else:
                limit -= sign * values[cell]
        rows.append(row)
        limits.append(limit)
    return (np.array(rows), np.array(limits)) if rows else (None, None)
