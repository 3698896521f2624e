"""The report folder itself: what it is called, its day, its licence and what it is about."""

from __future__ import annotations

from importlib import metadata as packages
from typing import TYPE_CHECKING, Any

import pandas as pd

from aarsmelding.downloads.crate.entities import compact, entity, organisation

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate


def describe_root(
    crate: ROCrate,
    year: int,
    frames: dict[str, pd.DataFrame],
    newest: str,
    actions: list[Any],
    documents: list[Any],
) -> None:
    """Fill in the properties of the folder, the root of the crate."""
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
    root["license"] = entity(
        crate,
        f"https://spdx.org/licenses/{licence}",
        "CreativeWork",
        name=f"{licence}-lisensen",
        description="Gjelder programmet, notatbøkene og årsmeldingen, ikke kildedokumentene.",
    )
    if name:
        root["about"] = organisation(crate, name)
    if documents:
        root["isBasedOn"] = compact(documents)
    root["mentions"] = compact(actions)
