"""What an expression cannot say, and what the published data leave without a value."""

from __future__ import annotations

from collections.abc import Iterable

from aarsmelding.errors import AarsmeldingError


class ExpressionError(AarsmeldingError):
    """The expression says something that this language, or the data, does not have."""


class NotComputable(ExpressionError):
    """The expression is right, but the published data leave it without a value."""


def listed(words: Iterable[str]) -> str:
    """The words that there are, for the remedy of a refusal."""
    return ", ".join(sorted(words)) or "none"
