"""What ran: the program with its revision, and the libraries that decide what a product looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aarsmelding import __version__
from aarsmelding.building import fingerprint
from aarsmelding.downloads.crate.entities import entity

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate


def software_of(crate: ROCrate, commit: str) -> Any:
    """The program with its revision, and the libraries that decide what a product looks like."""
    libraries = []
    for name, version in sorted(fingerprint.versions().items()):
        is_language = name == "python"
        address = "https://www.python.org/" if is_language else f"pkg:pypi/{name}@{version}"
        kind: str | list[str] = ["ComputerLanguage", "SoftwareApplication"]
        libraries.append(
            entity(
                crate,
                address,
                kind if is_language else "SoftwareApplication",
                name="Python" if is_language else name,
                url=address,
                version=version,
            )
        )
    revision = entity(
        crate, "#revisjon", "PropertyValue", name="Git-revisjon", propertyID="git", value=commit
    )
    # The specification wants an address; a package that no registry holds has a package URL.
    address = f"pkg:generic/aarsmelding@{__version__}"
    return entity(
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
