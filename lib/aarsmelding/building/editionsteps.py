"""The steps that make editions: pages of a notebook that is run once per row, and their overview."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from aarsmelding import jsonfiles, notebook, writing
from aarsmelding.building import places
from aarsmelding.kernels import Kernel
from aarsmelding.paths import Project


def make_editions(
    root: str,
    year: int,
    stem: str,
    names: tuple[str, ...],
    share: int,
    kernel: Kernel | None = None,
    program: str = "",
) -> None:
    """A notebook with a dimension -> its editions of this share.

    `program` is one value for the code that they are made with; without it all are run.
    """
    from aarsmelding import editions, store
    from aarsmelding.editions import making, recorded

    project = Project(Path(root))
    source = notebook.section(project, stem)
    assert source.dimension is not None
    frames = {name: store.read(project, year, name) for name in names}
    rows = editions.share(editions.rows(source.dimension, frames[source.dimension.dataset]), share)
    product, record = places.editions(project, year, stem, share), places.recorded(project, year, stem, share)
    known = recorded.read(project, program, record, product) if program else None
    made = making.make(project, year, source, rows, frames, kernel, known)
    jsonfiles.write(product, made)
    if known:
        # Nothing rests on it: what cannot be noted is run again.
        with suppress(OSError):
            jsonfiles.write(record, known.made)


def make_edition(
    root: str, year: int, stem: str, names: tuple[str, ...], key: str, kernel: Kernel | None = None
) -> None:
    """A notebook with a dimension -> the page of one row, to look at; not in the report."""
    from aarsmelding import editions, store
    from aarsmelding.editions import making

    project = Project(Path(root))
    source = notebook.section(project, stem)
    assert source.dimension is not None
    frames = {name: store.read(project, year, name) for name in names}
    rows = editions.rows(source.dimension, frames[source.dimension.dataset])
    (made,) = making.make(project, year, source, editions.chosen(rows, (key,), source), frames, kernel)
    writing.text(places.edition(project, year, stem, key), made["page"])


def make_overview(root: str, year: int, stem: str, names: tuple[str, ...]) -> None:
    """The editions of a notebook -> their overview."""
    from aarsmelding import store
    from aarsmelding.editions import joining

    project = Project(Path(root))
    frames = {name: store.read(project, year, name) for name in names}
    html = joining.overview(project, year, notebook.section(project, stem), frames)
    writing.text(places.overview(project, year, stem), html)
