"""Printed text into typed columns: one small rule per function, faults collected, nothing coerced.

Every function takes a string Series as read from a raw file (missing is NA, the index is the line
number in the file, the name is the column) and returns a Series with the same index. A value that
does not fit becomes a `Fault` in the surrounding `collecting()`, or an error where there is none.
A categorical, as large raw files have them, is read value by value instead of row by row; text stays
a categorical.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from aarsmelding import large
from aarsmelding.errors import DataRefused, Fault

SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
MONTH_NAMES = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
WORD_FORMS = "null|ingen en|ett|én to tre fire fem seks sju|syv åtte ni ti elleve tolv".split()
# What a 64-bit integer and a float both hold exactly.
MOST_DIGITS = 15
NUMBER_WORDS = {word: n for n, forms in enumerate(WORD_FORMS) for word in forms.split("|")}


@dataclass
class Context:
    """What parsing needs to know about where it is: the file, closed lists, and faults so far."""

    file: str = "raw data"
    vocabulary: Callable[[str], Mapping[str, str]] = lambda name: {}
    faults: list[Fault] = field(default_factory=list)
    # What clean() asked of each raw column: the rules by name, the words of a closed list, the reference.
    asked: dict[str, set[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


_context: ContextVar[Context | None] = ContextVar("parse_context", default=None)


@contextmanager
def collecting(
    file: str = "raw data", vocabulary: Callable[[str], Mapping[str, str]] | Mapping = lambda name: {}
) -> Iterator[Context]:
    """Collect faults instead of raising at the first one.

    `vocabulary` gives the closed list of a reference dataset: printed name -> id, by dataset name.
    """
    lookup = vocabulary.__getitem__ if isinstance(vocabulary, Mapping) else vocabulary
    context = Context(file=file, vocabulary=lookup)
    token = _context.set(context)
    try:
        yield context
    finally:
        _context.reset(token)


def report(fault: Fault) -> None:
    """Add `fault` to the surrounding collection, or raise it where nothing collects."""
    context = _context.get()
    if context is None:
        raise DataRefused([fault])
    context.faults.append(fault)


def normal(value: str) -> str:
    """One kind of space, none at the ends."""
    return SPACES.sub(" ", value).strip()


def _each(
    series: pd.Series,
    convert: Callable[[str], Any],
    dtype: Any,
    rule: str,
    remedy: str,
    known: Iterable[str] | None = None,
) -> pd.Series:
    """`convert` on each value; `known` are all texts that can come out, where they are a closed list."""
    context = _context.get()
    if context:
        rule_name = convert.__qualname__.partition(".")[0].lstrip("_")
        context.asked.setdefault(str(series.name), set()).add(rule_name)
    file = context.file if context else "raw data"
    convert_all = partial(_one_by_one, convert=convert, dtype=dtype, file=file, rule=rule, remedy=remedy)
    if isinstance(series.dtype, pd.CategoricalDtype) or len(series) > large.MANY_ROWS:
        from aarsmelding.large import distinct

        if convert is _text and not isinstance(series.dtype, pd.CategoricalDtype):
            return distinct.tidied(series, normal)
        result, faults = distinct.each(series, convert_all, known)
    else:
        result, faults = convert_all(series)
    for fault in faults:
        report(fault)
    return result


def _one_by_one(
    series: pd.Series, convert: Callable[[str], Any], dtype: Any, file: str, rule: str, remedy: str
) -> tuple[pd.Series, list[Fault]]:
    results: list[Any] = []
    faults = []
    for row, value in series.items():
        if pd.isna(value) or not normal(value):
            results.append(None)
            continue
        try:
            results.append(convert(normal(value)))
        except ValueError as problem:
            results.append(None)
            faults.append(
                Fault(
                    file=file,
                    column=str(series.name),
                    row=int(row),  # type: ignore[call-overload]
                    value=value,
                    rule=str(problem) if problem.args and problem.args[0].startswith("unknown") else rule,
                    remedy=remedy,
                )
            )
    return pd.Series(results, index=series.index, name=series.name, dtype=dtype), faults


def _text(value: str) -> str:
    return value


def text(series: pd.Series) -> pd.Series:
    """Text with single spaces; blank is NA."""
    return _each(series, _text, "str", "text", "")


def _whole(value: str) -> int:
    digits = value.replace(" ", "")
    if not re.fullmatch(rf"-?\d{{1,{MOST_DIGITS}}}", digits):
        raise ValueError
    if " " in value and not re.fullmatch(r"-?\d{1,3}( \d{3})+", value):
        raise ValueError
    return int(digits)


def whole_number(series: pd.Series) -> pd.Series:
    """`1 234` or `241` -> Int64."""
    return _each(
        series, _whole, "Int64", "must be a whole number", "write digits only, such as 241, or leave it blank"
    )


def year(series: pd.Series) -> pd.Series:
    """A four-digit year -> Int64."""

    def convert(value: str) -> int:
        if not re.fullmatch(r"(19|20)\d\d", value):
            raise ValueError
        return int(value)

    return _each(series, convert, "Int64", "must be a year", "write four digits, such as 2025")


def _kroner(value: str) -> int:
    match = re.fullmatch(r"(-?)\s*kr\.?\s*(-?)(.+?)(,-)?", value) or re.fullmatch(
        r"(-?)()(.+?)\s*(?:kr|kroner)?(,-)?", value
    )
    if match is None:
        raise ValueError
    amount = _whole(match[3].strip())
    if amount < 0:
        raise ValueError
    return -amount if match[1] or match[2] else amount


def kroner(series: pd.Series) -> pd.Series:
    """`kr 2 295 000`, `-kr 260 043`, `2 295 000` -> whole kroner, Int64."""
    return _each(
        series,
        _kroner,
        "Int64",
        "must be an amount in whole kroner",
        "write it as printed, such as kr 2 295 000, with spaces between groups of three digits",
    )


def _decimal(value: str) -> float:
    if not re.fullmatch(r"-?\d{1,3}( \d{3})*(,\d+)?|-?\d+(,\d+)?", value):
        raise ValueError
    if len(re.sub(r"\D", "", value)) > MOST_DIGITS:
        raise ValueError
    return float(value.replace(" ", "").replace(",", "."))


def decimal_number(series: pd.Series) -> pd.Series:
    """`31,7` (decimal comma) -> Float64."""
    return _each(
        series,
        _decimal,
        "Float64",
        "must be a number with decimal comma",
        "write it as printed, such as 31,7",
    )


def share(series: pd.Series) -> pd.Series:
    """`31,7` or `7,84 %` in percent -> a share 0–1, Float64 (rounded to six digits)."""

    def convert(value: str) -> float:
        return round(_decimal(value.removesuffix("%").strip()) / 100, 6)

    return _each(
        series, convert, "Float64", "must be a percentage", "write it as printed, such as 31,7 or 31,7 %"
    )


def number_word(series: pd.Series) -> pd.Series:
    """`sju`, `4,5` or `ett` -> Float64: numbers that the source writes as words."""

    def convert(value: str) -> float:
        return float(NUMBER_WORDS[value.lower()]) if value.lower() in NUMBER_WORDS else _decimal(value)

    return _each(
        series, convert, "Float64", "must be a number or a number word up to tolv", "write it as printed"
    )


def whole_number_word(series: pd.Series) -> pd.Series:
    """`sju` or `21` -> Int64: counts that the source writes as words or digits."""

    def convert(value: str) -> int:
        return NUMBER_WORDS[value.lower()] if value.lower() in NUMBER_WORDS else _whole(value)

    return _each(
        series,
        convert,
        "Int64",
        "must be a whole number or a number word up to tolv",
        "write it as printed, such as sju or 21",
    )


def starred(series: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Split `*1` from `1`: (plain values, values behind a star), both Int64.

    A star is a note sign, so the number behind it counts something else than the column does.
    """
    is_starred = series.str.strip().str.startswith("*").fillna(False).astype(bool)
    plain = whole_number(series.mask(is_starred))
    noted = whole_number(series.where(is_starred).str.strip().str.removeprefix("*"))
    return plain, noted


