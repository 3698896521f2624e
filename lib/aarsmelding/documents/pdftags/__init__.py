"""The structure tree of the PDF: what WeasyPrint makes, settled into what PDF/UA-1 asks for.

WeasyPrint tags box by box and page by page. Here that becomes one element for each thing: a table is
one table however many pages it takes, a header cell says what it heads, a list item has one body, and
what only belongs to the page (running heads, page numbers, repeated table heads) is an artifact.
It runs as WeasyPrint's `finisher`, on its own objects, before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import pydyf

from aarsmelding.documents.pdftags.flattening import flatten
from aarsmelding.documents.pdftags.joining import contents_list, join_fragments, join_sections
from aarsmelding.documents.pdftags.reading import Tree
from aarsmelding.documents.pdftags.tablecells import head_cells
from aarsmelding.documents.pdftags.tree import parts
from aarsmelding.documents.pdftags.writing import mark_artifacts, write

__all__ = ["ELSEWHERE", "settle"]

# How a link is written whose target is in another PDF, which will be joined with this one.
ELSEWHERE = "kapittel:"


def settle(document: Any, pdf: pydyf.PDF, names: Mapping[str, str], languages: list[str]) -> None:
    """Rewrite tree, content streams and links of `pdf`.

    `names` says what each link target is called, `languages` which language each part has that is
    in another one, in order.
    """
    root = Tree(pdf, [page.height for page in document.pages]).read()
    flatten(root)
    contents_list(root)
    join_sections(root)
    join_fragments(root)
    head_cells(root)
    for part, language in zip(parts(root, "Foreign"), languages, strict=True):
        part.kind, part.extra["Lang"] = "Span", pydyf.String(language)
    write(pdf, root)
    mark_artifacts(pdf, root)
    for annotation in pdf.objects:
        if isinstance(annotation, dict) and annotation.get("Subtype") == "/Link":
            target = annotation["Contents"].string
            if target.startswith(ELSEWHERE):
                target = unquote(target.removeprefix(ELSEWHERE))
                del annotation["A"]
                annotation["Dest"] = pydyf.String(target)
            annotation["Contents"] = pydyf.String(f"Gå til: {names[target]}" if target in names else target)
            annotation["F"] = 4
