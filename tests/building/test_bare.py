import subprocess
import sys

CODE = """
import sys
from aarsmelding.building.bare import bare_engine
with bare_engine():
    from aarsmelding.building import pipeline, watching
with watching.plugged_in():
    manager = sys.modules["_pytask.build"].get_plugin_manager()
print("sqlalchemy" in sys.modules, "upath" in sys.modules)
print(sys.modules["_pytask.database_utils"].database_is_configured())
import sqlalchemy
import upath
print(sqlalchemy.make_url("sqlite:///x").database, upath.UPath("a").name)
"""


def test_the_build_engine_is_there_without_libraries_that_can_still_be_imported() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\nFalse\nx a\n"
