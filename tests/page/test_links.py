"""A link in the prose of a section leads somewhere."""

import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.page.links import places_of, require_there
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
