"""One build of a year: what is asked for, what there is to do, what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aarsmelding import documents, notebook
from aarsmelding.building import cluster, jobs, links, places, publishing, rawfiles, scratch, seal, workers
from aarsmelding.building.bare import bare_engine
from aarsmelding.building.hoarding import seldom_collected, uncollected
from aarsmelding.building.lock import hold
from aarsmelding.errors import EXIT_OK, AarsmeldingError, UsageError
from aarsmelding.kernels import Kernel, environment_with, usable
from aarsmelding.paths import Project
from aarsmelding.unattended.events import CELL_SECONDS_VARIABLE, EVENTS_VARIABLE, Listener

if TYPE_CHECKING:
    from aarsmelding.building.pipeline import Outcome
    from aarsmelding.unattended.watch import Watch


@dataclass(frozen=True)
class Request:
    """What to build, and how; `only` and `keys` choose sections and editions, `()` is the whole report."""

    year: int
    only: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    jobs: int | None = None
    kernel: Kernel | None = None
    cell_seconds: int | None = None
    cluster: str | None = None


@dataclass
class Built:
    """What came of a build: how many steps, what went wrong, and where to look at the result."""

    exit_code: int = EXIT_OK
    ran: int = 0
    unchanged: int = 0
    skipped: int = 0
    interrupted: bool = False
    errors: list[AarsmeldingError] = field(default_factory=list)
    places: list[Path] = field(default_factory=list)


def build(project: Project, request: Request, watch: Watch) -> Built:
    """Build what is asked for, telling `watch` as it goes. Raises Locked, UsageError, DataRefused."""
    year = request.year
    if request.kernel is Kernel.FORKED and usable(request.kernel) is Kernel.PLAIN:
        print("kernels cannot be forked on this system: plain ones are used (slower)", file=sys.stderr)
    if request.keys and not request.only:
        raise UsageError(
            "--for chooses editions of a notebook", "--for", "name it with --only, such as kommuneprofil"
        )
    notebook.require_year(project, year)
    if nowhere := links.broken(project, year):
        raise nowhere
    with hold(project, year):
        publishing.recover(project, year)
        scratch.clear(project, year)
        unchanged = None if request.only else seal.steps_if_unbroken(project, year)
        if unchanged is not None:
            return Built(unchanged=unchanged, places=_results(project, request))
        with (
            _told_to_steps(project, request, watch),
            cluster.joined(request.cluster, project, year) as joined,
        ):
            outcome = _run(project, request, watch, joined)
    return Built(
        outcome.exit_code,
        len(outcome.ran),
        len(outcome.unchanged),
        len(outcome.skipped),
        outcome.interrupted,
        outcome.errors,
        _results(project, request) if outcome.exit_code == EXIT_OK else [],
    )


@contextmanager
def _told_to_steps(project: Project, request: Request, watch: Watch) -> Iterator[None]:
    """What the steps, in processes of their own, must know of this build."""
    events = project.build(request.year) / "events.jsonl"
    watch.listener = Listener(events)
    variables = {EVENTS_VARIABLE: str(events.resolve())}
    if request.cell_seconds is not None:
        variables[CELL_SECONDS_VARIABLE] = str(request.cell_seconds)
    with (
        scratch.folder(project, request.year) as folder,
        environment_with({**variables, "TMPDIR": str(folder)}),
    ):
        yield
    watch.listen()


def _run(project: Project, request: Request, watch: Watch, joined: cluster.Joined | None) -> Outcome:
    # The workers' parent imports for a second or two; the build engine does the same meanwhile.
    workers.begin()
    scratch.note_own(project, request.year)
    with uncollected(), bare_engine():
        from aarsmelding.building import pipeline, watching
    seldom_collected()

    year = request.year
    states, before = seal.states(project, year), seal.inputs(project, year)
    rawfiles.note(project, year)
    tasks = pipeline.graph(project, year, request.only, request.kernel, request.keys)
    watch.expect(len(tasks), watching.sections(tasks))
    seal.breach(project, year)
    at_a_time = jobs.at_a_time(request.jobs, joined.slots if joined else None)
    pool = joined.pool if joined else workers.pool
    result = pipeline.run(
        project, year, tasks, jobs=at_a_time, explain=False, kernel=request.kernel, watch=watch, pool=pool
    )
    is_still = seal.states(project, year) == states
    if not is_still and seal.inputs(project, year) == before:
        # Changed and changed back: nobody can tell what a step has read of it.
        pipeline.forget(project, year)
    # Without a seal the next build looks again whether what was missing has been installed.
    if is_still and not (request.only or documents.missing(year)) and result.exit_code == EXIT_OK:
        seal.seal(project, year, before, len(tasks))
    return result


def _results(project: Project, request: Request) -> list[Path]:
    year, keys = request.year, request.keys
    if not request.only:
        return [project.report(year) / "index.html"]
    chosen = dict.fromkeys(notebook.section(project, name) for name in request.only)
    return [place for section in chosen for place in _places(project, year, section, keys)]


def _places(project: Project, year: int, section: notebook.Notebook, keys: tuple[str, ...]) -> list[Path]:
    if section.dimension is None:
        return [places.executed(project, year, section.stem)]
    if keys:
        return [places.edition(project, year, section.stem, key) for key in keys]
    return [places.overview(project, year, section.stem)]


def explain(project: Project, name: str, year: int | None) -> None:
    """Why a section would or would not be rebuilt, as the build engine sees it."""
    from aarsmelding.building import pipeline

    years = project.years()
    if not years:
        raise UsageError("there is no data yet", "data/raw/", "put raw files in data/raw/<year>/")
    chosen = years[-1] if year is None else year
    notebook.require_year(project, chosen)
    section = notebook.section(project, name)
    print(f"{section.name} {chosen} rests on: {section.path.name}, {', '.join(section.datasets)}")
    tasks = pipeline.graph(project, chosen, (section.name,))
    result = pipeline.run(project, chosen, tasks, jobs=1, explain=True)
    verdict = f"{len(result.ran)} steps would run" if result.ran else "nothing would run: it is up to date"
    print(f"{section.name} {chosen}: {verdict}")
