"""A delivery that is not taken: refused whole, and nothing is stored."""

from __future__ import annotations

from aarsmelding.errors import EXIT_DATA_REFUSED, AarsmeldingError


class Refused(AarsmeldingError):
    """The delivery cannot be taken as it is; nothing was stored."""

    exit_code = EXIT_DATA_REFUSED
