"""Signs in place of a number: suppressed and not applicable. Missing is what pandas calls missing.

As Statistics Norway marks them: `0` is none, `:` suppressed, `..` missing, `.` not applicable.
"""

from __future__ import annotations

from typing import Any


class Mark:
    """A sign in place of a number. What is computed from it is the sign again; no comparison holds."""

    __slots__ = ("name", "sign")

    def __init__(self, sign: str, name: str) -> None:
        self.sign, self.name = sign, name

    def __repr__(self) -> str:
        return self.sign

    def __reduce__(self) -> str:
        return self.name

    def _absorbed(self, *_: Any) -> Mark:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _absorbed
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __pow__ = _absorbed
    __neg__ = __pos__ = __abs__ = __round__ = _absorbed

    def __float__(self) -> float:
        return float("nan")

    def _never(self, _: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never


SUPPRESSED = Mark(":", "SUPPRESSED")
NOT_APPLICABLE = Mark(".", "NOT_APPLICABLE")
