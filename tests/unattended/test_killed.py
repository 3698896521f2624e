"""kill -9 at any moment: the last good report stays whole, and the next run simply continues."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress

import pytest
from aarsmelding.unattended.verify import verify

from tests.conftest import YEAR
from tests.unattended.conftest import begin, files, left_behind, small

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed otherwise on this system")
# The whole test is repeatable: the same seed, the same moments. For fifty: KILLS=50 make heavy
KILLS = int(os.environ.get("KILLS", "12"))
SEED = int(os.environ.get("KILL_SEED", "2031"))


@pytest.mark.heavy
def test_a_killed_build_harms_nothing_and_the_next_one_continues(tmp_path):
    invented = small(tmp_path)
    assert invented.run("build", "--year", str(YEAR)).returncode == 0
    report = invented.project.report(YEAR)
    undisturbed = files(report)
    chance = random.Random(SEED)
    notebook = invented.project.notebooks / "50_avvik.ipynb"
    original = notebook.read_text(encoding="utf-8")

    def change(number: int) -> None:
        # In letters: a number that is typed would be refused, and nothing published.
        changed = original.replace("diktet opp", f"diktet opp, gang {'x' * number}")
        assert changed != original
        notebook.write_text(changed, encoding="utf-8")

    change(1000)
    begun = time.monotonic()
    assert invented.run("build", "--year", str(YEAR)).returncode == 0
    one_build = time.monotonic() - begun
    killed, number = 0, 0
    while killed < KILLS:
        number += 1
        change(number)
        process = begin(invented, "--quiet")
        moment = chance.uniform(0, one_build)
        time.sleep(moment)
        was_done = process.poll() is not None
        killed += not was_done
        # How long a build takes depends on what else the machine does.
        one_build = moment if was_done else one_build
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        found = verify(report)
        assert found.whole, (number, found)
        assert left_behind(invented) == []
    notebook.write_text(original, encoding="utf-8")
    done = invented.run("build", "--year", str(YEAR))
    assert done.returncode == 0, done.stderr
    assert files(report) == undisturbed
    assert not [path.name for path in invented.project.build(YEAR).iterdir() if "staging" in path.name]


def test_workers_and_kernels_end_with_a_leader_that_is_killed_alone(tmp_path):
    invented = small(tmp_path)
    path = invented.project.notebooks / "50_avvik.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("from aarsmelding", "import time; time.sleep(600)\\nfrom aarsmelding", 1))
    process = begin(invented)
    running = invented.project.build(YEAR) / "checks.json"
    end = time.monotonic() + 300
    while not running.exists() and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(2)
    process.kill()
    process.wait()
    left = left_behind(invented)
    for orphan in left:
        orphan.kill()
    process.communicate()
    assert left == []
