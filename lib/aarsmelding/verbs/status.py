"""Show what a year has received, what is missing and what was refused."""

from __future__ import annotations

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA, Year

PLACE = (DATA, 30)


def command(year: Year) -> None:
    """Show what a year has received, what is missing and what was refused."""
    from aarsmelding.receiving import expectations, refusals, storing

    project = find_project()
    storing.settle(project, year)
    found = expectations.status(project, year)
    counted = {state: sum(s.state == state for s in found) for state in expectations.State}
    typer.echo(f"{year}: " + ", ".join(f"{count} {state}" for state, count in counted.items()))
    for state in expectations.State:
        for one in (s for s in found if s.state == state):
            typer.echo(f"  {state.value:<12} {one.dataset:<24} {one.told}".rstrip())
    nameless = [r for r in refusals.all_of(project, year) if r.dataset is None]
    for refusal in nameless[-5:]:
        typer.echo(
            f"  refused      delivery {refusal.sha8}        {refusal.when[:10]}: {'; '.join(refusal.rules)}"
        )
