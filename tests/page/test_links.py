"""A link in the prose of a section leads somewhere."""

import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.page.links import files_of, places_of, require_files, require_there
from aarsmelding.page.markup import elements, parsed

PAGE = (
    '<main><h2 id="moeter">Møter</h2><h3 id="moeter-ssu">SSU</h3><p data-id="fsu" id="a&amp;b">x</p></main>'
)


def test_only_links_within_the_page_are_places():
    html = '<p><a href="#moeter">m</a><a href="#m%C3%B8ter">n</a><a href="https://example.org/#x">x</a><a>a</a></p>'
    assert places_of(elements(parsed(html))) == ["moeter", "møter"]


@pytest.mark.parametrize("places", [["moeter", "moeter-ssu"], ["a&b"], []])
def test_a_place_that_is_there_passes(places):
    require_there(places, PAGE, "section oppdiktet")


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("moeter-su", "use one of: #moeter-ssu, #moeter"),
        ("fsu", "copy the address of a heading from the page"),
    ],
)
def test_a_place_that_is_not_there_is_refused_with_those_like_it(place, remedy):
    with pytest.raises(AarsmeldingError) as refused:
        require_there(["moeter", place], PAGE, "section oppdiktet")
    problem = refused.value
    assert problem.problem == f"a link leads to a place that the page does not have (#{place})"
    assert (problem.where, problem.remedy) == ("section oppdiktet", remedy)


def test_only_links_to_files_of_the_report_are_files():
    html = (
        '<p><a href="#a">a</a><a href="tabeller/m%C3%B8ter.csv#x">b</a><a href="../index.html">c</a>'
        '<a href="https://example.org/x">d</a><a href="//example.org/x">e</a><a href="mailto:x@y">f</a></p>'
    )
    assert files_of(elements(parsed(html))) == ["tabeller/møter.csv", "../index.html"]


@pytest.fixture
def report(tmp_path):
    (tmp_path / "ved_siden.txt").touch()
    report = tmp_path / "rapport"
    (report / "fsu").mkdir(parents=True)
    for name in ("index.html", "facts.json", "fsu/a.html"):
        (report / name).touch()
    return report


@pytest.mark.parametrize("file", ["a.html", "../index.html", "../fsu/a.html", "../facts.json"])
def test_a_file_that_is_there_passes(report, file):
    require_files([file], report / "fsu" / "b.html", report, "section oppdiktet")


@pytest.mark.parametrize(
    "file", ["index.html", "../fsu", "../../ved_siden.txt", "/etc/hostname", "../fsu/c.html"]
)
def test_a_file_that_is_not_there_is_refused(report, file):
    with pytest.raises(
        AarsmeldingError, match="a link leads to a file that the report does not have"
    ) as refused:
        require_files([file], report / "fsu" / "b.html", report, "section oppdiktet")
    assert refused.value.where == "section oppdiktet"


def test_files_like_it_are_named_as_the_page_sees_them(report):
    with pytest.raises(AarsmeldingError) as refused:
        require_files(["../fakts.json"], report / "fsu" / "b.html", report, "section oppdiktet")
    assert refused.value.remedy == "use one of: ../facts.json"
