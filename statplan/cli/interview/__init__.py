"""The interview: every question in order, each answer checked before the next is asked."""

import sys

from statplan.cli.interview.terminal import Terminal
from statplan.cli.interview.walk import walk
from statplan.errors import StatplanError
from statplan.plan.ranking import Answers


def interview(answers: Answers) -> None:
    """Ask on the terminal for what the answers lack.

    Raises:
        StatplanError: there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise StatplanError(
            "there is no terminal to ask on.",
            hint="Give the answers with --answers FILE, --like SYSTEM or --set PATH=VALUE, "
            "and add --no-input.",
            exit_code=2,
        )
    walk(answers, Terminal())


__all__ = ["interview"]
