"""The settled tree written back into the objects of the PDF."""

from __future__ import annotations

import pydyf

from aarsmelding.documents.pdftags.tree import Annotation, Content, Node


def write(pdf: pydyf.PDF, tree: Node) -> None:
    """The settled tree in place of WeasyPrint's, with the map from page content back to it."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    for number in _old_elements(pdf):
        pdf.objects[number].free = "f"
    pages = pdf.page_references
    marks: list[dict[int, bytes]] = [{} for _ in pages]
    links: list[tuple[int, bytes]] = []

    def element(node: Node, parent: bytes) -> bytes:
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        pdf.add_object(made)
        made.update(node.extra)
        own = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if own is not None:
            made["Pg"] = pages[own]
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(element(kid, made.reference))
            elif isinstance(kid, Annotation):
                links.append((kid.number, made.reference))
                kids.append(
                    pydyf.Dictionary(
                        {"Type": "/OBJR", "Obj": pdf.objects[kid.number].reference, "Pg": pages[kid.page]}
                    )
                )
            else:
                marks[kid.page][kid.mark] = made.reference
                same = kid.page == own
                kids.append(
                    kid.mark
                    if same
                    else pydyf.Dictionary({"Type": "/MCR", "Pg": pages[kid.page], "MCID": kid.mark})
                )
        made["K"] = kids
        return bytes(made.reference)

    root["K"] = pydyf.Array([element(tree, root.reference)])
    numbers = pydyf.Array()
    for page, own_marks in enumerate(marks):
        back = [own_marks.get(mark, b"null") for mark in range(max(own_marks, default=-1) + 1)]
        numbers.extend([page, pydyf.Array(back)])
    for place, (number, reference) in enumerate(links, start=len(pages)):
        pdf.objects[number]["StructParent"] = place
        numbers.extend([place, reference])
    mapping = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(mapping)
    root["ParentTree"] = mapping.reference
    root["ParentTreeNextKey"] = len(pages) + len(links)


def _old_elements(pdf: pydyf.PDF) -> list[int]:
    dictionaries = [found for found in pdf.objects if isinstance(found, pydyf.Dictionary)]
    return [found.number for found in dictionaries if found.get("Type") in ("/StructElem", "/OBJR")]


def mark_artifacts(pdf: pydyf.PDF, tree: Node) -> None:
    """Content that no element holds only belongs to the page: an artifact."""
    held = {(leaf.page, leaf.mark) for _, leaf in tree.leaves() if isinstance(leaf, Content)}
    for page, reference in enumerate(pdf.page_references):
        sheet = pdf.objects[int(reference.split()[0])]
        operators = pdf.objects[int(sheet["Contents"].split()[0])].stream
        for place, operator in enumerate(operators):
            if operator == b"BDC" and (page, operators[place - 1]["MCID"]) not in held:
                artifact = pydyf.Dictionary({"Type": "/Pagination"})
                operators[place - 2 : place] = ["/Artifact", artifact]
