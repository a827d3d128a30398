"""Rules about where back-ups stand: how far away, and what else is due by then."""

from collections.abc import Iterator
from datetime import date, timedelta

from statplan.advice.backups import policy_path
from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import some
from statplan.schedule.meeting import Backup, Meeting


def _told(pairs: list[tuple[Meeting, Backup]]) -> str:
    """Back-ups with the dates that they stand for."""
    return some(f"{spare.stand.day} for {each.stand.day}" for each, spare in pairs)


@rule("SP620", "note", "ours")
def far_backup(facts: Facts) -> Iterator[Remark]:
    """A back-up stands weeks after its meeting.

    What it checks: the days from each meeting to its back-up, against `advice.limits.backup_days`.
    Why it matters: by then the figures are old and the memo has to be written again.
    What to do: make `within` smaller, or allow other `times`.
    Example: within 20 working days is up to four weeks, and then the next monthly meeting is due.
    """
    most = facts.limits.backup_days
    for path, series, pairs in facts.standing_by:
        far = [
            (each, spare) for each, spare in pairs if (spare.stand.day - each.stand.day).days > most
        ]
        if far:
            fact = f"Back-ups of {facts.title(series)} more than {most} days later: {_told(far)}."
            yield Finding(policy_path(path, series, "within"), fact)


@rule("SP621", "note", "G-APXC", "ours")
def backup_after_responses(facts: Facts) -> Iterator[Remark]:
    """A back-up leaves no time for follow-up before the next meeting.

    What it checks: for each back-up, whether its follow-up memo would go out after the day on which
    answers are due before the next meeting.
    Why it matters: the next memo is written without the answers to what was asked at the back-up.
    What to do: make `before_next` larger, or agree a later day for answers in that case.
    Example: the model of a follow-up memo sets a day for answers ahead of the next meeting.
    """
    ahead = facts.plan.frequency.preparation
    if facts.standing_by and ahead.responses_due is None:
        yield Unstated("frequency.preparation.responses_due")
    if ahead.responses_due is None:
        return
    issued = timedelta(days=ahead.follow_up_days or 0)
    yield from _too_late(facts, ahead.responses_due, issued, "answers for the next meeting are due")


@rule("SP622", "note", "ours")
def backup_after_data(facts: Facts) -> Iterator[Remark]:
    """A back-up stands after the data for the next meeting are due.

    What it checks: for each back-up, whether departments have to send their data for the next
    meeting before it.
    Why it matters: what is agreed at the back-up cannot show in the figures of the next meeting.
    What to do: make `before_next` as large as `data_due`, or `within` smaller.
    Example: with data due ten working days ahead, a monthly meeting's back-up has about two weeks.
    """
    due = facts.plan.frequency.preparation.data_due
    if facts.standing_by and due is None:
        yield Unstated("frequency.preparation.data_due")
    if due is not None:
        yield from _too_late(facts, due, timedelta(), "data for the next meeting are due")


def _too_late(facts: Facts, days: int, later: timedelta, what: str) -> Iterator[Finding]:
    """Back-ups that, with so much time after them, end beyond some working days before the next.

    Where that day is not after the meeting itself, it is not the back-up that is late.
    """
    for path, series, pairs in facts.standing_by:
        late: list[tuple[Meeting, Backup, date]] = []
        for each, spare in pairs:
            after = facts.following.get(each.key)
            due = facts.workday(after.stand.day, -days) if after else date.max
            if each.stand.day + later < due < spare.stand.day + later:
                late.append((each, spare, due))
        if late:
            told = some(f"{spare.stand.day} (due {due})" for _, spare, due in late)
            fact = f"Back-ups of {facts.title(series)} too late for the day when {what}: {told}."
            yield Finding(policy_path(path, series, "before_next"), fact)


@rule("SP623", "note", "NO-PR12", "ours")
def backup_on_a_full_day(facts: Facts) -> Iterator[Remark]:
    """A back-up stands on a day on which the same people meet already.

    What it checks: for each back-up, whether another series has a meeting that day, in the same
    room or with somebody who has to be at both.
    Why it matters: if the back-up is used, the day has two meetings, and one of them gives way.
    What to do: choose another rule, or allow more days.
    Example: in July 2012 a New Orleans Stat moved into another's place, which was cancelled.
    """
    for path, series, pairs in facts.standing_by:
        full = [
            (spare, other)
            for each, spare in pairs
            for other in facts.on_day.get(spare.stand.day, ())
            if other is not each and _shares(each, other)
        ]
        if full:
            told = some(f"{spare.stand.day} ({other.title})" for spare, other in full)
            fact = f"Back-ups of {facts.title(series)} on days of other meetings: {told}."
            yield Finding(policy_path(path, series, "rule"), fact)


def _shares(one: Meeting, other: Meeting) -> bool:
    rooms = bool(one.room) and one.room == other.room
    return rooms or not set(one.required).isdisjoint(other.required)


@rule("SP624", "note", "NO-PR12")
def backup_beside_holiday(facts: Facts) -> Iterator[Remark]:
    """A back-up stands next to a holiday.

    What it checks: back-ups on the working day before or after a holiday, in series that do not
    avoid such days.
    Why it matters: a date in reserve that nobody will keep is none.
    What to do: answer `avoid_near_holidays` with yes.
    Example: New Orleans moved a Stat from July 5, 2012, the day after Independence Day.
    """
    for path, series, pairs in facts.standing_by:
        if facts.avoids_holidays(series):
            continue
        beside = [spare.stand.day for _, spare in pairs if spare.stand.day in facts.beside]
        if beside:
            told = some(f"{day} ({facts.beside[day]})" for day in beside)
            own = series.avoid_near_holidays is not None
            where = f"{path if own else 'frequency'}.avoid_near_holidays"
            fact = f"Back-ups of {facts.title(series)} next to a holiday: {told}."
            yield Finding(where, fact)


@rule("SP625", "note", "ours")
def backup_in_the_next_year(facts: Facts) -> Iterator[Remark]:
    """A back-up stands after the year of meetings has ended.

    What it checks: back-ups after the last day for which holds are placed.
    Why it matters: next year's schedule is made without it and may put something else there.
    What to do: make `within` smaller, end the series earlier, or tell whoever plans the next year.
    Example: a meeting on December 30 has its back-up in January.
    """
    for path, series, pairs in facts.standing_by:
        beyond = [(each, spare) for each, spare in pairs if spare.stand.day > facts.schedule.last]
        if beyond:
            fact = (
                f"Back-ups of {facts.title(series)} after {facts.schedule.last}: {_told(beyond)}."
            )
            yield Finding(policy_path(path, series, "within"), fact)
