"""Receipts of raw files: what was received, from whom, and that the file is still that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from aarsmelding import writing
from aarsmelding.errors import Fault
from aarsmelding.filestate import sha256

RECEIPT_SUFFIX = ".receipt.yml"
RECEIPT_FIELDS = ("file", "sha256", "documents", "published_by", "received", "transcribed_by")
# The same rules in C, where PyYAML was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Stands in a receipt only where somebody has declared it.
WHOLE_YEAR = "whole_year"


def receipt_path(raw_file: Path) -> Path:
    return raw_file.with_suffix(RECEIPT_SUFFIX)


@dataclass(frozen=True)
class Receipt:
    """What was received: the file and its hash, the documents it rests on, who and when.

    `whole_year` is the declaration that a register holds everything of its year.
    """

    file: str
    sha256: str
    documents: tuple[str, ...]
    published_by: str
    received: date
    transcribed_by: str
    whole_year: bool = False

    def as_text(self) -> str:
        fields = {name: getattr(self, name) for name in RECEIPT_FIELDS}
        fields["documents"] = list(self.documents)
        fields |= {WHOLE_YEAR: True} if self.whole_year else {}
        return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)

    def write(self, path: Path) -> None:
        writing.text(path, self.as_text())


def read_receipt(raw_file: Path, shown: str) -> tuple[Receipt | None, list[Fault]]:
    """The receipt of `raw_file`, or why there is none that can be used."""
    path = receipt_path(raw_file)
    write_one = f"check the file, then type: aarsmelding receipt {shown} --document ID"
    if not path.is_file():
        return None, [Fault(shown, "a raw file must have a receipt", write_one)]
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), LOADER)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None, [Fault(shown, "the receipt cannot be read as YAML", write_one)]
    if not isinstance(content, dict) or set(content) - {WHOLE_YEAR} != set(RECEIPT_FIELDS):
        rule = "a receipt has exactly the fields " + ", ".join(RECEIPT_FIELDS)
        return None, [Fault(shown, rule, write_one)]
    if not isinstance(content.get(WHOLE_YEAR, False), bool):
        return None, [Fault(shown, "whole_year in a receipt is true or false", write_one)]
    receipt = Receipt(**{**content, "documents": tuple(content["documents"] or ())})
    if receipt.sha256 != sha256(raw_file):
        return receipt, [
            Fault(
                file=shown,
                rule="the file is not the one that its receipt describes (sha256 differs)",
                value=sha256(raw_file)[:12] + "…",
                remedy="get the file back (git checkout), or, if the change is meant, "
                f"type: aarsmelding receipt {shown} --document ID",
            )
        ]
    return receipt, []


def is_declared_whole(raw_file: Path) -> bool:
    """Whether the receipt of a register says that it holds the whole year; a damaged one says nothing."""
    try:
        content = yaml.load(receipt_path(raw_file).read_text(encoding="utf-8"), LOADER)
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return False
    return isinstance(content, dict) and content.get(WHOLE_YEAR) is True
