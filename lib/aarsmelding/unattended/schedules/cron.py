"""A line for `crontab -e`."""

from __future__ import annotations

import shlex

from aarsmelding.unattended.schedules import Scheduled


def files(task: Scheduled) -> dict[str, str]:
    """One line. What the build says, which is what went wrong, is mailed by cron to MAILTO."""
    command = f"cd {shlex.quote(str(task.root))} && {shlex.join(task.command)}"
    # A per cent sign ends the command for cron, also inside quotes.
    line = f"{task.minute} {task.hour} * * * {command}".replace("%", r"\%")
    return {f"{task.name}.crontab": f"# Annual report {task.year}, every day\n{line}\n"}
