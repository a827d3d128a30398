"""Notes on the schedule of the next year that is due, with the commands that publish it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from statplan.errors import Command, Remedy
from statplan.ledger.next_schedule import NextSchedule, find_next_schedule
from statplan.plan.english import format_long_date
from statplan.plan.model import Plan
from statplan.workspace import clock
from statplan.workspace.plan_loader import read_own_ledger


def describe_next_schedule(next_schedule: NextSchedule | None) -> Iterator[Remedy]:
    """Yield the note on the schedule that is to be published next, where it is due."""
    if next_schedule is None:
        return
    name = _name_schedule(next_schedule.first)
    fact = f"{name} is not published yet. {_describe_due(next_schedule)}"
    if next_schedule.lacks_dates:
        yield Remedy(
            f"{fact} The plan has that year without any date. Add the adopted dates under `dates` "
            "of each series. Then publish them: ",
            Command("publish"),
            ".",
        )
        return
    if next_schedule.is_planned:
        yield Remedy(f"{fact} The plan has that year. Publish it: ", Command("publish"), ".")
        return
    year_words = ("--year", next_schedule.first.year) if next_schedule.needs_year else ()
    yield Remedy(
        f"{fact} Write that year into the plan: ",
        Command("next-year", *year_words),
        ". Then publish it: ",
        Command("publish"),
        ".",
    )


def read_next_schedule_note(plan_path: Path, plan: Plan) -> Iterator[Remedy]:
    """Yield the same note for a plan, as the ledger beside it has its published years.

    There is none where the ledger cannot be read.
    """
    lineage, zone = plan.lineage, plan.program.timezone
    ledger = read_own_ledger(plan_path, lineage)
    if ledger and zone:
        today = clock.get_today_in(zone)
        yield from describe_next_schedule(find_next_schedule(ledger.years, plan, today))


def _name_schedule(first: date) -> str:
    if (first.month, first.day) == (1, 1):
        return f"The {first.year} schedule"
    return f"The schedule of the year that begins on {format_long_date(first)}"


def _describe_due(next_schedule: NextSchedule) -> str:
    due = format_long_date(next_schedule.due)
    if next_schedule.is_promised:
        return f"It was due by {due}." if next_schedule.is_late else f"It is due by {due}."
    if next_schedule.is_late:
        return f"The plan sets no date for it, and the year ended on {due}."
    return (
        "The plan sets no date for it, so this reminder counts from the last day of the year, "
        f"{due}."
    )
