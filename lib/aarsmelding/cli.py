"""The command line: every verb in `verbs/`, and one way of ending for all of them."""

from __future__ import annotations

import sys

import typer

from aarsmelding.errors import EXIT_INTERRUPTED, AarsmeldingError
from aarsmelding.unattended import streams
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
        app(standalone_mode=True)
    except AarsmeldingError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