def date_of(series: pd.Series) -> pd.Series:
    """`10.12.2025`, `16.05.25`, `2025-12-10` or `10. desember 2025` -> datetime64."""

    def convert(value: str) -> pd.Timestamp:
        if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
            year_, month, day = (int(part) for part in match.groups())
        elif match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)", value):
            day, month, year_ = (int(part) for part in match.groups())
            year_ += 2000 if year_ < 100 else 0
        elif match := re.fullmatch(r"(\d{1,2})\. ?([a-zæøå]+) (\d{4})", value.lower()):
            day, year_ = int(match[1]), int(match[3])
            if match[2] not in MONTHS:
                raise ValueError
            month = MONTHS[match[2]]
        else:
            raise ValueError
        return pd.Timestamp(date(year_, month, day))

    return _each(series, convert, "datetime64[ns]", "must be a date that exists", "write it as 10.12.2025")


def clock(series: pd.Series) -> pd.Series:
    """`13.00` -> `13:00` (text, 24 hours)."""

    def convert(value: str) -> str:
        match = re.fullmatch(r"(\d{1,2})[.:](\d\d)", value)
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValueError
        return f"{int(match[1]):02d}:{match[2]}"

    return _each(series, convert, "str", "must be a time of day", "write it as 13.00")


def rounded_count(series: pd.Series) -> pd.DataFrame:
    """`14k`, `6,8k`, `989` -> columns `verdi`, `nedre`, `oevre` (Int64).

    `14k` stands for some whole number in the half-open interval from 13 500 to 14 500: it is
    rounded, and the interval says how much. A number printed in full is sharp: all three are equal.
    """

    def bounds(value: str) -> tuple[int, int, int]:
        match = re.fullmatch(r"(\d+)(?:,(\d))?k", value)
        if match is None:
            sharp = _whole(value)
            return sharp, sharp, sharp
        step = 100 if match[2] else 1000
        nominal = int(match[1]) * 1000 + int(match[2] or 0) * 100
        return nominal, nominal - step // 2, nominal + step // 2

    triples = _each(series, bounds, object, "must be a count such as 989, 6,8k or 14k", "write it as printed")
    columns = {
        name: pd.Series([None if t is None else t[place] for t in triples], series.index, dtype="Int64")
        for place, name in enumerate(("verdi", "nedre", "oevre"))
    }
    return pd.DataFrame(columns)


