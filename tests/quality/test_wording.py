"""Every rule and remedy that a person may meet has its Norwegian text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from aarsmelding import catalog, datasets, schemafaults
from aarsmelding.paths import PACKAGE
from aarsmelding.quality import rules, wording

FOLDERS = ("datasets", "checks", "parse", "corrections")
FILES = [
    *(path for name in FOLDERS for path in sorted((PACKAGE / name).glob("*.py"))),
    *(PACKAGE / f"{name}.py" for name in ("sources", "validate")),
]
NAMES = {"rule", "remedy", "error"}


def said_in(path: Path) -> Iterator[str]:
    """The texts of a module that become a rule or a remedy; what varies in them is an X."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", "")
            places = {"Fault": slice(1, 3), "Broken": slice(1, 2), "each": slice(3, 5)}.get(called, slice(0))
            for part in [*node.args[places], *(k.value for k in node.keywords if k.arg in NAMES)]:
                yield from texts(part)
        elif isinstance(node, ast.Assign) and NAMES & {getattr(t, "id", "") for t in node.targets}:
            yield from texts(node.value)


def texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "X" for v in node.values)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_rule_and_remedy_in_the_code_is_translated(path):
    untranslated = {said for said in said_in(path) if wording.norwegian(said).language != "nb"}
    assert untranslated == set(), "add them to lib/aarsmelding/quality/nb.po"


@pytest.mark.parametrize("name", catalog.names())
def test_every_rule_of_a_dataset_is_translated(name):
    found = rules.of(datasets.get(name))
    assert [rule for rule in found if wording.norwegian(rule.said).language != "nb"] == []


def test_every_rule_between_datasets_and_every_limit_is_translated():
    said = [*rules.between(frozenset(catalog.names())), *schemafaults.LIMITS.values()]
    assert [text for text in said if wording.norwegian(text).language != "nb"] == []


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("must be at least 0", "må være minst 0"),
        ("add it; the columns are: a, b", "legg den til; kolonnene er: a, b"),
        ("a row must have 4 cells like the header", "en rad må ha 4 celler, som overskriften"),
        ("unknown name in kommuner", "ukjent navn i kommuner"),
    ],
)
def test_what_varies_in_a_message_is_kept(said, text):
    assert wording.norwegian(said) == wording.Words(text, "nb")


def test_what_has_no_translation_stays_and_says_its_language():
    assert wording.norwegian("made up {x}") == wording.Words("made up {x}", "en")
