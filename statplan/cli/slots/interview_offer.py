"""The interview's offer to search slots for the series whose weekday or time is undecided."""

from pathlib import Path

from statplan import screen
from statplan.cli.slots import text
from statplan.cli.slots.command import SlotsOptions, find_slots
from statplan.cli.slots.plan_update import write_answer
from statplan.errors import Command, Remedy, StatplanError
from statplan.interview.prompt import BACK, HELP, MENU, Prompt, PromptChoice, Prompter
from statplan.plan.english import format_short_list
from statplan.workspace.files import BUSY_FOLDER
from statplan.workspace.plan_loader import ScheduledPlan, load_plan

_COLUMNS = 80
_SLOT_ENDINGS = (".on", ".at")
_LATER = "no"


def offer_slots(folder: Path, prompter: Prompter) -> None:
    """Offer to look for slots now that a plan was written, and write the one that is chosen.

    Nothing is offered where no weekday or time is undecided.

    Args:
        folder: holds the plan, and a folder of busy calendars beside it.
        prompter: asks the person and shows the outcome.
    """
    loaded = load_plan(folder)
    titles = _list_undecided_titles(loaded)
    if not titles or _ask_choice(prompter, _make_offer_prompt(titles)) == _LATER:
        return
    try:
        outcome = find_slots(loaded, SlotsOptions())
        for line in text.render_lines(outcome, _COLUMNS):
            prompter.show(line)
        rank = _ask_choice(prompter, _make_rank_prompt(len(outcome.answers)))
        if rank != _LATER:
            write_answer(outcome, int(rank), dry_run=False)
    except StatplanError as error:
        for problem in error.problems:
            prompter.show(screen.format_words(problem.describe()), "wrong")
        prompter.show(f"{error.message} {screen.format_words(error.remedy)}", "wrong")


def _list_undecided_titles(loaded: ScheduledPlan) -> list[str]:
    """List the titles of the series that lack a weekday or a time and nothing else."""
    return [
        undecided.title
        for undecided in loaded.schedule.undecided
        if all(path.endswith(_SLOT_ENDINGS) for path in undecided.missing)
    ]


def _make_offer_prompt(titles: list[str]) -> Prompt:
    return Prompt(
        name="slots",
        words=f"The weekday or the time of {format_short_list(titles)} is open. Look for the "
        "best places now?",
        why=f"The folder {BUSY_FOLDER} holds calendars of people and rooms; only times are read.",
        choices=(
            PromptChoice("yes", "Yes"),
            PromptChoice(
                _LATER,
                screen.format_words(Remedy("No; ", Command("slots"), " does it at any time")),
            ),
        ),
        current="yes",
    )


def _make_rank_prompt(count: int) -> Prompt:
    ranks = tuple(str(rank) for rank in range(1, count + 1))
    is_only = count == 1
    return Prompt(
        name="place",
        words="Write it into the plan?" if is_only else "Which of them goes into the plan?",
        choices=(
            *(PromptChoice(rank, "Yes" if is_only else f"Number {rank}") for rank in ranks),
            PromptChoice(_LATER, "None for now; they stay open"),
        ),
        current="1",
    )


def _ask_choice(prompter: Prompter, prompt: Prompt) -> str:
    while (reply := prompter.ask(prompt)) in {HELP, BACK, MENU}:
        pass
    return str(reply or _LATER)
