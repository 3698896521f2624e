"""A DAG for Apache Airflow 2 or 3 with one BashOperator: the build has a graph of its own."""

from __future__ import annotations

import shlex

from aarsmelding.unattended.schedules import Scheduled

DAG = '''\
"""Annual report {year}, every day at {hour:02}:{minute:02}."""

from datetime import timedelta

import pendulum
from airflow import DAG

try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:
    from airflow.operators.bash import BashOperator

with DAG(
    dag_id={name!r},
    schedule="{minute} {hour} * * *",
    start_date=pendulum.datetime({first}, 1, 1, tz="Europe/Oslo"),
    catchup=False,
    max_active_runs=1,
    tags=["aarsmelding"],
):
    BashOperator(
        task_id="build",
        # Nothing here is a template: braces and endings of the command stay as they are.
        bash_command={command!r},
        cwd={folder!r},
        execution_timeout=timedelta(hours=1),
        retries=0,
    )
'''


def files(task: Scheduled) -> dict[str, str]:
    """One Python file for the folder of DAGs."""
    command = shlex.join(task.command)
    if "{{" in command or "{%" in command or "{#" in command:
        command = "{% raw %}" + command + "{% endraw %}"
    text = DAG.format(
        year=task.year,
        hour=task.hour,
        minute=task.minute,
        name=task.name,
        first=task.year + 1,
        command=command,
        folder=str(task.root),
    )
    return {f"{task.name.replace('-', '_')}.py": text}
