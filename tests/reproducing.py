"""Build a project twice in two unlike surroundings, and say what differs between the two reports.

`make reproduce` does it with the real year; `test_reproducible.py` with a made-up one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
INPUTS = ("lib", "notebooks", "data/raw", "pyproject.toml", "requirements.txt")
# As `faketime` (Debian's package of that name) sets it up; on a Mac or Windows the day stays the same.
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
DAYS_LATER = 400
CONTEXT = 60


@dataclass(frozen=True)
class Surroundings:
    """What may differ between two machines on two days."""

    folder: str
    environment: dict[str, str]
    days_later: int = 0
    umask: int = 0o022
    options: tuple[str, ...] = field(default=())

    def variables(self) -> dict[str, str]:
        if not (self.days_later and FAKETIME):
            return self.environment
        return {
            **self.environment,
            "LD_PRELOAD": str(FAKETIME[-1]),
            "FAKETIME": f"+{self.days_later}d",
        }


def foreign_locale() -> str:
    """The language of a Norwegian machine where it is installed, or that of a bare one."""
    if not shutil.which("locale"):
        return "POSIX"
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    return "nb_NO.UTF-8" if "nb_NO.utf8" in known else "POSIX"


HERE = Surroundings(
    "her",
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "USER": "analyst"},
    options=("--jobs", "2"),
)
ELSEWHERE = Surroundings(
    "et annet sted/på en lengre sti",
    {"TZ": "Pacific/Kiritimati", "LC_ALL": foreign_locale(), "PYTHONHASHSEED": "4711", "USER": "planlagt"},
    days_later=DAYS_LATER,
    umask=0o077,
    options=("--jobs", "1"),
)


def python(where: Surroundings, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in the surroundings, with the library that lies in the project's own folder."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**kept, "PYTHONPATH": str(root / "lib"), "AARSMELDING_ROOT": str(root), **where.variables()},
        umask=where.umask,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )


def build(where: Surroundings, root: Path, year: int) -> dict[str, bytes]:
    """Build the report of `year` and return every file of it; a log is not a part of it."""
    done = python(where, root, "-m", "aarsmelding", "build", "--year", str(year), *where.options)
    if done.returncode != 0:
        raise RuntimeError(f"the build in {root} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    report = root / "reports" / str(year)
    shutil.rmtree(report / "logs")
    return {p.relative_to(report).as_posix(): p.read_bytes() for p in report.rglob("*") if p.is_file()}


def copy_inputs(source: Path, root: Path, names: tuple[str, ...] = INPUTS) -> None:
    """What a build reads, and nothing that another build has made."""
    for name in names:
        if (source / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(source / name, root / name, ignore=unwanted)
        elif (source / name).is_file():
            shutil.copyfile(source / name, root / name)


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """A line for each file that differs, with the first place where it does."""
    found = [f"{name}: in one of the two only" for name in sorted(set(one) ^ set(other))]
    return found + [
        f"{name}: {_first_difference(one[name], other[name])}"
        for name in sorted(set(one) & set(other))
        if one[name] != other[name]
    ]


def _first_difference(one: bytes, other: bytes) -> str:
    pairs = enumerate(zip(one, other, strict=False))
    at = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    return f"from byte {at}, {_around(one, at)} and {_around(other, at)}"


def _around(content: bytes, at: int) -> str:
    return repr(content[max(0, at - CONTEXT) : at + CONTEXT].decode("utf-8", "replace"))


def main() -> int:
    """Build a year of this checkout twice and print what differs."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("year", type=int)
    year = parser.parse_args().year
    if not FAKETIME:
        print("both builds run on the same day: for two days, type: apt-get install faketime")
    with tempfile.TemporaryDirectory() as temporary:
        roots = {Path(temporary) / where.folder: where for where in (HERE, ELSEWHERE)}
        # Both copies first: someone may be at work in the checkout.
        for root in roots:
            root.mkdir(parents=True)
            copy_inputs(CHECKOUT, root)
        reports = [build(where, root, year) for root, where in roots.items()]
    found = differences(*reports)
    print("\n".join(found) or f"{len(reports[0])} files, all the same to the byte")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
