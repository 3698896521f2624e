"""Where the build keeps what its steps make, and what a report consists of."""

from __future__ import annotations

from pathlib import Path

from aarsmelding.paths import Project

WORKBOOK = "tabeller.xlsx"
PRODUCTS = (
    "index.html",
    "facts.json",
    "reconciliation.json",
    WORKBOOK,
    "ro-crate-metadata.json",
    "manifest.json",
)


def checks(project: Project, year: int) -> Path:
    return project.build(year) / "checks.json"


def executed(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "notebooks" / f"{stem}.ipynb"


def fragment(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "fragments" / f"{stem}.json"


def figures(project: Project, year: int, stem: str) -> Path:
    """The addresses of a section's figures, which hold the whole of them."""
    return project.build(year) / "figures" / f"{stem}.json"


def bitmaps(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "bitmaps" / f"{stem}.json"


def page(project: Project, year: int) -> Path:
    return project.build(year) / "page" / "index.html"


def composed(project: Project, year: int) -> Path:
    """What the report needs to know about the page: its sections and its date."""
    return project.build(year) / "page.json"


def evidence(project: Project, year: int) -> Path:
    """What the page says of the data themselves."""
    return project.build(year) / "evidence.json"


def remembered(project: Project, year: int) -> Path:
    """What the expressions of the claims came to; nothing rests on it."""
    return project.build(year) / "recorded" / "claims.json"


def ledger(project: Project, year: int) -> Path:
    """What the page is made of, but for its tables."""
    return project.build(year) / "ledger.json"


def tables(project: Project, year: int) -> Path:
    """Every table of the report as data, on its way to the workbook."""
    return project.build(year) / "tables.json"


def document(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "documents" / name


def editions(project: Project, year: int, stem: str, share: int | str) -> Path:
    """What one step makes of the editions of a notebook: whole pages, notebooks and facts."""
    return project.build(year) / "editions" / stem / f"{share}.json"


def recorded(project: Project, year: int, stem: str, share: int) -> Path:
    """What the editions of a share have read; nothing rests on it."""
    return project.build(year) / "recorded" / stem / f"{share}.json"


def overview(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "editions" / stem / "index.html"


def edition(project: Project, year: int, stem: str, key: str) -> Path:
    return project.build(year) / "editions" / stem / f"{key}.html"
