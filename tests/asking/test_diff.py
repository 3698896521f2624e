"""Two ledgers held against each other. Every number and name is made up."""

import json
import subprocess

import pytest
from aarsmelding.asking import difference
from aarsmelding.asking.difference import Change
from aarsmelding.errors import UsageError
from aarsmelding.paths import Project

from tests.asking.conftest import fact_record as made_up

SAME_DATA = "same datasets, places and formula: the data themselves changed"


def ledger(*facts):
    return {fact["id"]: fact for fact in facts}


def compare(old, new):
    return difference.compare(ledger(*old), ledger(*new))


def inputs(**given):
    """What is said of the inputs when a fact with an unchanged value differs in `given`."""
    (change,) = compare([made_up()], [made_up(**given)])
    assert change.kind == "inputs"
    return change.inputs


def test_equal_ledgers_have_no_difference():
    assert compare([made_up()], [made_up()]) == []


def test_a_changed_value_is_shown_with_its_unit():
    assert compare([made_up()], [made_up(value=4)]) == [
        Change("changed", "a.antall", "3 avvik", "4 avvik", (SAME_DATA,))
    ]


def test_a_unit_that_the_text_has_already_is_not_repeated():
    old = made_up(value=0.25, unit="andel", display="25,0\u00a0%")
    new = made_up(value=0.5, unit="andel", display="50,0\u00a0%")
    (change,) = compare([old], [new])
    assert (change.old, change.new) == ("25,0\u00a0%", "50,0\u00a0%")


def test_kroner_per_inhabitant_say_per_what():
    money = {"unit": "kr per innbygger"}
    (change,) = compare(
        [made_up(display="12\u00a0kr", **money)], [made_up(value=4, display="13\u00a0kr", **money)]
    )
    assert (change.old, change.new) == ("12 kr per innbygger", "13 kr per innbygger")


def test_values_that_read_the_same_are_told_apart_by_their_exact_value():
    # Percentage points are shown without their sign.
    fell = made_up(value=-0.05, unit="prosentpoeng", display="5,0 prosentpoeng")
    rose = made_up(value=0.05, unit="prosentpoeng", display="5,0 prosentpoeng")
    (change,) = compare([fell], [rose])
    assert change.old == "5,0 prosentpoeng (-0.05 prosentpoeng 2031)"
    assert change.new == "5,0 prosentpoeng (0.05 prosentpoeng 2031)"


def test_facts_appear_and_go():
    assert compare([made_up("a.gammel")], [made_up("a.ny", 4)]) == [
        Change("appeared", "a.ny", "", "4 avvik", ("rests on opphav",)),
        Change("went", "a.gammel", "3 avvik", "", ("rested on opphav",)),
    ]


def test_changes_come_before_what_appeared_went_and_rests_on_other_inputs():
    old = [made_up("d"), made_up("c"), made_up("a")]
    new = [made_up("d", 4), made_up("a", datasets=["andre"]), made_up("b")]
    assert [(c.kind, c.id) for c in compare(old, new)] == [
        ("changed", "d"),
        ("appeared", "b"),
        ("went", "c"),
        ("inputs", "a"),
    ]


def test_other_datasets_are_named_even_where_the_value_is_the_same():
    assert inputs(datasets=["andre"]) == ("datasets: no longer opphav", "datasets: now also andre")


def test_other_places_are_named():
    two = [{"document": "dok1", "place": "linje 4"}, {"document": "dok2", "place": "linje 9"}]
    assert inputs(sources=two) == ("sources: now also dok2, linje 9",)


def test_numerator_and_denominator_are_shown_before_and_after():
    old = made_up(numerator=1, denominator=4)
    new = made_up(numerator=2, denominator=8)
    (change,) = compare([old], [new])
    assert change.inputs == ("numerator: 1, now 2", "denominator: 4, now 8")


def test_other_parts_of_a_sum_are_named():
    assert inputs(sum_of=["a.en"]) == ("parts: now also a.en",)


def test_a_short_formula_is_shown_whole():
    assert inputs(formula="opphav.max()") == ("formula was: opphav.sum()", "formula is:  opphav.max()")


def test_a_long_formula_is_shown_where_it_differs():
    before, after = "x" * 200 + "sum" + "y" * 200, "x" * 200 + "max" + "y" * 200
    (change,) = compare([made_up(formula=before)], [made_up(formula=after)])
    assert change.inputs == (
        f"formula was: … {'x' * 40}sum{'y' * 40} …",
        f"formula is:  … {'x' * 40}max{'y' * 40} …",
    )


def test_another_period_is_a_change():
    (change,) = compare([made_up()], [made_up(period="2032")])
    assert (change.kind, change.inputs) == ("changed", ("period: 2031, now 2032",))


def test_wording_and_cell_number_are_no_difference():
    assert compare([made_up()], [made_up(text="Andre ord.", cell=6)]) == []


