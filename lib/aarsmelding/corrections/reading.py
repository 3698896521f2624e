"""What a file of corrections declares, and every declaration that cannot be understood."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from aarsmelding.corrections.declaration import Correction
from aarsmelding.corrections.files import SUFFIX, path_of
from aarsmelding.errors import Fault

FIELDS = ("rows", "column", "is", "becomes", "because", "reported")
REPORTED = ("date", "to")
FORM = "write a list in which each has rows, column, is, becomes, because and reported (date, to)"


class _Texts(yaml.BaseLoader):
    """Every scalar as the text that stands there (`0301` stays `0301`), no key twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(map(str, keys))):
            raise yaml.YAMLError("a key stands twice")
        return super().construct_mapping(node, deep)


def read(raw_file: Path, shown: str) -> tuple[list[Correction], list[Fault]]:
    """What is declared for `raw_file`, and every declaration that cannot be understood."""
    path, file = path_of(raw_file), shown.removesuffix(raw_file.suffix) + SUFFIX
    if not path.is_file():
        return [], []
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), _Texts)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return [], [Fault(file, "the corrections cannot be read as YAML", FORM)]
    if not isinstance(entries, list) or not entries:
        return [], [Fault(file, "there must be at least one correction", "declare one, or remove the file")]
    declared, faults = [], []
    for number, entry in enumerate(entries, start=1):
        try:
            declared.append(_understood(entry))
        except ValueError as problem:
            rule, _, remedy = str(problem).partition(": ")
            faults.append(Fault(file, rule, remedy or FORM, value=f"correction {number}"))
    return declared, faults


def _understood(entry: Any) -> Correction:
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        raise ValueError("a correction has exactly the fields " + ", ".join(FIELDS))
    reported = entry["reported"]
    if not isinstance(reported, dict) or set(reported) != set(REPORTED):
        raise ValueError("reported has exactly the fields date and to")
    texts = [*(entry[name] for name in FIELDS[1:5]), *reported.values()]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a field of a correction is a text: put it in quotes if it has a colon")
    if not entry["because"].strip() or not reported["to"].strip():
        raise ValueError("a correction says why, and to whom it was reported: fill in because and to")
    if "@" in entry["because"] + reported["to"]:
        raise ValueError("a correction names no person: write the role or the organisation")
    if entry["is"] == entry["becomes"]:
        raise ValueError("a correction must change the cell: write another text in becomes, or remove it")
    try:
        day = date.fromisoformat(reported["date"])
    except ValueError:
        raise ValueError("the date of a report must exist: write it as 2026-01-31") from None
    return Correction(
        rows=_rows(entry["rows"]),
        column=entry["column"],
        found=entry["is"],
        becomes=entry["becomes"],
        because=entry["because"].strip(),
        reported_on=day,
        reported_to=reported["to"].strip(),
    )


def _rows(given: Any) -> tuple[int, ...] | dict[str, str]:
    remedy = "write line numbers of the raw file, such as [4, 7], or cells, such as {prosjekt: Ernæring}"
    if isinstance(given, dict) and given and all(isinstance(cell, str) for cell in given.values()):
        return dict(given)
    if isinstance(given, list) and given and all(isinstance(n, str) and n.isdecimal() for n in given):
        if len(set(given)) < len(given):
            raise ValueError("a row stands twice in a correction: remove one of them")
        return tuple(int(n) for n in given)
    raise ValueError(f"rows cannot be understood: {remedy}")
