"""Checks of the answers of each series against each other, and of the backup policies."""

from collections.abc import Iterator
from datetime import date, time

from statplan.plan import lookup
from statplan.plan.backups import RESERVE_SERIES, BackupPolicy
from statplan.plan.error_messages import AnswerFault
from statplan.plan.member_rhythms import OwnPlace
from statplan.plan.model import Plan
from statplan.plan.paths import AnswerPath
from statplan.plan.recurrence_checks import check_working_weekdays, find_recurrence_faults
from statplan.plan.series import Series
from statplan.plan.series_dates import MeetingException
from statplan.plan.text_types import Turn
from statplan.plan.time_types import is_past_midnight
from statplan.plan.time_values import WEEKDAYS
from statplan.spelling import suggest_similar_word

_MOST_NAMED = 12  # ids in one remedy


def find_series_faults(plan: Plan) -> Iterator[AnswerFault]:
    """Find every contradiction within the series and the backup policies of a plan."""
    program_policy = plan.frequency.backup
    yield from _check_backup_policy(program_policy, program_policy, ("frequency", "backup"))
    yield from _check_program_backup_time(plan)
    yield from _check_shared_reserve(plan)
    for index, series in enumerate(plan.frequency.series or ()):
        path: AnswerPath = ("frequency", "series", index)
        yield from _check_recurrence(series, path)
        yield from find_recurrence_faults(plan, series, path)
        yield from _check_end_times(series, series.minutes or plan.frequency.minutes, path)
        yield from _check_link(series, series.id, path)
        yield from _check_exceptions(plan, series, path)
        yield from _check_own_places(plan, series, path)
        yield from _check_turns(plan, series, path)
        yield from _check_backup_policy(series.backup, program_policy, (*path, "backup"))


