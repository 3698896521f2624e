"""Files broken at random: each is read right or refused, nothing else, and a refusal leaves no trace.

`AARSMELDING_MUTATIONS` sets how many; the seed is fixed.
"""

import os
import random
import re

import pytest
from aarsmelding.errors import AarsmeldingError

from .conftest import HEADER, ROWS, book_of, files_below, ods_of, repacked, text_of

COUNT = int(os.environ.get("AARSMELDING_MUTATIONS", "200"))
TABLE = [HEADER, *ROWS]
SOURCES = {
    "a.csv": text_of(TABLE).encode("cp1252"),
    "b.csv": text_of(TABLE, ",").encode("utf-8-sig"),
    "c.tsv": text_of(TABLE, "\t").encode("utf-16"),
    "d.xlsx": book_of([["Tilskudd"], [], *TABLE]),
    "e.ods": ods_of(TABLE),
}


def flip(content, dice):
    changed = bytearray(content)
    for _ in range(dice.randint(1, 20)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(content, dice):
    return content[: dice.randrange(len(content))]


def double(content, dice):
    start = dice.randrange(len(content))
    return (
        content[:start]
        + content[start : start + dice.randint(1, 200)] * dice.randint(2, 50)
        + content[start:]
    )


def recode(content, dice):
    codecs = ["cp1252", "utf-8", "utf-16", "cp850", "mac-roman"]
    return content.decode(dice.choice(codecs), "replace").encode(dice.choice(codecs), "replace")


def shuffle(content, dice):
    pieces = re.split(rb"(?<=[;\n>])", content)
    start = dice.randrange(len(pieces))
    part = pieces[start : start + dice.randint(2, 30)]
    dice.shuffle(part)
    return b"".join([*pieces[:start], *part, *pieces[start + len(part) :]])


def inside(content, dice):
    """Change the text inside an archive and pack it again, so that its checksums are right."""
    if not content.startswith(b"PK"):
        return shuffle(content, dice)
    way = dice.choice([flip, cut, double, shuffle])

    def change(parts):
        name = dice.choice(sorted(parts))
        return parts | {name: way(parts[name] or b" ", dice)}

    return repacked(content, change)


WAYS = [flip, cut, double, recode, shuffle, inside, inside]


@pytest.mark.parametrize("source", SOURCES)
def test_a_broken_file_is_read_or_refused_and_never_anything_else(office, source):
    dice = random.Random(f"2032 {source}")
    untouched = files_below(office.raw)
    taken = 0
    for _ in range(COUNT // len(SOURCES)):
        content = dice.choice(WAYS)(SOURCES[source], dice)
        try:
            outcome = office.deliver(content, source, dry_run=True)
        except AarsmeldingError:
            outcome = None
        taken += outcome is not None
        assert files_below(office.raw) == untouched
    assert taken < COUNT // len(SOURCES)


def test_the_unbroken_files_are_read(office):
    for name, content in SOURCES.items():
        assert office.deliver(content, name, dry_run=True).rows == len(ROWS)
