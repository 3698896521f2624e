"""Which revision of the code and data a build is made from."""

from __future__ import annotations

import subprocess
from pathlib import Path

from aarsmelding import disclosure
from aarsmelding.paths import Project

INPUTS = ("lib", "notebooks", "data/raw", disclosure.FILE, "pyproject.toml", "requirements.txt")
UNKNOWN, CHANGED = "ukjent", "+endret"


def revision(project: Project) -> str:
    """The commit, with `+endret` where inputs differ from it; `ukjent` outside git.

    A repository around the checkout, whose top folder is another, says nothing of it.
    """

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(project.root), *arguments], capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        top, _, commit = git("rev-parse", "--show-toplevel", "HEAD").rpartition("\n")
        if not Path(top).samefile(project.root):
            return UNKNOWN
        changed = git("status", "--porcelain", "--", *INPUTS)
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN
    return f"{commit}{CHANGED}" if changed else commit


def made_from(project: Project, before: str) -> str:
    """What was made from the revision `before`: that, or `+endret` where it is another now."""
    is_same = revision(project) in (before, UNKNOWN)
    return before if is_same else before.removesuffix(CHANGED) + CHANGED
