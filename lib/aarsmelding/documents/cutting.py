"""The page cut into a front and chapters, each from the top of a page: documents make them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag

from aarsmelding.documents import dividing, printed
from aarsmelding.page import markup

PLACE = "kapittelet"


@dataclass(frozen=True)
class Chapter:
    """A part of the report: its HTML, and what only the whole report knows of it.

    `names` says what each place is called that its links lead to, wherever that is. Of its own places
    `linked` are those that a link of the report leads to, and `listed` those that the front leads to.
    """

    html: str
    names: dict[str, str] = field(default_factory=dict)
    linked: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Front:
    """What stands before the chapters, and what these make together: their order, title and author.

    `head` and `header` are HTML. `headings` are those that contents can list: level, place and text. `names`
    says what each place is called that the front leads to. `further` are the chapters that go on with the one
    before.
    """

    head: str
    header: str
    headings: list[list[str]]
    names: dict[str, str]
    order: list[str]
    title: str
    author: str
    further: list[str] = field(default_factory=list)


def cut(html: str, names: Sequence[str] = ()) -> tuple[Front, dict[str, Chapter]]:
    """The page as a front and chapters by name, in order.

    A chapter bears the name of the section it begins with. Where `names` are given, only those sections
    begin one, and what stands between them belongs to the one before.
    """
    soup = printed.whole(html)
    called, title, author = printed.targets(soup), printed.title(soup), printed.author(soup)
    headings = printed.headings(soup)
    linked = set(_leads_to([soup]))
    header = [part.extract() for part in soup.find_all("header", limit=1)]
    leads = {*_leads_to(header), *(place for _, place, _ in headings)} if header else set()
    main = soup.find("main") or soup.find("body") or soup
    groups = _grouped(main, names)
    further = [name for name, group in groups.items() if any(map(dividing.continues, group[:1]))]
    opening, closing, end = _around(soup, main)
    chapters = {}
    for name, parts in groups.items():
        text = "".join(map(str, parts))
        elements = (each for part in parts for each in [part, *markup.elements(part)])
        own = [str(each["id"]) for each in elements if each.get("id")]
        chapters[name] = Chapter(
            html=f"{opening}{text}{end if name == list(groups)[-1] else closing}",
            names=_among(called, _leads_to(parts)),
            linked=[place for place in own if place in linked],
            listed=[place for place in own if place in leads],
        )
        opening = opening.replace(f' id="{main.get("id")}"', "")
    head = str(soup.head or "")
    before = "".join(map(str, header))
    front = Front(head, before, headings, _among(called, leads), list(groups), title, author, further)
    return front, chapters


def _leads_to(parts: Iterable[Tag]) -> list[str]:
    """The places that links in `parts` lead to."""
    links = (str(link.get("href", "")) for part in parts for link in markup.named(part, "a"))
    return [link.removeprefix("#") for link in links if link.startswith("#")]


def _among(called: Mapping[str, str], wanted: Iterable[str]) -> dict[str, str]:
    """Those of `called` that are wanted, in their order."""
    chosen = set(wanted)
    return {place: text for place, text in called.items() if place in chosen}


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
