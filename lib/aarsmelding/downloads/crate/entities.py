"""What a crate consists of: files and things with properties, in the form the specification wants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aarsmelding.filestate import sha256
from aarsmelding.page.headings import slug
from aarsmelding.paths import Project

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

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


def compact(values: Any) -> Any:
    """The specification's form of a single value: without a list around it."""
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def entity(crate: ROCrate, identity: str, kind: str | list[str], **properties: Any) -> Any:
    """An entity that is not part of the folder; what is not known is left out."""
    from rocrate.model.contextentity import ContextEntity

    known = {key: compact(value) for key, value in properties.items() if value not in (None, "", [])}
    return crate.add(ContextEntity(crate, identity, {"@type": kind, **known}))


def outside(
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
    return entity(crate, f"#{quote(place)}", kind, name=name, **described, **properties)


def organisation(crate: ROCrate, name: str | None) -> Any:
    """The organisation of that name; None where there is no name."""
    return entity(crate, f"#organisasjon/{slug(name)}", "Organization", name=name) if name else None
