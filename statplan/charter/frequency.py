"""The calendar in words: how each series meets, who may move a meeting, the next release."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import (
    add_article,
    capitalize_first,
    join_sentences,
    spell_count,
    spell_number,
)
from statplan.charter.layout import build_facts, build_paragraph, build_table
from statplan.documents.blocks import Block, BulletList
from statplan.plan import lookup
from statplan.plan.english import format_list, format_long_date, format_time
from statplan.plan.series import OwnPlace, Series
from statplan.plan.time_phrases import WEEKDAYS, RepeatInterval, WeekdayRule


def write_meetings(context: CharterContext) -> Iterator[Block]:
    """Write the host meeting, when each series meets, and how many meetings the year has."""
    series = context.plan.frequency.series
    yield from build_paragraph(_describe_host(context))
    if series:
        yield BulletList(tuple((_describe_series(context, one_series),) for one_series in series))
        yield from _write_series_table(context)
        yield from build_paragraph(_describe_year(context))
    elif series is not None:
        yield from build_paragraph(["No recurring meeting is planned."])


def write_changes(context: CharterContext) -> Iterator[Block]:
    """Write who may move a meeting, who is told, and when the next schedule is released."""
    moving = context.plan.frequency.moving
    yield from build_paragraph([*_describe_movers(context), *_describe_release(context)])
    yield from build_facts([(find_label("frequency.moving.told"), moving.told)])


def format_recurrence(every: RepeatInterval, on: WeekdayRule, in_month: int | None) -> str:
    """Format a rule of recurrence: "on the second Thursday of every month"."""
    interval = (
        f"every {every.unit if every.count == 1 else f'{spell_number(every.count)} {every.unit}s'}"
    )
    if len(on.weekdays) > 1:
        days = format_list((WEEKDAYS[day] for day in on.weekdays), "or")
        return f"{interval} on a {days}"
    if on.ordinal is None:
        day = WEEKDAYS[on.weekdays[0]]
        return f"every {day}" if str(every) == "week" else f"{interval} on {day}"
    if every.unit == "quarter":
        month = ("first", "second", "third")[(in_month or 1) - 1]
        return f"on the {on} of the {month} month of {interval}"
    return f"on the {on} of {interval}" if every.count == 1 else f"{interval} on the {on}"


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
        *_describe_bounds(series),
        *_describe_exceptions(context, series),
    ]
    sentences += [*_describe_topics(context, series), *_describe_places(context, series)]
    return join_sentences([*sentences, *_describe_differences(context, series)])


def _describe_recurrence(context: CharterContext, series: Series, name: str) -> Iterator[str]:
    minutes = spell_count(series.minutes or context.plan.frequency.minutes, "minute")
    start_times = (
        f" at {format_list(map(format_time, (series.at, *(series.times or ()))), 'or')}"
        if series.at
        else ""
    )
    for_each = f", once for each of the {series.for_each}" if series.for_each else ""
    if series.dates == ():
        yield f"No dates are adopted yet for {name}; it will meet{start_times} for {minutes}."
    elif series.dates:
        days = spell_count(len(series.dates), "day")
        yield f"{name} meets on {days} listed in Annex A{start_times} for {minutes}{for_each}."
    elif series.every and series.on:
        when = format_recurrence(series.every, series.on, series.in_month)
        yield f"{name} meets {when}{start_times} for {minutes}{for_each}."
    elif series.every or series.on:
        when = f"every {series.every}" if series.every else f"on {series.on}"
        yield f"{name} meets {when}{start_times} for {minutes}{for_each}."
    else:
        yield f"{name} meets{start_times} for {minutes}{for_each}."


def _describe_bounds(series: Series) -> Iterator[str]:
    if series.starts:
        yield f"It counts from {format_long_date(series.starts)}."
    for change in series.changes or ():
        on = change.on or series.on
        when = (
            format_recurrence(change.every, on, series.in_month) if on else f"every {change.every}"
        )
        start_time = f" at {format_time(change.at)}" if change.at else ""
        yield f"From {format_long_date(change.from_)} on it meets {when}{start_time}."
    if series.until:
        yield f"It ends on {format_long_date(series.until)}."


def _describe_exceptions(context: CharterContext, series: Series) -> Iterator[str]:
    """Say for how many meetings of the year the plan has another date, time or backup."""
    meeting_keys = {str(meeting.key) for meeting in context.schedule.meetings}
    count = sum(exception.meeting in meeting_keys for exception in series.exceptions or ())
    if count:
        own = "its" if count == 1 else "their"
        meeting_count = spell_count(count, "meeting")
        yield f"The plan gives {meeting_count} of it a date, a time or a back-up of {own} own."


def _describe_topics(context: CharterContext, series: Series) -> Iterator[str]:
    if series.subject:
        yield f"Its subject is {context.subjects.get(series.subject, series.subject)}."
    if series.department:
        yield f"It examines {context.departments.get(series.department, series.department)}."
    if isinstance(series.rotate, str):
        yield f"The {series.rotate} take turns in the order in which they are listed."
    elif series.rotate:
        yield f"These take turns: {format_list(context.name_topics(series.rotate))}."


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


def _describe_differences(context: CharterContext, series: Series) -> Iterator[str]:
    if series.chair:
        yield f"{capitalize_first(context.name_office(series.chair))} chairs it."
    if series.room:
        yield f"It meets in {series.room}."
    if series.without_panel:
        yield "It meets without the panel."
    if series.required:
        besides = "" if series.without_panel else " besides the panel"
        yield f"Required{besides}: {format_list(context.name_offices(series.required))}."
    if series.optional:
        yield f"Welcome: {format_list(context.name_offices(series.optional))}."


def _write_series_table(context: CharterContext) -> Iterator[Block]:
    """Write several series once more as a table, with how many meetings each has in the year."""
    series = context.plan.frequency.series or ()
    if len(series) > 1:
        header = ("Series", "Meets", "Starts", "Minutes", "Meetings in the year")
        yield from build_table(
            "The rhythm", header, (_build_series_row(context, one_series) for one_series in series)
        )


def _build_series_row(context: CharterContext, series: Series) -> tuple[str, ...]:
    minutes = series.minutes or context.plan.frequency.minutes
    when = (
        format_recurrence(series.every, series.on, series.in_month)
        if series.every and series.on
        else ""
    )
    if series.dates is not None:
        when = "on listed days" if series.dates else "no dates are adopted yet"
    for_each = f", for each of the {series.for_each}" if series.for_each and when else ""
    starts = " or ".join(map(format_time, (series.at, *(series.times or ())))) if series.at else ""
    ids = {series.id}
    if series.for_each:
        ids = {
            f"{series.id}-{member_id}"
            for member_id in lookup.list_ids(context.plan, series.for_each)
        }
    count = sum(meeting.key.series in ids for meeting in context.schedule.meetings)
    return context.name_series(series), f"{when}{for_each}", starts, str(minutes), str(count or "")


def _describe_year(context: CharterContext) -> Iterator[str]:
    frequency, schedule = context.plan.frequency, context.schedule
    months = spell_count(frequency.months, "month")
    entry_kind = (
        "as holds until they are confirmed" if frequency.entries == "holds" else "as settled dates"
    )
    yield f"Their dates stand on calendars for {months} ahead, {entry_kind}."
    if schedule.meetings:
        count = len(schedule.meetings)
        days = f"From {format_long_date(schedule.first)} to {format_long_date(schedule.last)}"
        are = "is" if count == 1 else "are"
        yield f"{days} there {are} {spell_count(count, 'meeting')}; Annex A lists them."


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
