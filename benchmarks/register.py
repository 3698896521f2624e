"""A made-up register of ten million deviations: read, validated and counted, against the plain pandas way."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from aarsmelding import filestate, receipts
from aarsmelding.datasets import avvik_register, get

from benchmarks.copies import CHECKOUT, Copy
from benchmarks.measuring import Cost, Verdict, measured, row

ROWS = 10_000_000
BLOCK = 1_000_000
MOST_GIB = 4
# Stands in every row: nobody shall take it for data.
MADE_UP = "oppdiktet"
TRUST = "UNN"
HEADER = f"{'':44}{'wall s':>8}{'CPU s':>8}{'MiB':>7}{'wall':>8}{'CPU':>7}  of plain pandas"


def run(copy: Copy, rounds: int) -> Iterator[Verdict]:
    """Print a table, then yield what the wanted numbers came to. Making the file is not measured."""
    copy.clear()
    size = make(copy.raw / "avvik_register.csv", ROWS) / 2**30
    print(f"{ROWS:,} made-up deviations, {size:.2f} GiB".replace(",", " "))
    print(HEADER)
    plain = _way(copy, rounds, "plain")
    print(row("plain pandas, the same schema", plain, plain), flush=True)
    ours = _way(copy, rounds, "ours")
    print(row("ours, receipt included", ours, plain), flush=True)
    stored = _way(copy, rounds, "stored")
    print(row("ours, kept as a clean dataset", stored, plain), flush=True)
    loaded = _way(copy, rounds, "loaded")
    print(row("the clean dataset loaded and counted", loaded, plain), flush=True)
    counts = {(copy.out / f"{way}.csv").read_bytes() for way in ("plain", "ours", "loaded")}
    if len(counts) > 1:
        sys.exit("the ways do not count the same")
    yield Verdict("ten million rows, GiB at the peak", max(ours.memory, stored.memory) / 2**10, MOST_GIB)
    yield Verdict("ten million rows, wall, of plain pandas", ours.wall / plain.wall, 1)
    yield Verdict("ten million rows, memory, of plain pandas", ours.memory / plain.memory, 1)


def _way(copy: Copy, rounds: int, name: str) -> Cost:
    script = CHECKOUT / "benchmarks" / "register_ways.py"
    return measured(
        rounds, lambda: None, lambda: copy.run(sys.executable, script, name, copy.root, copy.year, copy.out)
    )


def make(path: Path, rows: int, seed: int = 1) -> int:
    """Write a register that keeps every rule, and its receipt; returns its size in bytes."""
    municipalities = pd.read_csv(path.with_name("kommuner.csv"), dtype="str")["navn"].tolist()
    random = np.random.default_rng(seed)
    numbers = random.permutation(rows)
    header = get("avvik_register").raw_columns
    with path.open("wb") as stream:
        stream.write((",".join(header) + "\n").encode())
        for first in range(0, rows, BLOCK):
            block = _block(random, numbers[first : first + BLOCK], first, municipalities)
            options = arrow_csv.WriteOptions(include_header=False, quoting_style="none")
            arrow_csv.write_csv(pa.table([block[name] for name in header], names=header), stream, options)
    said = ((MADE_UP,), MADE_UP, date(2026, 1, 1), MADE_UP)
    receipt = receipts.Receipt(path.name, filestate.sha256(path), *said)
    receipt.write(receipts.receipt_path(path))
    return path.stat().st_size


def _block(
    random: np.random.Generator, numbers: np.ndarray, first: int, municipalities: Sequence[str]
) -> dict[str, pa.Array]:
    count = len(numbers)
    to_trust = random.random(count) < 0.8
    parties = [*municipalities, avvik_register.OUTSIDE, TRUST]
    trust = np.full(count, len(parties) - 1)
    other = random.integers(0, len(municipalities) + to_trust)
    reported, days = random.integers(0, 365, count), random.integers(0, 120, count)
    answered = np.where(random.random(count) < 0.6, reported + days, -1)
    calendar = pd.date_range("2025-01-01", periods=500).strftime("%d.%m.%Y").tolist()
    causes = [f"{MADE_UP} årsak {number}" for number in range(1, 13)]
    clinics = [f"{MADE_UP} klinikk {number}" for number in range(1, 16)]
    return {
        "id": _numbered(f"{MADE_UP}-", numbers),
        "dato": _words(calendar, reported),
        "retning": _words(avvik_register.DIRECTIONS, np.where(to_trust, 0, 1)),
        "fra": _words(parties, np.where(to_trust, other, trust)),
        "til": _words(parties, np.where(to_trust, trust, other)),
        "klinikk": _words(clinics, random.integers(0, len(clinics), count)),
        "aarsak": _words([*causes, ""], random.integers(0, len(causes) + 1, count)),
        "besvart_dato": _words([*calendar, ""], answered),
        "kilde": _words([MADE_UP], np.zeros(count, int)),
        "sted": _numbered("linje ", np.arange(first + 1, first + count + 1)),
    }


def _words(words: Sequence[str], chosen: np.ndarray) -> pa.Array:
    return pa.array(words).take(pa.array(chosen % len(words)))


def _numbered(word: str, numbers: np.ndarray) -> pa.Array:
    return pc.binary_join_element_wise(word, pa.array(numbers).cast(pa.string()), "")
