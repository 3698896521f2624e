"""What code and which versions a product depends on, as one value each."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from functools import cache
from importlib import metadata

from aarsmelding import catalog
from aarsmelding.paths import PACKAGE

# None of these decides what a product contains: how it is asked for, in which order it is made, who is told.
LEFT_OUT = {
    "cli.py",
    "__main__.py",
    "outcome.py",
    "pipeline.py",
    "tasks.py",
    "chaptertasks.py",
    "pagetasks.py",
}
FOLDERS_LEFT_OUT = {"verbs", "unattended"}
TRANSLATING = re.compile(r"\bparse\s*\.\s*code\b")
ENGINE = (
    "babel",
    "beautifulsoup4",
    "font-source-sans-pro",
    "fonttools",
    "ipykernel",
    "jinja2",
    "lxml",
    "matplotlib",
    "mistune",
    "nbconvert",
    "numpy",
    "pandas",
    "pandera",
    "papermill",
    "pikepdf",
    "pyarrow",
    "pydyf",
    "pypandoc-binary",
    "pyphen",
    "resvg-py",
    "rocrate",
    "scipy",
    "tinycss2",
    "tinyhtml5",
    "weasyprint",
    "xlsxwriter",
)


def _digest(parts: list[bytes]) -> str:
    joined = hashlib.sha256()
    for part in parts:
        joined.update(hashlib.sha256(part).digest())
    return joined.hexdigest()[:16]


@cache
def versions() -> dict[str, str]:
    """Python and the libraries that decide what a product looks like."""
    return {"python": sys.version.split()[0], **{name: metadata.version(name) for name in ENGINE}}


@cache
def library() -> str:
    """One value for the whole library except the dataset modules, and for the versions it runs on."""
    files = sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.is_file()
        and path.suffix != ".pyc"
        and path.name not in LEFT_OUT
        and path.relative_to(PACKAGE).parts[0] not in FOLDERS_LEFT_OUT
        and (path.parent.name != "datasets" or path.name == "__init__.py")
    )
    return _digest([*(path.read_bytes() for path in files), repr(versions()).encode()])


@cache
def dataset_module(name: str) -> str:
    """One value for a dataset module and the dataset modules it imports."""
    text = (PACKAGE / "datasets" / f"{name}.py").read_bytes()
    return _digest([text, *(dataset_module(other).encode() for other in sorted(_imported(name)))])


@cache
def program() -> str:
    """One value for the library and the dataset modules: titles of columns, caveats, known breaks."""
    return _digest([library().encode(), *(dataset_module(name).encode() for name in catalog.names())])


@cache
def references(name: str) -> tuple[str, ...]:
    """Reference datasets whose closed lists the module translates by, with `parse.code`."""
    text = (PACKAGE / "datasets" / f"{name}.py").read_text(encoding="utf-8")
    # More than half do not, and need not be parsed for it.
    nodes = ast.walk(ast.parse(text)) if TRANSLATING.search(text) else ()
    calls = (node for node in nodes if isinstance(node, ast.Call))
    own = {ast.literal_eval(call.args[1]) for call in calls if ast.unparse(call.func) == "parse.code"}
    return tuple(sorted(own.union(*map(references, _imported(name)))))


def _imported(name: str) -> set[str]:
    """The other dataset modules that the module imports from."""
    text = (PACKAGE / "datasets" / f"{name}.py").read_text(encoding="utf-8")
    imported = set(re.findall(r"^from aarsmelding\.datasets\.(\w+) import", text, re.MULTILINE))
    for names in re.findall(r"^from aarsmelding\.datasets import ([\w, ]+)", text, re.MULTILINE):
        imported |= {part.strip() for part in names.split(",")} & set(catalog.names())
    return imported - {name}
