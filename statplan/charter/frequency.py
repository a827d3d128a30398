"""The calendar in words: how each series meets, who may move a meeting, the next release."""

from collections.abc import Iterator, Sequence

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import (
    add_article,
    capitalize_first,
    format_interval,
    join_sentences,
    spell_count,
)
from statplan.charter.layout import build_facts, build_paragraph, build_table
from statplan.charter.series_scope import (
    describe_series_differences,
    format_minimum,
    write_series_scopes,
)
from statplan.documents.blocks import Block, BulletList
from statplan.plan import lookup
from statplan.plan.english import format_list, format_long_date, format_time
from statplan.plan.member_rhythms import OwnPlace
from statplan.plan.series import Series
from statplan.plan.series_dates import MeetingException, StatedRule
from statplan.plan.time_values import MONTHS, WEEKDAYS, DayRule, Gap, RepeatInterval


def write_meetings(context: CharterContext) -> Iterator[Block]:
    """Write the host meeting, when each series meets, and how many meetings the year has."""
    series = context.plan.frequency.series
    yield from build_paragraph(_describe_host(context))
    if series:
        yield BulletList(tuple((_describe_series(context, one_series),) for one_series in series))
        yield from write_series_scopes(context)
        yield from _write_series_table(context)
        yield from build_paragraph(_describe_year(context))
    elif series is not None:
        yield from build_paragraph(["No recurring meeting is planned."])


def write_changes(context: CharterContext) -> Iterator[Block]:
    """Write who may move a meeting, who is told, and when the next schedule is released."""
    moving = context.plan.frequency.moving
    yield from build_paragraph([*_describe_movers(context), *_describe_release(context)])
    yield from build_facts([(find_label("frequency.moving.told"), moving.told)])


def format_recurrence(
    every: RepeatInterval, on: DayRule, in_month: int | None, *, is_choice: bool = False
) -> str:
    """Format a rule of recurrence: "on the first and third Tuesday of every month".

    Args:
        every: how often it recurs.
        on: the days of the week or the month.
        in_month: the month of a quarter.
        is_choice: whether each of those who take part gets one of the weekdays.
    """
    interval = format_interval(every)
    if is_choice and len(on.weekdays) > 1:
        days = format_list((WEEKDAYS[day] for day in on.weekdays), "or")
        return f"{interval} on a {days}"
    if on.ordinal is None:
        return f"every {on}" if str(every) == "week" else f"{interval} on {on}"
    is_count_of_days = on.shift and on.shift.weekday is None and abs(on.shift.count) > 1
    days = str(on) if is_count_of_days else f"on the {on}"
    if every.unit == "quarter":
        month = ("first", "second", "third")[(in_month or 1) - 1]
        return f"{days} of the {month} month of {interval}"
    return f"{days} of {interval}" if every.count == 1 else f"{interval} {days}"


def _describe_host(context: CharterContext) -> Iterator[str]:
    host = context.plan.program.host_meeting
    if host:
        yield (
            "The data review takes place within a meeting that is held already: "
            f"{add_article(host)}."
        )


def _describe_series(context: CharterContext, series: Series) -> str:
    """Say how a series recurs, who takes turns, and how it differs from the others."""
    name = context.name_series(series)
    sentences = [
        *_describe_recurrence(context, series, name),
        *_describe_bounds(context, series),
        *_describe_exceptions(context, series),
    ]
    sentences += [
        *_describe_topics(context, series),
        *_describe_groups(context, series),
        *_describe_places(context, series),
    ]
    return join_sentences([*sentences, *describe_series_differences(context, series)])


def _describe_recurrence(context: CharterContext, series: Series, name: str) -> Iterator[str]:
    start_times = (
        f" at {format_list(map(format_time, (series.at, *(series.times or ()))), 'or')}"
        if series.at
        else ""
    )
    length = _format_length(context, series)
    for_each = f", once for each of the {_list_word(series.for_each)}" if series.for_each else ""
    if series.dates == ():
        will_meet = f"; it will meet{start_times}{length}" if start_times or length else ""
        yield f"No dates are adopted yet for {name}{will_meet}."
        return
    when = _format_when(context, series)
    minimum = format_minimum(context, series)
    if minimum and not (when or start_times):
        yield f"{name} {minimum}."
        return
    if when or start_times or length or for_each:
        yield f"{name} meets{when and f' {when}'}{start_times}{length}{for_each}."
    else:
        yield f"{name} is a recurring meeting."
    if minimum:
        yield f"It {minimum}."


