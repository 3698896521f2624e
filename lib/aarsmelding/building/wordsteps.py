"""The steps that make the Word file: each chapter read by pandoc, all of them written as one."""

from __future__ import annotations

from pathlib import Path

from aarsmelding import jsonfiles, writing
from aarsmelding.building import chapters, places
from aarsmelding.building.hoarding import uncollected
from aarsmelding.paths import Project


def words_path(project: Project, year: int, name: str) -> Path:
    """A chapter as pandoc has read it."""
    return project.build(year) / "words" / f"{name}.json"


def make_words(root: str, year: int, name: str) -> None:
    """A chapter -> its words; none for one that this report does not have."""
    from aarsmelding.documents import word

    project = Project(Path(root))
    chapter = chapters.chapter_of(project, year, name)
    with uncollected():
        words = word.Words() if chapter is None else word.of_chapter(chapter)
    # Its parts are not copied: there are tens of thousands.
    jsonfiles.write(words_path(project, year, name), vars(words))


def make_docx(root: str, year: int, stems: tuple[str, ...]) -> None:
    """Front, the words of all chapters, and the figures of the sections as bitmaps -> Word file."""
    from aarsmelding import documents
    from aarsmelding.documents import bitmaps, word

    project = Project(Path(root))
    front, dated = chapters.front_of(project, year)
    words = [word.Words(**jsonfiles.read(words_path(project, year, name))) for name in front.order]
    painted: bitmaps.Bitmaps = {}
    for stem in stems:
        painted |= bitmaps.from_record(jsonfiles.read(places.bitmaps(project, year, stem)))
    for name, each in zip(front.order, words, strict=True):
        chapter = None if painted.keys() >= set(each.figures) else chapters.chapter_of(project, year, name)
        painted |= {} if chapter is None else bitmaps.of(chapter.html)
    made = places.document(project, year, documents.docx_name(year))
    made.parent.mkdir(parents=True, exist_ok=True)
    with writing.replacing(made) as out:
        word.join(front, words, painted, dated, out)
