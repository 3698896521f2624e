"""A small, closed language over clean datasets: what a published statement ought to equal.

An expression is read with `ast` and walked node by node. Only what stands in this file can be said:
numbers, texts, lists, arithmetic, comparisons, `and or not`, the functions in `FUNCTIONS`, and
`dataset` or `dataset.column` as their first argument. Everything else is refused by name.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.errors import AarsmeldingError

Value = int | float | str | date | bool | list
LONGEST = 4000
MOST_DIGITS = 12
SAME = 1e-9
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
CLOCK = re.compile(r"([01]\d|2[0-3])[:.]([0-5]\d)")

ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
# Numbers that differ by less than float noise are equal, so `0.1 + 0.2 == 0.3` holds.
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: _same(a, b),
    ast.NotEq: lambda a, b: not _same(a, b),
    ast.Lt: lambda a, b: a < b and not _same(a, b),
    ast.LtE: lambda a, b: a < b or _same(a, b),
    ast.Gt: lambda a, b: a > b and not _same(a, b),
    ast.GtE: lambda a, b: a > b or _same(a, b),
}
QUERY_NODES = (
    ast.Expression,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.Compare,
    *COMPARISONS,
    ast.In,
    ast.NotIn,
    ast.BinOp,
    *ARITHMETIC,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.List,
)


class ExpressionError(AarsmeldingError):
    """The expression says something that this language, or the data, does not have."""


class NotComputable(ExpressionError):
    """The expression is right, but the published data leave it without a value."""


def evaluate(expression: str, frames: Mapping[str, pd.DataFrame], claims: Mapping[str, Value]) -> Value:
    """The value of `expression` over `frames` (clean datasets by name) and `claims` (value by id).

    Raises ExpressionError, naming what is unknown and what is known, or NotComputable where a value
    is missing in the data or a whole is zero.
    """
    return _Evaluation(expression, frames, claims).result()


def names_used(expression: str) -> tuple[str, ...]:
    """The datasets that an expression reads, in alphabetical order."""
    tree = _parsed(expression)
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    found = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called}
    return tuple(sorted(found))


def claims_used(expression: str) -> tuple[str, ...]:
    """The ids of other claims that an expression refers to with `claim("…")`."""
    found = {
        str(node.args[0].value)
        for node in ast.walk(_parsed(expression))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "claim"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    return tuple(sorted(found))


def _parsed(expression: str) -> ast.Expression:
    problem = f"the expression is longer than {LONGEST} characters" if len(expression) > LONGEST else ""
    if not problem:
        try:
            return ast.parse(expression.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problem = f"the expression cannot be read: {getattr(error, 'msg', error)}"
    raise ExpressionError(problem, expression[:200], "write it as the language of expressions.py allows")


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "truth value"
    if isinstance(value, (int, float)):
        return "number"
    return {str: "text", date: "date", list: "list"}.get(type(value), type(value).__name__)


def _same(a: Any, b: Any) -> bool:
    return abs(a - b) <= SAME if _kind(a) == _kind(b) == "number" else a == b


def _python(value: Any) -> Any:
    """A cell of a frame as a plain value: numbers without numpy, days without a clock."""
    if isinstance(value, (pd.Timestamp, datetime)):
        return value.date()
    plain = value.item() if hasattr(value, "item") else value
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain


def _column_kind(series: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(series.dtype):
        return "truth value"
    if pd.api.types.is_numeric_dtype(series.dtype):
        return "number"
    return "date" if pd.api.types.is_datetime64_any_dtype(series.dtype) else "text"


def _or_list(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) or "none"


class _Evaluation:
    """One walk through one expression."""

    def __init__(
        self, expression: str, frames: Mapping[str, pd.DataFrame], claims: Mapping[str, Value]
    ) -> None:
        self.expression, self.frames, self.claims = expression, frames, claims

    def result(self) -> Value:
        try:
            value = self.visit(_parsed(self.expression).body)
        except RecursionError:
            raise self.refusal("the expression is nested too deeply", "write it more simply") from None
        if value is None:
            raise self.refusal("None is not a value", "use it only in column=None")
        return value

    def refusal(self, problem: str, remedy: str) -> ExpressionError:
        return ExpressionError(problem, self.expression, remedy)

    def missing(self, problem: str) -> NotComputable:
        return NotComputable(problem, self.expression, "fill in `krever` instead, or mend the filter")

    def visit(self, node: ast.expr) -> Any:
        visitor = getattr(self, f"_{type(node).__name__.lower()}", None)
        if visitor is None or type(node) not in NODES:
            raise self.refusal(
                f"{type(node).__name__} is not part of the language: {ast.unparse(node)[:80]}",
                "use numbers, texts, lists, + - * /, comparisons, and or not, and: " + _or_list(FUNCTIONS),
            )
        value = visitor(node)
        if isinstance(value, float) and not math.isfinite(value):
            raise self.refusal("the result is not a finite number", "check the amounts in the expression")
        return value

    def of_kind(self, node: ast.expr, *kinds: str) -> Any:
        value = self.visit(node)
        if _kind(value) not in kinds:
            raise self.refusal(
                f"{ast.unparse(node)} is a {_kind(value)}", "a " + " or ".join(kinds) + " is needed here"
            )
        return value

    # The visitors, one for each node type in NODES.

    def _constant(self, node: ast.Constant) -> Any:
        if node.value is not None and not isinstance(node.value, (bool, int, float, str)):
            raise self.refusal(f"{node.value!r} is not a value", "use a number, a text, True or False")
        return node.value

    def _list(self, node: ast.List) -> list[Any]:
        return [self.visit(item) for item in node.elts]

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.frames:
            raise self.refusal(
                f"the dataset {node.id} is not a value",
                f'ask for something of it: count({node.id}, column="x")',
            )
        raise self.refusal(
            f"unknown name {node.id}",
            f"put texts in quotes; functions: {_or_list(FUNCTIONS)}; datasets: {_or_list(self.frames)}",
        )

    def _attribute(self, node: ast.Attribute) -> Any:
        dataset, column = self.column(node)
        raise self.refusal(
            f"the column {dataset}.{column} is not one value",
            f"choose how: sum, min, max, mean, value, distinct, names or top({dataset}.{column}, …)",
        )

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.Not):
            return not self.of_kind(node.operand, "truth value")
        value = self.of_kind(node.operand, "number")
        if isinstance(node.op, (ast.USub, ast.UAdd)):
            return -value if isinstance(node.op, ast.USub) else value
        raise self.refusal(f"unknown operator in {ast.unparse(node)}", "use - or not")

    def _boolop(self, node: ast.BoolOp) -> bool:
        wanted = isinstance(node.op, ast.And)
        values = [self.of_kind(part, "truth value") for part in node.values]
        return all(values) if wanted else any(values)

    def _binop(self, node: ast.BinOp) -> Any:
        if type(node.op) not in ARITHMETIC:
            raise self.refusal(f"unknown operator in {ast.unparse(node)[:80]}", "use + - * or /")
        left, right = self.of_kind(node.left, "number", "date"), self.of_kind(node.right, "number", "date")
        kinds = (_kind(left), _kind(right))
        if kinds == ("date", "date") and isinstance(node.op, ast.Sub):
            return (left - right).days
        if kinds != ("number", "number"):
            raise self.refusal(f"{ast.unparse(node)} mixes dates and numbers", "dates can only be subtracted")
        try:
            return ARITHMETIC[type(node.op)](left, right)
        except ZeroDivisionError:
            raise self.missing(f"{ast.unparse(node)} divides by zero") from None
        except OverflowError:
            raise self.refusal("the result is too large", "check the amounts in the expression") from None

    def _compare(self, node: ast.Compare) -> bool:
        operands = [self.visit(part) for part in (node.left, *node.comparators)]
        pairs = zip(operands, node.ops, operands[1:], strict=False)
        found = [self._compared(left, sign, right) for left, sign, right in pairs]
        return all(found)

    def _compared(self, left: Any, sign: ast.cmpop, right: Any) -> bool:
        if isinstance(sign, (ast.In, ast.NotIn)) and isinstance(right, list):
            return any(_kind(left) == _kind(item) and _same(left, item) for item in right) == isinstance(
                sign, ast.In
            )
        if type(sign) not in COMPARISONS:
            raise self.refusal(
                f"the comparison {type(sign).__name__} is not allowed here",
                "use == != < <= > >=, and `in` only with a list",
            )
        if _kind(left) != _kind(right):
            raise self.refusal(
                f"a {_kind(left)} ({left!r}) is compared with a {_kind(right)} ({right!r})",
                "compare like with like; municipality numbers are texts",
            )
        if not isinstance(sign, (ast.Eq, ast.NotEq)) and _kind(left) in ("truth value", "list"):
            raise self.refusal(f"a {_kind(left)} is neither larger nor smaller", "use == or !=")
        return COMPARISONS[type(sign)](left, right)

    def _call(self, node: ast.Call) -> Any:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if function not in FUNCTIONS:
            raise self.refusal(
                f"unknown function {ast.unparse(node.func)[:80]}", "use one of: " + _or_list(FUNCTIONS)
            )
        if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
            raise self.refusal("* and ** are not part of the language", "write the arguments out")
        return FUNCTIONS[function](self, node)

    # Arguments.

    def arguments(self, node: ast.Call, fewest: int, most: int) -> Sequence[ast.expr]:
        """The positional arguments of a function that takes no filter."""
        if node.keywords or not fewest <= len(node.args) <= most:
            wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            raise self.refusal(
                f"{ast.unparse(node)[:80]} has the wrong arguments", f"it takes {wanted} plain argument(s)"
            )
        return node.args

    def dataset(self, node: ast.expr) -> str:
        if not isinstance(node, ast.Name):
            raise self.refusal(
                f"{ast.unparse(node)[:80]} is not a dataset", f"use one of: {_or_list(self.frames)}"
            )
        if node.id not in self.frames:
            raise self.refusal(f"unknown dataset {node.id}", f"use one of: {_or_list(self.frames)}")
        return node.id

    def column(self, node: ast.expr) -> tuple[str, str]:
        if not isinstance(node, ast.Attribute):
            raise self.refusal(f"{ast.unparse(node)[:80]} is not a column", "write it as dataset.column")
        dataset = self.dataset(node.value)
        return dataset, self.known_column(dataset, node.attr)

    def known_column(self, dataset: str, name: str) -> str:
        known = list(map(str, self.frames[dataset].columns))
        if name not in known:
            raise self.refusal(f"unknown column {name} in {dataset}", f"use one of: {_or_list(known)}")
        return name

    def rows(self, node: ast.Call, dataset: str, place: int = 1, own: Sequence[str] = ()) -> pd.DataFrame:
        """The rows that the query (positional argument number `place`) and the keywords let through."""
        frame = self.frames[dataset]
        if len(node.args) > place + 1:
            raise self.refusal(
                f"{ast.unparse(node)[:80]} has too many arguments", "join the queries with and"
            )
        for query in node.args[place:]:
            frame = self.queried(frame, dataset, self.of_kind(query, "text"))
        for keyword in node.keywords:
            if keyword.arg not in own:
                name = self.known_column(dataset, str(keyword.arg))
                frame = frame[self.matching(frame[name], dataset, self.visit(keyword.value))]
        return frame

    def matching(self, series: pd.Series, dataset: str, wanted: Any) -> pd.Series:
        if wanted is None:
            return series.isna()
        kind = _column_kind(series)
        options = [self.as_kind(item, kind, f"{dataset}.{series.name}") for item in _as_list(wanted)]
        if None in options:
            raise self.refusal("None in a list of values", "ask for column=None by itself")
        return series.isin(options).fillna(False).astype(bool)

    def as_kind(self, value: Any, kind: str, column: str) -> Any:
        if kind == "date" and isinstance(value, str):
            value = self.day(value)
        if value is not None and _kind(value) != kind:
            raise self.refusal(f"{column} holds a {kind}, not a {_kind(value)} ({value!r})", f"give a {kind}")
        return pd.Timestamp(value) if kind == "date" and value is not None else value

    def queried(self, frame: pd.DataFrame, dataset: str, query: str) -> pd.DataFrame:
        if any(sign in query for sign in ("@", "__", "`")) or len(query) > LONGEST:
            raise self.refusal(f"the query {query[:80]!r} is refused", "leave out @, __ and backticks")
        try:
            tree = ast.parse(query.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise self.refusal(f"the query {query[:80]!r} cannot be read", "write: column > 10") from None
        for part in ast.walk(tree):
            if isinstance(part, ast.Name):
                self.known_column(dataset, part.id)
            elif not isinstance(part, QUERY_NODES) or (isinstance(part, ast.Constant) and part.value is None):
                raise self.refusal(
                    f"{ast.unparse(part)[:80]} is not allowed in a query",
                    "use columns, numbers, texts, lists, comparisons, in, and or not, + - * /",
                )
        for part in ast.walk(tree):
            if isinstance(part, ast.Compare):
                self.require_like_with_like(part, frame, dataset)
        try:
            mask = frame.eval(query.strip(), engine="python")
            return frame[mask.fillna(False).astype(bool)]
        except Exception as error:  # pandas raises a dozen kinds here; all mean the same to the author
            raise self.refusal(
                f"the query {query[:80]!r} does not work: {str(error)[:120]}",
                f"compare like with like; columns of {dataset}: {_or_list(map(str, frame.columns))}",
            ) from None

    def require_like_with_like(self, node: ast.Compare, frame: pd.DataFrame, dataset: str) -> None:
        """Pandas finds no row where text is compared with a number, which would pass for a count of zero."""
        items = [
            i for o in (node.left, *node.comparators) for i in (o.elts if isinstance(o, ast.List) else [o])
        ]
        kinds = {_kind(item.value) for item in items if isinstance(item, ast.Constant)}
        columns = {_column_kind(frame[item.id]) for item in items if isinstance(item, ast.Name)}
        if "date" in columns:
            kinds -= {"text"}
        if len(kinds | columns) > 1:
            raise self.refusal(
                f"{ast.unparse(node)} compares a {' with a '.join(sorted(kinds | columns))}",
                f"compare like with like in {dataset}; municipality numbers are texts",
            )

    def values(self, node: ast.Call, place: int = 0, own: Sequence[str] = ()) -> pd.Series:
        """The values that are there in a filtered column."""
        if len(node.args) <= place:
            raise self.refusal(f"{ast.unparse(node)[:80]} lacks a column", "write it as dataset.column")
        dataset, column = self.column(node.args[place])
        return self.rows(node, dataset, place + 1, own)[column].dropna()

    def day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.refusal(f"{text!r} is not a date", "write it as 2025-04-10") from None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


NODES = (
    ast.Constant,
    ast.List,
    ast.Name,
    ast.Attribute,
    ast.UnaryOp,
    ast.BoolOp,
    ast.BinOp,
    ast.Compare,
    ast.Call,
)


def _count(e: _Evaluation, node: ast.Call) -> int:
    if not node.args:
        raise e.refusal("count() lacks a dataset", f"use one of: {_or_list(e.frames)}")
    return len(e.rows(node, e.dataset(node.args[0])))


def _reduced(
    name: str, reduce: Callable[[list[Any]], Any], *kinds: str
) -> Callable[[_Evaluation, ast.Call], Any]:
    """A function of many values: a filtered column, one list, or several arguments."""

    def function(e: _Evaluation, node: ast.Call) -> Any:
        if node.args and isinstance(node.args[0], ast.Attribute) and isinstance(node.args[0].value, ast.Name):
            values = [_python(v) for v in e.values(node)]
        else:
            plain = [e.visit(part) for part in e.arguments(node, 1, 99)]
            values = plain[0] if len(plain) == 1 and isinstance(plain[0], list) else plain
        if not values:
            raise e.missing(f"{name} of nothing: no row matches, or every value is missing")
        found = {_kind(value) for value in values}
        if len(found) > 1 or not found <= set(kinds):
            raise e.refusal(
                f"{name} of a {' and a '.join(sorted(found))}", "it takes a " + " or a ".join(kinds)
            )
        return reduce(values)

    return function


def _value(e: _Evaluation, node: ast.Call) -> Any:
    if not node.args:
        raise e.refusal("value() lacks a column", "write it as dataset.column")
    dataset, column = e.column(node.args[0])
    rows = e.rows(node, dataset)
    if len(rows) != 1:
        raise e.refusal(f"{len(rows)} rows match, not one: {ast.unparse(node)}", "add or mend a filter")
    found = rows[column].iloc[0]
    if norwegian.is_missing(found):
        raise e.missing(f"{dataset}.{column} is missing in the row that matches")
    return _python(found)


def _distinct(e: _Evaluation, node: ast.Call) -> int:
    return int(e.values(node).nunique())


def _names(e: _Evaluation, node: ast.Call) -> list[Any]:
    return sorted(_python(v) for v in e.values(node).unique())


def _top(e: _Evaluation, node: ast.Call) -> Any:
    """A tie for the last place makes the answer longer, so that no winner is made up."""
    keywords = {k.arg: k.value for k in node.keywords}
    if not node.args or "by" not in keywords:
        raise e.refusal("top() needs a column and by=", "write top(d.label, by=d.number, n=1, …)")
    dataset, label = e.column(node.args[0])
    by_dataset, by = e.column(keywords["by"])
    if by_dataset != dataset:
        raise e.refusal(f"top() mixes {dataset} and {by_dataset}", "take both columns from one dataset")
    n = e.of_kind(keywords["n"], "number") if "n" in keywords else 1
    rows = e.rows(node, dataset, own=("by", "n")).dropna(subset=[label, by])
    if rows[label].duplicated().any():
        raise e.refusal(f"top() finds one {label} in several rows", "add a filter until each is there once")
    if not isinstance(n, int) or n < 1 or _column_kind(rows[by]) != "number":
        raise e.refusal("top() needs a number column and n = 1, 2, …", "correct by= or n=")
    if len(rows) < n:
        raise e.missing(f"only {len(rows)} rows match, {n} are asked for")
    ranked = rows.sort_values([by, label], ascending=[False, True])
    chosen = ranked[ranked[by] >= ranked[by].iloc[n - 1]]
    labels = [_python(v) for v in chosen[label]]
    return labels[0] if n == 1 and len(labels) == 1 else labels


def _isin(e: _Evaluation, node: ast.Call) -> bool:
    if len(node.args) < 2:
        raise e.refusal("isin() needs a value and a column", 'write isin("5501", dataset.column, …)')
    wanted = e.visit(node.args[0])
    if isinstance(node.args[1], ast.Attribute):
        options = [_python(v) for v in e.values(node, 1)]
    else:
        options = e.of_kind(e.arguments(node, 2, 2)[1], "list")
    kinds = {_kind(item) for item in options}
    if kinds and _kind(wanted) not in kinds:
        raise e.refusal(
            f"a {_kind(wanted)} is looked for among a {_or_list(kinds)}", "compare like with like"
        )
    return any(_same(wanted, item) for item in options if _kind(item) == _kind(wanted))


def _share(e: _Evaluation, node: ast.Call) -> float:
    part, whole = (e.of_kind(a, "number") for a in e.arguments(node, 2, 2))
    if whole == 0:
        raise e.missing("the whole is zero, so there is no share of it")
    return part / whole


def _round(e: _Evaluation, node: ast.Call) -> int | float:
    """Half away from zero, as people and spreadsheets round; not Python's half to even."""
    x, *rest = (e.of_kind(a, "number") for a in e.arguments(node, 1, 2))
    digits = rest[0] if rest else 0
    if not isinstance(digits, int) or abs(digits) > MOST_DIGITS:
        raise e.refusal(f"{digits!r} is not a number of digits", f"use a whole number up to {MOST_DIGITS}")
    try:
        rounded = Decimal(repr(x)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        raise e.refusal("the number is too large to round", "check the amounts") from None
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _abs(e: _Evaluation, node: ast.Call) -> int | float:
    return abs(e.of_kind(e.arguments(node, 1, 1)[0], "number"))


def _date(e: _Evaluation, node: ast.Call) -> date:
    return e.day(e.of_kind(e.arguments(node, 1, 1)[0], "text"))


def _of_day(part: Callable[[date], Any]) -> Callable[[_Evaluation, ast.Call], Any]:
    def function(e: _Evaluation, node: ast.Call) -> Any:
        return part(e.of_kind(e.arguments(node, 1, 1)[0], "date"))

    return function


def _minutes(e: _Evaluation, node: ast.Call) -> int:
    """Negative where the end comes before the beginning: that may be just what is wrong."""
    clocks = []
    for part in e.arguments(node, 2, 2):
        text = e.of_kind(part, "text")
        match = CLOCK.fullmatch(text)
        if match is None:
            raise e.refusal(f"{text!r} is not a time of day", "write it as 13:00")
        clocks.append(int(match[1]) * 60 + int(match[2]))
    return clocks[1] - clocks[0]


def _len(e: _Evaluation, node: ast.Call) -> int:
    return len(e.of_kind(e.arguments(node, 1, 1)[0], "list"))


def _claim(e: _Evaluation, node: ast.Call) -> Any:
    identity = e.of_kind(e.arguments(node, 1, 1)[0], "text")
    if identity not in e.claims:
        near = get_close_matches(identity, e.claims, n=5, cutoff=0.4)
        raise e.refusal(f"unknown claim {identity}", "the nearest of those there are: " + _or_list(near))
    return e.claims[identity]


def _join(e: _Evaluation, node: ast.Call) -> str:
    items = e.of_kind(e.arguments(node, 1, 1)[0], "list")
    if not all(isinstance(item, str) for item in items):
        raise e.refusal("join() of something else than texts", "use it on names(…) or a list of texts")
    return norwegian.listing(items)


FUNCTIONS: dict[str, Callable[[_Evaluation, ast.Call], Any]] = {
    "abs": _abs,
    "claim": _claim,
    "count": _count,
    "date": _date,
    "distinct": _distinct,
    "isin": _isin,
    "join": _join,
    "len": _len,
    "max": _reduced("max", max, "number", "date", "text"),
    "mean": _reduced("mean", lambda values: sum(values) / len(values), "number"),
    "min": _reduced("min", min, "number", "date", "text"),
    "minutes": _minutes,
    "month": _of_day(lambda day: day.month),
    "names": _names,
    "round": _round,
    "share": _share,
    "sum": _reduced("sum", sum, "number"),
    "top": _top,
    "value": _value,
    "weekday": _of_day(lambda day: WEEKDAYS[day.weekday()]),
    "year": _of_day(lambda day: day.year),
}
