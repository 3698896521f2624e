import pandas as pd
import pytest
from aarsmelding.charts.flow import flow_between_pots
from aarsmelding.errors import AarsmeldingError

POSTS = pd.DataFrame(
    [
        ("Første", "inn", "Nytt", 10, False),
        ("Første", "ut", "Rest", 7, True),
        ("Første", "ut", "Brukt", 3, False),
        ("Andre", "inn", "Overført", 7, True),
        ("Andre", "inn", "Nytt", 5, False),
        ("Andre", "ut", "Brukt", 12, False),
    ],
    columns=["pott", "side", "post", "beloep", "er_videre"],
)


def test_each_pot_is_as_tall_as_what_comes_in():
    axes = flow_between_pots(POSTS).axes[0]
    assert [bar.get_height() for container in axes.containers for bar in container] == [10, 12]


def test_every_post_is_named_except_what_the_band_already_shows():
    texts = [text.get_text() for text in flow_between_pots(POSTS, unit="kr").axes[0].texts]
    assert "Første\n10 kr" in texts
    assert "Rest\n7" in texts
    assert not any(text.startswith("Overført") for text in texts)


def test_a_pot_that_does_not_balance_is_refused():
    with pytest.raises(AarsmeldingError, match="Andre"):
        flow_between_pots(POSTS.assign(beloep=[10, 7, 3, 7, 5, 11]))


def test_money_that_is_lost_between_two_pots_is_refused():
    with pytest.raises(AarsmeldingError, match="Andre"):
        flow_between_pots(POSTS.assign(beloep=[10, 7, 3, 6, 6, 12]))


def test_a_thin_post_is_written_on_one_line():
    thin = POSTS.assign(beloep=[1000, 997, 3, 997, 5, 1002])
    assert "Brukt 3" in [text.get_text() for text in flow_between_pots(thin).axes[0].texts]
