"""Bad input, each kind with its own test, through the command line on a made-up year."""

import hashlib

import pytest

YEAR = "2031"
MUNICIPALITIES = "data/raw/2031/avvik_kommune.csv"
MONEY = "data/raw/2031/tilskudd.csv"


@pytest.fixture
def refused(invented, command):
    """Run `check`, see that it refuses the data without a traceback, and give back what it said."""

    def check() -> str:
        result = command(invented.root, "check", "--year", YEAR)
        assert result.exit_code == 3
        assert "Traceback" not in result.output + result.error
        return result.error

    return check


def holds(message: str, *parts: str) -> bool:
    """Whether one block of the message (one file, column and rule) says all the parts."""
    return any(all(part in block for part in parts) for block in message.split("✗ "))


def test_the_made_up_year_itself_keeps_every_rule(invented):
    result = invented.run("check", "--year", YEAR)
    assert (result.returncode, result.stderr) == (0, "")
    assert "every rule holds" in result.stdout


def test_a_missing_column_is_named_with_the_known_ones(invented, refused):
    invented.replace("avvik_kommune", "meldt_fra_unn,svar_fra_kommune,", "svar_fra_kommune,")
    message = refused()
    assert holds(message, "a column is missing", f"{MUNICIPALITIES}, column meldt_fra_unn", "row 1")
    assert "do:    add it; the columns are: kommune, meldt_fra_kommune" in message


def test_an_extra_column_is_named(invented, refused):
    rows = invented.rows("avvik_kommune")
    invented.put("avvik_kommune", [[*rows[0], "merknad"], *([*row, ""] for row in rows[1:])])
    assert holds(
        refused(), "unknown column", f"{MUNICIPALITIES}, column merknad", "row 1", "remove or rename it"
    )


def test_an_unknown_municipality_is_refused_with_the_known_ones(invented, refused):
    invented.edit("avvik_kommune", 5, "kommune", "OPPDIKTET KOMMUNE")
    assert holds(
        refused(),
        "unknown name in kommuner",
        f"{MUNICIPALITIES}, column kommune",
        "row 5, value 'OPPDIKTET KOMMUNE'",
        "known: 1806, 1851, 1853, 5501",
    )


def test_an_unknown_committee_is_refused_with_the_known_ones(invented, refused):
    invented.edit("moeteaktivitet", 2, "utvalg", "FSU Oppdiktet")
    assert holds(
        refused(),
        "unknown name in utvalg",
        "data/raw/2031/moeteaktivitet.csv, column utvalg",
        "row 2, value 'FSU Oppdiktet'",
        "fsu_akuttmedisin",
    )


def test_a_negative_amount_is_refused(invented, refused):
    invented.edit("tilskudd", 2, "soekt", "-kr 2 700 000")
    assert holds(
        refused(),
        "must be at least 0",
        f"{MONEY}, column soekt_kr",
        "row 2, value '-2700000'",
        "correct the value against the source document, then renew the receipt",
    )


def test_an_amount_with_a_typing_error_is_refused(invented, refused):
    invented.edit("tilskudd", 2, "soekt", "kr 2 700 00O")
    assert holds(
        refused(),
        "must be an amount in whole kroner",
        f"{MONEY}, column soekt",
        "row 2, value 'kr 2 700 00O'",
        "write it as printed, such as kr 2 295 000",
    )


def test_more_answers_than_reports_are_refused(invented, refused):
    invented.edit("avvik_kommune", 2, "svar_fra_unn", "102")
    assert holds(
        refused(),
        "answers must not exceed reports",
        MUNICIPALITIES,
        "row 2, value 'kommune_nr=5501, retning=til_foretak, antall_meldt=101, antall_besvart=102",
        "correct the row; if the source itself says so, declare it in EXCEPTIONS",
    )


def test_a_broken_accounting_identity_is_refused(invented, refused):
    invented.edit("tilskudd", 11, "brukt", "kr 1 500 001")
    assert holds(
        refused(), "unspent = available - spent", MONEY, "row 11", "brukt_kr=1500001", "correct the row"
    )


def test_another_encoding_is_refused_with_the_line(invented, refused):
    text = invented.raw("avvik_kommune").read_text(encoding="utf-8")
    invented.write("avvik_kommune", text.encode("cp1252"))
    assert holds(refused(), "the file is not UTF-8", MUNICIPALITIES, "row 2", "save it again as UTF-8")


def test_a_reference_file_in_another_encoding_is_reported_once(invented, refused):
    text = invented.raw("kommuner").read_text(encoding="utf-8")
    invented.write("kommuner", text.encode("cp1252", errors="replace"))
    message = refused()
    assert holds(message, "the file is not UTF-8", "data/raw/2031/kommuner.csv", "row 2")
    assert message.count("kommuner.csv") == 1


