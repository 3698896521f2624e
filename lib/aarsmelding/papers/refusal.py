"""A document or a proposal that cannot be taken."""

from __future__ import annotations

from aarsmelding.errors import EXIT_DATA_REFUSED, AarsmeldingError


class PapersRefused(AarsmeldingError):
    """The document cannot be read, or the proposal not accepted; nothing has been changed."""

    exit_code = EXIT_DATA_REFUSED
