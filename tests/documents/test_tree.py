"""Trees of the page: what stands after an element stays where it is, and nothing is written otherwise."""

from __future__ import annotations

import pytest
from aarsmelding.documents import tree


def body(html: str) -> str:
    return tree.written(tree.read(f"<html><body>{html}</body></html>").body)


def test_what_is_taken_out_leaves_the_text_after_it():
    page = tree.read("<p>En <b>to</b> tre <i>fire</i> fem</p>")
    taken = tree.taken(tree.first(page, "b"))
    assert tree.written(tree.first(page, "p")) == "<p>En  tre <i>fire</i> fem</p>"
    assert (taken.text, taken.tail) == ("to", None)


def test_a_frame_is_put_around_an_element_and_around_what_is_in_it():
    page = tree.read("<p>En <b>to</b> tre</p>")
    tree.wrap(tree.first(page, "b"), tree.made("div"))
    tree.fill(tree.made("span"), tree.first(page, "b"))
    assert tree.written(tree.first(page, "p")) == "<p>En <div><b><span>to</span></b></div> tre</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#møter-i-året">Møter &amp; råd &lt;1&gt;</a>',
        '<a href="https://nav.example/a?b=1&amp;c=å d">1\u00a0000 – «ja»</a>',
        '<p title="&quot;x&quot; &amp; y">En<br/>to</p><p></p><details open="open"></details>',
        '<img alt="Tromsø 1, Bodø 2" src="data:image/png;base64,AA+/=="/>',
    ],
)
def test_what_is_read_is_written_as_it_was(html):
    assert body(html) == f"<body>{html}</body>"


def test_what_only_the_source_says_is_not_read():
    assert body("<p>En<!-- skjult --></p>") == "<body><p>En</p></body>"


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_no_document_can_hold_is_a_space(character):
    page = tree.read(f"<p>En{character}to</p>")
    tree.first(page, "p").text += "!"
    assert tree.text(page) == "En to!"


def test_the_text_of_an_element_is_on_one_line():
    page = tree.read("<p> En\n <b> to</b>\u00a0tre </p>")
    assert tree.strings(page) == ["En", "to", "tre"]
    assert tree.text(page) == "En to tre"
