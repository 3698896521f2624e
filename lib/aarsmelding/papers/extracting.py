"""A file into lines, within bounds: size, pages, characters, seconds and memory.

PDF and Word files are read in a process of their own (`reading`), which may hang, fail or grow on a damaged
file without harm to the caller.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from aarsmelding.papers import SUFFIXES
from aarsmelding.papers.lines import Line, bounded
from aarsmelding.papers.refusal import PapersRefused

MOST_BYTES = 50_000_000
MOST_CHARACTERS = 3_000_000
SECONDS = 180
ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
REMEDIES = {
    "encrypted": ("the document is protected by a password", "save it without one, and give it again"),
    "pages": ("the document has more than 400 pages", "split it, and give the parts"),
    "bomb": ("the document unpacks to far more than its size", "ask the sender for it again"),
    "characters": ("the document holds too much text", "split it, and give the parts"),
    "damaged": (
        "the document is damaged or is not what its name says",
        "open it, save it anew, give it again",
    ),
}
NOT_TEXT = (
    "the document holds no text",
    "if it is scanned, have its text recognised (OCR) and give it again",
)


def extract(path: Path) -> list[Line]:
    """The lines of a PDF, DOCX or TXT. Raises PapersRefused for anything else or beyond a bound."""
    if path.is_dir():
        remedy = "name one of the documents in it; only --measure takes a folder"
        raise PapersRefused("this is a folder", str(path), remedy)
    if not path.is_file():
        raise PapersRefused("there is no such file", path.name, "check the path")
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise PapersRefused("meeting papers are read from " + known, path.name, "save it as one of these")
    if path.stat().st_size > MOST_BYTES:
        limit = f"the document is larger than {MOST_BYTES // 1_000_000} MB"
        raise PapersRefused(limit, path.name, "split it, or save it without pictures")
    lines = list(bounded(_text(path) if path.suffix.lower() == ".txt" else _in_own_process(path)))
    if not any(character.isalpha() for line in lines for character in line.text):
        raise PapersRefused(NOT_TEXT[0], path.name, NOT_TEXT[1])
    return lines


def _text(path: Path) -> list[Line]:
    content = path.read_bytes()
    encoding = next(
        (name for mark, name in ENCODINGS.items() if content.startswith(mark)), _unmarked(content)
    )
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text or text.count("\ufffd") > len(text) // 100:
        raise _refused(path, "damaged")
    if len(text) > MOST_CHARACTERS:
        raise _refused(path, "characters")
    return [Line(n, line.strip("\f\r ")) for n, line in enumerate(text.split("\n"), start=1)]


def _unmarked(content: bytes) -> str:
    """UTF-16 without its mark has a zero beside nearly every letter; anything else is tried as UTF-8."""
    half = len(content) // 2
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half and len(content) % 2 == 0 and content[start::2].count(0) > half * 0.9:
            return name
    return "utf-8"


def _in_own_process(path: Path) -> list[Line]:
    command = [sys.executable, "-m", "aarsmelding.papers.reading", str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        problem = f"the document could not be read within {SECONDS} seconds"
        raise PapersRefused(problem, path.name, "save it anew (print to PDF), and give it again") from None
    except ValueError:
        raise _refused(path, "damaged") from None
    if "refused" in answer:
        raise _refused(path, answer["refused"])
    return [Line(number, text, page) for page, number, text in answer["lines"]]


def _refused(path: Path, why: str) -> PapersRefused:
    problem, remedy = REMEDIES[why]
    return PapersRefused(problem, path.name, remedy)
