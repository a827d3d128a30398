"""Rules about where back-ups stand: how far away, and what else is due by then."""

from collections.abc import Iterator
from datetime import date, timedelta

from statplan.advice.backups import find_policy_path
from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_short_list
from statplan.schedule.meeting import Backup, Meeting


def _describe_backups(pairs: list[tuple[Meeting, Backup]]) -> str:
    """Describe backups with the dates of their meetings."""
    return format_short_list(
        f"{backup.slot.day} for {meeting.slot.day}" for meeting, backup in pairs
    )


@rule("SP620", "note", "ours")
def far_backup(context: RuleContext) -> Iterator[Remark]:
    """A back-up stands weeks after its meeting.

    What it checks: the days from each meeting to its back-up, against `advice.limits.backup_days`.
    Why it matters: by then the figures are old and the memo has to be written again.
    What to do: make `within` smaller, or allow other `times`.
    Example: within 20 working days is up to four weeks, and then the next monthly meeting is due.
    """
    most = context.limits.backup_days
    for path, series, pairs in context.backups_by_series:
        far = [
            (meeting, backup)
            for meeting, backup in pairs
            if (backup.slot.day - meeting.slot.day).days > most
        ]
        if far:
            fact = (
                f"Back-ups of {context.name_series(series)} more than {most} days later: "
                f"{_describe_backups(far)}."
            )
            yield Finding(find_policy_path(path, series, "within"), fact)


@rule("SP621", "note", "G-APXC", "ours")
def backup_after_responses(context: RuleContext) -> Iterator[Remark]:
    """A back-up leaves no time for follow-up before the next meeting.

    What it checks: for each back-up, whether its follow-up memo would go out after the day on which
    answers are due before the next meeting.
    Why it matters: the next memo is written without the answers to what was asked at the back-up.
    What to do: make `before_next` larger, or agree a later day for answers in that case.
    Example: the model of a follow-up memo sets a day for answers ahead of the next meeting.
    """
    preparation = context.plan.frequency.preparation
    if context.backups_by_series and preparation.responses_due is None:
        yield Unstated("frequency.preparation.responses_due")
    if preparation.responses_due is None:
        return
    issued = timedelta(days=preparation.follow_up_days or 0)
    yield from _find_late_backups(
        context, preparation.responses_due, issued, "answers for the next meeting are due"
    )


@rule("SP622", "note", "ours")
def backup_after_data(context: RuleContext) -> Iterator[Remark]:
    """A back-up stands after the data for the next meeting are due.

    What it checks: for each back-up, whether departments have to send their data for the next
    meeting before it.
    Why it matters: what is agreed at the back-up cannot show in the figures of the next meeting.
    What to do: make `before_next` as large as `data_due`, or `within` smaller.
    Example: with data due ten working days ahead, a monthly meeting's back-up has about two weeks.
    """
    due = context.plan.frequency.preparation.data_due
    if context.backups_by_series and due is None:
        yield Unstated("frequency.preparation.data_due")
    if due is not None:
        yield from _find_late_backups(
            context, due, timedelta(), "data for the next meeting are due"
        )


def _find_late_backups(
    context: RuleContext, days: int, delay: timedelta, due_words: str
) -> Iterator[Finding]:
    """Back-ups that, with so much time after them, end beyond some working days before the next.

    Where that day is not after the meeting itself, it is not the back-up that is late.
    """
    for path, series, pairs in context.backups_by_series:
        late: list[tuple[Meeting, Backup, date]] = []
        for meeting, backup in pairs:
            next_meeting = context.next_meetings.get(meeting.key)
            due = (
                context.shift_by_workdays(next_meeting.slot.day, -days)
                if next_meeting
                else date.max
            )
            if meeting.slot.day + delay < due < backup.slot.day + delay:
                late.append((meeting, backup, due))
        if late:
            late_days = format_short_list(
                f"{backup.slot.day} (due {due})" for _, backup, due in late
            )
            fact = (
                f"Back-ups of {context.name_series(series)} too late for the day when "
                f"{due_words}: {late_days}."
            )
            yield Finding(find_policy_path(path, series, "before_next"), fact)


@rule("SP623", "note", "NO-PR12", "ours")
def backup_on_a_full_day(context: RuleContext) -> Iterator[Remark]:
    """A back-up stands on a day on which the same people meet already.

    What it checks: for each back-up, whether another series has a meeting that day, in the same
    room or with somebody who has to be at both.
    Why it matters: if the back-up is used, the day has two meetings, and one of them gives way.
    What to do: choose another rule, or allow more days.
    Example: in July 2012 a New Orleans Stat moved into another's place, which was cancelled.
    """
    for path, series, pairs in context.backups_by_series:
        full = [
            (backup, other)
            for meeting, backup in pairs
            for other in context.meetings_by_day.get(backup.slot.day, ())
            if other is not meeting and _has_shared_needs(meeting, other)
        ]
        if full:
            days = format_short_list(f"{backup.slot.day} ({other.title})" for backup, other in full)
            fact = f"Back-ups of {context.name_series(series)} on days of other meetings: {days}."
            yield Finding(find_policy_path(path, series, "rule"), fact)


def _has_shared_needs(first: Meeting, second: Meeting) -> bool:
    rooms = bool(first.room) and first.room == second.room
    return rooms or not set(first.required).isdisjoint(second.required)


@rule("SP624", "note", "NO-PR12")
def backup_beside_holiday(context: RuleContext) -> Iterator[Remark]:
    """A back-up stands next to a holiday.

    What it checks: back-ups on the working day before or after a holiday, in series that do not
    avoid such days.
    Why it matters: a date in reserve that nobody will keep is none.
    What to do: answer `avoid_near_holidays` with yes.
    Example: New Orleans moved a Stat from July 5, 2012, the day after Independence Day.
    """
    for path, series, pairs in context.backups_by_series:
        if context.should_avoid_holidays(series):
            continue
        beside = [
            backup.slot.day
            for _, backup in pairs
            if backup.slot.day in context.days_beside_holidays
        ]
        if beside:
            days = format_short_list(
                f"{day} ({context.days_beside_holidays[day]})" for day in beside
            )
            own = series.avoid_near_holidays is not None
            where = f"{path if own else 'frequency'}.avoid_near_holidays"
            fact = f"Back-ups of {context.name_series(series)} next to a holiday: {days}."
            yield Finding(where, fact)


@rule("SP625", "note", "ours")
def backup_in_the_next_year(context: RuleContext) -> Iterator[Remark]:
    """A back-up stands after the year of meetings has ended.

    What it checks: back-ups after the last day for which holds are placed.
    Why it matters: next year's schedule is made without it and may put something else there.
    What to do: make `within` smaller, end the series earlier, or tell whoever plans the next year.
    Example: a meeting on December 30 has its back-up in January.
    """
    for path, series, pairs in context.backups_by_series:
        beyond = [
            (meeting, backup)
            for meeting, backup in pairs
            if backup.slot.day > context.schedule.last
        ]
        if beyond:
            fact = (
                f"Back-ups of {context.name_series(series)} after {context.schedule.last}: "
                f"{_describe_backups(beyond)}."
            )
            yield Finding(find_policy_path(path, series, "within"), fact)
