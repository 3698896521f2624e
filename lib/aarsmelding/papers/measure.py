"""How well `propose` does: precision and recall per column against rows that people transcribed.

Run as `python -m aarsmelding.papers.measure FOLDER --year 2025`, where FOLDER holds the documents under the
names that `kilde` gives them. A proposed cell is right when the transcription has the same value in the row
that the record was matched with (committee and day, or committee and case number).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from aarsmelding.errors import UsageError
from aarsmelding.papers import SUFFIXES, propose
from aarsmelding.papers.cells import MENTIONED, Record
from aarsmelding.papers.dates import dates
from aarsmelding.papers.lists import Lists, lists_of
from aarsmelding.papers.proposals import TARGETS
from aarsmelding.papers.refusal import PapersRefused
from aarsmelding.paths import Project, find_project

NOT_MEASURED = {"kilde", "sted", "ogsaa_omtalt", "dato_avvikende_trykt"}
DATES = {"dato", "moete_dato"}


@dataclass
class Tally:
    """One column: right, wrong (proposed otherwise), missing (not proposed), extra (should be blank).

    Rows may also be `elsewhere`: transcribed, but from another document; they count neither way.
    """

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        proposed = self.counts["right"] + self.counts["wrong"] + self.counts["extra"]
        return self.counts["right"] / proposed if proposed else None

    @property
    def recall(self) -> float | None:
        wanted = self.counts["right"] + self.counts["wrong"] + self.counts["missing"]
        return self.counts["right"] / wanted if wanted else None


Tallies = dict[tuple[str, str], Tally]


def transcribed(
    project: Project, year: int, dataset: str, document: str | None = None
) -> list[dict[str, str]]:
    """The rows of a raw file that rest on `document`, or all of them."""
    path = project.raw(year) / f"{dataset}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if document in (None, row["kilde"])]


def normal(column: str, value: str, lists: Lists) -> str:
    """What two spellings of the same value have in common."""
    value = " ".join(value.replace("–", "-").split()).strip()
    if column == "utvalg":
        found = lists.committees.find(value)
        return found[0].name if found else value
    if column in DATES and (days := dates(value)):
        return days[0].value
    return value


def key_of(dataset: str, row: dict[str, str], lists: Lists) -> tuple[str, ...]:
    if dataset == "saker":
        return (
            re.sub(r"\D+", "/", normal("sak_nr", row.get("sak_nr", ""), lists)).lstrip("0"),
            _id(row, lists),
        )
    if dataset == "oppmoete":
        said = [row.get(c, "").casefold() for c in ("status", "rolle", "organisasjon", "sak_nr")]
        return (_id(row, lists), normal("dato", row.get("dato", ""), lists), *said)
    return (_id(row, lists), normal("dato", row.get("dato", ""), lists), row.get("maaned", ""))


def _id(row: dict[str, str], lists: Lists) -> str:
    return normal("utvalg", row.get("utvalg", ""), lists)


def compare(
    dataset: str,
    wanted: list[dict[str, str]],
    records: list[Record],
    lists: Lists,
    tallies: Tallies,
    elsewhere: set[tuple[str, ...]],
) -> list[str]:
    """Count one document into `tallies`; the cells that differ, as lines for a person."""
    by_key = {key_of(dataset, row, lists): row for row in wanted}
    differences = []
    for record in records:
        proposed = {column: cell.value for column, cell in record.cells.items()}
        key = key_of(dataset, proposed, lists)
        row = by_key.pop(key, None)
        verdict = "right" if row else "elsewhere" if key in elsewhere else "extra"
        tallies[dataset, "(rader)"].counts[verdict] += 1
        if verdict == "elsewhere":
            continue
        if row is None:
            differences.append(f"extra {dataset}: {list(proposed.values())[:4]} ({record.place})")
            continue
        for column in set(row) - NOT_MEASURED:
            mine, theirs = (normal(column, cells.get(column, ""), lists) for cells in (proposed, row))
            if not mine and not theirs:
                continue
            verdict = "right" if mine == theirs else "missing" if not mine else "wrong" if theirs else "extra"
            tallies[dataset, column].counts[verdict] += 1
            if verdict != "right":
                differences.append(
                    f"{verdict} {dataset}.{column}: {mine!r}, transcribed {theirs!r} ({record.place})"
                )
    for row in by_key.values():
        tallies[dataset, "(rader)"].counts["missing"] += 1
        differences.append(f"missing {dataset}: {key_of(dataset, row, lists)} ({row['sted']})")
    return differences


def measure(folder: Path, project: Project, year: int, mentions: bool = True) -> tuple[Tallies, list[str]]:
    """Every document of `folder` that the transcription rests on; `mentions` counts mentioned rows too."""
    if not folder.is_dir():
        problem = "this is a file" if folder.exists() else "there is no such folder"
        raise UsageError(problem, str(folder), "give the folder with the documents")
    lists = lists_of(project, year)
    tallies: Tallies = defaultdict(Tally)
    differences: list[str] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES):
        wanted = {name: transcribed(project, year, name, path.stem) for name in TARGETS}
        if not any(wanted.values()):
            continue
        proposal = propose(path, project, year, path.stem)
        for dataset, rows in wanted.items():
            records = [
                r
                for r in proposal.of(dataset)
                if mentions or r.cells["utfall" if dataset == "saker" else "status"].confidence > MENTIONED
            ]
            everywhere = {key_of(dataset, row, lists) for row in transcribed(project, year, dataset)}
            found = compare(dataset, rows, records, lists, tallies, everywhere)
            differences += [f"{path.stem}: {line}" for line in found]
    if not tallies:
        raise PapersRefused(
            "no document there is one that the transcription rests on",
            str(folder),
            "give the folder with the documents, named as kilde names them",
        )
    return tallies, differences


def table(tallies: Tallies) -> str:
    """The figures as a Markdown table."""
    rows = [
        "| dataset | column | precision | recall | right | wrong | missing | extra | elsewhere |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (dataset, column), tally in sorted(tallies.items()):
        shares = [f"{share:.2f}" if share is not None else "–" for share in (tally.precision, tally.recall)]
        counts = [str(tally.counts[name]) for name in ("right", "wrong", "missing", "extra", "elsewhere")]
        rows.append(f"| {dataset} | {column} | " + " | ".join([*shares, *counts]) + " |")
    return "\n".join(rows)


def main(arguments: Iterable[str]) -> str:
    import argparse

    parser = argparse.ArgumentParser(prog="python -m aarsmelding.papers.measure", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--differences", action="store_true")
    given = parser.parse_args(list(arguments))
    tallies, differences = measure(given.folder, find_project(), given.year)
    return table(tallies) + ("\n\n" + "\n".join(differences) if given.differences else "")


if __name__ == "__main__":
    print(main(sys.argv[1:]))