def test_a_repeated_row_is_refused_with_the_row_it_repeats(invented, refused):
    rows = invented.rows("avvik_aarsak")
    invented.put("avvik_aarsak", [*rows, rows[1]])
    assert holds(
        refused(),
        "the same row stands there twice",
        "data/raw/2031/avvik_aarsak.csv",
        f"row {len(rows) + 1}",
        "remove it; it repeats row 2",
    )


def test_an_empty_file_is_refused(invented, refused):
    invented.write("avvik_aarsak", b"")
    assert holds(refused(), "the file has no rows", "data/raw/2031/avvik_aarsak.csv", "put the rows in")


def test_a_file_with_a_header_only_is_refused(invented, refused):
    invented.put("avvik_aarsak", invented.rows("avvik_aarsak")[:1])
    assert holds(refused(), "the file has no rows", "data/raw/2031/avvik_aarsak.csv")


def test_a_file_that_is_not_what_its_receipt_says_is_refused(invented, refused):
    changed = invented.raw("avvik_aarsak").read_bytes() + b"\n"
    invented.raw("avvik_aarsak").write_bytes(changed)
    assert holds(
        refused(),
        "the file is not the one that its receipt describes (sha256 differs)",
        "data/raw/2031/avvik_aarsak.csv",
        hashlib.sha256(changed).hexdigest()[:12],
        "get the file back (git checkout)",
    )


def test_a_file_without_a_receipt_is_refused(invented, refused):
    invented.raw("avvik_aarsak").with_suffix(".receipt.yml").unlink()
    assert holds(
        refused(),
        "a raw file must have a receipt",
        "data/raw/2031/avvik_aarsak.csv",
        "type: aarsmelding receipt data/raw/2031/avvik_aarsak.csv --document ID",
    )


def test_a_missing_raw_file_that_a_section_needs_is_refused(invented, refused, notebook_file):
    notebook_file(invented.project.notebooks / "10_oppdiktet.ipynb", 'load("avvik_aarsak", year)')
    invented.raw("avvik_aarsak").unlink()
    assert holds(refused(), "the raw file is missing", "data/raw/2031/avvik_aarsak.csv", "put it there")


def test_a_row_without_its_place_is_refused(invented, refused):
    invented.edit("moeteaktivitet", 2, "sted", "")
    assert holds(
        refused(),
        "a row must say where it comes from",
        "data/raw/2031/moeteaktivitet.csv, column sted",
        "row 2",
        "fill in kilde and sted",
    )


def test_a_count_is_never_rounded_to_a_whole_number(invented, refused):
    invented.edit("deltakelse", 2, "antall", "4,5")
    assert holds(
        refused(),
        "must be a whole number",
        "data/raw/2031/deltakelse.csv, column antall",
        "row 2, value '4,5'",
        "write it as printed",
    )


def test_faults_in_several_files_are_reported_together(invented, refused):
    invented.edit("avvik_kommune", 5, "kommune", "OPPDIKTET KOMMUNE")
    invented.edit("tilskudd", 2, "soekt", "kr 2 700 00O")
    invented.write("avvik_aarsak", b"")
    message = refused()
    assert holds(message, MUNICIPALITIES, "unknown name in kommuner")
    assert holds(message, MONEY, "must be an amount in whole kroner")
    assert holds(message, "data/raw/2031/avvik_aarsak.csv", "the file has no rows")


@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_year_without_data_is_a_usage_error_that_names_the_years(invented, command, verb):
    result = command(invented.root, verb, "--year", "2040")
    assert result.exit_code == 2
    assert "there is no data for 2040" in result.error
    assert "where: data/raw/2040" in result.error
    assert "do:    years with data: 2031" in result.error
    assert "Traceback" not in result.error


@pytest.mark.parametrize("given", [["--aar", YEAR], ["--year", "to"], ["--year"]])
def test_an_option_that_is_not_understood_is_a_usage_error(invented, command, given):
    result = command(invented.root, "check", *given)
    assert result.exit_code == 2
    assert "Traceback" not in result.error


@pytest.mark.parametrize(
    ("parameters", "problem", "remedy"),
    [
        ("aar = 2031", "unknown parameter 'year'", "the notebook has: aar"),
        ('year = "2031"', "the parameter must be str, not int (2031)", "give a value like '2031'"),
    ],
    ids=["wrong name", "wrong type"],
)
def test_a_section_with_other_parameters_is_refused_before_anything_runs(
    invented, command, notebook_file, parameters, problem, remedy
):
    notebook_file(invented.project.notebooks / "10_oppdiktet.ipynb", parameters=parameters)
    result = command(invented.root, "build", "--year", YEAR)
    assert result.exit_code == 2
    assert problem in result.error
    assert "where: notebooks/10_oppdiktet.ipynb, parameter year" in result.error
    assert f"do:    {remedy}" in result.error
    assert not invented.project.clean(2031).exists()
