"""nbconvert's exporter as the sections use it."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import pass_context
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from aarsmelding.paths import TEMPLATES

# Kinds of cells that nbconvert's template is told to show.
SHOWN = {f"include_{kind}": True for kind in ("code", "markdown", "raw", "unknown")}


class SectionExporter(HTMLExporter):
    """nbconvert's own without its first and last steps: copies, highlighted code, a reading for images.

    Code is not shown, and an image without alternative text has been refused before.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._prose: dict[str, str] = {}

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The notebook as HTML; not copied, for the template changes nothing in it."""
        used = {**self._init_resources(resources), "global_content_filter": SHOWN}
        return self.template.render(nb=nb, resources=used).lstrip("\r\n"), used

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Prose as HTML: once for all editions of a notebook."""
        if context.get("cell", {}).get("attachments"):
            return str(super().markdown2html(context, source))
        if source not in self._prose:
            self._prose[source] = str(super().markdown2html(context, source))
        return self._prose[source]


@cache
def exporter() -> HTMLExporter:
    """One for all sections of a process, with its template compiled.

    Without preprocessors: what they would change was refused before, or is not shown.
    """
    made = SectionExporter(
        template_name="aarsmelding",
        extra_template_basedirs=[str(TEMPLATES)],
        default_preprocessors=[],
    )
    made.template  # noqa: B018
    return made
