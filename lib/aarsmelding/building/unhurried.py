"""Importing this imports two libraries without what they have for uses that no step makes of them.

That is imported once it is used: what papermill reads notebooks from the net with, and what CSS selectors are
compiled by.
"""

from __future__ import annotations

from aarsmelding.imports import later

with later("requests", "soupsieve"):
    import bs4  # noqa: F401
    import papermill  # noqa: F401
