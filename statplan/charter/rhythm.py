"""The rhythm: the series, the year, who may move a meeting, when next year's is released."""

from collections.abc import Iterator

from statplan.charter.cadence import describe_series, format_recurrence
from statplan.charter.english import add_article, format_count
from statplan.charter.given import CharterContext, find_label
from statplan.charter.layout import build_facts, build_paragraph, build_table
from statplan.documents.blocks import Block, BulletList
from statplan.plan import roster
from statplan.plan.english import format_list, format_long_date, format_time
from statplan.plan.series import Series


def write_meetings(context: CharterContext) -> Iterator[Block]:
    """Write within which meeting, when each series meets, and how many meetings the year has."""
    series = context.plan.frequency.series
    yield from build_paragraph(_describe_host(context))
    if series:
        yield BulletList(tuple((describe_series(context, one_series),) for one_series in series))
        yield from _write_table(context)
        yield from build_paragraph(_describe_year(context))
    elif series is not None:
        yield from build_paragraph(["No recurring meeting is planned."])


def write_changes(context: CharterContext) -> Iterator[Block]:
    """Write who may move a meeting, who is told, and when the next schedule comes out."""
    moving = context.plan.frequency.moving
    yield from build_paragraph([*_describe_movers(context), *_describe_release(context)])
    yield from build_facts([(find_label("frequency.moving.told"), moving.told)])


def _write_table(context: CharterContext) -> Iterator[Block]:
    """Write several series once more as a table, with how many meetings each has in the year."""
    series = context.plan.frequency.series or ()
    if len(series) > 1:
        header = ("Series", "Meets", "Starts", "Minutes", "Meetings in the year")
        yield from build_table(
            "The rhythm", header, (_build_row(context, one_series) for one_series in series)
        )


def _build_row(context: CharterContext, series: Series) -> tuple[str, ...]:
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
            for member_id in roster.list_ids(context.plan, series.for_each)
        }
    count = sum(meeting.key.series in ids for meeting in context.schedule.meetings)
    return context.name_series(series), f"{when}{for_each}", starts, str(minutes), str(count or "")


def _describe_host(context: CharterContext) -> Iterator[str]:
    host = context.plan.program.host_meeting
    if host:
        yield (
            "The data review takes place within a meeting that is held already: "
            f"{add_article(host)}."
        )


def _describe_year(context: CharterContext) -> Iterator[str]:
    frequency, schedule = context.plan.frequency, context.schedule
    months = format_count(frequency.months, "month")
    entry_kind = (
        "as holds until they are confirmed" if frequency.entries == "holds" else "as settled dates"
    )
    yield f"Their dates stand on calendars for {months} ahead, {entry_kind}."
    if schedule.meetings:
        count = len(schedule.meetings)
        days = f"From {format_long_date(schedule.first)} to {format_long_date(schedule.last)}"
        are = "is" if count == 1 else "are"
        yield f"{days} there {are} {format_count(count, 'meeting')}; Annex A lists them."


def _describe_movers(context: CharterContext) -> Iterator[str]:
    moving = context.plan.frequency.moving
    if moving.who:
        yield (
            f"Only {format_list(context.name_offices(moving.who), 'or')} may move or cancel a "
            "meeting."
        )
    if moving.notice_days is not None:
        yield f"A move takes {format_count(moving.notice_days, 'working day')} of notice."


def _describe_release(context: CharterContext) -> Iterator[str]:
    release = context.plan.frequency.release
    owner = f" by {context.name_office(release.owner)}" if release.owner else ""
    if release.by:
        yield (
            f"Next year's schedule is released{owner} no later than {format_long_date(release.by)}."
        )
    elif owner:
        yield f"Next year's schedule is released{owner}."
