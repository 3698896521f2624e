"""The templates of the pages."""

from __future__ import annotations

from functools import cache

import jinja2

from aarsmelding.paths import TEMPLATES


@cache
def environment() -> jinja2.Environment:
    """One for all pages of a process; an unknown name in a template is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(("html.j2",), default=True),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
