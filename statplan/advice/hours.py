"""Rules about the hours that the meetings ask of the chief executive."""

from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule

_HOURS = "leadership.hours_per_year"
_MONTHS = 12


@rule("SP215", "warning", "C-PP", "PM-CSW")
def hours_over_what_was_agreed(context: RuleContext) -> Iterator[Remark]:
    """The calendar takes more of the chief executive's hours than were agreed.

    What it checks: the length of the meetings that the principal attends, for twelve months,
    against `leadership.hours_per_year`.
    Why it matters: time that was never agreed is the first to be taken back.
    What to do: agree on more, attend fewer meetings, or shorten them.
    Example: the head of C-Stat gave it about 240 hours a year, one session of two hours a week.
    """
    agreed = context.plan.leadership.hours_per_year
    if agreed is None:
        yield Unstated(_HOURS)
        return
    hours = _count_principal_hours(context)
    if hours is not None and hours > agreed:
        fact = f"Agreed on are {agreed} hours a year; the calendar takes {hours:.0f}."
        yield Finding(_HOURS, fact)


@rule("SP216", "note", "C-PP", "PM-CSW", "ours")
def many_hours_of_the_principal(context: RuleContext) -> Iterator[Remark]:
    """The meetings ask much of the chief executive's time.

    What it checks: the hours a month of the meetings that the principal attends, against
    `advice.limits.principal_hours_per_month`.
    Why it matters: a calendar that asks too much is given up as a whole.
    What to do: say to the chief executive what it comes to, before the holds go out.
    Example: a British prime minister gave his delivery unit up to half a day a week.
    """
    most = context.limits.principal_hours_per_month
    hours = _count_principal_hours(context)
    if hours is not None and hours / _MONTHS > most:
        fact = f"The calendar takes {hours / _MONTHS:.0f} hours a month, over {most}."
        yield Finding("leadership.attends", fact)


def _count_principal_hours(context: RuleContext) -> float | None:
    """Count the hours of twelve months that the principal sits in meetings; None if unknown."""
    attends = context.plan.leadership.attends
    if attends == "every":
        minutes = sum(meeting.slot.minutes for meeting in context.schedule.meetings)
        return minutes / 60 * _MONTHS / context.plan.frequency.months
    if attends == "first":
        return sum(meetings[0].slot.minutes for meetings in context.streams.values()) / 60
    return None
