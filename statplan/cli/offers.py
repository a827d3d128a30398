"""The commands that messages offer: each names the plan as the person named it."""

import re
from functools import partial
from itertools import pairwise
from pathlib import Path

from statplan import screen
from statplan.workspace.files import quote_argument

# Where each command takes the plan; a test holds this against the commands themselves.
BY_OPTION = frozenset(
    {"bump", "cancel", "held", "log", "move", "notes", "publish", "redact", "release", "restore"}
)
BY_ARGUMENT = frozenset(
    {
        *("build", "calendar", "charter", "check", "diff", "doctor", "show", "site", "slots"),
        "status",
    }
)
_OFFER = re.compile(r"`statplan ([a-z]+)([^`]*)`")
_WORD = re.compile(r"""(?:"[^"]*"|'[^']*'|\S)+""")


def remember_plan(path: Path | None) -> Path | None:
    """Remember how the person named the plan, for every command that this run offers."""
    if path is not None:
        screen.set_finishers(partial(complete_commands, plan=path))
    return path


def complete_commands(text: str, plan: Path) -> str:
    """Return a text in which each offered command names the plan."""
    return _OFFER.sub(lambda offer: f"`statplan {offer[1]}{_add_plan(offer, plan)}`", text)


def _add_plan(offer: re.Match[str], plan: Path) -> str:
    command, rest = offer.groups()
    words = _WORD.findall(rest)
    if command in BY_OPTION and "--plan" not in words:
        return f"{rest} --plan {quote_argument(plan)}"
    if command in BY_ARGUMENT and not _has_argument(words):
        return f"{rest} {quote_argument(plan)}"
    if command == "init" and "--ask" in words and not _has_argument(words):
        return f"{rest} {quote_argument(plan if plan.is_dir() else plan.parent)}"
    return rest


def _has_argument(words: list[str]) -> bool:
    """Return whether one of the words is an argument: no option, and no value of an option."""
    return any(
        not before.startswith("-") and not word.startswith("-")
        for before, word in pairwise(["", *words])
    )
