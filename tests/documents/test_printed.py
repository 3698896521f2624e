"""The page made ready for documents: what is folded stands open, under a heading of the level that fits."""

from __future__ import annotations

import pytest
from aarsmelding.documents import printed, tree


@pytest.mark.parametrize(
    ("above", "becomes"), [("", "h2"), ("<h2>A</h2>", "h3"), ("<h3>A</h3>", "h4"), ("<h4>A</h4>", "h4")]
)
def test_what_names_a_fold_is_a_heading_below_the_last_one_but_not_below_the_fourth_level(above, becomes):
    page = tree.read(f"{above}<details open><summary class='x'>Mer</summary><p>Innhold</p></details>")
    printed.unfold(page)
    opened = page.xpath("//div")[0]
    assert tree.written(opened) == f"<div><{becomes}>Mer</{becomes}><p>Innhold</p></div>"


def test_a_fold_before_a_table_needs_no_heading_for_the_table_has_its_caption():
    page = tree.read("<details><summary>Mer</summary><div class='tabell'></div></details>")
    printed.unfold(page)
    assert tree.text(page) == ""


def test_a_fold_in_a_figure_stands_after_it():
    page = tree.read("<figure><img><details><p>Tall</p></details></figure>")
    printed.unfold(page)
    assert [each.tag for each in page.body] == ["figure", "div"]
    assert tree.classes(page.body[1]) == ["bak-figur"]
