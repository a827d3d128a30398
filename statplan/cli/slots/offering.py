"""The interview's offer: places for series whose weekday or time is open, where calendars are."""

from pathlib import Path

from statplan.cli.interview.prompter import BACK, HELP, MENU, Choice, Prompt, Prompter
from statplan.cli.loading import Loaded, load
from statplan.cli.slots import text
from statplan.cli.slots.command import Wanted, find
from statplan.cli.slots.writing import write
from statplan.errors import StatplanError
from statplan.files import BUSY_FOLDER
from statplan.plan.english import some

_COLUMNS = 80
_OPEN = (".on", ".at")
_LATER = "no"


def offer(folder: Path, prompter: Prompter) -> None:
    """Offer to look for places now that a plan was written, and write the one that is chosen.

    Nothing is offered where no weekday or time is open.

    Args:
        folder: holds the plan, and a folder of busy calendars beside it.
        prompter: how to ask.
    """
    loaded = load(folder)
    titles = _open(loaded)
    if not titles or _chosen(prompter, _asks(titles)) == _LATER:
        return
    try:
        found = find(loaded, Wanted())
        for line in text.lines(found, _COLUMNS):
            prompter.say(line)
        rank = _chosen(prompter, _which(len(found.answers)))
        if rank != _LATER:
            write(found, int(rank), dry_run=False)
    except StatplanError as error:
        prompter.say(f"{error.message} {error.hint}", "wrong")


def _open(loaded: Loaded) -> list[str]:
    """The titles of the series that wait for a weekday or a time and for nothing else."""
    return [
        each.title
        for each in loaded.schedule.undecided
        if all(path.endswith(_OPEN) for path in each.missing)
    ]


def _asks(titles: list[str]) -> Prompt:
    return Prompt(
        name="slots",
        words=f"The weekday or the time of {some(titles)} is open. Look for the best places now?",
        why=f"The folder {BUSY_FOLDER} holds calendars of people and rooms; only times are read.",
        choices=(Choice("yes", "Yes"), Choice(_LATER, "No; `statplan slots` does it at any time")),
        current="yes",
    )


def _which(count: int) -> Prompt:
    ranks = tuple(str(each) for each in range(1, count + 1))
    one = count == 1
    return Prompt(
        name="place",
        words="Write it into the plan?" if one else "Which of them goes into the plan?",
        choices=(
            *(Choice(each, "Yes" if one else f"Number {each}") for each in ranks),
            Choice(_LATER, "None for now; they stay open"),
        ),
        current="1",
    )


def _chosen(prompter: Prompter, prompt: Prompt) -> str:
    while (reply := prompter.put(prompt)) in {HELP, BACK, MENU}:
        pass
    return str(reply or _LATER)
