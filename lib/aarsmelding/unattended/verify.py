"""A delivered report folder against its manifest: nothing missing, nothing changed, nothing added."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aarsmelding import disclosure, filestate
from aarsmelding.building.publishing import LOGS, MANIFEST
from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import Project


@dataclass
class Verification:
    """What was found; the report is whole where nothing is missing, changed or added.

    `data` says how the raw files here compare with those the report was made from: None where there
    are none here, else the names of those that differ.
    """

    folder: Path
    year: int
    commit: str
    files: int
    inputs: int
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    data: list[str] | None = None

    @property
    def whole(self) -> bool:
        return not (self.missing or self.changed or self.added)


def verify(folder: Path, project: Project | None = None) -> Verification:
    """Compare every file in `folder`. Raises AarsmeldingError where there is no manifest to compare with."""
    manifest = _manifest(folder)
    try:
        outputs = {entry["file"]: entry["sha256"] for entry in manifest["outputs"]}
        inputs = {entry["file"]: entry["sha256"] for entry in manifest["inputs"]}
        year, commit = int(manifest["year"]), str(manifest["package"]["commit"])
    except (KeyError, TypeError, ValueError):
        raise _unreadable(folder, "the manifest lacks what it must say") from None
    lying = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if not path.is_dir() and path.relative_to(folder).parts[0] != LOGS
    }
    del lying[MANIFEST]
    return Verification(
        folder,
        year,
        commit,
        len(outputs),
        len(inputs),
        missing=sorted(set(outputs) - set(lying)),
        changed=sorted(name for name in set(outputs) & set(lying) if _hash(lying[name]) != outputs[name]),
        added=sorted(set(lying) - set(outputs)),
        data=_differing(project, year, inputs),
    )


def _manifest(folder: Path) -> Any:
    try:
        return json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise _unreadable(folder, "there is no manifest, so nothing to compare the files with") from None
    except (OSError, ValueError):
        raise _unreadable(folder, "the manifest cannot be read") from None


def _unreadable(folder: Path, problem: str) -> AarsmeldingError:
    return AarsmeldingError(
        problem, str(folder / MANIFEST), "name a folder that a build has made, such as reports/<year>"
    )


def _hash(path: Path) -> str:
    try:
        return filestate.sha256(path)
    except OSError:
        return "unreadable"


def _differing(project: Project | None, year: int, inputs: dict[str, str]) -> list[str] | None:
    if project is None or not project.raw(year).is_dir():
        return None
    raw = project.raw(year)
    here = {f"data/raw/{year}/{path.name}": _hash(path) for path in raw.iterdir() if path.is_file()}
    others = {name for name in (*inputs, disclosure.FILE) if (project.root / name).is_file()}
    here |= {name: _hash(project.root / name) for name in others - here.keys()}
    return sorted(name for name in {*here, *inputs} if here.get(name) != inputs.get(name))


def lines(found: Verification) -> list[str]:
    """What was found, for a person."""
    said = [f"{name}: missing" for name in found.missing]
    said += [f"{name}: changed since it was built" for name in found.changed]
    said += [f"{name}: not part of the report" for name in found.added]
    made = f"made from commit {found.commit} and {found.inputs} files of data for {found.year}"
    if found.data is None:
        now = "there is no data here to compare with"
    elif found.data:
        now = f"of these, {len(found.data)} differ from the files here: {', '.join(found.data)}"
    else:
        now = "the files here are the same"
    if found.whole:
        verdict = f"whole: all {found.files} files are there, and every hash is right"
    else:
        wrong = len(said)
        verdict = f"NOT whole: {wrong} of its files {'differs' if wrong == 1 else 'differ'} from the manifest"
    return [*said, f"{found.folder}: {verdict}", f"{made}; {now}"]
