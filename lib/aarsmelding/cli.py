"""The command line: every verb in `verbs/`, and one way of ending for all of them."""

from __future__ import annotations

import shlex
import sys
from itertools import pairwise

import typer

from aarsmelding.errors import EXIT_INTERRUPTED, AarsmeldingError, UsageError
from aarsmelding.unattended import faults, streams
from aarsmelding.verbs import add_all

app = typer.Typer(
    help="Builds the annual report (årsmelding) of a helsefellesskap from validated data.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
add_all(app)


def main() -> None:
    """Run the command line; errors of ours are three lines and an exit code, never a traceback."""
    streams.make_fit()
    try:
        _require_words(sys.argv[1:])
        app(standalone_mode=True)
    except AarsmeldingError as error:
        _end(error)
    except OSError as problem:
        _end(faults.refused(problem, " ".join(["aarsmelding", *sys.argv[1:2]])))
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


def _end(error: AarsmeldingError) -> None:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)


def _require_words(given: list[str]) -> None:
    """Refuse an empty word: it would be read as the working folder, or as nothing having been asked."""
    for before, word in pairwise(["aarsmelding", *given]):
        is_empty_option = word.startswith("--") and word.endswith("=")
        if is_empty_option or not word.strip():
            where = word if is_empty_option else f"{before} {shlex.quote(word)}"
            raise UsageError("a word of the command is empty", where, "write what is meant, or leave it out")
