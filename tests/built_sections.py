"""Sections that the command builds in a temporary project, and what a reader finds in them."""

from __future__ import annotations

import json
from pathlib import Path

from aarsmelding.paths import Project
from bs4 import BeautifulSoup

from tests.conftest import Invented


def built(root: Path, year: int, *names: str) -> dict[str, BeautifulSoup]:
    """Each of these sections as the build leaves it, by name."""
    only = [option for name in names for option in ("--only", name)]
    done = Invented(root).run("build", "--year", str(year), *only)
    assert done.returncode == 0, done.stderr
    made = [
        json.loads(path.read_text("utf-8")) for path in (Project(root).build(year) / "fragments").iterdir()
    ]
    return {part["section"]: BeautifulSoup(part["html"], "html.parser") for part in made}


def text(part: BeautifulSoup) -> str:
    """All that is written there, its white space made ordinary."""
    return " ".join(part.get_text().split())


def facts(section: BeautifulSoup) -> dict[str, str]:
    """The machine value of each fact, by its id without the section."""
    return {fact["data-fact"].partition(".")[2]: fact["value"] for fact in section.select("[data-fact]")}


def table(section: BeautifulSoup, caption: str) -> list[list[str]]:
    """The cells of the table whose caption begins like this, row by row, without its head."""
    (found,) = [t for t in section.find_all("table") if t.caption.get_text().strip().startswith(caption)]
    return [[text(cell) for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr")]
