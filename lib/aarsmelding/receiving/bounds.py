"""What may be opened at all: ordinary files of a bounded size, recognised by their content."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from aarsmelding.errors import UsageError
from aarsmelding.receiving import personal
from aarsmelding.receiving.refusal import Refused

MOST_BYTES = 25_000_000
MOST_UNPACKED = 150_000_000
MOST_RATIO = 300
RATIO_FROM = 5_000_000
MOST_PARTS = 2_000
MOST_CELLS = 2_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_NAME = 80

XLSX, XLS, ODS, TEXT = "xlsx", "xls", "ods", "csv"
TAKEN = "save it as an Excel workbook (.xlsx) or as CSV, and deliver that"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


@dataclass(frozen=True)
class Delivery:
    """A file as it was delivered: its bytes, their hash, its harmless name and what kind it is."""

    name: str
    content: bytes
    sha256: str
    kind: str

    @property
    def identity(self) -> str:
        """What the rows of its table name as their document (`kilde`)."""
        return f"leveranse_{self.sha256[:8]}"

    @property
    def stored_name(self) -> str:
        return f"{self.sha256[:8]}-{self.name}"


def open_delivery(path: Path) -> Delivery:
    """The delivery in `path`. Raises UsageError where there is none, Refused where it may not be opened."""
    shown = shown_name(path)
    content = _bytes(path, shown)
    kind = _kind(content, shown)
    if personal.kinds_in(path.name):
        raise Refused("the name of the file holds personal data", "its name", "rename the file")
    return Delivery(safe_name(path.name, kind), content, hashlib.sha256(content).hexdigest(), kind)


def shown_name(path: Path) -> str:
    """The name of a file as a message may show it."""
    return "the delivery" if personal.kinds_in(path.name) else safe_name(path.name)


def safe_name(name: str, kind: str = "") -> str:
    """The base name with harmless characters only; it cannot lead out of its folder."""
    base = re.split(r"[/\\]", name)[-1].translate(LETTERS)
    plain = unicodedata.normalize("NFKD", base).encode("ascii", "ignore").decode()
    stem, _, suffix = plain.rpartition(".")
    stem, suffix = (stem or suffix, suffix if stem else "")
    stem = re.sub(r"[^A-Za-z0-9_]+", "-", stem).strip("-")[:MOST_NAME] or "leveranse"
    suffix = re.sub(r"[^A-Za-z0-9]+", "", suffix)[:8].lower() or kind
    return f"{stem}.{suffix}" if suffix else stem


def _bytes(path: Path, shown: str) -> bytes:
    try:
        found = path.lstat()
    except (OSError, ValueError):
        raise UsageError("there is no such file", shown, "check the path") from None
    if not stat.S_ISREG(found.st_mode):
        raise Refused("a delivery must be an ordinary file, not a link, folder or device", shown, TAKEN)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError:
        raise Refused("the file cannot be opened", shown, "check that you may read it") from None
    if not content.strip():
        raise Refused("the file is empty", shown, "ask for it again")
    if len(content) > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} MB"
        raise Refused(
            f"the file is larger than {most}", shown, "deliver the table alone, without attachments"
        )
    return content


def _kind(content: bytes, shown: str) -> str:
    if content.startswith(b"PK"):
        return _archive(content, shown)
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise Refused("the file is protected by a password", shown, "deliver it without one")
        if MACROS in content:
            raise Refused("the workbook holds macros", shown, TAKEN)
        return XLS
    start = content[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        raise Refused("a PDF is not a table", shown, "ask for the spreadsheet it was made from")
    if re.match(rb"<(\?xml|!doctype|html|table|meta|head)", start):
        raise Refused("the file is a web page or XML, whatever its name says", shown, TAKEN)
    return TEXT


def _archive(content: bytes, shown: str) -> str:
    """What kind of workbook a ZIP archive is, once every part has been unpacked within bounds."""
    names = _checked_parts(content, shown)
    lowered = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lowered) or "Basic/script-lc.xml" in names:
        raise Refused("the workbook holds macros", shown, TAKEN)
    if any("/embeddings/" in name or "/activex/" in name for name in lowered):
        raise Refused("the workbook holds other files, which cannot be checked", shown, "take them out")
    if "xl/workbook.xml" in names:
        return XLSX
    if {"content.xml", "mimetype"} <= names:
        return ODS
    raise Refused("the archive is not a spreadsheet", shown, TAKEN)


def _checked_parts(content: bytes, shown: str) -> set[str]:
    """The names of the parts; each is unpacked once, which counts it and checks its checksum."""
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
                raise Refused("the archive has too many parts, or one of them twice", shown, TAKEN)
            for part in parts:
                if part.flag_bits & 1:
                    raise Refused("the file is protected by a password", shown, "deliver it without one")
                with archive.open(part) as stream:
                    while piece := stream.read(1 << 16):
                        total += len(piece)
                        bound = MOST_UNPACKED if total < RATIO_FROM else MOST_RATIO * len(content)
                        if total > min(MOST_UNPACKED, bound):
                            problem = "the file unpacks to more than a spreadsheet can be"
                            raise Refused(problem, shown, TAKEN)
            return {part.filename for part in parts}
    except Refused:
        raise
    except Exception:  # zipfile has no common base class for what a damaged archive can raise
        raise Refused("the file is damaged or cut off", shown, "ask for it again") from None
