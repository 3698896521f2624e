"""Say what a fact rests on, or why a section would or would not be rebuilt."""

from __future__ import annotations

from typing import Annotated

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import QUESTIONS, ReportYear

PLACE = (QUESTIONS, 20)


def command(
    name: Annotated[str, typer.Argument(help="A fact, such as avvik.meldt, or a section, such as avvik.")],
    year: ReportYear = None,
    everything: Annotated[bool, typer.Option("--all", help="Every row, not only the first ones.")] = False,
) -> None:
    """Say what a fact rests on, or why a section would or would not be rebuilt."""
    from aarsmelding import asking

    project = find_project()
    if asking.is_fact(project, name, year):
        from aarsmelding.asking import evidence, explanation

        explanation.show(evidence.explain(project, name, year), everything)
    else:
        from aarsmelding.building import build as building

        building.explain(project, name, year)
