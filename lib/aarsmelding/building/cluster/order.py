"""What the steps of one build have in common, as it is sent to every worker."""

from __future__ import annotations

from dataclasses import dataclass

from aarsmelding.errors import AarsmeldingError


@dataclass(frozen=True)
class Order:
    """`wanted` is what a worker must be like; `token` a file in the project folder that it must see."""

    build: str
    root: str
    told: dict[str, str]
    wanted: dict[str, str]
    token: str
    code: str


def refusal(worker: str, problem: str, remedy: str) -> AarsmeldingError:
    return AarsmeldingError(f"a worker of the cluster is refused: {problem}", f"worker {worker}", remedy)
