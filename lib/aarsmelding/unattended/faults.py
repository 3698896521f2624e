"""What the operating system refuses, as a sentence with a way out."""

from __future__ import annotations

import errno
from pathlib import Path

from aarsmelding.errors import AarsmeldingError

KEPT = "the last report is as it was"
AGAIN = f"then build again; {KEPT}"
SAID = {
    errno.ENOSPC: ("the disk is full", f"make room there, {AGAIN}"),
    errno.EDQUOT: ("the disk quota is used up", f"make room there, {AGAIN}"),
    errno.EFBIG: ("a file grew larger than this user may write", f"raise «ulimit -f», {AGAIN}"),
    errno.EROFS: ("the file system is read-only", f"mount it for writing, {AGAIN}"),
    errno.EACCES: ("there is no right to do this", f"give the user who builds the right, {AGAIN}"),
    errno.EPERM: ("there is no right to do this", f"give the user who builds the right, {AGAIN}"),
    errno.EEXIST: ("a file stands where a folder should be", f"remove it, {AGAIN}"),
    errno.ENOTDIR: ("a file stands where a folder should be", f"remove it, {AGAIN}"),
    errno.EISDIR: ("a folder stands where a file should be", f"remove it, {AGAIN}"),
    errno.EMFILE: ("too many files are open", f"raise «ulimit -n», {AGAIN}"),
    errno.ENOMEM: ("the memory is full", f"build with fewer --jobs; {KEPT}"),
    errno.EBUSY: ("it is in use by another program", f"close that program, {AGAIN}"),
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
    """`problem` as one of our errors; `place` is where it happened, for one that names no file."""
    if isinstance(problem, AarsmeldingError):
        return problem
    if isinstance(problem, OSError):
        number = problem.errno
        # Libraries in C++ raise OSError with the system's words, without its number.
        if number is None and FULL in str(problem):
            number = errno.ENOSPC
        where = f"{problem.filename} ({place})" if problem.filename else place
        if number == errno.ENOENT and str(problem.filename).endswith(FONTS):
            return font_missing(str(problem.filename))
        if number in SAID:
            said, remedy = SAID[number]
            return AarsmeldingError(said, where, remedy)
    if isinstance(problem, MemoryError):
        said, remedy = SAID[errno.ENOMEM]
        return AarsmeldingError(said, place, remedy)
    first = (str(problem).strip().splitlines() or ["no message"])[0]
    return AarsmeldingError(f"{type(problem).__name__}: {first}", place, PROGRAM)
