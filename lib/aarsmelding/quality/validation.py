"""The validation report: a page of its own that the owner of data can be sent, also when data are refused."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from aarsmelding import filestate, holdings, norwegian, writing
from aarsmelding.errors import SHOWN_VALUES, AarsmeldingError, DataRefused, Fault, UsageError
from aarsmelding.page.templates import environment
from aarsmelding.paths import TEMPLATES, Project
from aarsmelding.quality import rules, wording
from aarsmelding.quality.deliveries import Delivery, broken_rule, delivery
from aarsmelding.quality.examination import Examination
from aarsmelding.quality.tables import corrected_table

GENERATOR = "aarsmelding check"
# An address, a national identity number, a telephone number: a page that is sent around never has them.
PERSONAL = re.compile(
    r"@|(?<!\d)\d{6}[ .-]?\d{5}(?!\d)|\+47|(?<!\d)(?:\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3})(?!\d)"
)
HIDDEN = "(verdien er skjult)"

Record = dict[str, Any]


def page(project: Project, year: int, found: Examination, only: tuple[str, ...] = ()) -> str:
    """The report about the datasets `only`, or about all, as one self-contained page; refused ones first."""
    delivered = holdings.delivered_of(project, year)
    names = [name for name in delivered if not only or name in only]
    parts = [_part(project, year, name, found) for name in names]
    parts.sort(key=lambda part: part["count"] == 0)
    partnership = found.frames.get("helsefellesskap")
    own = "" if partnership is None else str(partnership["navn"].iloc[0])
    return (
        environment()
        .get_template("validering.html.j2")
        .render(
            year=year,
            generator=GENERATOR,
            style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
            icon=base64.b64encode((TEMPLATES / "icon.svg").read_bytes()).decode(),
            owner=own,
            parts=parts,
            elsewhere=[] if only else _groups(found.elsewhere),
            between=_between(names, delivered, found),
            rows=norwegian.number(sum(part["delivery"].rows_received for part in parts)),
            refused=[part for part in parts if part["count"]],
            number=norwegian.number,
            date=norwegian.long_date,
        )
    )


def _part(project: Project, year: int, name: str, found: Examination) -> Record:
    made: Delivery = delivery(project, year, name, found.frames.get(name))
    path = project.raw(year) / f"{name}.csv"
    faults = found.of(name)
    titles = {n: c.title for n, c in made.dataset.model.to_schema().columns.items()}
    return {
        "name": name,
        "delivery": made,
        "file": path.name,
        "hash": filestate.sha256(path) if path.is_file() else "",
        "count": len(faults),
        "groups": _groups(faults),
        "rules": [
            {"words": _capital(wording.norwegian(rule.said)), "about": titles.get(rule.column, "")}
            for rule in rules.of(made.dataset)
        ],
        "known": [
            {"rule": _capital(wording.norwegian(broken_rule(made.dataset, known))), "reason": known.reason}
            for known in made.breaks
        ],
        "corrected": corrected_table([(made, cell) for cell in made.corrected]).html
        if made.corrected
        else "",
    }


def _capital(words: wording.Words) -> wording.Words:
    return wording.Words(words.text[:1].upper() + words.text[1:], words.language)


def _groups(faults: Iterable[Fault]) -> list[Record]:
    """Faults as the table shows them: one row for each rule and column, five values, then the count."""
    groups = []
    for (_, column, rule, remedy), members in groupby(DataRefused(faults).faults, key=lambda f: f.group):
        same = list(members)
        groups.append(
            {
                "rule": _capital(wording.norwegian(rule)),
                "remedy": _capital(wording.norwegian(remedy)),
                "column": column,
                "places": [place for place in map(_place, same[:SHOWN_VALUES]) if place],
                "hidden": max(0, len(same) - SHOWN_VALUES),
                "count": len(same),
                "file": same[0].file,
            }
        )
    return groups


def _place(fault: Fault) -> str:
    row = f"rad {fault.row}" if fault.row is not None else ""
    value = "" if fault.value is None else HIDDEN if PERSONAL.search(fault.value) else f"«{fault.value}»"
    return ": ".join(part for part in (row, value) if part)


def _between(names: list[str], delivered: tuple[str, ...], found: Examination) -> list[Record]:
    """The rules between datasets that concern `names`, and which of them could not be tried."""
    return [
        {
            "words": wording.norwegian(said),
            "datasets": needed,
            "missing": [name for name in needed if name not in found.frames],
        }
        for said, needed in rules.between(frozenset(delivered)).items()
        if set(needed) & set(names)
    ]


def write(html: str, path: Path) -> None:
    """Write the report to `path`, all of it or nothing; never over a file that is something else."""
    if path.suffix.lower() not in {".html", ".htm"}:
        raise UsageError("the report is a page", str(path), "give a file name that ends in .html")
    if path.exists() and not _is_ours(path):
        raise UsageError("there is something else there", str(path), "give another name, or remove it")
    try:
        with writing.replacing(path) as unfinished:
            unfinished.write_text(html, encoding="utf-8")
    except OSError as problem:
        said = problem.strerror or "it cannot be written"
        raise AarsmeldingError(
            f"the report was not written: {said}", str(path), "give another place"
        ) from None


def _is_ours(path: Path) -> bool:
    try:
        return path.is_file() and f'content="{GENERATOR}"' in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def require_known(names: Iterable[str], found: Mapping[str, Any] | tuple[str, ...]) -> None:
    """Refuse a name that is no dataset of the year."""
    for name in names:
        if name not in found:
            known = "use one of: " + ", ".join(found)
            raise UsageError(f"there is no dataset {name!r} in this year", "--only", known)
