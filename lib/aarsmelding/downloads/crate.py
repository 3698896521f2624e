"""The report folder as an RO-Crate: what went in, what ran and what came out, as JSON-LD.

What lies outside the folder is a `File` whose identifier starts with `#`: to the specification it is
then described, not contained.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import metadata as packages
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from aarsmelding import __version__, catalog, datasets, holdings, notebook
from aarsmelding.building import fingerprint
from aarsmelding.errors import DataRefused
from aarsmelding.page import appendix
from aarsmelding.page.fragments import slug
from aarsmelding.paths import Project
from aarsmelding.sources import Receipt, read_receipt, receipt_path, sha256

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

SPECIFICATION = "1.2"
FILE = "ro-crate-metadata.json"
# mimetypes.guess_type() depends on the machine; the products must not.
FORMATS = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yml": "application/yaml",
}
TITLES = {
    "index.html": "Årsmeldingen som nettside",
    "facts.json": "Tallene i årsmeldingen, med verdi, enhet og kilde",
    "reconciliation.json": "Avstemmingen av publiserte påstander mot dataene",
    "tabeller.xlsx": "Tabellene i årsmeldingen som regneark",
    "manifest.json": "Manifest med kontrollsummer for alt som gikk inn og kom ut",
}
Record = dict[str, Any]
Entities = dict[str, Any]


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
    receipts = {name: _receipt(project, year, name) for name in sorted(set(frames) - set(counted))}
    documents = _documents(crate, frames, receipts)
    raw = {name: _raw_file(crate, project, year, name, receipts[name], documents) for name in receipts}
    # What is counted in registers is made of their files.
    used = raw | {name: [raw[r] for r in catalog.derived_from(name)] for name in set(counted) & set(frames)}
    titles = {f"notebooks/{f['section']}.ipynb": f["title"] for f in fragments}
    made = {path: _output(crate, year, path, titles) for path in sorted(set(outputs) - {FILE})}
    software = _software(crate, commit)
    executed = {path: made[path] for path in titles if path in made}
    actions = [
        _section(crate, project, PurePosixPath(path).stem, titles[path], used, product, software)
        for path, product in executed.items()
    ]
    report = _entity(
        crate,
        "#rapport",
        "CreateAction",
        name=f"Sammenstilling av årsmeldingen for {year}",
        instrument=software,
        object=[*executed.values(), *raw.values()],
        result=[entity for path, entity in made.items() if path not in executed],
    )
    newest = max(str(receipt.received) for receipt in receipts.values())
    _describe_root(crate, year, frames, newest, [*actions, report], list(documents.values()))
    return json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1) + "\n"


def _receipt(project: Project, year: int, name: str) -> Receipt:
    path = project.raw(year) / f"{name}.csv"
    receipt, faults = read_receipt(path, project.shown(path))
    if receipt is None or faults:
        raise DataRefused(faults)
    return receipt


def _compact(values: Any) -> Any:
    """The specification's form of a single value: without a list around it."""
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def _entity(crate: ROCrate, identity: str, kind: str | list[str], **properties: Any) -> Any:
    """An entity that is not part of the folder; what is not known is left out."""
    from rocrate.model.contextentity import ContextEntity

    known = {key: _compact(value) for key, value in properties.items() if value not in (None, "", [])}
    return crate.add(ContextEntity(crate, identity, {"@type": kind, **known}))


def _outside(
    crate: ROCrate, project: Project, path: Path, name: str, *more_kinds: str, **properties: Any
) -> Any:
    """A file of the project that is not in the report folder."""
    place = path.relative_to(project.root).as_posix()
    kind: str | list[str] = ["File", *more_kinds] if more_kinds else "File"
    described = {
        "encodingFormat": FORMATS[path.suffix],
        "contentSize": str(path.stat().st_size),
        "sha256": sha256(path),
        "localPath": place,
    }
    return _entity(crate, f"#{quote(place)}", kind, name=name, **described, **properties)


def _organisation(crate: ROCrate, name: str | None) -> Any:
    return _entity(crate, f"#organisasjon/{slug(name)}", "Organization", name=name) if name else None


def _documents(crate: ROCrate, frames: dict[str, pd.DataFrame], receipts: dict[str, Receipt]) -> Entities:
    """The source documents that the receipts name, described where `dokumenter` lists them."""
    listed = {row["dokument"]: row for row in appendix.documents(frames)}
    named = {document for receipt in receipts.values() for document in receipt.documents}
    found = {}
    for document in sorted(named | set(listed)):
        row = listed.get(document, {})
        dated = row.get("dokument_dato")
        found[document] = _entity(
            crate,
            f"#dokument/{quote(document)}",
            "CreativeWork",
            name=row.get("tittel") or document,
            identifier=document,
            publisher=_organisation(crate, row.get("utgiver")),
            dateCreated=dated.date().isoformat() if dated else None,
        )
    return found


