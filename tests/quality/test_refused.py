"""What was refused of a delivery before it could be used stands in *Datakvalitet*."""

import pytest
import yaml
from aarsmelding.errors import DataRefused
from aarsmelding.quality import examination, section
from aarsmelding.receiving import deliveries
from bs4 import BeautifulSoup

from tests.receiving.conftest import HEADER, ROWS, YEAR, Office, book_of

TITLE = "Avviste leveranser"


@pytest.fixture
def office(invented, tmp_path):
    return Office(invented, tmp_path / "inbox")


def text_of(office: Office) -> str:
    found = examination.examine(office.project, YEAR)
    record = section.fragment(office.project, YEAR, found.frames)
    return BeautifulSoup(record["html"], "html.parser").get_text(" ", strip=True).replace("\u00a0", " ")


def test_a_refused_delivery_is_told_with_its_day_and_the_rule_it_broke(office):
    with pytest.raises(DataRefused):
        office.deliver(book_of([HEADER, [2031, "Hospitering", None, 5, None, 4]]))
    office.deliver(book_of([HEADER, *ROWS]))
    (receipt,) = (deliveries.folder(office.project, YEAR)).glob("*.receipt.yml")
    content = yaml.safe_load(receipt.read_text(encoding="utf-8"))
    content["datasets"]["tilskudd"]["refused"][0]["date"] = "2032-02-29"
    receipt.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    text = text_of(office)
    assert f"{TITLE} I alt er én leveranse avvist" in text
    assert "29. februar 2032" in text
    assert "disponibelt = innvilget + det som overføres" in text


def test_where_nothing_was_refused_nothing_is_said_of_it(office):
    office.deliver(book_of([HEADER, *ROWS]))
    assert TITLE not in text_of(office)
