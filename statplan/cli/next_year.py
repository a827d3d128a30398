"""`statplan next-year`: write the next year into the plan, with a reason for each change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from statplan import screen
from statplan.cli.confirmation import confirm_doubt
from statplan.errors import Command, Remedy, StatplanError
from statplan.plan import loader, writer
from statplan.plan.english import format_count, format_list, format_long_date, format_short_date
from statplan.plan.holidays import Closure
from statplan.plan.timezones import load_timezone
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.next_year import (
    NextYear,
    find_year_turn,
    list_ended_closures,
    plan_next_year,
)
from statplan.schedule.plan_edit import PlanEdit, YearTurn
from statplan.workspace import clock, files, workspace
from statplan.workspace.plan_loader import ScheduledPlan, load_plan

_CARRIED, _NOTHING = "closures", "none"


@dataclass(frozen=True, slots=True)
class NextYearOptions:
    """The flags of `next-year`; `carry` is None where nobody said what carries over."""

    year: int | None = None
    carry: tuple[str, ...] | None = None
    yes: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _ChangedLines:
    """The lines of the plan that some edits with one reason take out and add."""

    reason: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def run_next_year(plan_path: Path | None, options: NextYearOptions) -> None:
    """Write the next year into the plan, once a person has agreed.

    Raises:
        StatplanError: exit code 2, a flag is wrong; 4, the next year is still far away, nobody
            agreed, or the file was changed meanwhile; 1, the plan with the next year would have
            problems; as `open_workspace`, where anything was decided or published.
    """
    _refuse_unknown_kinds(options.carry or ())
    loaded = _load_with_history(plan_path)
    raw = files.read_file(loaded.path)
    text = raw.decode("utf-8")
    today = clock.get_now().astimezone(load_timezone(loaded.schedule.zone)).date()
    turn = find_year_turn(loaded.plan, loaded.schedule, today, options.year)
    if turn is None:
        begins = format_long_date(loaded.schedule.first)
        screen.print_message(f"The year that begins on {begins} is in the plan already.")
        screen.print_message("Nothing was changed.")
        return
    carries = _decide_closures(loaded, turn, options)
    next_year, new_text = _write_next_year(loaded, text, turn, carries_closures=carries)
    _report_next_year(next_year, text)
    _report_closures(loaded, turn, options)
    if options.dry_run:
        screen.print_message("Nothing was written: this was a dry run.")
        return
    if not options.yes:
        _confirm(loaded, options)
    if files.read_file(loaded.path) != raw:
        fact = f"{loaded.path} was changed while the next year was planned."
        raise StatplanError(fact, remedy="Run it again.", exit_code=4)
    files.write_files({loaded.path: new_text.encode()})
    screen.print_message(f"wrote  {loaded.path}")
    _name_next_step(loaded)


def _load_with_history(plan_path: Path | None) -> ScheduledPlan:
    """Load a plan, and prove its ledger where there is one: the next year goes on from both."""
    loaded = load_plan(plan_path)
    return workspace.open_workspace(loaded.path).loaded if workspace.has_history(loaded) else loaded


def _refuse_unknown_kinds(kinds: Sequence[str]) -> None:
    for kind in kinds:
        if kind not in {_CARRIED, _NOTHING}:
            raise StatplanError(
                f"--carry takes {_CARRIED} or {_NOTHING}, and not '{kind[:80]}'.",
                remedy=f"Write --carry {_CARRIED} or --carry {_NOTHING}.",
                exit_code=2,
            )
    if {_CARRIED, _NOTHING} <= set(kinds):
        raise StatplanError(
            f"--carry {_CARRIED} and --carry {_NOTHING} contradict each other.",
            remedy=f"Write --carry {_CARRIED} or --carry {_NOTHING}.",
            exit_code=2,
        )


def _decide_closures(loaded: ScheduledPlan, turn: YearTurn, options: NextYearOptions) -> bool:
    """Return whether closures are written again: as the flag says, or as a person answers.

    Without a flag and a person they are not.
    """
    if options.carry is not None:
        return _CARRIED in options.carry
    closures = list_ended_closures(loaded.plan, turn)
    if not closures or options.yes or not screen.has_terminal():
        return False
    screen.print_message(_describe_ended(closures))
    return screen.ask_yes_no("Close the same dates one year later?")


def _report_closures(loaded: ScheduledPlan, turn: YearTurn, options: NextYearOptions) -> None:
    """Say how to carry closures over where neither a flag nor a person decided it."""
    closures = list_ended_closures(loaded.plan, turn)
    is_asked = screen.has_terminal() and not options.yes
    if closures and options.carry is None and not is_asked:
        screen.print_message(_describe_ended(closures))
        screen.print_message("To close the same dates one year later, add --carry closures.\n")


def _describe_ended(closures: Sequence[Closure]) -> str:
    count, verb = format_count(len(closures), "closure"), "ends" if len(closures) == 1 else "end"
    days = format_list(map(_describe_closure, closures))
    return f"{count} {verb} before the next year begins: {days}."


def _describe_closure(closure: Closure) -> str:
    days = format_short_date(closure.day)
    if closure.until and closure.is_recess:
        days += f" to {format_short_date(closure.until)}"
    return f"{closure.why} ({days})"


def _write_next_year(
    loaded: ScheduledPlan, text: str, turn: YearTurn, *, carries_closures: bool
) -> tuple[NextYear, str]:
    """Return the next year, and the text of the plan with it.

    What is closed in the rest of the old year stays, unless the plan of the next year may not have
    it: while nothing is published, no plan has days before its year.

    Raises:
        StatplanError: exit code 1; the loader refuses the plan with the next year.
    """
    later_turn = replace(turn, earliest=turn.next_first)
    for one_turn in dict.fromkeys((turn, later_turn)):
        next_year = plan_next_year(
            loaded.plan, loaded.schedule, one_turn, carries_closures=carries_closures
        )
        new_text = writer.edit_plan(text, {edit.path: edit.answer for edit in next_year.edits})
        reread = loader.parse_plan(new_text)
        problems = reread.problems
        if reread.plan is not None:
            problems = make_schedule(reread.plan, loaded.published).problems
        if not problems:
            return next_year, new_text
    raise StatplanError(
        f"the plan with the next year would have {format_count(len(problems), 'problem')}, so "
        "nothing was written.",
        remedy="Change the plan so that it holds for the next year too, or move the meeting of the "
        "old year that is in its way, and run this again.",
        problems=tuple(replace(problem, line=0, column=0) for problem in sorted(problems)),
    )


def _report_next_year(next_year: NextYear, text: str) -> None:
    """Show each reason with its lines, and then what only a person can decide."""
    turn = next_year.turn
    screen.print_line(
        f"The next year begins on {format_long_date(turn.next_first)} and ends on "
        f"{format_long_date(turn.next_last)}. These lines of the plan change:\n"
    )
    for lines in _list_changed_lines(text, next_year.edits):
        screen.print_line(lines.reason)
        for line in lines.removed:
            screen.print_line(f"  - {line}")
        for line in lines.added:
            screen.print_line(f"  + {line}")
        screen.print_line("")
    if next_year.questions:
        screen.print_line("Still to decide for the next year:")
        for question in next_year.questions:
            screen.print_line(f"  {question.words}")
        screen.print_line("")


def _list_changed_lines(text: str, edits: Sequence[PlanEdit]) -> Iterator[_ChangedLines]:
    """Yield the lines that change, with edits that have one reason together."""
    for reason, group in groupby(edits, key=lambda edit: edit.reason):
        new_text = writer.edit_plan(text, {edit.path: edit.answer for edit in group})
        old_lines, new_lines = text.splitlines(), new_text.splitlines()
        removed: list[str] = []
        added: list[str] = []
        matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                removed += old_lines[a:b]
                added += new_lines[c:d]
        yield _ChangedLines(reason, tuple(removed), tuple(added))
        text = new_text


def _confirm(loaded: ScheduledPlan, options: NextYearOptions) -> None:
    """Ask a person whether to write this; without a terminal, refuse.

    Raises:
        StatplanError: exit code 4; there is no terminal, or the answer is not yes.
    """
    words: list[object] = ["--year", options.year] if options.year else []
    words += (word for kind in options.carry or () for word in ("--carry", kind))
    refusal = StatplanError(
        f"{loaded.path} stays as it is until somebody agrees to this.",
        remedy=Remedy("To write it, add --yes: ", Command("next-year", *words, "--yes"), "."),
        exit_code=4,
    )
    confirm_doubt(refusal, f"Write this into {loaded.path}?")


def _name_next_step(loaded: ScheduledPlan) -> None:
    is_kept = workspace.has_history(loaded)
    next_step = (
        Remedy(Command("diff"), " shows what calendars will be told")
        if is_kept
        else Remedy(Command("show"), " shows the next year")
    )
    screen.print_message(Remedy("Next: ", next_step, "."))
