"""The report folder as an RO-Crate: the text of its metadata file."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from aarsmelding import catalog, holdings
from aarsmelding.downloads.crate.entities import entity
from aarsmelding.downloads.crate.origins import documents_of, raw_file, receipt_of
from aarsmelding.downloads.crate.products import output, section_action
from aarsmelding.downloads.crate.root import describe_root
from aarsmelding.downloads.crate.software import software_of
from aarsmelding.paths import Project

SPECIFICATION = "1.2"
FILE = "ro-crate-metadata.json"
Record = dict[str, Any]


def metadata(
    project: Project,
    year: int,
    fragments: list[Record],
    frames: dict[str, pd.DataFrame],
    outputs: list[str],
    commit: str,
) -> str:
    """The text of `ro-crate-metadata.json`; the same for every build of one commit.

    `fragments` are the sections in the order of the report, `outputs` the paths in the report folder.
    A section without an executed notebook among `outputs` has no action of its own.
    """
    # Imported here, for every worker of a build imports this module and one of them makes a crate.
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=SPECIFICATION)
    counted = holdings.derived_of(project, year)
    receipts = {name: receipt_of(project, year, name) for name in sorted(set(frames) - set(counted))}
    documents = documents_of(crate, frames, receipts)
    raw = {name: raw_file(crate, project, year, name, receipts[name], documents) for name in receipts}
    # What is counted in registers is made of their files.
    used = raw | {name: [raw[r] for r in catalog.derived_from(name)] for name in set(counted) & set(frames)}
    titles = {f"notebooks/{f['section']}.ipynb": f["title"] for f in fragments}
    made = {path: output(crate, year, path, titles) for path in sorted(set(outputs) - {FILE})}
    software = software_of(crate, commit)
    executed = {path: made[path] for path in titles if path in made}
    actions = [
        section_action(crate, project, PurePosixPath(path).stem, titles[path], used, product, software)
        for path, product in executed.items()
    ]
    report = entity(
        crate,
        "#rapport",
        "CreateAction",
        name=f"Sammenstilling av årsmeldingen for {year}",
        instrument=software,
        object=[*executed.values(), *raw.values()],
        result=[product for path, product in made.items() if path not in executed],
    )
    newest = max(str(receipt.received) for receipt in receipts.values())
    describe_root(crate, year, frames, newest, [*actions, report], list(documents.values()))
    return json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1) + "\n"
