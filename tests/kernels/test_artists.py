import subprocess
import sys

CODE = """
from aarsmelding.kernels import artists
with artists.unexplained():
    from matplotlib.lines import Line2D
    from matplotlib.text import Text
class Own(Line2D):
    pass
line = Own([0, 1], [0, 1])
line.set(lw=3, color="red")
Text().set(fontsize=9)
print("linewidth" in (Line2D.set.__doc__ or ""), "linewidth" in Own.set.__doc__, line.get_linewidth())
"""


def test_artists_without_a_manual_are_set_as_others_and_later_ones_have_it() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "False True 3.0\n"
