"""One notebook, run strictly: parameters checked first, the kernel over IPC, a clean result or none."""

from aarsmelding.sections.failure import SectionFailed
from aarsmelding.sections.running import Prepared, execute, prepared, run

__all__ = ["Prepared", "SectionFailed", "execute", "prepared", "run"]
