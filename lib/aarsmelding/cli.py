"""The verbs, in the order data flows."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.errors import EXIT_INTERRUPTED, AarsmeldingError, DataRefused, UsageError
from aarsmelding.kernels import Kernel
from aarsmelding.paths import find_project

app = typer.Typer(
    help="Builds the annual report (årsmelding) of a helsefellesskap from validated data.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Year = Annotated[int, typer.Option("--year", "-y", help="The year the report is about.")]
ReportYear = Annotated[int | None, typer.Option("--year", "-y", help="Default: the latest year.")]


@app.command()
def receipt(
    file: Annotated[Path, typer.Argument(help="A raw file, such as data/raw/2025/tilskudd.csv.")],
    document: Annotated[list[str], typer.Option(help="Id of a document it rests on; repeat for several.")],
    published_by: Annotated[
        str, typer.Option(help="Who published or delivered it.")
    ] = "Helsefellesskapets sekretariat",
    transcribed_by: Annotated[str, typer.Option(help="Role of the transcriber.")] = "redaksjonen",
) -> None:
    """Write the receipt of a raw file: what it is, where it comes from, its hash."""
    from aarsmelding import sources

    if not file.is_file():
        raise UsageError("there is no such file", str(file), "check the path")
    path = sources.receipt_path(file)
    sources.Receipt(
        file=file.name,
        sha256=sources.sha256(file),
        documents=tuple(document),
        published_by=published_by,
        received=date.today(),
        transcribed_by=transcribed_by,
    ).write(path)
    typer.echo(f"wrote {path}")


@app.command()
def check(year: Year) -> None:
    """Validate every dataset of a year and report all faults of all files together."""
    from aarsmelding import checks, notebook
    from aarsmelding.validate import validate

    project = find_project()
    notebook.require_year(project, year)
    frames, faults = {}, []
    for name in notebook.datasets_of(project, year):
        frame, found = validate(project, year, name)
        faults += found
        if frame is not None:
            frames[name] = frame
    faults += checks.run(frames, year)
    if faults:
        raise DataRefused(faults)
    rows = sum(map(len, frames.values()))
    typer.echo(f"{year}: {len(frames)} datasets, {rows} rows, every rule holds")


@app.command()
def build(
    year: Year,
    only: Annotated[list[str] | None, typer.Option(help="Only this section; repeat for several.")] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Steps at a time; default: cores.")
    ] = None,
    kernel: Annotated[
        Kernel | None,
        typer.Option(help="How notebooks get a kernel; the same result. Default: forked where possible."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")] = False,
) -> None:
    """Build the report of a year; what has not changed is not run again."""
    from aarsmelding.building import build as building

    raise typer.Exit(building.build(find_project(), year, tuple(only or ()), jobs, quiet, kernel))


@app.command(name="list")
def list_() -> None:
    """Show the years, sections and datasets there are."""
    from aarsmelding.building import build as building

    building.show_list(find_project())


@app.command()
def facts(
    year: ReportYear = None,
    section: Annotated[str | None, typer.Option(help="Only the facts of this section.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write them here, for Excel, instead.")] = None,
) -> None:
    """Show the facts of a report, or write them as CSV."""
    from aarsmelding.asking import factlist

    found = factlist.facts(find_project(), year, section)
    if csv is None:
        factlist.show(found)
    else:
        factlist.write_csv(found, csv)
        typer.echo(f"wrote {csv} ({len(found)} facts)")


@app.command()
def explain(
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


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A report folder, a facts.json, or a git revision.")],
    new: Annotated[str, typer.Argument(help="The same, to hold against it.")],
    year: Annotated[
        int | None,
        typer.Option("--year", "-y", help="The year to take from a revision; default: the latest."),
    ] = None,
) -> None:
    """List the facts that changed, appeared and went. Exit code 0: none, 1: some, 2: not understood."""
    from aarsmelding.asking import difference

    project = find_project()
    before, after = difference.read(project, old, year), difference.read(project, new, year)
    changes = difference.compare(before, after)
    difference.show(changes, old, new, len(after))
    raise typer.Exit(1 if changes else 0)


def main() -> None:
    """Run the command line; errors of ours are three lines and an exit code, never a traceback."""
    try:
        app(standalone_mode=True)
    except AarsmeldingError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
