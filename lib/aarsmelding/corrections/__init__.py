"""Declared corrections of errors in a source: `<dataset>.corrections.yml` beside the raw file.

The raw file stays as it was delivered. A declaration says which cells, what stands there, what it becomes,
why, and when it was reported to whom. It is refused as soon as it no longer fits what stands there.
"""

from aarsmelding.corrections.applying import MARK, applied, unmarked
from aarsmelding.corrections.declaration import Corrected
from aarsmelding.corrections.files import path_of, require_owned, state, stray

__all__ = ["MARK", "Corrected", "applied", "path_of", "require_owned", "state", "stray", "unmarked"]
