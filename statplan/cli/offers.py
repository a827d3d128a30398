"""The commands that messages offer: each names the plan as the person named it."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from statplan import screen
from statplan.errors import Command

# Where each command takes the plan; a test holds this against the commands themselves.
BY_OPTION = frozenset(
    {"bump", "cancel", "held", "log", "move", "notes", "publish", "redact", "release", "restore"}
)
BY_ARGUMENT = frozenset(
    {
        *("build", "calendar", "charter", "check", "diff", "doctor", "next-year", "show", "site"),
        *("slots", "status"),
    }
)


def remember_plan(path: Path | None) -> Path | None:
    """Remember how the person named the plan, for every command that this run offers."""
    if path is not None:
        screen.set_completions(partial(complete_command, plan=path))
    return path


def complete_command(command: Command, plan: Path) -> Command:
    """Return a command that names the plan, where it can and does not yet."""
    name, words = command.name, command.words
    if name in BY_OPTION and "--plan" not in words:
        return Command(name, *words, "--plan", plan)
    if name in BY_ARGUMENT and not _has_argument(words):
        return Command(name, *words, plan)
    if name == "init" and not _has_argument(words):
        return Command(name, *words, plan if plan.is_dir() else plan.parent)
    return command


def _has_argument(words: Sequence[str]) -> bool:
    """Return whether one of the words is an argument: no option, and no value of an option."""
    return any(
        not before.startswith("-") and not word.startswith("-")
        for before, word in pairwise(["", *words])
    )
