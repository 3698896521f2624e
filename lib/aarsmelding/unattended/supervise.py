"""A build with everything around it: signals, progress, log, verdict, and who is told when it fails."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
import traceback
from dataclasses import dataclass, field

from aarsmelding import __version__, documents
from aarsmelding.building import build as building
from aarsmelding.building import interruption, links
from aarsmelding.building.build import Built, Request
from aarsmelding.building.revision import UNKNOWN, revision
from aarsmelding.errors import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK, AarsmeldingError
from aarsmelding.paths import Project
from aarsmelding.unattended import faults, hook, progress, streams
from aarsmelding.unattended.runlog import RunLog
from aarsmelding.unattended.verdict import Verdict
from aarsmelding.unattended.watch import Watch


class NoLog:
    """Where there is no such year, or a link leads nowhere, there is no folder for a log."""

    shown: str | None = None

    def write(self, event: str, **what: object) -> None:
        """Nothing is written."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Telling:
    """Who is told what: standard output gets the verdict as JSON, or the result in words, or nothing."""

    quiet: bool = False
    as_json: bool = False
    hooks: hook.Hooks = field(default_factory=hook.Hooks)


def supervised(project: Project, request: Request, telling: Telling) -> int:
    """Build, tell, and return the exit code; raises nothing, whoever listens."""
    with streams.unfailing(), interruption.heard():
        return _supervised(project, request, telling)


def refused(problem: AarsmeldingError, request: Request, telling: Telling) -> int:
    """Tell that nothing could be begun, for want of a checkout, and return the exit code."""
    verdict = Verdict(request.year, problem.exit_code, commit=UNKNOWN, errors=[problem])
    with streams.unfailing():
        _say(verdict, [], request, telling)
        for fault in telling.hooks.tell(verdict):
            print(fault, file=sys.stderr)
    return verdict.exit_code


def _supervised(project: Project, request: Request, telling: Telling) -> int:
    begun = time.monotonic()
    can_log = request.year in project.years() and links.broken(project, request.year) is None
    log = RunLog(project, request.year) if can_log else NoLog()
    watch = Watch(log)
    log.write(
        "begun",
        year=request.year,
        pid=os.getpid(),
        version=__version__,
        python=platform.python_version(),
        only=[*request.only],
    )
    verdict = Verdict(request.year)
    try:
        built = _built(project, request, telling, watch)
    except KeyboardInterrupt:
        interruption.answered()
        built = Built(EXIT_INTERRUPTED, interrupted=True)
    verdict.exit_code, verdict.errors = built.exit_code, built.errors
    verdict.ran, verdict.unchanged, verdict.skipped = built.ran, built.unchanged, built.skipped
    verdict.sections = watch.sections()
    verdict.commit = revision(project)
    page = project.report(request.year) / "index.html"
    verdict.report = project.shown(page) if page.is_file() else None
    verdict.seconds = time.monotonic() - begun
    log.write("ended", **{**verdict.as_record(), "log": None})
    # Only now, for it is not named where it could not be written.
    verdict.log = log.shown
    _say(verdict, [project.shown(place) for place in built.places], request, telling)
    for fault in telling.hooks.tell(verdict):
        log.write("hook failed", problem=fault)
        print(fault, file=sys.stderr)
    log.close()
    return verdict.exit_code


def _built(project: Project, request: Request, telling: Telling, watch: Watch) -> Built:
    """What came of the build, also where it came to nothing."""
    try:
        with progress.shown(watch, request.year, telling.quiet):
            return building.build(project, request, watch)
    except Exception as problem:
        if interruption.asked():
            # The import of an extension, or the engine, makes an error of its own out of it.
            raise KeyboardInterrupt from problem
        if isinstance(problem, AarsmeldingError):
            return Built(problem.exit_code, errors=[problem])
        watch.crashed(traceback.format_exc())
        return Built(EXIT_FAILED, errors=[faults.explained(problem, f"the build of {request.year}")])


def _say(verdict: Verdict, places: list[str], request: Request, telling: Telling) -> None:
    for error in verdict.errors:
        print(error, file=sys.stderr)
    counted = f"{verdict.ran} steps run, {verdict.unchanged} unchanged"
    took = f"{verdict.seconds:.1f} s"
    if verdict.exit_code == EXIT_OK:
        if not (telling.quiet or telling.as_json):
            print(f"{', '.join(places)} ({counted}, {took})")
        if not request.only and documents.missing(request.year):
            print(documents.note(request.year), file=sys.stderr)
    elif verdict.exit_code == EXIT_INTERRUPTED:
        print("interrupted: the report is as it was before", file=sys.stderr)
    elif verdict.ran or verdict.skipped or verdict.unchanged:
        kept = f"; {verdict.report} is as it was before" if verdict.report else ""
        print(f"not built ({counted}, {took}){kept}", file=sys.stderr)
    if telling.as_json:
        is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        print(json.dumps(verdict.as_record(), ensure_ascii=not is_utf8), flush=True)
