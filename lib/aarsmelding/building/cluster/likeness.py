"""What two processes must have in common, for one to do the steps of the other."""

from __future__ import annotations

import hashlib
import re
from importlib import metadata

from aarsmelding.building import fingerprint
from aarsmelding.paths import PACKAGE

PROGRAM = "the program"
# Shown of a long list of differences.
MOST = 5


def ours() -> dict[str, str]:
    """The program of this process, and the version of everything that it is made with."""
    modules = sorted(path.stem for path in (PACKAGE / "datasets").glob("[!_]*.py"))
    code = "".join([fingerprint.library(), *map(fingerprint.dataset_module, modules)])
    declared = metadata.requires("aarsmelding") or []
    names = {re.split(r"[^\w.-]", line)[0] for line in declared if "extra ==" not in line}
    return {
        PROGRAM: hashlib.sha256(code.encode()).hexdigest()[:16],
        **fingerprint.versions(),
        **{name: metadata.version(name) for name in sorted({*names, "cloudpickle", "dask", "distributed"})},
    }


def differences(wanted: dict[str, str], found: dict[str, str]) -> str:
    """What differs, in words; empty where nothing does."""
    other = [
        f"{name} {found.get(name, 'is missing')} instead of {wanted.get(name, 'none')}"
        for name in sorted({*wanted, *found})
        if wanted.get(name) != found.get(name)
    ]
    hidden = len(other) - MOST
    return ", ".join(other[:MOST]) + (f", and {hidden} more" if hidden > 0 else "")