def _check_recurrence(series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    rule_fields = ("every", "on", "rule", "changes", "not_in", "starts", "until")
    for field_name in rule_fields if series.dates is not None else ():
        if getattr(series, field_name):
            fact = "the series has both dates and a rule."
            yield AnswerFault((*path, field_name), fact, "Keep the dates, or every and on.")
    if series.dates is not None and series.for_each:
        fact = f"dates are the same for all {series.for_each}, who cannot all meet on them at once."
        remedy = (
            f"Write rotate: {series.for_each} to give each date to one of them, or every and on."
        )
        yield AnswerFault((*path, "for_each"), fact, remedy)
    if series.in_month and (series.every is None or series.every.unit != "quarter"):
        fact = "in_month belongs to a series that repeats every quarter."
        remedy = "Take it out, or write every: quarter."
        yield AnswerFault((*path, "in_month"), fact, remedy, missing_keys=("every",))
    if series.times and not series.for_each:
        fact = "times belong to a series with for_each."
        yield AnswerFault(
            (*path, "times"), fact, "Keep at, and take times out.", missing_keys=("for_each",)
        )
    previous_start = None
    for index, change in enumerate(series.changes or ()):
        if previous_start and change.from_ <= previous_start:
            fact = f"{change.from_} does not come after {previous_start}."
            yield AnswerFault((*path, "changes", index, "from"), fact, "Put the changes in order.")
        previous_start = change.from_
        yield from _check_change_is_reached(series, change.from_, (*path, "changes", index, "from"))
    if series.starts and series.until and series.until < series.starts:
        fact = f"{series.until} comes before the start, {series.starts}."
        yield AnswerFault((*path, "until"), fact, "Change one of them.")


def _check_change_is_reached(series: Series, day: date, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find a change before the series begins, or after it ends."""
    remedy = "Change one of them, or take the change out."
    if series.starts and day <= series.starts:
        fact = f"the series starts on {series.starts}, and this change is from {day} on."
        yield AnswerFault(path, fact, f"Say the rule from {series.starts} on in every and on.")
    if series.until and day > series.until:
        yield AnswerFault(path, f"the series ends on {series.until}, before {day}.", remedy)


def _check_end_times(series: Series, minutes: int, path: AnswerPath) -> Iterator[AnswerFault]:
    starts = [(series.at, (*path, "at"))]
    starts += [
        (start_time, (*path, "times", index)) for index, start_time in enumerate(series.times or ())
    ]
    starts.append((series.backup.at, (*path, "backup", "at")))
    backup_times = series.backup.times or ()
    starts += [
        (start_time, (*path, "backup", "times", index))
        for index, start_time in enumerate(backup_times)
    ]
    for start_time, time_path in starts:
        if start_time is not None and is_past_midnight(start_time, minutes):
            fact = f"a meeting of {minutes} minutes from {start_time:%H:%M} ends after midnight."
            yield AnswerFault(time_path, fact, "Start earlier or make it shorter.")


def _check_program_backup_time(plan: Plan) -> Iterator[AnswerFault]:
    """Find a time of the program's back-ups at which its longest meeting ends after midnight."""
    frequency = plan.frequency
    start_time = frequency.backup.at
    lengths = [
        series.minutes or frequency.minutes
        for series in frequency.series or ()
        if series.backup.at is None
    ]
    minutes = max(lengths, default=0)
    if start_time is not None and is_past_midnight(start_time, minutes):
        fact = f"a meeting of {minutes} minutes from {start_time:%H:%M} ends after midnight."
        yield AnswerFault(("frequency", "backup", "at"), fact, "Start earlier.")


def _check_shared_reserve(plan: Plan) -> Iterator[AnswerFault]:
    """Find what a reserve day that all series share lacks, and a series with its name."""
    policy = plan.frequency.backup
    if not policy.shared:
        return
    path: AnswerPath = ("frequency", "backup", "shared")
    if policy.rule != "reserve day":
        fact, remedy = "no reserve day is kept that could be shared.", "Write rule: reserve day."
        yield AnswerFault(path, fact, remedy, missing_keys=("rule",))
    elif policy.at is None:
        fact = "the reserve day that all series share has no time of day."
        remedy = "Write at: and the time, such as 14:00."
        yield AnswerFault(path, fact, remedy, missing_keys=("at",))
    for index, series in enumerate(plan.frequency.series or ()):
        if series.id == RESERVE_SERIES:
            fact = f"'{series.id}' is what the shared reserve days are called."
            series_path: AnswerPath = ("frequency", "series", index, "id")
            yield AnswerFault(series_path, fact, "Choose another id, such as reserve-meeting.")


def _check_exceptions(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find exceptions that belong to other series, repeat a meeting, or contradict themselves.

    The schedule checks that there is such a meeting, and that it can take place there.
    """
    seen_meetings: set[str] = set()
    for index, exception in enumerate(series.exceptions or ()):
        exception_path = (*path, "exceptions", index)
        yield from _check_meeting_series(plan, series, exception, (*exception_path, "meeting"))
        if exception.meeting in seen_meetings:
            yield AnswerFault(
                (*exception_path, "meeting"),
                f"{exception.meeting} stands twice.",
                "Put both in one.",
            )
        seen_meetings.add(exception.meeting)
        yield from _check_other_dates(exception, exception_path)
        yield from _check_other_answers(series, exception, exception_path)
        minutes = exception.minutes or series.minutes or plan.frequency.minutes
        backup_start = series.backup.at or plan.frequency.backup.at
        yield from _check_exception_end(series, exception, minutes, backup_start, exception_path)


def _check_other_dates(exception: MeetingException, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find an exception that says nothing, and dates of it that contradict each other."""
    has_dates = any((exception.day, exception.at, exception.backup, exception.backup_at))
    if not (has_dates or exception.own_answers or exception.without_backup or exception.called_off):
        fact = f"nothing is said of {exception.meeting}."
        yield AnswerFault(path, fact, "Write day, at or backup, or take it out.")
    if has_dates and exception.called_off:
        fact = f"{exception.meeting} has another date, and is called off."
        yield AnswerFault((*path, "called_off"), fact, "Keep one of them.")
    if exception.without_backup and exception.backup:
        fact = f"{exception.meeting} has a back-up, {exception.backup}, and goes without one."
        yield AnswerFault((*path, "without_backup"), fact, "Keep one of them.")
    if exception.backup_at and not exception.backup:
        fact = "a back-up time is named, but no day."
        yield AnswerFault((*path, "backup_at"), fact, "Write backup: and the day above it.")
    if exception.day and exception.backup and exception.backup <= exception.day:
        fact = f"the back-up, {exception.backup}, does not come after {exception.day}."
        yield AnswerFault((*path, "backup"), fact, "Change one of them.")


def _check_other_answers(
    series: Series, exception: MeetingException, path: AnswerPath
) -> Iterator[AnswerFault]:
    """Find answers about how a meeting is held that contradict each other, or its series."""
    stated = list(exception.own_answers)
    if exception.called_off and stated:
        fact = f"{exception.meeting} is called off, so its {stated[0]} has no effect."
        yield AnswerFault((*path, stated[0]), fact, f"Keep called_off or {stated[0]}.")
    yield from _check_link(exception, exception.meeting, path)
    if exception.subject and exception.department:
        fact = f"{exception.meeting} takes up a subject and a department."
        yield AnswerFault((*path, "department"), fact, "Keep subject or department.")
    topic_field = next((name for name in ("subject", "department") if name in stated), None)
    if topic_field and series.for_each:
        fact = f"each meeting of {series.id} takes up the {series.for_each[:-1]} that it is for."
        yield AnswerFault((*path, topic_field), fact, f"Take {topic_field} out.")


def _check_link(
    holder: Series | MeetingException, name: str, path: AnswerPath
) -> Iterator[AnswerFault]:
    if holder.link and holder.mode == "in person":
        fact = f"{name} is in person, and has a link."
        yield AnswerFault((*path, "link"), fact, "Take the link out, or write mode: both.")


def _check_exception_end(
    series: Series,
    exception: MeetingException,
    minutes: int,
    backup_start: time | None,
    path: AnswerPath,
) -> Iterator[AnswerFault]:
    """Find a meeting that ends after midnight at the time or with the length of its exception.

    Its back-up is as long. `backup_start` is when back-ups of its series start, where that is said.
    """
    starts = [("at", exception.at), ("backup_at", exception.backup_at)]
    if exception.minutes and not exception.at:
        starts.append(("minutes", series.at))
    if exception.minutes and not (exception.backup_at or exception.without_backup):
        starts.append(("minutes", backup_start))
    for field_name, start_time in starts:
        if start_time and is_past_midnight(start_time, minutes):
            fact = f"a meeting of {minutes} minutes from {start_time:%H:%M} ends after midnight."
            yield AnswerFault((*path, field_name), fact, "Start earlier or make it shorter.")


def _check_meeting_series(
    plan: Plan, series: Series, exception: MeetingException, path: AnswerPath
) -> Iterator[AnswerFault]:
    series_id = exception.meeting.partition("/")[0]
    series_ids = [series.id]
    if series.for_each:
        series_ids = [
            f"{series.id}-{turn_id}" for turn_id in lookup.list_ids(plan, series.for_each)
        ]
    if series_ids and series_id not in series_ids:
        example = exception.meeting.replace(series_id, series_ids[0], 1)
        fact = f"{exception.meeting} is no meeting of {series.id}."
        yield AnswerFault(path, fact, f"Its meetings are called as in {example}.")


def _check_own_places(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find places of ids that the series lacks, second places of an id, and places out of range."""
    if series.places and not series.for_each:
        fact = "places belong to a series with for_each."
        yield AnswerFault((*path, "places"), fact, "Keep on and at, and take places out.")
        return
    turn_ids = lookup.list_ids(plan, series.for_each or "")
    names_by_id = lookup.index_names(plan)
    seen_ids: set[str] = set()
    for index, own_place in enumerate(series.places or ()):
        place_path = (*path, "places", index)
        if turn_ids and own_place.of in names_by_id and own_place.of not in turn_ids:
            fact = (
                f"there is no series for {own_place.of}: it is one for each of the "
                f"{series.for_each}."
            )
            yield AnswerFault(
                (*place_path, "of"), fact, f"Write one of those, as in {turn_ids[0]}."
            )
        if own_place.of in seen_ids:
            yield AnswerFault(
                (*place_path, "of"), f"{own_place.of} stands twice.", "Put both in one."
            )
        seen_ids.add(own_place.of)
        yield from _check_own_place(plan, series, own_place, place_path)


def _check_own_place(
    plan: Plan, series: Series, own_place: OwnPlace, path: AnswerPath
) -> Iterator[AnswerFault]:
    group = series.find_group(own_place.of)
    every, on = group.every if group else series.every, own_place.on
    is_weekly = bool(every and every.unit == "week")
    if on and not on.is_one_weekday:
        fact = f"'{on}' is not one weekday, which a series for each of them needs."
        yield AnswerFault((*path, "on"), fact, "Write one, as in Tuesday or second Tuesday.")
    elif on and every and is_weekly == (on.ordinal is not None):
        day = WEEKDAYS[on.weekdays[0]]
        remedy = f"Write on: {day}." if is_weekly else f"Write on: second {day}."
        yield AnswerFault((*path, "on"), f"'{on}' does not fit 'every {every}'.", remedy)
    if on:
        yield from check_working_weekdays(plan, on, (*path, "on"))
    month_count = 0 if every is None or is_weekly else 3 if every.unit == "quarter" else every.count
    if own_place.in_month and every and own_place.in_month > month_count:
        fact = f"there is no month {own_place.in_month} in 'every {every}'."
        yield AnswerFault((*path, "in_month"), fact, "Take it out, or change it.")
    if own_place.week and every and not (is_weekly and own_place.week <= every.count):
        fact = f"there is no week {own_place.week} in 'every {every}'."
        yield AnswerFault((*path, "week"), fact, "Take it out, or change it.")
    minutes = series.minutes or plan.frequency.minutes
    if own_place.at and is_past_midnight(own_place.at, minutes):
        fact = f"a meeting of {minutes} minutes from {own_place.at:%H:%M} ends after midnight."
        yield AnswerFault((*path, "at"), fact, "Start earlier or make it shorter.")


def _check_turns(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    turn_fields = [
        field_name
        for field_name in ("subject", "department", "rotate", "for_each")
        if getattr(series, field_name)
    ]
    for field_name in turn_fields[1:]:
        fact = f"the series already has {turn_fields[0]}."
        yield AnswerFault((*path, field_name), fact, f"Keep {turn_fields[0]} or {field_name}.")
    if len(set(series.examined_ids)) != len(series.examined_ids):
        yield AnswerFault((*path, turn_fields[0]), "one of them stands twice.", "Name each once.")
    turn_lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for field_name in ("rotate", "for_each"):
        turns = getattr(series, field_name)
        if isinstance(turns, str) and turn_lists[turns] == ():
            roster = "participants.departments" if turns == "departments" else "focus.subjects"
            yield AnswerFault(
                (*path, field_name), f"{roster} is empty.", "Add some, or take this out."
            )
    if isinstance(series.rotate, tuple):
        yield from _check_rotation(series.rotate, (*path, "rotate"))
    if series.first_turn:
        yield from _check_first_turn(plan, series, series.first_turn, (*path, "first_turn"))


def _check_first_turn(
    plan: Plan, series: Series, first_id: str, path: AnswerPath
) -> Iterator[AnswerFault]:
    """Find a first turn of somebody who has no turn."""
    if not series.rotate:
        fact = "no turns are taken of which one could be first."
        remedy = "Take first_turn out, or write rotate: departments."
        yield AnswerFault(path, fact, remedy, missing_keys=("rotate",))
        return
    turns = lookup.list_turns(plan, series.rotate)
    turn_ids = [member_id for turn in turns for member_id in turn]
    if turn_ids and first_id not in turn_ids and first_id in lookup.index_names(plan):
        fact = f"{first_id} has no turn in this series."
        known = ", ".join(turn_ids[:_MOST_NAMED])
        yield AnswerFault(
            path,
            fact,
            suggest_similar_word(first_id, turn_ids, f"Write one that has: {known}."),
        )


def _check_rotation(turns: tuple[Turn, ...], path: AnswerPath) -> Iterator[AnswerFault]:
    """Find a turn of nobody, and an id that has two turns."""
    seen_ids: set[str] = set()
    for index, turn in enumerate(turns):
        turn_ids = lookup.split_turn(turn)
        if not turn_ids:
            remedy = "Name a department or a topic, or take the brackets out."
            yield AnswerFault((*path, index), "a turn is empty.", remedy)
        if len(set(turn_ids)) != len(turn_ids) or seen_ids & set(turn_ids):
            yield AnswerFault(path, "one of them stands twice.", "Name each once.")
            return
        seen_ids.update(turn_ids)


def _check_backup_policy(
    policy: BackupPolicy, program_policy: BackupPolicy, path: AnswerPath
) -> Iterator[AnswerFault]:
    """Find contradictions of a policy, with missing answers taken from the program's own."""
    rule, reserve = policy.rule or program_policy.rule, policy.reserve or program_policy.reserve
    if policy.rule == "reserve day" and reserve is None:
        remedy = "Write reserve: and the day, as in fourth Friday."
        yield AnswerFault(
            (*path, "rule"), "no reserve day is named.", remedy, missing_keys=("reserve",)
        )
    if policy.reserve and rule != "reserve day":
        fact, remedy = "a reserve day is named, but not kept.", "Write rule: reserve day."
        yield AnswerFault((*path, "reserve"), fact, remedy, missing_keys=("rule",))
    if policy.reserve and policy.reserve.shift:
        fact = f"'{policy.reserve}' is counted from another day."
        yield AnswerFault((*path, "reserve"), fact, "Write one as in fourth Friday.")
    elif policy.reserve and any(day.ordinal is None for day in policy.reserve.days):
        fact = f"'{policy.reserve}' does not say which one of the month."
        yield AnswerFault((*path, "reserve"), fact, "Write one as in fourth Friday.")
    within, after = policy.within or program_policy.within, policy.after or program_policy.after
    if within and after and within < after and (policy.within or policy.after):
        fact = f"no day is at least {after} and at most {within} working days after the meeting."
        yield AnswerFault(
            (*path, "within" if policy.within else "after"), fact, "Change one of them."
        )
