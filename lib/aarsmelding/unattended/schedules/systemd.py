"""A systemd service that builds once, and a timer that starts it every day."""

from __future__ import annotations

from aarsmelding.paths import ROOT_VARIABLE
from aarsmelding.unattended.schedules import Scheduled

SERVICE = """\
[Unit]
Description=Annual report {year}
Documentation=file:{docs}

[Service]
Type=oneshot
WorkingDirectory={folder}
Environment={environment}
ExecStart={command}
# The build takes a minute or two; one that hangs is stopped, and whatever it started with it.
TimeoutStartSec=1h
KillMode=control-group
Nice=10
"""
TIMER = """\
[Unit]
Description=Build the annual report {year} every day at {hour:02}:{minute:02}

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}:00
# A machine that was off at that time builds when it is on again.
Persistent=true

[Install]
WantedBy=timers.target
"""


def files(task: Scheduled) -> dict[str, str]:
    """The unit of the service and that of its timer."""
    service = SERVICE.format(
        year=task.year,
        docs=_plain(f"{task.root}/docs/unattended.md").replace(" ", "%%20"),
        folder=_plain(str(task.root)),
        environment=_quoted(f"{ROOT_VARIABLE}={task.root}", dollar="$"),
        command=" ".join(_quoted(word) for word in task.command),
    )
    timer = TIMER.format(year=task.year, hour=task.hour, minute=task.minute)
    return {f"{task.name}.service": service, f"{task.name}.timer": timer}


def _plain(text: str) -> str:
    """For a setting that is one path: only the per cent sign has a meaning."""
    return text.replace("%", "%%")


def _quoted(word: str, dollar: str = "$$") -> str:
    """A word as systemd reads it: no variables, no specifiers, spaces and quotes kept."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", dollar).replace("%", "%%")
    return (
        f'"{escaped}"' if not word.replace("-", "").replace("/", "").replace(".", "").isalnum() else escaped
    )
