"""A made-up year with a rule: on, no suppressed number stands in any product; off, they all do."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from tests.conftest import Invented, invent, write_notebook

YEAR = "2031"
# Applications below three millions, and one above that a published sum would give away.
PRIMARY = ("2005000", "1314467", "2087770", "2157310", "2204852")
SECONDARY = ("4010000",)
SHOWN = ("4450000", "14912500")
RULE = """\
regler:
  - datasett: soeknadsbeloep
    kolonner: [soekt_kr]
    grense: {limit}
    bestemt_av: testen
    bestemt: 2031-01-01
    grunn: oppdiktet
    summer:
      - kolonne: soekt_kr
        rader: prosjekt_id == 'fremtidens_rop'
        sum: soeknadsbeloep.soekt_samlet_kr
        hvor: prosjekt_id == 'fremtidens_rop' and aar == 2026
"""
LOAD = (
    "from aarsmelding import described, facts_of, figure, load, norwegian, say, table\n"
    "from aarsmelding.charts.ranked import ranked_bars\n\n"
    'fact = facts_of(year)\nbeloep = load("soeknadsbeloep", year)'
)
ALL_AMOUNTS = (
    'alle = beloep.assign(linje=beloep["prosjekt_id"] + " " + beloep["aar"].astype("str"))\n'
    'tabell = table(alle.set_index("linje")[["soekt_kr"]], "Omsøkt", headers={"linje": "Søknad"})\ntabell'
)
IN_WORDS = (
    'rop = beloep.query("prosjekt_id == \'fremtidens_rop\'").set_index("aar")["soekt_kr"]\n'
    'foerste = fact("soekt.rop", rop.iloc[0], unit="kr")\nsum_ = fact("soekt.alle", rop.sum(), unit="kr")\n'
    'say("Det ble søkt om {foerste}, i alt {sum_}.", foerste=foerste, sum_=sum_)'
)
AS_FIGURE = (
    'mye = alle.set_index("linje")["soekt_kr"]\n'
    'figure(ranked_bars(mye, show=norwegian.kroner), "Omsøkt", alt=described(mye), data=tabell)'
)
PER_PROJECT = (
    'egen = beloep.query("prosjekt_id == @prosjekt_id")\n'
    'fact("egen.soekt", egen["soekt_kr"].iloc[0], "Det ble søkt om {}.", unit="kr", entity=prosjekt_id, '
    "rows=egen)"
)


def made(folder: Path, limit: str) -> Path:
    """The report folder of a project whose rule has this limit."""
    project: Invented = invent(folder)
    (project.root / "data" / "skjerming.yml").write_text(RULE.format(limit=limit), encoding="utf-8")
    notebooks = project.project.notebooks
    write_notebook(notebooks / "10_soekt.ipynb", LOAD, "## Beløp", ALL_AMOUNTS, IN_WORDS, AS_FIGURE)
    parameters = 'year = 2031\nprosjekt_id = "ammestoette"'
    own = write_notebook(notebooks / "80_egen.ipynb", LOAD, "## Beløp", PER_PROJECT, parameters=parameters)
    content = json.loads(own.read_text(encoding="utf-8"))
    content["metadata"]["aarsmelding"] = {"per": "soeknadsbeloep.prosjekt_id", "where": "aar == 2027"}
    own.write_text(json.dumps(content), encoding="utf-8")
    done = project.run("build", "--year", YEAR)
    assert done.returncode == 0, done.stderr
    return project.project.report(int(YEAR))


@pytest.fixture(scope="module")
def protected(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("skjermet"), "3000000")


@pytest.fixture(scope="module")
def open_(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("aapen"), "av")


@cache
def texts(path: Path) -> list[str]:
    """Everything that can be read in a product, also what is packed or encoded in it."""
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as document:
            return [page.extract_text() for page in document.pages]
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as packed:
            return [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    whole = path.read_text(encoding="utf-8")
    encoded = re.findall(r"base64,([A-Za-z0-9+/=]+)", whole)
    return [whole, *(base64.b64decode(part).decode("utf-8", "replace") for part in encoded)]


def found(report: Path, amount: str) -> set[str]:
    """The kinds of files in which an amount stands, with whatever signs between its digits."""
    spread = re.compile(r"(?<!\d)" + r"[\s\u00a0\u202f.,]?".join(amount) + r"(?!\d)")
    files = [path for path in report.rglob("*") if path.is_file()]
    return {path.suffix for path in files if any(spread.search(text) for text in texts(path))}


@pytest.mark.parametrize("amount", [*PRIMARY, *SECONDARY])
def test_a_suppressed_number_is_in_no_product(protected, amount):
    assert found(protected, amount) == set()


@pytest.mark.parametrize("amount", SHOWN)
def test_a_number_that_is_not_small_is_shown(protected, amount):
    assert {".html", ".csv", ".xlsx", ".docx", ".pdf", ".ipynb"} <= found(protected, amount)


@pytest.mark.parametrize("amount", [*PRIMARY, *SECONDARY])
def test_the_search_finds_every_number_where_the_rule_is_off(open_, amount):
    assert {".html", ".csv", ".xlsx", ".docx", ".pdf", ".ipynb"} <= found(open_, amount)


def test_the_reader_is_told_what_the_sign_means(protected):
    assert "er skjermet" in (protected / "index.html").read_text(encoding="utf-8")


def test_the_ledger_has_the_sign_for_the_value(protected):
    facts = json.loads((protected / "facts.json").read_text(encoding="utf-8"))["facts"]
    assert {fact["id"]: fact["value"] for fact in facts}["soekt.rop"] == ":"