def _format_when(context: CharterContext, series: Series) -> str:
    """Format the days of a series; those in Annex A once it is on the calendar."""
    if not series.dates:
        return _format_rule(context, series, series.list_stated_rules()[0])
    if not context.is_on_calendar(series):
        return f"on {format_list(map(format_long_date, series.dates))}"
    return f"on {spell_count(len(series.dates), 'day')} listed in Annex A"


def _format_length(context: CharterContext, series: Series) -> str:
    """Format how long a meeting lasts: what the plan states, or the default of its calendar."""
    is_stated = series.minutes or context.is_answered("frequency.minutes")
    if not is_stated and not context.is_on_calendar(series):
        return ""
    return f" for {spell_count(series.minutes or context.plan.frequency.minutes, 'minute')}"


def _list_word(list_name: str) -> str:
    """Return what a list of the plan has: departments, or topics."""
    return "departments" if list_name == "departments" else "topics"


def _format_rule(context: CharterContext, series: Series, rule: StatedRule) -> str:
    """Format a rule of a series, as far as it is stated: "on the Monday before each meeting"."""
    every, on = rule.every, rule.on
    if rule.rule:
        return "on the days listed in Annex A" if context.is_on_calendar(series) else ""
    if on and on.series and on.shift:
        shift = str(on.shift) if on.shift.weekday is None and abs(on.shift.count) > 1 else ""
        return f"{shift or f'on the {on.shift}'} each meeting of {_name_base(context, on.series)}"
    if every and on:
        return format_recurrence(every, on, series.in_month, is_choice=bool(series.for_each))
    if every:
        return f"every {every}"
    return f"on {on}" if on else ""


def _name_base(context: CharterContext, series_id: str) -> str:
    """Name the series that another one follows."""
    all_series = context.plan.frequency.series or ()
    names = (context.name_series(series) for series in all_series if series.id == series_id)
    return next(names, series_id)


def _describe_bounds(context: CharterContext, series: Series) -> Iterator[str]:
    if series.starts:
        yield f"It counts from {format_long_date(series.starts)}."
    for change, rule in zip(series.changes or (), series.list_stated_rules()[1:], strict=True):
        when = _format_rule(context, series, rule)
        start_time = f" at {format_time(change.at)}" if change.at else ""
        yield f"From {format_long_date(change.from_)} on it meets {when}{start_time}."
    yield from _describe_gaps(series.not_in or ())
    if series.until:
        yield f"It ends on {format_long_date(series.until)}."


def _describe_gaps(gaps: Sequence[Gap]) -> Iterator[str]:
    months = [MONTHS[gap.month - 1] for gap in gaps if gap.day is None]
    if months:
        yield f"It does not meet in {format_list(months)}."
    days = [f"the {gap}" for gap in gaps if gap.day]
    if days:
        yield f"It does not meet on {format_list(days)}."


def _describe_exceptions(context: CharterContext, series: Series) -> Iterator[str]:
    """Say for how many meetings of the year the plan has another date, time or backup."""
    meeting_keys = {str(meeting.key) for meeting in context.schedule.meetings}
    exceptions = [
        exception for exception in series.exceptions or () if exception.meeting in meeting_keys
    ]
    dated = sum(map(_has_own_date, exceptions))
    if dated:
        own = "its" if dated == 1 else "their"
        meeting_count = spell_count(dated, "meeting")
        yield f"The plan gives {meeting_count} of it a date, a time or a back-up of {own} own."
    arranged = sum(bool(exception.own_answers) for exception in exceptions)
    if arranged:
        verb = "differs" if arranged == 1 else "differ"
        meeting_count = capitalize_first(spell_count(arranged, "meeting"))
        yield f"{meeting_count} {verb} in place, chair, length, or topic, as Annex A says."


def _has_own_date(exception: MeetingException) -> bool:
    dates = (exception.day, exception.at, exception.backup, exception.backup_at)
    return any(dates) or exception.without_backup


def _describe_topics(context: CharterContext, series: Series) -> Iterator[str]:
    examined = format_list(context.name_topics(series.examined_ids))
    if len(series.examined_ids) > 1:
        yield f"Each meeting examines {examined}."
    elif examined:
        yield f"It examines {examined}."
    if isinstance(series.rotate, str):
        is_listed = lookup.list_ids(context.plan, series.rotate)
        order = " in the order in which they are listed" if is_listed else ""
        yield f"The {_list_word(series.rotate)} take turns{order}."
    elif series.rotate:
        turns = [context.name_topics(lookup.split_turn(turn)) for turn in series.rotate]
        if any(len(names) > 1 for names in turns):
            each = "; ".join(format_list(names) for names in turns)
            yield f"These take turns, one meeting each: {each}."
        else:
            yield f"These take turns: {format_list(name for names in turns for name in names)}."
    if series.first_turn:
        yield from _describe_first_turn(context, series, series.first_turn)


