"""Personal data is never taken: identity numbers, phone numbers and e-mail addresses in any text.

What is found is told by kind and place alone. No value leaves this module.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from stdnum.no import fodselsnummer

IDENTITY, PHONE, EMAIL = "identity number", "phone number", "e-mail address"
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
BETWEEN = r"[\s.,:/\\_\-\u2010-\u2015\u2212\u00b7*|]{0,3}"
# Every start is tried, so that digits before the number do not hide it.
ELEVEN = re.compile(rf"(?<!\d)(?=((?:\d{BETWEEN}){{10}}\d)(?!\d))")
DAY_AND_NUMBER = re.compile(r"(?<!\d)(\d\d)[.\-/ ](\d\d)[.\-/ ](?:19|20)?(\d\d)[ ,;:\-/]{1,3}(\d{5})(?!\d)")
WITHOUT_ZERO = re.compile(r"\d{10}")
ADDRESS = re.compile(
    r"[^\s@<>,;:()\[\]]+\s{0,2}(?:@|[(\[{]\s?(?:at|a|krøllalfa|alfakrøll)\s?[)\]}])\s{0,2}[^\s@<>,;:()\[\]]+\.[^\W\d_]{2,}",
    re.IGNORECASE,
)
ABROAD = re.compile(r"(?<![\d+])(?:\+|00)\s?47[\s.\-]?(?:\d[\s.\-]?){7}\d(?!\d)")
# Money is grouped in threes from the right; a phone number never is.
GROUPED = re.compile(
    r"(?<![\d,.+/-])(?<!\d )(?:[2-9]\d[ .-]\d\d[ .-]\d\d[ .-]\d\d|[2-9]\d\d[ .-]\d\d[ .-]\d{3})"
    r"(?![\d,./-]| \d)"
)
BARE = re.compile(r"(?<![\w,.+/-])(?<!\d )(?<!kr )(?<!kr\. )[2-9]\d{7}(?![\w/-]|[,.]\d| \d| ?kr)")
# No phone or identity number is shorter, nor an address without its sign.
SHORTEST = 8
MONTH_SHIFTS = (80, 65, 40)


def kinds_in(text: str, bare_numbers: bool = True) -> list[str]:
    """The kinds of personal data in `text`, without saying what it is.

    `bare_numbers` is false where eight digits in a row are an ordinary number, as in a column of numbers.
    """
    if len(text) < SHORTEST and "@" not in text and "\uff20" not in text:
        return []
    plain = _plain(text)
    found = []
    if _has_identity(plain):
        found.append(IDENTITY)
    if re.search(r"[@(\[{]", plain) and ADDRESS.search(plain):
        found.append(EMAIL)
    if ABROAD.search(plain) or GROUPED.search(plain) or (bare_numbers and _has_bare(plain)):
        found.append(PHONE)
    return found


def _has_identity(plain: str) -> bool:
    numbers = [_digits(match[1]) for match in ELEVEN.finditer(plain)]
    numbers += ["".join(match.groups()) for match in DAY_AND_NUMBER.finditer(plain)]
    # A spreadsheet drops the zero that a number begins with.
    numbers += ["0" + plain] if WITHOUT_ZERO.fullmatch(plain) else []
    return any(is_identity(number) for number in numbers)


def is_identity(number: str) -> bool:
    """Whether eleven digits are a birth, D-, help or synthetic number with both check digits right."""
    if number[9] != fodselsnummer.calc_check_digit1(number):
        return False
    return number[10] == fodselsnummer.calc_check_digit2(number) and _is_of_a_day(number)


def _is_of_a_day(number: str) -> bool:
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    if day >= 80:
        # A help number of the health service has no date of birth in it.
        return True
    day -= 40 if day > 40 else 0
    month -= next((shift for shift in MONTH_SHIFTS if month > shift), 0)
    # The century is in the serial number; 2000 has every day that a year can have.
    leap = year if year % 4 == 0 else 1
    try:
        date(2000 + leap, month, day)
    except ValueError:
        return False
    return True


def _has_bare(plain: str) -> bool:
    return any(not _is_date(match[0]) for match in BARE.finditer(plain.casefold()))


def _is_date(digits: str) -> bool:
    """Whether eight digits are a date such as 20261203."""
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def _plain(text: str) -> str:
    """Ordinary digits and spaces, nothing invisible: what a reader sees."""
    plain = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(INVISIBLE)
    if not plain.isascii():
        plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain)
    return re.sub(r"\s", " ", plain).strip()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
