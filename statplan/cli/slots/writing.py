"""Write an answer into the plan file, and show which lines of it changed."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from statplan import files, screen
from statplan.cli import keeping
from statplan.cli.loading import refusal
from statplan.cli.slots.found import Found, without_place
from statplan.errors import StatplanError
from statplan.plan import reading, writing
from statplan.schedule import make_schedule
from statplan.slots.applying import apply


def write(found: Found, rank: int, *, dry_run: bool) -> None:
    """Write one of the answers into the plan; every other line stays as it is.

    Raises:
        StatplanError: there is no such answer (exit code 2), the plan cannot say it, or the file
            changed since it was read (4).
    """
    if not 1 <= rank <= len(found.answers):
        count = len(found.answers)
        fact = f"--apply {rank}: there is {'one answer' if count == 1 else f'{count} answers'}."
        hint = "Write --apply 1." if count == 1 else f"Write a number from 1 to {count}."
        raise StatplanError(fact, hint=hint, exit_code=2)
    loaded, answer = found.loaded, found.answers[rank - 1]
    path = loaded.path
    raw = files.read(path)
    before = raw.decode("utf-8")
    if reading.read_bytes(raw).data != loaded.data:
        fact, hint = f"{path} was changed while places were sought.", "Run it again."
        raise StatplanError(fact, hint=hint, exit_code=4)
    applied = apply(loaded.plan, loaded.data, answer)
    after = writing.edit(before, applied.changes)
    made = reading.read(after)
    if made.plan is None:
        raise refusal(path, made.problems)
    if make_schedule(made.plan) != applied.schedule:
        raise StatplanError(f"{path} is laid out so that it cannot be changed in place.")
    if not dry_run:
        files.write_all({path: after.encode()})
    for line in _told(before, after):
        screen.show(f"{line}")
    _say(found, rank, dry_run=dry_run)


def _told(before: str, after: str) -> Iterator[str]:
    """The lines that went and that came, with their number."""
    old, new = before.splitlines(), after.splitlines()
    width = len(str(len(new)))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (f"{number + 1:{width}} - {old[number]}" for number in range(a, b))
            yield from (f"{number + 1:{width}} + {new[number]}" for number in range(c, d))


def _say(found: Found, rank: int, *, dry_run: bool) -> None:
    path, lost = found.loaded.path, without_place(found.answers[rank - 1])
    if lost:
        count = "One meeting has" if len(lost) == 1 else f"{len(lost)} meetings have"
        keys = ", ".join(str(each.key) for each in lost)
        screen.say(f"{count} no place and will be called off in the plan: {keys}")
    if dry_run:
        screen.say("Nothing was written: this was a dry run.")
        return
    screen.say(f"wrote  {path}")
    told = keeping.is_kept(found.loaded)
    then = "`statplan diff` shows what calendars will be told" if told else "`statplan show`"
    screen.say(f"Next: {then}.")
