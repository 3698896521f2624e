"""What a notebook can say of itself in its metadata; anything else is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aarsmelding.errors import UsageError
from aarsmelding.paths import short

KEY = "aarsmelding"
# What only a notebook with editions can say.
OF_EDITIONS = {"folder", "where", "shown"}
# `needs`, `unless` and `whole` are explained, and read, in `gaps`.
DECLARED = {"per", "cell_seconds", "needs", "unless", "whole"} | OF_EDITIONS
TEXTS = ("per", "folder", "where")


def understood(metadata: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """What `metadata` say under «aarsmelding». Raises UsageError where that cannot be understood."""
    said = metadata.get(KEY, {})
    for problem, remedy in _complaints(said):
        raise UsageError(
            f"the notebook's metadata «{KEY}» cannot be understood: {problem}",
            f"{short(path)}, metadata",
            remedy,
        )
    return dict(said)


def _complaints(said: Any) -> Iterator[tuple[str, str]]:
    """Every problem with its remedy."""
    if not isinstance(said, dict):
        yield repr(said), 'write it as {"per": "kommuner.kommune_nr"}, or as docs/notebooks.md says'
        return
    for name in sorted(said.keys() - DECLARED):
        yield name, "use one of: " + ", ".join(sorted(DECLARED))
    for name in TEXTS:
        if name in said and not isinstance(said[name], str):
            yield f"{name} is no text ({said[name]!r})", f'write it as "{name}": "…"'
    if "per" not in said:
        for name in sorted(OF_EDITIONS & said.keys()):
            yield f"{name} without per", 'say "per" too, such as "kommuner.kommune_nr", or leave it out'
    shown = said.get("shown", {})
    if not isinstance(shown, dict) or not all(isinstance(header, str) for header in shown.values()):
        yield f"shown ({shown!r})", 'write it as "shown": {"id of a fact": "header of its column"}'
    seconds = said.get("cell_seconds", 1)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 1:
        yield f"cell_seconds ({seconds!r})", "write a whole number of seconds, such as 300"
