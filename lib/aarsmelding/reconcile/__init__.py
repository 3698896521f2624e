"""Published statements against computed facts: what agrees, what differs, what cannot be known."""

from aarsmelding.reconcile.reconciliation import reconcile, write

__all__ = ["reconcile", "write"]