def _raw_file(
    crate: ROCrate, project: Project, year: int, name: str, receipt: Receipt, documents: Entities
) -> Any:
    path = project.raw(year) / f"{name}.csv"
    dataset = datasets.get(name)
    entity = _outside(
        crate,
        project,
        path,
        dataset.title,
        description=dataset.description or dataset.one_row,
        creditText=receipt.published_by,
        dateReceived=str(receipt.received),
        isBasedOn=[documents[document] for document in sorted(set(receipt.documents))],
    )
    _outside(crate, project, receipt_path(path), f"Kvittering for {path.name}", about=entity)
    return entity


def _output(crate: ROCrate, year: int, path: str, titles: dict[str, str]) -> Any:
    if path in titles:
        name = f"Kjørt notatbok: {titles[path]}"
    elif path == f"aarsmelding-{year}.pdf":
        name = "Årsmeldingen som PDF"
    else:
        name = TITLES.get(path, path)
    form = FORMATS.get(PurePosixPath(path).suffix)
    return crate.add_file(
        dest_path=path, properties={"name": name, **({"encodingFormat": form} if form else {})}
    )


def _software(crate: ROCrate, commit: str) -> Any:
    """The program with its revision, and the libraries that decide what a product looks like."""
    libraries = []
    for name, version in sorted(fingerprint.versions().items()):
        is_language = name == "python"
        address = "https://www.python.org/" if is_language else f"https://pypi.org/project/{name}/{version}/"
        kind: str | list[str] = ["ComputerLanguage", "SoftwareApplication"]
        libraries.append(
            _entity(
                crate,
                address,
                kind if is_language else "SoftwareApplication",
                name="Python" if is_language else name,
                url=address,
                version=version,
            )
        )
    revision = _entity(
        crate, "#revisjon", "PropertyValue", name="Git-revisjon", propertyID="git", value=commit
    )
    # The specification wants an address; a package that no registry holds has a package URL.
    address = f"pkg:generic/aarsmelding@{__version__}"
    return _entity(
        crate,
        address,
        "SoftwareApplication",
        name="aarsmelding",
        description="Programmet som kontrollerer dataene, kjører notatbøkene og bygger årsmeldingen.",
        url=address,
        version=__version__,
        identifier=revision,
        softwareRequirements=libraries,
    )


def _section(
    crate: ROCrate,
    project: Project,
    name: str,
    title: str,
    raw: Entities,
    product: Any,
    software: Any,
) -> Any:
    """The action that made one executed notebook, with its source notebook and datasets."""
    source = notebook.section(project, name)
    entity = _outside(
        crate,
        project,
        source.path,
        f"Notatbok: {title}",
        "SoftwareSourceCode",
        programmingLanguage=crate.get("https://www.python.org/"),
    )
    return _entity(
        crate,
        f"#seksjon/{name}",
        "CreateAction",
        name=f"Kjøring av seksjonen {title}",
        instrument=software,
        object=[entity, *_each_once(raw[dataset] for dataset in source.datasets if dataset in raw)],
        result=product,
    )


def _each_once(files: Iterable[Any]) -> list[Any]:
    """The entities of single files, or of lists of them."""
    flat = [one for each in files for one in (each if isinstance(each, list) else [each])]
    return list({one.id: one for one in flat}.values())


def _describe_root(
    crate: ROCrate,
    year: int,
    frames: dict[str, pd.DataFrame],
    newest: str,
    actions: list[Any],
    documents: list[Any],
) -> None:
    name = str(frames["helsefellesskap"].iloc[0]["navn"]) if "helsefellesskap" in frames else None
    licence = packages.metadata("aarsmelding")["License-Expression"]
    root: Any = crate.root_dataset
    root["name"] = f"Årsmelding {year}" + (f" for {name}" if name else "")
    root["description"] = (
        f"Årsmeldingen for {year} med tallgrunnlag, avstemming og kjørte notatbøker, "
        "og hva den er laget av: rådata, kvitteringer, kildedokumenter og programvare."
    )
    # The day of the data, not of the build: a build tomorrow gives the same file.
    root["datePublished"] = newest
    root["inLanguage"] = "nb"
    root["temporalCoverage"] = str(year)
    root["license"] = _entity(
        crate,
        f"https://spdx.org/licenses/{licence}",
        "CreativeWork",
        name=f"{licence}-lisensen",
        description="Gjelder programmet, notatbøkene og årsmeldingen, ikke kildedokumentene.",
    )
    if name:
        root["about"] = _organisation(crate, name)
    if documents:
        root["isBasedOn"] = _compact(documents)
    root["mentions"] = _compact(actions)
