"""How long axes in a row can be, and where each begins, when texts reach over their ends."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# Points around each axes with all that belongs to it.
PAD = 3.0
# Points outside the axes within which a text belongs to their edge.
NEAR = 8.0
ROUNDS, NEGLIGIBLE = 20, 1e-6
COLLAPSED = "the axes have no room left beside their texts: make the figure larger or the texts shorter"


class Reach(NamedTuple):
    """How far something reaches before and after places that move with the axes.

    `start`, `end` are those places as parts of the axes' length (0 to 1), `before`, `after` are points.
    """

    start: float
    before: float
    end: float
    after: float

    def room_before(self, length: float) -> float:
        """Points before axes of this length."""
        return self.before - self.start * length

    def room_after(self, length: float) -> float:
        """Points after axes of this length."""
        return self.after - (1 - self.end) * length


ITSELF = Reach(0.0, 0.0, 1.0, 0.0)


def reach(box: Sequence[float], tie: Sequence[float], axes: Sequence[float]) -> Reach:
    """What reaches over `box` and is tied to the ends of `tie`, beside axes that reach over `axes` now."""
    low, high = (_edge(float(place), *map(float, axes)) for place in tie)
    length = axes[1] - axes[0]
    return Reach((low - axes[0]) / length, low - box[0], (high - axes[0]) / length, box[1] - high)


def _edge(place: float, low: float, high: float) -> float:
    """The edge, where `place` is just outside: a name keeps its distance from axes of any length."""
    if low - NEAR < place < low:
        return low
    return high if high < place < high + NEAR else place


def divided(length: float, parts: Mapping[int, Sequence[Reach]]) -> dict[int, tuple[float, float]]:
    """From where to where each axes goes, in points: all as long, with room for all that reaches over.

    `parts` are in the order of their numbers. Where texts leave no room for the axes, that is warned
    about, and those after them are cut.
    """
    inner = length / max(1, len(parts))
    first = last = dict.fromkeys(parts, ITSELF)
    for _ in range(ROUNDS):
        # Whatever reaches furthest decides, and which one that is depends on the length in turn.
        first, last = _first(parts, inner), _last(parts, inner)
        fixed = sum(2 * PAD + first[part].before + last[part].after for part in parts)
        share = len(parts) - sum(first[part].start + 1 - last[part].end for part in parts)
        before, inner = inner, (length - fixed) / share if share > 0 else 0.0
        if abs(inner - before) < NEGLIGIBLE:
            break
    if inner <= 0 and parts:
        warnings.warn(COLLAPSED, stacklevel=2)
        first, last = _first(parts, 0.0), dict.fromkeys(parts, ITSELF)
        inner = max(length / 10, length - sum(2 * PAD + one.before for one in first.values())) / len(parts)
    placed, at = {}, 0.0
    for part in sorted(parts):
        at += PAD + first[part].room_before(inner)
        placed[part] = (at, at + inner)
        at += inner + last[part].room_after(inner) + PAD
    return placed


def _first(parts: Mapping[int, Sequence[Reach]], length: float) -> dict[int, Reach]:
    """What needs most room before axes of this length, for each."""
    return {part: max((ITSELF, *parts[part]), key=lambda one: one.room_before(length)) for part in parts}


def _last(parts: Mapping[int, Sequence[Reach]], length: float) -> dict[int, Reach]:
    return {part: max((ITSELF, *parts[part]), key=lambda one: one.room_after(length)) for part in parts}
