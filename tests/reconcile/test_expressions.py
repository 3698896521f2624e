"""The language of claims: every function, and everything it must refuse. All data are made up."""

from datetime import date

import pandas as pd
import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.reconcile.expressions import (
    ExpressionError,
    NotComputable,
    claims_used,
    evaluate,
    names_used,
)

MEETINGS = pd.DataFrame(
    {
        "utvalg": pd.Series(["a", "a", "b", "c", None], dtype="str"),
        "aar": pd.Series([2025, 2024, 2025, 2025, 2025], dtype="Int64"),
        "antall": pd.Series([4, 7, 7, None, 2], dtype="Int64"),
        "andel_moett": pd.Series([0.5, 0.25, None, 1.0, 0.75], dtype="Float64"),
        "dato": pd.to_datetime(["2025-04-10", "2024-04-11", "2025-04-12", None, "2025-12-24"]),
        "er_fysisk": pd.Series([True, False, None, True, False], dtype="boolean"),
        "start": pd.Series(["13:00", "09:00", "08:30", "10:00", None], dtype="str"),
    }
)
FRAMES = {"moeter": MEETINGS, "tomt": MEETINGS.iloc[:0]}
CLAIMS = {"moeter.antall.tekst": 5, "moeter.dato.tekst": date(2025, 4, 10)}


def value(expression):
    return evaluate(expression, FRAMES, CLAIMS)


def refused(expression, error=ExpressionError):
    with pytest.raises(error) as caught:
        value(expression)
    return str(caught.value)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("count(moeter)", 5),
        ('count(moeter, utvalg="a")', 2),
        ('count(moeter, utvalg="a", aar=2025)', 1),
        ('count(moeter, utvalg=["a", "b"])', 3),
        ("count(moeter, utvalg=None)", 1),
        ("count(moeter, antall=None)", 1),
        ("count(moeter, er_fysisk=True)", 2),
        ("count(moeter, antall=[7, 2])", 3),
        ("count(moeter, andel_moett=0.5)", 1),
        ('count(moeter, dato=date("2025-04-10"))', 1),
        ('count(moeter, dato="2025-04-10")', 1),
        ('count(moeter, "antall > 4")', 2),
        ("count(moeter, \"antall > 4 and utvalg == 'b'\")", 1),
        ("count(moeter, \"not (antall > 4) and utvalg in ['a', 'b']\")", 1),
        ("count(moeter, \"dato >= '2025-04-12'\", aar=2025)", 2),
        ('count(moeter, utvalg="finnes ikke")', 0),
        ("sum(moeter.antall)", 20),
        ("sum(moeter.antall, aar=2025)", 13),
        ("min(moeter.antall)", 2),
        ("max(moeter.antall)", 7),
        ("mean(moeter.antall)", 5),
        ("max(moeter.dato)", date(2025, 12, 24)),
        ("min(moeter.start)", "08:30"),
        ("sum([1, 2, 3])", 6),
        ("max(3, 8, 5)", 8),
        ('value(moeter.antall, utvalg="b")', 7),
        ('value(moeter.andel_moett, utvalg="c")', 1),
        ('value(moeter.er_fysisk, utvalg="c")', True),
        ('value(moeter.dato, "antall == 2")', date(2025, 12, 24)),
        ("distinct(moeter.utvalg)", 3),
        ("names(moeter.utvalg)", ["a", "b", "c"]),
        ("names(moeter.utvalg, aar=2024)", ["a"]),
        ("names(moeter.dato, aar=2024)", [date(2024, 4, 11)]),
        ("names(moeter.er_fysisk)", [False, True]),
        ("names(moeter.antall)", [2, 4, 7]),
        ("distinct(moeter.dato)", 4),
        ("len(names(moeter.utvalg))", 3),
        ("join(names(moeter.utvalg))", "a, b og c"),
        ('isin("a", moeter.utvalg)', True),
        ('isin("b", moeter.utvalg, aar=2024)', False),
        ("isin(3, [1, 2, 3])", True),
        ("share(1, 4)", 0.25),
        ('share(count(moeter, utvalg="a"), count(moeter))', 0.4),
        ("round(0.125, 2)", 0.13),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(1250, -2)", 1300),
        ("abs(3 - 10)", 7),
        ('date("2025-04-10")', date(2025, 4, 10)),
        ('weekday(date("2025-04-10"))', "torsdag"),
        ('weekday(value(moeter.dato, utvalg="b"))', "lørdag"),
        ('year(date("2025-04-10"))', 2025),
        ('month(date("2025-04-10"))', 4),
        ('date("2025-04-10") - date("2025-04-01")', 9),
        ('minutes("13:00", "15:30")', 150),
        ('minutes("15:30", "13:00")', -150),
        ('minutes(value(moeter.start, utvalg="b"), "09:00")', 30),
        ('claim("moeter.antall.tekst") + 1', 6),
        ('year(claim("moeter.dato.tekst"))', 2025),
        ("2 + 3 * (4 - 1) / 2", 6.5),
        ("-3 + 10", 7),
        ("0.1 + 0.2 == 0.3", True),
        ("1 < 2 <= 2", True),
        ('"a" in ["a", "b"]', True),
        ('"c" not in ["a", "b"]', True),
        ("count(moeter) > 4 and not count(moeter) == 6", True),
        ("count(moeter) > 5 or False", False),
        ('"prosentpoeng"', "prosentpoeng"),
    ],
)
def test_an_expression_has_the_value_a_person_finds(expression, expected):
    found = value(expression)
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)


