"""What expressions came to in the build before: one whose data are the same is not computed again.

A value is kept under one hash of all that decides it: the expression, the datasets and the claims it reads,
and our code. No step makes the file or rests on it: without it, or with a damaged one, all are computed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aarsmelding.reconcile.expressions import Value, claims_used, names_used
from aarsmelding.reconcile.stated import written

Kept = dict[str, Any]
DATE = "date"


@dataclass
class Memory:
    """`program` is one value for our code, `datasets` one for each dataset as it is shown, by name.

    `before` are the values that were kept, `made` those to keep: of what was asked for.
    """

    program: str
    datasets: Mapping[str, str]
    before: Kept = field(default_factory=dict)
    made: Kept = field(default_factory=dict)

    def value(
        self, expression: str, stated: Mapping[str, Value], compute: Callable[[], Value | None]
    ) -> Value | None:
        """What `expression` comes to, computed where that is not known; None where the data lack it."""
        key = self._key(expression, stated)
        if key not in self.before:
            self.before[key] = as_json(compute())
        self.made[key] = self.before[key]
        return from_json(self.made[key])

    def _key(self, expression: str, stated: Mapping[str, Value]) -> str:
        read = {name: self.datasets.get(name) for name in names_used(expression)}
        held = {name: written(stated[name]) for name in claims_used(expression) if name in stated}
        return _hash([self.program, expression, read, held])

    def text(self) -> str:
        """What to keep, as `recalled` reads it."""
        return json.dumps({"hash": _hash(self.made), "values": self.made}, ensure_ascii=False) + "\n"


def recalled(text: str | bytes) -> Kept:
    """The values in a file that `Memory.text` was written to; none where it is not whole."""
    try:
        record = json.loads(text)
        values: Kept = record["values"]
        return values if record["hash"] == _hash(values) else {}
    except (ValueError, KeyError, TypeError):
        return {}


def as_json(value: Value | None) -> Any:
    """The value as JSON holds it, with its type."""
    return {DATE: value.isoformat()} if isinstance(value, date) else value


def from_json(kept: Any) -> Value | None:
    return date.fromisoformat(kept[DATE]) if isinstance(kept, dict) else kept


def _hash(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
