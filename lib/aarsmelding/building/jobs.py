"""How many steps are done at a time."""

from __future__ import annotations

import os

# On Windows no more processes can be waited for; elsewhere no report has so many steps.
MOST = 61 if os.name == "nt" else 1000


def at_a_time(asked: int | None, slots: int | None) -> int:
    """What was asked for, else the slots of a cluster, else the cores here."""
    return asked or slots or min(os.cpu_count() or 1, MOST)
