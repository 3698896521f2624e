"""The two trees of a PDF, which grow by those of its chapters: what a screen reader and an outline follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf


class Structure:
    """The structure tree of a PDF: elements, and the map from what is painted back to them."""

    def __init__(self, whole: pikepdf.Pdf, blanks: Sequence[Any]) -> None:
        """`blanks` are pages that will be taken away: nothing on them is in the tree."""
        self.whole, self.root = whole, whole.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.kids = list(self.document.K)
        gone = {int(sheet.StructParents) for sheet in blanks}
        listed = list(self.root.ParentTree.Nums)
        pairs = zip(map(int, listed[::2]), listed[1::2], strict=True)
        self.parents = {key: parent for key, parent in pairs if key not in gone}
        self.next = int(self.root.ParentTreeNextKey)

    def take(self, chapter: pikepdf.Pdf, sheets: Sequence[Any]) -> None:
        """Add the elements of `chapter`, whose pages have become `sheets`."""
        root = self.whole.copy_foreign(chapter.Root.StructTreeRoot)
        for kid in root.K[0].K:
            kid.P = self.document
            self.kids.append(kid)
        listed = list(root.ParentTree.Nums)
        for key, parent in zip(listed[::2], listed[1::2], strict=True):
            self.parents[self.next + int(key)] = parent
        for sheet in sheets:
            sheet.StructParents += self.next
            for annotation in sheet.get("/Annots", []):
                annotation.StructParent += self.next
        self.next += int(root.ParentTreeNextKey)

    def close(self) -> None:
        """Write the tree as it has become."""
        self.document.K = pikepdf.Array(self.kids)
        listed = [part for key in sorted(self.parents) for part in (key, self.parents[key])]
        self.root.ParentTree.Nums = pikepdf.Array(listed)
        self.root.ParentTreeNextKey = self.next


class Outline:
    """The outline of a PDF: chapters come below its last entry, the title of the report."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self.whole = whole
        if "/Outlines" not in whole.Root:
            whole.Root.Outlines = whole.make_indirect(pikepdf.Dictionary(Count=0))
        self.root = whole.Root.Outlines
        self.above = self.root.get("/Last", self.root)

    def take(self, chapter: pikepdf.Pdf, *, goes_on: bool = False) -> None:
        """Add the entries of `chapter` after those that are there; below the last one where it `goes_on`."""
        if "/Outlines" not in chapter.Root:
            return
        taken = self.whole.copy_foreign(chapter.Root.Outlines)
        above = self.above.get("/Last", self.above) if goes_on else self.above
        entry: Any = taken.First
        while entry is not None:
            entry.Parent = above
            entry = entry.get("/Next")
        if "/Last" in above:
            taken.First.Prev = above.Last
            above.Last.Next = taken.First
        else:
            above.First = taken.First
        above.Last = taken.Last
        for counted in {each.objgen: each for each in (self.root, self.above, above)}.values():
            counted.Count = counted.get("/Count", 0) + taken.Count
