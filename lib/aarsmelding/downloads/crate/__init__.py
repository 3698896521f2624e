"""The report folder as an RO-Crate: what went in, what ran and what came out, as JSON-LD.

What lies outside the folder is a `File` whose identifier starts with `#`: to the specification it is
then described, not contained.
"""

from aarsmelding.downloads.crate.describing import FILE, metadata

__all__ = ["FILE", "metadata"]
