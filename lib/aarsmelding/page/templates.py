"""The templates of the pages."""

from __future__ import annotations

import re
from functools import cache
from html import escape

import jinja2

from aarsmelding.paths import TEMPLATES


@cache
def environment() -> jinja2.Environment:
    """One for all pages of a process; an unknown name in a template is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(("html.j2",), default=True),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["marked"] = marked
    return made


def marked(text: str | None) -> str:
    """`text` as HTML, with the names between backticks set as code."""
    return re.sub(r"`([^`]+)`", r'<span class="kode">\1</span>', escape(text or ""))
