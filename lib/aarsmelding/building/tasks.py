"""The tasks of the build graph: what each step depends on and makes. Holds no step itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytask
from pytask import PythonNode

from aarsmelding import corrections, disclosure, editions, holdings
from aarsmelding.building import editionsteps, fingerprint, places, rawfiles, steps
from aarsmelding.building.folders import Folder
from aarsmelding.building.publishing import LOGS
from aarsmelding.building.revision import revision
from aarsmelding.gaps import reduction
from aarsmelding.gaps.citations import Citable
from aarsmelding.kernels import Kernel
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project
from aarsmelding.receipts import receipt_path

Task = Callable[..., Any]


def fixed(value: Any) -> PythonNode:
    """A value that a task depends on: another value, another run."""
    return PythonNode(value=value, hash=True)


def dataset_task(project: Project, year: int, name: str) -> Task:
    """The clean dataset from its raw file, or from the clean registers that it is counted in."""
    is_derived = name in holdings.derived_of(project, year)
    return _derived(project, year, name) if is_derived else _delivered(project, year, name)


def _derived(project: Project, year: int, name: str) -> Task:
    depends = {
        "inputs": [project.dataset(*needed) for needed in holdings.needed_for(project, year, name)],
        "code": fixed(fingerprint.dataset_module(name) + fingerprint.library()),
    }

    @pytask.task(name=f"data {year} {name}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Path = project.dataset(year, name)) -> None:
        steps.make_dataset(str(project.root), year, name)

    return task


def _delivered(project: Project, year: int, name: str) -> Task:
    raw = project.raw(year) / f"{name}.csv"
    inputs = [raw, receipt_path(raw)]
    inputs += [project.raw(year) / f"{other}.csv" for other in fingerprint.references(name)]
    declared = corrections.state(inputs)
    depends = {
        "inputs": [path for path in inputs if path.is_file()],
        "code": fixed(fingerprint.dataset_module(name) + fingerprint.library() + declared),
    }

    @pytask.task(name=f"data {year} {name}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Path = project.dataset(year, name)) -> None:
        steps.make_dataset(str(project.root), year, name)

    return task


def circumstances(project: Project, year: int) -> str:
    """Which datasets there are, this year and the year before: what a notebook leaves out follows from it."""
    held = holdings.datasets_of(project, year), holdings.datasets_of(project, year - 1)
    return repr((*held, holdings.derived_of(project, year)))


def listed(many: Iterable[Notebook]) -> str:
    """What the report says of notebooks with editions: their titles, and which rows lie where."""
    return repr([(section.stem, section.title, section.dimension) for section in many])


def checks_task(project: Project, year: int, names: tuple[str, ...]) -> Task:
    depends = {
        "inputs": [project.dataset(year, name) for name in names],
        "code": fixed(fingerprint.program()),
    }

    @pytask.task(name=f"checks {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Path = places.checks(project, year)) -> None:
        steps.make_checks(str(project.root), year, names)

    return task


def shown(project: Project, year: int, names: Iterable[str]) -> list[Path]:
    """The datasets, and whatever decides which of their numbers may be shown."""
    needed = {related for name in names for related in (name, *disclosure.related(project, year, name))}
    return [*(project.dataset(year, name) for name in sorted(needed)), *disclosure.files(project)]


def section_task(project: Project, year: int, section: Notebook, kernel: Kernel) -> Task:
    names = reduction.read_for(project, year, section)
    earlier = reduction.earlier_for(project, year, section)
    cited = reduction.sections_of(project, year) if Citable.cited(section) else []
    depends = {
        "source": section.path,
        "inputs": [
            *shown(project, year, names),
            *shown(project, year - 1, earlier),
            *(other.path for other in cited if other.stem != section.stem),
        ],
        "code": fixed(fingerprint.program() + circumstances(project, year)),
    }
    products = [
        places.executed(project, year, section.stem),
        places.fragment(project, year, section.stem),
        places.figures(project, year, section.stem),
    ]

    @pytask.task(name=f"section {year} {section.name}", kwargs=depends)
    def task(source: Path, inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_section(str(project.root), year, section.stem, kernel)

    return task


def editions_tasks(
    project: Project, year: int, section: Notebook, held: tuple[str, ...], kernel: Kernel
) -> list[Task]:
    """The editions of a notebook in equal shares: the graph does not depend on which rows there are."""
    names = editions.datasets(section, held)
    inputs, program = shown(project, year, names), fingerprint.program() + circumstances(project, year)

    def one(share: int) -> Task:
        # Of its own: the engine names a value after the step that it belongs to.
        depends = {"source": section.path, "inputs": inputs, "code": fixed(program)}
        product = places.editions(project, year, section.stem, share)

        name = f"editions {year} {section.name} {share + 1} of {editions.SHARES}"

        @pytask.task(name=name, kwargs=depends)
        def task(source: Path, inputs: Any, code: str, produces: Path = product) -> None:
            editionsteps.make_editions(str(project.root), year, section.stem, names, share, kernel, code)

        return task

    return [one(share) for share in range(editions.SHARES)]


def overview_task(project: Project, year: int, section: Notebook, held: tuple[str, ...]) -> Task:
    """The editions of a notebook side by side."""
    names = editions.datasets(section, held)
    made = [places.editions(project, year, section.stem, share) for share in range(editions.SHARES)]
    depends = {
        "source": section.path,
        "inputs": [*made, *shown(project, year, names)],
        "code": fixed(fingerprint.program() + circumstances(project, year)),
    }
    product = places.overview(project, year, section.stem)

    @pytask.task(name=f"overview {year} {section.name}", kwargs=depends)
    def task(source: Path, inputs: Any, code: str, produces: Path = product) -> None:
        editionsteps.make_overview(str(project.root), year, section.stem, names)

    return task


def edition_task(
    project: Project, year: int, section: Notebook, held: tuple[str, ...], key: str, kernel: Kernel
) -> Task:
    """The page of one row, to look at."""
    names = editions.datasets(section, held)
    product = places.edition(project, year, section.stem, key)
    depends = {
        "source": section.path,
        "inputs": shown(project, year, names),
        "code": fixed(fingerprint.program() + circumstances(project, year)),
    }

    @pytask.task(name=f"edition {year} {section.name} {key}", kwargs=depends)
    def task(source: Path, inputs: Any, code: str, produces: Path = product) -> None:
        editionsteps.make_edition(str(project.root), year, section.stem, names, key, kernel)

    return task


def bitmaps_task(project: Project, year: int, section: Notebook) -> Task:
    """The figures of a section, painted for the Word file: only where they have changed."""
    depends = {
        "figures": places.figures(project, year, section.stem),
        "code": fixed(fingerprint.library()),
    }
    product = places.bitmaps(project, year, section.stem)

    @pytask.task(name=f"bitmaps {year} {section.name}", kwargs=depends)
    def task(figures: Path, code: str, produces: Path = product) -> None:
        steps.make_bitmaps(str(project.root), year, section.stem)

    return task


def report_task(
    project: Project, year: int, many: list[Notebook], names: tuple[str, ...], made: tuple[str, ...]
) -> Task:
    commit = revision(project)
    depends = {
        "inputs": [
            Folder(places.page(project, year).parent),
            places.composed(project, year),
            *dict.fromkeys([*shown(project, year, names), *rawfiles.listed(project, year).values()]),
            *(places.document(project, year, name) for name in made),
            *(places.overview(project, year, section.stem) for section in many),
            *(
                places.editions(project, year, section.stem, share)
                for section in many
                for share in range(editions.SHARES)
            ),
        ],
        "code": fixed(fingerprint.program() + commit + repr(made) + listed(many)),
    }
    report = project.report(year)
    products = [*(report / name for name in dict.fromkeys((*places.PRODUCTS, *made))), Folder(report, LOGS)]

    @pytask.task(name=f"report {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_report(str(project.root), year, names, made, commit)

    return task
