"""What the operating system refuses, as a sentence with a way out."""

from __future__ import annotations

import errno
from pathlib import Path

from aarsmelding.errors import AarsmeldingError

KEPT = "the last report is as it was"
BUILD_AGAIN = f"then build again; {KEPT}"
TRY_AGAIN = "then try again"
SAID = {
    errno.ENOSPC: ("the disk is full", "make room there"),
    errno.EDQUOT: ("the disk quota is used up", "make room there"),
    errno.EFBIG: ("a file grew larger than this user may write", "raise «ulimit -f»"),
    errno.EROFS: ("the file system is read-only", "mount it for writing"),
    errno.EACCES: ("there is no right to do this", "give this user the right"),
    errno.EPERM: ("there is no right to do this", "give this user the right"),
    errno.EEXIST: ("a file stands where a folder should be", "remove it"),
    errno.ENOTDIR: ("a file stands where a folder should be", "remove it"),
    errno.EISDIR: ("a folder stands where a file should be", "remove it"),
    errno.ELOOP: ("a link leads back to itself", "remove the link"),
    errno.EMFILE: ("too many files are open", "raise «ulimit -n»"),
    errno.ENOMEM: ("the memory is full", "end other programs, or give fewer --jobs"),
    errno.EBUSY: ("it is in use by another program", "close that program"),
}
# Where somebody has typed the path; in a build a file that is not there is a fault in the program.
SAID_OF_PATHS = {
    errno.ENOENT: ("there is no such file or folder, and none can be made", "check the path"),
    errno.ENAMETOOLONG: ("the name is too long", "give a shorter one"),
}
FULL = "No space left on device"
FONTS = (".ttf", ".otf")
PROGRAM = "this is a fault in the program: report it with the command you typed"


def font_missing(path: str | Path) -> AarsmeldingError:
    """A font that comes with a package is not there."""
    return AarsmeldingError(
        f"the font {Path(path).name} is missing",
        str(path),
        "install the dependencies again: python -m pip install --force-reinstall -r requirements.txt",
    )


def explained(problem: BaseException, place: str) -> AarsmeldingError:
    """What stopped a build, as one of our errors; `place` is where, for a problem that names no file."""
    if isinstance(problem, AarsmeldingError):
        return problem
    if isinstance(problem, OSError):
        # Libraries in C++ raise OSError with the system's words, without its number.
        is_full = problem.errno is None and FULL in str(problem)
        number = errno.ENOSPC if is_full else problem.errno
        if number == errno.ENOENT and str(problem.filename).endswith(FONTS):
            return font_missing(str(problem.filename))
        if number in SAID:
            said, remedy = SAID[number]
            return AarsmeldingError(said, _where(problem, place), f"{remedy}, {BUILD_AGAIN}")
    if isinstance(problem, MemoryError):
        said, remedy = SAID[errno.ENOMEM]
        return AarsmeldingError(said, place, f"{remedy}, {BUILD_AGAIN}")
    first = (str(problem).strip().splitlines() or ["no message"])[0]
    return AarsmeldingError(f"{type(problem).__name__}: {first}", place, PROGRAM)


def refused(problem: OSError, place: str) -> AarsmeldingError:
    """What the system did not let a verb do; `place` as in `explained`."""
    ordinary = (problem.strerror or "the system refuses", "mend that")
    said, remedy = (SAID | SAID_OF_PATHS).get(problem.errno or 0, ordinary)
    return AarsmeldingError(said, _where(problem, place), f"{remedy}, {TRY_AGAIN}")


def _where(problem: OSError, place: str) -> str:
    return f"{problem.filename} ({place})" if problem.filename else place
