"""What the plan asks of those who move or cancel a meeting: said, and never a refusal."""

from collections.abc import Iterator
from datetime import date, timedelta

from statplan.ledger.deciding import Outcome
from statplan.plan import Plan, roster
from statplan.plan.english import listing
from statplan.schedule.closed import OpenDays

_DAY = timedelta(days=1)


def asked(plan: Plan, outcome: Outcome, today: date, opened: OpenDays) -> Iterator[str]:
    """What the plan asks of a bump, a cancellation or a move, in sentences; only what it states.

    Args:
        plan: gives `frequency.moving`.
        outcome: the decision, with the meeting before and after it.
        today: the day it is in the plan's zone.
        opened: the open days, by which notice is counted.
    """
    said = plan.frequency.moving
    dates = [each.course.stand for each in (outcome.before, outcome.after) if each.course.stand]
    first = min((stand.day for stand in dates), default=today)
    if said.notice_days is not None and first >= today:
        given = notice(today, first, opened)
        if given < said.notice_days:
            yield f"The plan asks for {_days(said.notice_days)} notice; this is {given}."
    if said.who:
        who = listing(roster.office(plan, each) for each in said.who)
        yield f"By the plan, only {who} may move or cancel a meeting."
    if said.told:
        yield f"To be told: {' '.join(said.told.split())}"


def notice(today: date, day: date, opened: OpenDays) -> int:
    """How many working days lie from today, which counts, to the day before a day."""
    ahead = (day - today).days
    return sum(opened.why_not(today + each * _DAY) is None for each in range(ahead))


def _days(count: int) -> str:
    return "1 working day's" if count == 1 else f"{count} working days'"
