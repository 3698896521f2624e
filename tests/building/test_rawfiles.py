"""What a report is made from, noted when a build begins."""

import os

import pytest
from aarsmelding.building import rawfiles
from aarsmelding.errors import UsageError

YEAR = 2031


def test_raw_files_of_this_and_earlier_years_and_the_rules_have_a_hash(project):
    for year in (YEAR - 1, YEAR + 1):
        project.raw(year).mkdir()
        (project.raw(year) / "b.csv").write_text("oppdiktet")
    (project.root / "data" / "skjerming.yml").write_text("regler: []")
    assert set(rawfiles.hashes(project, YEAR)) == {
        f"data/raw/{YEAR}/a.csv",
        f"data/raw/{YEAR - 1}/b.csv",
        "data/skjerming.yml",
    }


@pytest.mark.parametrize("name", ["møte\u00a02025.pdf", "mo\u0338te.pdf", "Čáhci (2) – ny.pdf"])
def test_any_letter_may_be_in_a_name(project, name):
    (project.raw(YEAR) / name).touch()
    assert f"data/raw/{YEAR}/{name}" in rawfiles.hashes(project, YEAR)


@pytest.mark.skipif(os.name != "posix", reason="names are text on this system")
@pytest.mark.parametrize("name", [b"m\xf8te.pdf", b"a\nb.pdf"])
def test_a_name_that_no_product_could_show_is_refused_before_anything_is_built(project, name):
    (project.raw(YEAR) / os.fsdecode(name)).touch()
    with pytest.raises(UsageError, match="characters that cannot be shown") as refused:
        rawfiles.note(project, YEAR)
    str(refused.value).encode("utf-8")
