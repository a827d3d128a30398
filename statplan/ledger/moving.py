"""The notice rules of the plan for those who move or cancel a meeting; they refuse nothing."""

from collections.abc import Iterator
from datetime import date, timedelta

from statplan.ledger.deciding import DecisionOutcome
from statplan.plan import Plan, roster
from statplan.plan.english import format_list
from statplan.schedule.closed import OpenDays

_DAY = timedelta(days=1)


def notice_messages(
    plan: Plan, outcome: DecisionOutcome, today: date, open_days: OpenDays
) -> Iterator[str]:
    """Yield the plan's rules for a bump, a cancellation, or a move, in sentences.

    Args:
        plan: gives `frequency.moving`.
        outcome: the decision, with the meeting before and after it.
        today: the day it is in the plan's zone.
        open_days: the open days, by which notice is counted.
    """
    moving_rules = plan.frequency.moving
    dates = [state.history.slot for state in (outcome.before, outcome.after) if state.history.slot]
    first = min((slot.day for slot in dates), default=today)
    if moving_rules.notice_days is not None and first >= today:
        notice_days = count_notice_days(today, first, open_days)
        if notice_days < moving_rules.notice_days:
            yield (
                f"The plan asks for {_format_working_days(moving_rules.notice_days)} notice; "
                f"this is {notice_days}."
            )
    if moving_rules.who:
        offices = format_list(
            roster.format_job_title(plan, person_id) for person_id in moving_rules.who
        )
        yield f"By the plan, only {offices} may move or cancel a meeting."
    if moving_rules.told:
        yield f"To be told: {' '.join(moving_rules.told.split())}"


def count_notice_days(today: date, day: date, open_days: OpenDays) -> int:
    """Count the working days from today, which counts, to the day before a day."""
    ahead = (day - today).days
    return sum(open_days.closed_reason(today + offset * _DAY) is None for offset in range(ahead))


def _format_working_days(count: int) -> str:
    return "1 working day's" if count == 1 else f"{count} working days'"
