"""Which revision of the code and data a build is made from."""

from __future__ import annotations

import subprocess

from aarsmelding import disclosure
from aarsmelding.paths import Project

INPUTS = ("lib", "notebooks", "data/raw", disclosure.FILE, "pyproject.toml", "requirements.txt")


UNKNOWN, CHANGED = "ukjent", "+endret"


def revision(project: Project) -> str:
    """The commit, with `+endret` where inputs differ from it; `ukjent` outside a git checkout."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(project.root), *arguments], capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        commit = git("rev-parse", "HEAD")
        changed = git("status", "--porcelain", "--", *INPUTS)
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN
    return f"{commit}{CHANGED}" if changed else commit


def made_from(project: Project, before: str) -> str:
    """What was made from the revision `before`: that, or `+endret` where it is another now."""
    is_same = revision(project) in (before, UNKNOWN)
    return before if is_same else before.removesuffix(CHANGED) + CHANGED
