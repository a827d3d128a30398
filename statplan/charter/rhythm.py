"""The rhythm: the series, the year, who may move a meeting, when next year's is released."""

from collections.abc import Iterator

from statplan.charter.cadence import rhythm, series_sentences
from statplan.charter.english import the, times
from statplan.charter.given import Given, label
from statplan.charter.layout import prose, table, terms
from statplan.documents.blocks import Block, Bullets
from statplan.plan import roster
from statplan.plan.english import clock, listing, long_day
from statplan.plan.series import Series


def meetings(given: Given) -> Iterator[Block]:
    """Write within which meeting, when each series meets, and how many meetings the year has."""
    series = given.plan.frequency.series
    yield from prose(_host(given))
    if series:
        yield Bullets(tuple((series_sentences(given, each),) for each in series))
        yield from _table(given)
        yield from prose(_year(given))
    elif series is not None:
        yield from prose(["No recurring meeting is planned."])


def changes(given: Given) -> Iterator[Block]:
    """Write who may move a meeting, who is told, and when the next schedule comes out."""
    moving = given.plan.frequency.moving
    yield from prose([*_movers(given), *_release(given)])
    yield from terms([(label("frequency.moving.told"), moving.told)])


def _table(given: Given) -> Iterator[Block]:
    """Write several series once more as a table, with how many meetings each has in the year."""
    series = given.plan.frequency.series or ()
    if len(series) > 1:
        header = ("Series", "Meets", "Starts", "Minutes", "Meetings in the year")
        yield from table("The rhythm", header, (_row(given, each) for each in series))


def _row(given: Given, series: Series) -> tuple[str, ...]:
    minutes = series.minutes or given.plan.frequency.minutes
    when = rhythm(series.every, series.on, series.in_month) if series.every and series.on else ""
    if series.dates is not None:
        when = "on listed days" if series.dates else "no dates are adopted yet"
    each = f", for each of the {series.for_each}" if series.for_each and when else ""
    starts = " or ".join(map(clock, (series.at, *(series.times or ())))) if series.at else ""
    ids = {series.id}
    if series.for_each:
        ids = {f"{series.id}-{each}" for each in roster.ids(given.plan, series.for_each)}
    count = sum(meeting.key.series in ids for meeting in given.schedule.meetings)
    return given.series(series), f"{when}{each}", starts, str(minutes), str(count or "")


def _host(given: Given) -> Iterator[str]:
    host = given.plan.program.host_meeting
    if host:
        yield f"The data review takes place within a meeting that is held already: {the(host)}."


def _year(given: Given) -> Iterator[str]:
    frequency, schedule = given.plan.frequency, given.schedule
    months = times(frequency.months, "month")
    how = (
        "as holds until they are confirmed" if frequency.entries == "holds" else "as settled dates"
    )
    yield f"Their dates stand on calendars for {months} ahead, {how}."
    if schedule.meetings:
        count = len(schedule.meetings)
        days = f"From {long_day(schedule.first)} to {long_day(schedule.last)}"
        are = "is" if count == 1 else "are"
        yield f"{days} there {are} {times(count, 'meeting')}; Annex A lists them."


def _movers(given: Given) -> Iterator[str]:
    moving = given.plan.frequency.moving
    if moving.who:
        yield f"Only {listing(given.offices(moving.who), 'or')} may move or cancel a meeting."
    if moving.notice_days is not None:
        yield f"A move takes {times(moving.notice_days, 'working day')} of notice."


def _release(given: Given) -> Iterator[str]:
    release = given.plan.frequency.release
    owner = f" by {given.office(release.owner)}" if release.owner else ""
    if release.by:
        yield f"Next year's schedule is released{owner} no later than {long_day(release.by)}."
    elif owner:
        yield f"Next year's schedule is released{owner}."
