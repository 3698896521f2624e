"""The paper cut into what is drawn by itself: the front, and the chapters, each from the top of a page."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup, NavigableString, Tag

from aarsmelding.documents import dividing, printed
from aarsmelding.documents.pdftags import ELSEWHERE

PLACE = "kapittelet"


@dataclass(frozen=True)
class Paper:
    """A part of the report: its HTML, what its link targets are called, its parts in other languages.

    `places` are those of its elements that the front leads to.
    """

    html: str
    names: dict[str, str] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Front:
    """Title page and contents, and what the chapters make together: their order, title and author.

    `further` are the chapters that go on with the one before.
    """

    paper: Paper
    order: list[str]
    title: str
    author: str
    further: list[str] = field(default_factory=list)


def cut(html: str, names: Sequence[str] = ()) -> tuple[Front, dict[str, Paper]]:
    """The page as a front and chapters by name, in order.

    A chapter bears the name of the section it begins with. Where `names` are given, only those sections
    begin one, and what stands between them belongs to the one before.
    """
    soup = printed.for_paper(html)
    called, title, author = printed.targets(soup), printed.title(soup), printed.author(soup)
    before = [part.extract() for part in (soup.find("header"), soup.find("nav", class_="innhold")) if part]
    front = _paper("".join(map(str, before)), before, called)
    main = soup.find("main") or soup.find("body") or soup
    groups = _grouped(main, names)
    further = [name for name, group in groups.items() if any(map(dividing.continues, group[:1]))]
    opening, closing, end = _around(soup, main)
    chapters = {}
    for name, parts in groups.items():
        own = [
            str(each["id"]) for part in parts for each in [part, *part.find_all(id=True)] if each.get("id")
        ]
        _lead_elsewhere(parts, called.keys() - set(own))
        text = "".join(map(str, parts))
        last = name == list(groups)[-1]
        paper = _paper(f"{opening}{text}{end if last else closing}", parts, called)
        chapters[name] = replace(paper, places=[place for place in own if place in front.names])
        opening = opening.replace(f' id="{main.get("id")}"', "")
    return Front(front, list(groups), title, author, further), chapters


def _lead_elsewhere(parts: Sequence[Tag], others: Set[str]) -> None:
    """Write the links of a chapter to places in `others` so that they can be joined with it later."""
    for link in (link for part in parts for link in part.find_all("a", href=True)):
        target = str(link["href"])
        if target.startswith("#") and target[1:] in others:
            link["href"] = ELSEWHERE + quote(target[1:])


def _paper(html: str, parts: Sequence[Tag], called: dict[str, str]) -> Paper:
    links = [str(link["href"]) for part in parts for link in part.find_all("a", href=True)]
    wanted = {unquote(link.removeprefix("#").removeprefix(ELSEWHERE)) for link in links}
    names = {name: text for name, text in called.items() if name in wanted}
    return Paper(html, names, [language for part in parts for language in printed.languages(part)])


def _grouped(main: Tag | BeautifulSoup, names: Sequence[str]) -> dict[str, list[Tag]]:
    """The parts of `main` by the name of their chapter, taken out of it."""
    groups: dict[str, list[Tag]] = {}
    before: Tag | None = None
    for loose in [child for child in main.children if isinstance(child, NavigableString)]:
        if loose.strip():
            loose.wrap(Tag(name="p"))
    for part in main.find_all(True, recursive=False):
        name = str(part.get("aria-labelledby", "")) or f"del-{len(groups) + 1}"
        known = name not in groups and (not names or name in names)
        if not groups or (known and _begins(part, before)):
            current = groups[name if known else names[0]] = []
        current.append(part)
        before = part
    for part in (part for parts in groups.values() for part in parts):
        part.extract()
    return groups or {names[0] if names else "del-1": []}


def _begins(part: Tag, before: Tag | None) -> bool:
    """Whether `print.css` lets this part begin on a new page, whatever stands before it."""
    if dividing.continues(part):
        return True
    first = part.find(True)
    brief = before is not None and all("kort" in printed.classes(each) for each in (before, part))
    return part.name == "section" and isinstance(first, Tag) and first.name == "h2" and not brief


def _around(soup: BeautifulSoup, main: Tag | BeautifulSoup) -> tuple[str, str, str]:
    """What stands before a chapter and after it, and what stands after the last one."""
    main.clear()
    main.append(PLACE)
    opening, end = str(soup).split(PLACE)
    for after in main.find_all_next():
        after.extract()
    return opening, str(soup).split(PLACE)[1], end
