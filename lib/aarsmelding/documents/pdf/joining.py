"""Chapters joined into one PDF: pages in order, one tree, one outline, one list of link targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

from aarsmelding.documents.pdf import typefaces
from aarsmelding.documents.pdf.trees import Outline, Structure


def join(whole: pikepdf.Pdf, chapters: Sequence[pikepdf.Pdf], further: Sequence[int] = ()) -> None:
    """Put `chapters` in place of the empty pages that `whole`, drawn from a `skeleton`, ends with.

    `further` are the numbers, from 0, of those that go on with the one before.
    """
    first = len(whole.pages) - sum(len(chapter.pages) for chapter in chapters)
    blanks = [sheet.obj for sheet in list(whole.pages)[first:]]
    blank = {sheet.objgen for sheet in blanks}
    structure, outline = Structure(whole, blanks), Outline(whole)
    places = {name: place for name, place in _places(whole).items() if place[0].objgen not in blank}
    common = Common(whole, chapters)
    waiting = iter(blanks)
    for number, chapter in enumerate(chapters):
        for page in chapter.pages:
            whole.pages.append(page)
        sheets = [sheet.obj for sheet in list(whole.pages)[-len(chapter.pages) :]]
        common.give(sheets[0].Resources)
        for sheet, margins in zip(sheets, waiting, strict=False):
            _put_under(whole, sheet, margins)
        structure.take(chapter, sheets)
        outline.take(chapter, goes_on=number in further)
        places = _places(whole, chapter) | places
    structure.close()
    _name_places(whole, places)
    del whole.pages[first : first + len(blanks)]


def _put_under(whole: pikepdf.Pdf, sheet: Any, margins: Any) -> None:
    """What stands in the margins of one page on another that has none."""
    stream = whole.make_stream(b"q\n" + margins.Contents.read_bytes() + b"\nQ\n")
    sheet.Contents = pikepdf.Array([stream, sheet.Contents])


def _places(whole: pikepdf.Pdf, chapter: pikepdf.Pdf | None = None) -> dict[str, Any]:
    """The places that links of `whole`, or of a chapter, lead to, as objects of `whole`."""
    source = chapter or whole
    if "/Names" not in source.Root:
        return {}
    found = source.make_indirect(source.Root.Names.Dests)
    listed = list((found if chapter is None else whole.copy_foreign(found)).Names)
    return dict(zip(map(str, listed[::2]), listed[1::2], strict=True))


def _name_places(whole: pikepdf.Pdf, places: dict[str, Any]) -> None:
    listed = [part for name in sorted(places) for part in (pikepdf.String(name), places[name])]
    whole.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array(listed)))


class Common:
    """What all pages share: fonts, the colour profile, degrees of transparency."""

    def __init__(self, whole: pikepdf.Pdf, chapters: Sequence[pikepdf.Pdf]) -> None:
        self.resources = whole.pages[0].obj.Resources
        parts: dict[str, list[Any]] = {}
        for pdf in (whole, *chapters):
            for key, font in pdf.pages[0].obj.Resources.Font.items():
                parts.setdefault(key, []).append(font)
        self.fonts = {key: typefaces.merge(whole, fonts) for key, fonts in parts.items()}
        self.give(self.resources)

    def give(self, resources: Any) -> None:
        """To the pages of a chapter, whose `resources` these are."""
        for key, font in self.fonts.items():
            resources.Font[key] = font
        for key, state in self.resources.ExtGState.items():
            resources.ExtGState[key] = state
        resources.ColorSpace.srgb = self.resources.ColorSpace.srgb
