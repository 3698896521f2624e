"""How people meet, by the words that say so."""

from __future__ import annotations

import re

DIGITAL = re.compile(r"(?i)\b(digital\w*|teams|zoom|skype|videomøte|video\w*|join|nettmøte|telefonmøte)\b")
PHYSICAL = re.compile(r"(?i)\b(fysisk\w*)\b")


def form_of(text: str) -> str:
    """`digitalt`, `fysisk`, `hybrid` or `ukjent`, by the words that say so."""
    digital, physical = bool(DIGITAL.search(text)), bool(PHYSICAL.search(text))
    return {(True, True): "hybrid", (True, False): "digitalt", (False, True): "fysisk"}.get(
        (digital, physical), "ukjent"
    )
