"""The report as a Word file, for those who pass such files around: chapter by chapter, then in one."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pypandoc

from aarsmelding.documents import bitmaps
from aarsmelding.documents.bitmaps import Bitmaps
from aarsmelding.documents.cutting import Chapter, Front, cut
from aarsmelding.documents.word import preparing
from aarsmelding.documents.word.settling import LANGUAGE, settled

# To the runtime of pandoc: memory enough to read a chapter, or write a report, before any is collected.
READING, WRITING = ("+RTS", "-A64m", "-RTS"), ("+RTS", "-O1g", "-RTS")


@dataclass(frozen=True)
class Words:
    """A part of the report as pandoc has read it: its blocks, and the names of the figures in it."""

    blocks: list[Any] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)


def write_docx(html: str, dated: date, out: Path, known: Bitmaps | None = None) -> None:
    """The page as a Word file in `out`; `dated` is the date it bears, `known` has figures painted before."""
    front, chapters = cut(html)
    painted = {**bitmaps.of("".join(chapter.html for chapter in chapters.values())), **(known or {})}
    join(front, [of_chapter(chapter) for chapter in chapters.values()], painted, dated, out)


def of_chapter(chapter: Chapter) -> Words:
    """A chapter as pandoc reads it, which takes as long as writing it."""
    html, figures = preparing.of_chapter(chapter)
    return Words(_read(html)["blocks"], figures)


def join(
    front: Front, chapters: Sequence[Words], painted: Mapping[str, bytes], dated: date, out: Path
) -> None:
    """Front and chapters as one Word file in `out`; `painted` has their figures by name."""
    document = _read(preparing.of_front(front))
    document["blocks"] += [block for chapter in chapters for block in chapter.blocks]
    with tempfile.TemporaryDirectory() as folder:
        for name in {name for chapter in chapters for name in chapter.figures}:
            (Path(folder) / bitmaps.file_name(name)).write_bytes(painted[name])
        made = Path(folder) / "aarsmelding.docx"
        pypandoc.convert_text(
            orjson.dumps(document).decode(),
            "docx",
            format="json",
            outputfile=str(made),
            extra_args=[
                *WRITING,
                "--standalone",
                "--shift-heading-level-by=-1",
                "--figure-caption-position=above",
                f"--metadata=lang:{LANGUAGE}",
            ],
            verify_format=False,
            cworkdir=folder,
        )
        out.write_bytes(settled(made.read_bytes(), front.title, front.author, dated))


def _read(html: str) -> dict[str, Any]:
    """What pandoc understands of `html`: its own tree of a document."""
    read = pypandoc.convert_text(html, "json", format="html", extra_args=READING, verify_format=False)
    document: dict[str, Any] = orjson.loads(read)
    return document
