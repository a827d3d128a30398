"""The interview: every question in order, each answer checked before the next is asked."""

import sys

from statplan.cli.interview import asking, checks
from statplan.cli.interview.terminal import Terminal
from statplan.cli.interview.walk import walk
from statplan.errors import StatplanError
from statplan.plan.ranking import Answers


def interview(answers: Answers) -> None:
    """Ask on the terminal for what the answers lack; they are added to `answers`.

    Raises:
        StatplanError: there is no terminal to ask on; an answer that was given is wrong and no
            question could mend it.
        KeyboardInterrupt, EOFError: the person left.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise StatplanError(
            "there is no terminal to ask on.",
            hint="Give the answers with --answers FILE, --like SYSTEM or --set PATH=VALUE, "
            "and add --no-input.",
            exit_code=2,
        )
    refuse_beyond_asking(answers)
    walk(answers, Terminal())


def refuse_beyond_asking(answers: Answers) -> None:
    """Refuse at once what is wrong with the answers given and no question can mend.

    Raises:
        StatplanError: with every such problem, and who gave the answer.
    """
    wrong = tuple(
        each.in_file(answers.given_by.get(each.path, ""))
        for each in checks.problems(answers.data)
        if not asking.can_mend(each, answers.data)
    )
    if wrong:
        raise StatplanError(f"{len(wrong)} wrong; nothing was written.", problems=wrong)


__all__ = ["interview", "refuse_beyond_asking"]