def test_the_largest_is_named_and_a_tie_names_all():
    assert value("top(moeter.utvalg, by=moeter.antall, n=1, aar=2025, er_fysisk=[True, False])") == "a"
    assert value("top(moeter.utvalg, by=moeter.antall, aar=2025)") == "b"
    assert value("top(moeter.utvalg, by=moeter.antall, n=2, aar=2025)") == ["b", "a"]
    tied = {"d": pd.DataFrame({"navn": ["x", "y", "z"], "tall": [3, 3, 1]})}
    assert evaluate("top(d.navn, by=d.tall)", tied, {}) == ["x", "y"]
    assert evaluate("top(d.navn, by=d.tall, n=2)", tied, {}) == ["x", "y"]


def test_a_label_in_several_rows_is_refused_as_the_largest():
    assert "several rows" in refused("top(moeter.utvalg, by=moeter.antall)")


@pytest.mark.parametrize(
    "expression",
    [
        'value(moeter.antall, utvalg="c")',
        'sum(moeter.antall, utvalg="c")',
        "max(tomt.antall)",
        "share(1, 0)",
        "1 / (2 - 2)",
        "top(moeter.utvalg, by=moeter.antall, n=9, aar=2025)",
    ],
)
def test_a_missing_value_is_not_computable_rather_than_zero(expression):
    refused(expression, NotComputable)


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("count(moter)", "unknown dataset moter"),
        ("count(moter)", "moeter, tomt"),
        ("sum(moeter.antal)", "unknown column antal in moeter"),
        ("sum(moeter.antal)", "andel_moett, antall, dato"),
        ("count(moeter, komite=1)", "unknown column komite"),
        ('count(moeter, "komite > 1")', "unknown column komite"),
        ("median(moeter.antall)", "unknown function median"),
        ("median(moeter.antall)", "abs, claim, count"),
        ("moeter", "is not a value"),
        ("antall", "unknown name antall"),
        ("moeter.antall", "is not one value"),
        ('claim("moeter.antall.text")', "moeter.antall.tekst"),
        ('value(moeter.antall, utvalg="a")', "2 rows match, not one"),
        ('value(moeter.antall, utvalg="x")', "0 rows match, not one"),
        ("count(moeter, utvalg=5501)", "holds a text, not a number"),
        ('count(moeter, aar="2025")', "holds a number, not a text"),
        ('count(moeter, dato="april")', "is not a date"),
        ('count(moeter, utvalg=["a", None])', "None in a list"),
        ('1 == "1"', "is compared with a text"),
        ('"a" + "b"', "is a text"),
        ("True + 1", "is a truth value"),
        ("1 and 2", "is a number"),
        ('date("2025-02-30")', "is not a date"),
        ('minutes("25:00", "26:00")', "is not a time of day"),
        ("round(1, 999999999)", "not a number of digits"),
        ("share(1)", "wrong arguments"),
        ("share(1, whole=2)", "wrong arguments"),
        ("count()", "lacks a dataset"),
        ("sum(1, True)", "sum of a number and a truth value"),
        ("None", "None is not a value"),
        ("1 +", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_what_is_unknown_or_unlike_is_refused_by_name(expression, named):
    assert named in refused(expression)


@pytest.mark.parametrize(
    "expression",
    [
        '"".__class__',
        '"".__class__.__bases__',
        '"a".upper()',
        '"{}".format(moeter)',
        "().__class__",
        "[].append(1)",
        "moeter.__class__",
        "moeter.eval",
        "moeter.antall.sum()",
        "moeter.to_csv('x')",
        "count.__globals__",
        "count(moeter.__class__)",
        "sum(moeter.__dict__)",
        "__import__('os')",
        "open('/etc/hosts')",
        "eval('1')",
        "exec('x = 1')",
        "getattr(moeter, 'eval')",
        "globals()",
        "print(1)",
        "lambda: 1",
        "(lambda: 1)()",
        "[x for x in [1]]",
        "{x for x in [1]}",
        "(x := 1)",
        "{'a': 1}",
        "{1, 2}",
        "(1, 2)",
        "[1, 2][0]",
        "1 if True else 2",
        "f'{1}'",
        "b'bytes'",
        "1j",
        "...",
        "await x",
        "2 ** 99999999",
        "10 % 3",
        "7 // 2",
        "1 << 99999999",
        "~1",
        "'a' * 999999999",
        "[1] * 999999999",
        "1 is 1",
        "count(*[1])",
        "count(moeter, **{'aar': 1})",
        "sum(names)(1)",
        "count(moeter)(1)",
        "import os",
        "x = 1",
        "1; 2",
        "(" * 500 + "1" + ")" * 500,
        "-" * 3000 + "1",
        "1 + " * 5000 + "1",
        "9" * 5000,
        "1e308 * 10",
        "1e999",
    ],
)
def test_nothing_but_the_language_can_be_reached(expression):
    refused(expression)


@pytest.mark.parametrize(
    "query",
    [
        "@pd.io",
        "antall > @x",
        "__import__('os')",
        "antall.__class__ == 1",
        "`antall` > 1",
        "antall.sum() > 1",
        "abs(antall) > 1",
        "utvalg.str.len() > 0",
        "antall > 1; 2",
        "index > 1",
        "antall ** 99999",
        "[x for x in antall]",
        "antall > 'a'",
        "antall +",
        "antall = 3",
        "antall == None",
        "utvalg == 5501",
        "aar in ['2025']",
        "utvalg == antall",
        "aar[0] == 1",
        "lambda: 1",
    ],
)
def test_a_query_can_only_compare_columns(query):
    refused(f'count(moeter, "{query}")')


def test_an_error_says_where_and_what_to_do():
    lines = refused("count(moter, aar=2025)", AarsmeldingError).splitlines()
    assert lines == [
        "unknown dataset moter",
        "  where: count(moter, aar=2025)",
        "  do:    use one of: moeter, tomt",
    ]


def test_the_datasets_and_claims_of_an_expression_are_known_without_data():
    expression = 'share(count(moeter, aar=2025), sum(saker.antall)) + claim("a.b")'
    assert names_used(expression) == ("moeter", "saker")
    assert claims_used(expression) == ("a.b",)
    assert names_used('"prosentpoeng"') == ()
