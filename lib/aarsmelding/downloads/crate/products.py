"""What came out: the files of the report folder, and the action that made each section."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from aarsmelding import notebook
from aarsmelding.downloads.crate.entities import FORMATS, entity, outside
from aarsmelding.downloads.crate.origins import Entities
from aarsmelding.paths import Project

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

TITLES = {
    "index.html": "Årsmeldingen som nettside",
    "facts.json": "Tallene i årsmeldingen, med verdi, enhet og kilde",
    "reconciliation.json": "Avstemmingen av publiserte påstander mot dataene",
    "tabeller.xlsx": "Tabellene i årsmeldingen som regneark",
    "manifest.json": "Manifest med kontrollsummer for alt som gikk inn og kom ut",
}


def output(crate: ROCrate, year: int, path: str, titles: dict[str, str]) -> Any:
    """A file of the report folder, with a name for people."""
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


def section_action(
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
    code = outside(
        crate,
        project,
        source.path,
        f"Notatbok: {title}",
        "SoftwareSourceCode",
        programmingLanguage=crate.get("https://www.python.org/"),
    )
    return entity(
        crate,
        f"#seksjon/{name}",
        "CreateAction",
        name=f"Kjøring av seksjonen {title}",
        instrument=software,
        object=[code, *_each_once(raw[dataset] for dataset in source.datasets if dataset in raw)],
        result=product,
    )


def _each_once(files: Iterable[Any]) -> list[Any]:
    """The entities of single files, or of lists of them."""
    flat = [one for each in files for one in (each if isinstance(each, list) else [each])]
    return list({one.id: one for one in flat}.values())