def _describe_first_turn(context: CharterContext, series: Series, first_id: str) -> Iterator[str]:
    """Say who has the first meeting of the year, alone or with those who share the turn."""
    for turn in lookup.list_turns(context.plan, series.rotate or ()):
        if first_id in turn:
            names = format_list(context.name_topics(turn))
            yield f"The first meeting of the year takes up {names}."


def _describe_groups(context: CharterContext, series: Series) -> Iterator[str]:
    """Say which of its departments or subjects meet in another rhythm."""
    for group in series.groups or ():
        part = series.apply_group(group)
        when = f"every {group.every}"
        if part.on:
            when = format_recurrence(group.every, part.on, None, is_choice=True)
        start_times = [format_time(start) for start in (part.at, *(part.times or ())) if start]
        at = f" at {format_list(start_times, 'or')}" if start_times else ""
        yield f"For {format_list(context.name_topics(group.of))} it meets {when}{at} instead."


def _describe_places(context: CharterContext, series: Series) -> Iterator[str]:
    """Say which of its departments or subjects have their own place."""
    places = [
        f"{context.name_topics((own_place.of,))[0]} ({_format_place(series, own_place)})"
        for own_place in series.places or ()
    ]
    if places:
        yield f"These have their own place: {format_list(places)}."


def _format_place(series: Series, own_place: OwnPlace) -> str:
    on = own_place.on
    when = [format_recurrence(series.every, on, own_place.in_month)] if series.every and on else []
    when += [f"in week {own_place.week} of {series.every}"] if own_place.week else []
    return " ".join([*when, *([f"at {format_time(own_place.at)}"] if own_place.at else [])])


def _write_series_table(context: CharterContext) -> Iterator[Block]:
    """Write several series once more as a table, with how many meetings each has in the year."""
    series = context.plan.frequency.series or ()
    if len(series) > 1:
        header = ("Meeting", "Meets", "Starts", "Minutes", "Meetings in the year")
        yield from build_table(
            "The recurring meetings",
            header,
            (_build_series_row(context, one_series) for one_series in series),
        )


def _build_series_row(context: CharterContext, series: Series) -> tuple[str, ...]:
    minutes = str(series.minutes or context.plan.frequency.minutes)
    if not _format_length(context, series):
        minutes = ""
    rule = series.list_stated_rules()[0]
    when = _format_rule(context, series, rule)
    if not when and series.at_least:
        when = f"at least {series.at_least}"
    if series.dates is not None:
        when = "on listed days" if series.dates else "no dates are adopted yet"
    for_each = (
        f", for each of the {_list_word(series.for_each)}" if series.for_each and when else ""
    )
    starts = " or ".join(map(format_time, (series.at, *(series.times or ())))) if series.at else ""
    ids = {series.id}
    if series.for_each:
        ids = {
            f"{series.id}-{member_id}"
            for member_id in lookup.list_ids(context.plan, series.for_each)
        }
    count = sum(meeting.key.series in ids for meeting in context.schedule.meetings)
    return context.name_series(series), f"{when}{for_each}", starts, minutes, str(count or "")


def _describe_year(context: CharterContext) -> Iterator[str]:
    frequency, schedule = context.plan.frequency, context.schedule
    months = spell_count(frequency.months, "month")
    entry_kind = (
        "as holds until they are confirmed" if frequency.entries == "holds" else "as settled dates"
    )
    is_stated = any(map(context.is_answered, ("frequency.months", "frequency.entries")))
    if context.is_scheduled or is_stated:
        yield f"Their dates stand on calendars for {months} ahead, {entry_kind}."
    if schedule.meetings:
        count = len(schedule.meetings)
        days = f"From {format_long_date(schedule.first)} to {format_long_date(schedule.last)}"
        are = "is" if count == 1 else "are"
        late = schedule.describe_late_meetings(format_long_date)
        yield f"{days} there {are} {spell_count(count, 'meeting')}{late}; Annex A lists them."


def _describe_movers(context: CharterContext) -> Iterator[str]:
    moving = context.plan.frequency.moving
    if moving.who:
        yield (
            f"Only {format_list(context.name_offices(moving.who), 'or')} may move or cancel a "
            "meeting."
        )
    if moving.notice_days is not None:
        yield f"A move takes {spell_count(moving.notice_days, 'working day')} of notice."


def _describe_release(context: CharterContext) -> Iterator[str]:
    release = context.plan.frequency.release
    owner = f" by {context.name_office(release.owner)}" if release.owner else ""
    if release.by:
        yield (
            f"Next year's schedule is released{owner} no later than {format_long_date(release.by)}."
        )
    elif owner:
        yield f"Next year's schedule is released{owner}."