def test_a_field_that_is_absent_is_the_same_as_a_blank_one():
    assert compare([made_up()], [made_up(entity="", sum_of=[], numerator=None)]) == []


@pytest.fixture
def folders(tmp_path):
    """A project with two report folders: one fact changed, one appeared, one went, one as before."""
    raw = tmp_path / "data" / "raw" / "2031"
    raw.mkdir(parents=True)
    (raw / "kommuner.csv").touch()
    write(tmp_path / "old", made_up("a.antall"), made_up("a.borte"), made_up("a.likt"))
    write(tmp_path / "new", made_up("a.antall", 4), made_up("a.likt"), made_up("a.ny", 5))
    return tmp_path


def write(folder, *facts):
    folder.mkdir()
    content = {"schema": 1, "year": 2031, "facts": list(facts)}
    (folder / "facts.json").write_text(json.dumps(content), encoding="utf-8")


def test_different_reports_give_a_table_to_paste_and_exit_code_1(folders, command):
    result = command(folders, "diff", str(folders / "old"), str(folders / "new" / "facts.json"))
    assert (result.exit_code, result.error) == (1, "")
    text = result.output.split("\n\n", 1)
    assert " ".join(text[0].split()).endswith(
        "1 changed, 1 appeared, 1 went, 0 with the same value from other inputs, 1 as before"
    )
    assert text[1] == (
        "What       Fact       Old       New\n"
        "---------------------------------------\n"
        "changed    a.antall   3 avvik   4 avvik\n"
        "appeared   a.ny       -         5 avvik\n"
        "went       a.borte    3 avvik   -\n"
        "\n"
        "Inputs\n"
        "a.antall\n"
        f"  {SAME_DATA}\n"
        "a.ny\n"
        "  rests on opphav\n"
        "a.borte\n"
        "  rested on opphav\n"
    )


def test_equal_reports_give_exit_code_0(folders, command):
    result = command(folders, "diff", str(folders / "old"), str(folders / "old"))
    assert result.exit_code == 0
    assert result.output.startswith("no difference: 3 facts")


@pytest.mark.parametrize("content", [None, b"{", b"\xff"])
def test_a_folder_without_a_ledger_gives_exit_code_2(folders, command, content):
    (folders / "tom").mkdir()
    if content is not None:
        (folders / "tom" / "facts.json").write_bytes(content)
    result = command(folders, "diff", str(folders / "old"), str(folders / "tom"))
    assert (result.exit_code, result.output) == (2, "")
    assert "facts.json" in result.error


def test_a_long_id_is_never_cut_short(folders, command):
    long = "a." + "x" * 150
    write(folders / "lang", made_up(long))
    output = command(folders, "diff", str(folders / "old"), str(folders / "lang")).output
    table = output.split("\n\n")[1]
    assert table.count("x") == 150
    assert "…" not in table


class StandIn:
    """Answers in the place of git and remembers what was asked."""

    def __init__(self, answer=None, error=None):
        self.answer, self.error, self.asked = answer, error, []

    def __call__(self, command, **_):
        self.asked.append(command)
        if self.error is not None:
            raise self.error
        return subprocess.CompletedProcess(command, 0, stdout=self.answer)


def test_a_revision_is_read_with_git_show(monkeypatch, tmp_path):
    git = StandIn(json.dumps({"schema": 1, "facts": [made_up()]}))
    monkeypatch.setattr(difference.subprocess, "run", git)
    assert difference.read(Project(tmp_path), "v1.0", 2031) == ledger(made_up())
    assert git.asked == [["git", "-C", str(tmp_path), "show", "v1.0:reports/2031/facts.json"]]


def test_the_year_of_a_revision_is_the_latest_report_unless_given(monkeypatch, folders):
    git = StandIn('{"schema": 1, "facts": []}')
    monkeypatch.setattr(difference.subprocess, "run", git)
    difference.read(Project(folders), "HEAD", None)
    assert git.asked[0][-1] == "HEAD:reports/2031/facts.json"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (subprocess.CalledProcessError(128, "git", stderr="fatal: no such thing\n"), "fatal: no such thing"),
        (subprocess.CalledProcessError(128, "git", stderr=""), "no such revision"),
        (FileNotFoundError(), "git is not installed"),
    ],
)
def test_what_is_neither_folder_file_nor_revision_is_refused(monkeypatch, tmp_path, error, said):
    monkeypatch.setattr(difference.subprocess, "run", StandIn(error=error))
    with pytest.raises(UsageError) as refused:
        difference.read(Project(tmp_path), "finnes_ikke", 2031)
    assert said in refused.value.where


def test_a_revision_that_looks_like_an_option_never_reaches_git(monkeypatch, tmp_path):
    git = StandIn("{}")
    monkeypatch.setattr(difference.subprocess, "run", git)
    with pytest.raises(UsageError):
        difference.read(Project(tmp_path), "--output=stjaalet", 2031)
    assert git.asked == []
