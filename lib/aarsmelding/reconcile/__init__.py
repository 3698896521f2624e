"""Published statements against computed facts: what agrees, what differs, what cannot be known."""

from aarsmelding.reconcile.contradictions import contradictions
from aarsmelding.reconcile.reconciliation import before_facts, reconcile, write

__all__ = ["before_facts", "contradictions", "reconcile", "write"]
