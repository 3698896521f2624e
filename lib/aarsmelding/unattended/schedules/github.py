"""A workflow for GitHub Actions."""

from __future__ import annotations

import shlex
from typing import Any

import yaml

from aarsmelding.unattended.schedules import Scheduled

PYTHON = "3.12"
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
HEAD = "# The time is in UTC. Put this file in .github/workflows/ of the repository.\n"


def files(task: Scheduled) -> dict[str, str]:
    """A workflow that builds, checks and keeps the report; a failure has the verdict in its summary."""
    year = task.year
    told = f" --on-failure {shlex.quote(task.hook)}" if task.hook else ""
    build = f"aarsmelding build --year {year}{told} --json | tee verdict.json"
    install = [
        "python -m pip install --require-hashes -r requirements.txt",
        "python -m pip install --no-deps --no-build-isolation -e .",
    ]
    shown = "(echo '```json'; cat verdict.json; echo '```') >> \"$GITHUB_STEP_SUMMARY\""
    steps: list[dict[str, Any]] = [
        {"uses": "actions/checkout@v4"},
        {"uses": "actions/setup-python@v5", "with": {"python-version": PYTHON, "cache": "pip"}},
        {"run": f"sudo apt-get update && sudo apt-get install -y {PACKAGES}"},
        {"run": "\n".join(install)},
        # The shell named here gives the build's exit code although its output goes through tee.
        {"name": "Build", "shell": "bash", "run": build},
        {"name": "Verify", "run": f"aarsmelding verify reports/{year}"},
        {"name": "Verdict", "if": "always()", "run": shown},
        {
            "uses": "actions/upload-artifact@v4",
            "if": "always()",
            "with": {"name": task.name, "path": f"reports/{year}\nverdict.json"},
        },
    ]
    workflow = {
        "name": f"Annual report {year}",
        "on": {
            "schedule": [{"cron": f"{task.minute} {task.hour} * * *"}],
            "workflow_dispatch": {},
        },
        "permissions": {"contents": "read"},
        "concurrency": {"group": task.name},
        "jobs": {"build": {"runs-on": "ubuntu-latest", "timeout-minutes": 60, "steps": steps}},
    }
    text = yaml.safe_dump(workflow, sort_keys=False, allow_unicode=True, width=1000)
    # YAML 1.1 quotes the word, which GitHub accepts but nobody writes.
    return {f"{task.name}.yml": HEAD + text.replace("'on':", "on:", 1)}
