"""Published statements against computed facts: what agrees, what differs, what cannot be known."""

from aarsmelding.reconcile.computing import computed
from aarsmelding.reconcile.contradictions import contradictions
from aarsmelding.reconcile.ledger import require_facts
from aarsmelding.reconcile.reconciliation import reconcile, write

__all__ = ["computed", "contradictions", "reconcile", "require_facts", "write"]
