"""What HTML may stand in the page: refuses what a reader could not see, hear, or trust to be still."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from aarsmelding.errors import AarsmeldingError

# Void elements without a slash, as HTML has them; BeautifulSoup's own formatter writes XML.
AS_HTML = HTMLFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix="")
# Each is a script, a request, a control, or a style that the policy of the page blocks.
FOREIGN = frozenset(
    "script style link meta base iframe object embed form input button select textarea canvas video audio"
    "".split()
)
Complaint = tuple[str, str]


def written(soup: BeautifulSoup) -> str:
    """`soup` as the text of the page."""
    return str(soup.decode(formatter=AS_HTML))


def elements(part: Tag | BeautifulSoup) -> list[Tag]:
    """The elements in `part`, as `find_all` would find them in thrice the time."""
    return [each for each in part.descendants if isinstance(each, Tag)]


def named(part: Tag | BeautifulSoup, *names: str) -> list[Tag]:
    """The elements in `part` with one of these names."""
    return [each for each in elements(part) if each.name in names]


def parsed(html: str | BeautifulSoup) -> BeautifulSoup:
    """`html` as a tree; one that was read already as it is."""
    return html if isinstance(html, BeautifulSoup) else BeautifulSoup(html, "html.parser")


def require_fit(html: str | BeautifulSoup, where: str) -> None:
    """Raise AarsmeldingError for the first thing in `html` that the page does not take."""
    for problem, remedy in complaints(parsed(html)):
        raise AarsmeldingError(problem, where, remedy)


def complaints(soup: BeautifulSoup) -> Iterator[Complaint]:
    """Every problem with its remedy."""
    found = elements(soup)
    yield from _foreign(found)
    for image in (element for element in found if element.name in ("img", "source")):
        yield from _image(image)
    for table in (element for element in found if element.name == "table"):
        yield from _table(table)


def _foreign(elements: Sequence[Tag]) -> Iterator[Complaint]:
    for element in elements:
        if element.name in FOREIGN:
            yield (
                f"there is a <{element.name}>, and the page has no scripts, forms or styles of its own",
                "show it with table(…) or figure(…)",
            )
    for element in elements:
        for name, value in element.attrs.items():
            if name == "style":
                yield (
                    f"<{element.name}> has a style of its own",
                    "remove style=…: the page decides how it looks",
                )
            if name.startswith("on") or re.match(r"\s*javascript:", str(value), re.IGNORECASE):
                yield f"<{element.name}> runs a script ({name}=…)", f"remove {name}=…"


def _image(image: Tag) -> Iterator[Complaint]:
    if image.name == "img" and not str(image.get("alt", "")).strip():
        yield "an image has no alternative text", "show it with figure(…, alt=…), made from the data"
    source = str(image.get("srcset" if image.name == "source" else "src", ""))
    if not source.startswith("data:image/"):
        yield (
            f"an image lies outside the page ({source})",
            "show it with figure(…), which puts it in the page itself",
        )


def _table(table: Tag) -> Iterator[Complaint]:
    if table.caption is None or not table.caption.get_text(strip=True):
        yield (
            "a table has no caption (a table written in Markdown cannot have one)",
            "show it with table(frame, caption)",
        )
    headers = table.find_all("th")
    if not headers or not headers[0].get_text(strip=True):
        yield "the corner of a table is empty", "name the index: it is the header of the first column"
    if any(header.get("scope") not in ("col", "row", "colgroup", "rowgroup") for header in headers):
        yield "a header cell does not say what it is the header of (scope=…)", "show it with table(…)"