def choice(
    series: pd.Series, known: Mapping[str, Any], dtype: Any = "str", fold: Callable[[str], str] = str
) -> pd.Series:
    """Translate a closed vocabulary; an unknown word is a fault that lists the known ones.

    `fold` is what a word goes through before it is looked up, such as `str.lower`.
    """

    def convert(value: str) -> Any:
        if fold(value) not in known:
            raise ValueError(f"unknown value in {series.name}")
        return known[fold(value)]

    if context := _context.get():
        context.words.setdefault(str(series.name), []).extend(known)
    texts = known.values() if dtype == "str" else None
    return _each(series, convert, dtype, "", "use one of: " + ", ".join(known), texts)


def yes_no(series: pd.Series) -> pd.Series:
    """`ja`/`nei` in any case -> boolean."""
    return choice(series, {"ja": True, "nei": False}, dtype="boolean", fold=str.lower)


def code(series: pd.Series, reference: str) -> pd.Series:
    """Translate printed names to the ids of a reference dataset (`kommuner`, `utvalg`, …)."""
    context = _context.get()
    known = context.vocabulary(reference) if context else {}
    if context:
        context.references[str(series.name)] = reference
    folded = {normal(name).casefold(): identity for name, identity in known.items()}

    def convert(value: str) -> str:
        identity = folded.get(value.casefold())
        if identity is None:
            raise ValueError(f"unknown name in {reference}")
        return identity

    ids = sorted(set(known.values()))
    remedy = (
        f"use a name that {reference}.csv has, or add the spelling to its column navneformer; "
        f"known: {', '.join(ids)}"
    )
    return _each(series, convert, "str", "", remedy, ids)
