"""The update of the plan file with an answer, and the lines of it that changed."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from statplan import screen
from statplan.cli.busy_conflicts import describe_assumed_free
from statplan.cli.slots.outcome import SearchOutcome, list_unplaced
from statplan.errors import Command, Remedy, StatplanError
from statplan.plan import loader, writer
from statplan.schedule.build_schedule import make_schedule
from statplan.slots.apply import apply_answer
from statplan.workspace import files, workspace
from statplan.workspace.plan_loader import build_refusal


def write_answer(outcome: SearchOutcome, rank: int, *, dry_run: bool) -> None:
    """Write one of the answers into the plan; every other line stays as it is.

    Raises:
        StatplanError: there is no such answer (exit code 2), the answer cannot be written into
            the plan, or the file changed since it was read (4).
    """
    if not 1 <= rank <= len(outcome.answers):
        count = len(outcome.answers)
        counted = "there is one answer" if count == 1 else f"there are {count} answers"
        fact = f"--apply {rank}: {counted}."
        remedy = "Write --apply 1." if count == 1 else f"Write a number from 1 to {count}."
        raise StatplanError(fact, remedy=remedy, exit_code=2)
    loaded, answer = outcome.loaded, outcome.answers[rank - 1]
    path = loaded.path
    raw = files.read_file(path)
    text_before = raw.decode("utf-8")
    if loader.load_plan_bytes(raw).answers != loaded.answers:
        fact, remedy = f"{path} was changed while places were sought.", "Run it again."
        raise StatplanError(fact, remedy=remedy, exit_code=4)
    applied = apply_answer(loaded.plan, loaded.answers, answer, loaded.published)
    text_after = writer.edit_plan(text_before, applied.changes)
    reread = loader.parse_plan(text_after)
    if reread.plan is None:
        raise build_refusal(path, reread.problems)
    if make_schedule(reread.plan, loaded.published) != applied.schedule:
        raise StatplanError(
            f"{path} is laid out so that it cannot be changed in place.",
            remedy="Run this again without --apply, and write the answer into the plan yourself.",
        )
    if not dry_run:
        files.write_files({path: text_after.encode()})
    for changed_line in _list_changed_lines(text_before, text_after):
        screen.print_line(changed_line)
    _report_outcome(outcome, rank, dry_run=dry_run)


def _list_changed_lines(text_before: str, text_after: str) -> Iterator[str]:
    """List the lines that went and that came, with their number."""
    old, new = text_before.splitlines(), text_after.splitlines()
    width = len(str(len(new)))
    for change_kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change_kind != "equal":
            yield from (f"{number + 1:{width}} - {old[number]}" for number in range(a, b))
            yield from (f"{number + 1:{width}} + {new[number]}" for number in range(c, d))


def _report_outcome(outcome: SearchOutcome, rank: int, *, dry_run: bool) -> None:
    path, unplaced = outcome.loaded.path, list_unplaced(outcome.answers[rank - 1])
    if outcome.assumed_free:
        screen.print_message(describe_assumed_free(outcome.assumed_free))
    if unplaced:
        count_words = "One meeting has" if len(unplaced) == 1 else f"{len(unplaced)} meetings have"
        meeting_keys = ", ".join(str(meeting.meeting_key) for meeting in unplaced)
        screen.print_message(
            f"{count_words} no place and will be called off in the plan: {meeting_keys}"
        )
    if dry_run:
        screen.print_message("Nothing was written: this was a dry run.")
        return
    screen.print_message(f"wrote  {path}")
    is_kept = workspace.has_history(outcome.loaded)
    next_step = (
        Remedy(Command("diff"), " shows what calendars will be told")
        if is_kept
        else Remedy(Command("show"))
    )
    screen.print_message(Remedy("Next: ", next_step, "."))
