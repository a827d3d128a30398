"""Rules about backups: whether meetings have one, and on which days the backups are."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import combinations

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_count, format_short_list
from statplan.plan.series import Series
from statplan.schedule.bookings import list_resources
from statplan.schedule.model import Backup, Meeting, NoBackup, TimeSlot

_WEEK = timedelta(days=7)


def find_policy_path(path: str, series: Series, answer_key: str) -> str:
    """Return the path of a part of a series' backup policy: its own, or else the program's."""
    own = getattr(series.backup, answer_key) is not None
    return f"{path}.backup.{answer_key}" if own else f"frequency.backup.{answer_key}"


@rule("SP601", "warning", "S1", "SUN-ED")
def no_backups(context: RuleContext) -> Iterator[Remark]:
    """No back-up dates are kept.

    What it checks: whether the program, or a series of its own, keeps back-up dates.
    Why it matters: a bumped meeting without a date in reserve is a cancelled one.
    What to do: answer `keep` with yes, and let the schedule find the dates.
    Example: of 240 sessions that Baltimore promised for 2014, 89 took place.
    """
    inherit = [series for series in context.series if series.backup.keep is None]
    if context.has_backups is None and (inherit or not context.series):
        yield Unstated("frequency.backup.keep")
    elif context.has_backups is False and (inherit or not context.series):
        titles = format_short_list(map(context.name_series, inherit)) or "any series"
        yield Finding("frequency.backup.keep", f"No back-up date is kept for {titles}.")
    for path, series in context.series_with_paths:
        if series.backup.keep is False:
            fact = f"No back-up date is kept for {context.name_series(series)}."
            yield Finding(f"{path}.backup.keep", fact)


@rule("SP602", "warning", "S1", "ours")
def backups_that_never_fit(context: RuleContext) -> Iterator[Remark]:
    """A series is to have back-ups, and none of its meetings gets one.

    What it checks: series that keep back-ups, where the year has no day for any of them.
    Why it matters: the plan promises a date in reserve that nobody holds.
    What to do: allow more days with `within`, fewer before the next meeting, other `times`, or
    another rule.
    Example: a meeting on a Friday has no day left in the `same week`.
    """
    for path, series in context.series_with_backups:
        meetings = context.meetings_by_series[series.id]
        without = _list_meetings_without_backup(meetings)
        if meetings and len(without) == len(meetings):
            fact = (
                f"None of the {len(meetings)} meetings of {context.name_series(series)} has a "
                "back-up"
            )
            yield Finding(
                find_policy_path(path, series, "rule"), f"{fact}: {without[0][1].reason}."
            )


@rule("SP603", "warning", "S1", "SUN-ED")
def missing_backups(context: RuleContext) -> Iterator[Remark]:
    """Some meetings have no back-up.

    What it checks: series that keep back-ups, for meetings that find no day for theirs.
    Why it matters: these are the meetings that fall through when something comes up.
    What to do: allow more days with `within`, other `times`, or hold a day by hand.
    Example: of 240 sessions that Baltimore promised for 2014, 89 took place.
    """
    for path, series in context.series_with_backups:
        meetings = context.meetings_by_series[series.id]
        without = _list_meetings_without_backup(meetings)
        if 0 < len(without) < len(meetings):
            days = format_short_list(str(meeting.slot.day) for meeting, _ in without)
            why = f"For {without[0][0].slot.day}: {_explain_missing_backup(without[0][1])}."
            fact = f"{context.name_series(series)} has no back-up for {days}. {why}"
            yield Finding(find_policy_path(path, series, "within"), fact)


def _list_meetings_without_backup(meetings: tuple[Meeting, ...]) -> list[tuple[Meeting, NoBackup]]:
    return [
        (meeting, meeting.backup) for meeting in meetings if isinstance(meeting.backup, NoBackup)
    ]


def _explain_missing_backup(missing_backup: NoBackup) -> str:
    """Return why the first day tried is no backup, or else why there was none to try."""
    if missing_backup.rejected_days:
        day, why = missing_backup.rejected_days[0]
        return f"{day} is {why}" if why.startswith("taken") else f"{day}: {why}"
    return missing_backup.reason


@rule("SP604", "warning", "NO-PR12", "ours")
def shared_reserve(context: RuleContext) -> Iterator[Remark]:
    """Two series keep the same day in reserve, at the same hour.

    What it checks: series whose back-ups stand on a reserve day, for the same day of the month and
    times that overlap.
    Why it matters: when one week takes both meetings away, there is one place for two.
    What to do: keep another day in reserve for one of them, or another time, or let all series
    share one day with `shared`, so that the first to need it gets it.
    Example: in July 2012 a New Orleans Stat moved into another's place, which was cancelled.
    """
    program = context.plan.frequency.backup
    reserved = [
        (path, series, series.backup.reserve or program.reserve)
        for path, series in context.series_with_backups
        if (series.backup.rule or program.rule) == "reserve day"
        and not (program.shared and not series.backup.has_own_day)
    ]
    pairs_by_path: dict[str, list[str]] = {}
    for (_, first_series, first_reserve), (path, second_series, second_reserve) in combinations(
        reserved, 2
    ):
        if first_reserve == second_reserve and _has_overlap(context, first_series, second_series):
            where = find_policy_path(path, second_series, "reserve")
            pairs_by_path.setdefault(where, []).append(
                f"{context.name_series(first_series)} and {context.name_series(second_series)}"
            )
    for where, pairs in pairs_by_path.items():
        yield Finding(where, f"The same reserve day serves {format_short_list(pairs)}.")


def _has_overlap(context: RuleContext, first_series: Series, second_series: Series) -> bool:
    if first_series.at is None or second_series.at is None:
        return False
    some_day = context.schedule.first
    first_begin, second_begin = (
        datetime.combine(some_day, start_time) for start_time in (first_series.at, second_series.at)
    )
    first_end, second_end = (
        start + timedelta(minutes=context.count_minutes(series))
        for start, series in ((first_begin, first_series), (second_begin, second_series))
    )
    return first_begin < second_end and second_begin < first_end


@rule("SP605", "error", "ours")
def moves_to_no_backup(context: RuleContext) -> Iterator[Remark]:
    """A closed date is to use its back-up, but no back-ups are kept.

    What it checks: what happens when a meeting's date is a closed day, against whether back-ups are
    kept.
    Why it matters: the plan says two things, and each reader will follow another.
    What to do: keep back-ups, or let `closed_day.holiday` be the `next working day`.
    Example: `closed_day.holiday` is `use backup` for a series whose `keep` is no.
    """
    frequency = context.plan.frequency
    for path, series in context.series_with_paths:
        own = series.backup.keep
        if frequency.backup.keep if own is None else own:
            continue
        for key, answer in frequency.closed_day:
            own_answer = getattr(series.closed_day, key)
            if (answer if own_answer is None else own_answer) == "use backup":
                where = "frequency" if own_answer is None else path
                name = context.name_series(series)
                fact = f"{name} keeps no back-ups that a closed date could use."
                yield Finding(f"{where}.closed_day.{key}", fact)


@rule("SP606", "note", "ours")
def rule_not_kept(context: RuleContext) -> Iterator[Remark]:
    """Back-ups stand on other days than their rule says.

    What it checks: series whose back-ups are to stand a week later, for those that do not.
    Why it matters: people remember the rule and not its exceptions.
    What to do: tell people these dates, or choose a weekday that is free a week later.
    Example: a week after a second Tuesday is a third Tuesday, which may be taken.
    """
    program = context.plan.frequency.backup
    for path, series, pairs in context.backups_by_series:
        if (series.backup.rule or program.rule) != "week later":
            continue
        off = [
            (meeting, backup)
            for meeting, backup in pairs
            if backup.slot.day - meeting.slot.day != _WEEK
        ]
        if off:
            days = _describe_backups(off)
            fact = f"Not a week after the meeting of {context.name_series(series)}: {days}."
            yield Finding(find_policy_path(path, series, "rule"), fact)


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
            limit = format_count(most, "day")
            fact = (
                f"Back-ups of {context.name_series(series)} more than {limit} later: "
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
    if context.backups_by_series and context.plan.frequency.preparation.responses_due is None:
        yield Unstated("frequency.preparation.responses_due")
    yield from _find_late_backups(
        context,
        "answers for the next meeting are due",
        lambda meeting, _: context.deadlines[meeting.key].responses,
        lambda meeting, slot: context.find_deadlines_on(meeting, slot).follow_up or slot.day,
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
    yield from _find_late_backups(
        context,
        "data for the next meeting are due",
        lambda _, next_meeting: context.deadlines[next_meeting.key].data,
        lambda _, slot: slot.day,
    )


def _find_late_backups(
    context: RuleContext,
    due_words: str,
    find_due: Callable[[Meeting, Meeting], date | None],
    find_done: Callable[[Meeting, TimeSlot], date],
) -> Iterator[Finding]:
    """Find backups too late for what is due before the next meeting.

    Where the meeting on its own date is not early enough either, it is not the backup that is late.

    Args:
        context: the plan and its deadlines.
        due_words: what is due, and that it is.
        find_due: returns the day on which it is due, from a meeting and the next one.
        find_done: returns the day on which a meeting is dealt with if it is held in some slot.
    """
    for path, series, pairs in context.backups_by_series:
        late: list[tuple[Backup, date]] = []
        for meeting, backup in pairs:
            next_meeting = context.next_meetings.get(meeting.key)
            due = find_due(meeting, next_meeting) if next_meeting else None
            if due and find_done(meeting, meeting.slot) < due < find_done(meeting, backup.slot):
                late.append((backup, due))
        if late:
            late_days = format_short_list(f"{backup.slot.day} (due {due})" for backup, due in late)
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
    needs = list_resources(first.room, first.required)
    return not set(needs).isdisjoint(list_resources(second.room, second.required))


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
