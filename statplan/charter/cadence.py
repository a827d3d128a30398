"""How each series recurs, in a sentence or two."""

from collections.abc import Iterator

from statplan.charter.english import capital, joined, number, times
from statplan.charter.given import Given
from statplan.plan.english import clock, listing, long_day
from statplan.plan.exceptions import OwnPlace
from statplan.plan.series import Series
from statplan.plan.times import WEEKDAYS, Every, On


def series_sentences(given: Given, series: Series) -> str:
    """Say how a series recurs, whose turn it is, and what sets it apart from the others."""
    name = given.series(series)
    said = [*_meets(given, series, name), *_bounds(series), *_exceptions(given, series)]
    said += [*_turns(given, series), *_places(given, series)]
    return joined([*said, *_apart(given, series)])


def rhythm(every: Every, on: On, in_month: int | None) -> str:
    """Say a rule: "on the second Thursday of every month"."""
    interval = f"every {every.unit if every.count == 1 else f'{number(every.count)} {every.unit}s'}"
    if len(on.weekdays) > 1:
        days = listing((WEEKDAYS[day] for day in on.weekdays), "or")
        return f"{interval} on a {days}"
    if on.ordinal is None:
        day = WEEKDAYS[on.weekdays[0]]
        return f"every {day}" if str(every) == "week" else f"{interval} on {day}"
    if every.unit == "quarter":
        month = ("first", "second", "third")[(in_month or 1) - 1]
        return f"on the {on} of the {month} month of {interval}"
    return f"on the {on} of {interval}" if every.count == 1 else f"{interval} on the {on}"


def _meets(given: Given, series: Series, name: str) -> Iterator[str]:
    minutes = times(series.minutes or given.plan.frequency.minutes, "minute")
    at = f" at {listing(map(clock, (series.at, *(series.times or ()))), 'or')}" if series.at else ""
    each = f", once for each of the {series.for_each}" if series.for_each else ""
    if series.dates == ():
        yield f"No dates are adopted yet for {name}; it will meet{at} for {minutes}."
    elif series.dates:
        days = times(len(series.dates), "day")
        yield f"{name} meets on {days} listed in Annex A{at} for {minutes}{each}."
    elif series.every and series.on:
        when = rhythm(series.every, series.on, series.in_month)
        yield f"{name} meets {when}{at} for {minutes}{each}."
    elif series.every or series.on:
        when = f"every {series.every}" if series.every else f"on {series.on}"
        yield f"{name} meets {when}{at} for {minutes}{each}."
    else:
        yield f"{name} meets{at} for {minutes}{each}."


def _bounds(series: Series) -> Iterator[str]:
    if series.starts:
        yield f"It counts from {long_day(series.starts)}."
    for change in series.changes or ():
        on = change.on or series.on
        when = rhythm(change.every, on, series.in_month) if on else f"every {change.every}"
        at = f" at {clock(change.at)}" if change.at else ""
        yield f"From {long_day(change.from_)} on it meets {when}{at}."
    if series.until:
        yield f"It ends on {long_day(series.until)}."


def _exceptions(given: Given, series: Series) -> Iterator[str]:
    """Say for how many meetings of the year the plan has another date, time or back-up."""
    there = {str(each.key) for each in given.schedule.meetings}
    count = sum(each.meeting in there for each in series.exceptions or ())
    if count:
        own = "its" if count == 1 else "their"
        told = times(count, "meeting")
        yield f"The plan gives {told} of it a date, a time or a back-up of {own} own."


def _places(given: Given, series: Series) -> Iterator[str]:
    """Say which of its departments or subjects have their own place."""
    places = [
        f"{given.turns((each.of,))[0]} ({_place(series, each)})" for each in series.places or ()
    ]
    if places:
        yield f"These have their own place: {listing(places)}."


def _place(series: Series, own: OwnPlace) -> str:
    on = own.on
    when = [rhythm(series.every, on, own.in_month)] if series.every and on else []
    when += [f"in week {own.week} of {series.every}"] if own.week else []
    return " ".join([*when, *([f"at {clock(own.at)}"] if own.at else [])])


def _turns(given: Given, series: Series) -> Iterator[str]:
    if series.subject:
        yield f"Its subject is {given.subjects.get(series.subject, series.subject)}."
    if series.department:
        yield f"It examines {given.departments.get(series.department, series.department)}."
    if isinstance(series.rotate, str):
        yield f"The {series.rotate} take turns in the order in which they are listed."
    elif series.rotate:
        yield f"These take turns: {listing(given.turns(series.rotate))}."


def _apart(given: Given, series: Series) -> Iterator[str]:
    if series.chair:
        yield f"{capital(given.office(series.chair))} chairs it."
    if series.room:
        yield f"It meets in {series.room}."
    if series.without_panel:
        yield "It meets without the panel."
    if series.required:
        besides = "" if series.without_panel else " besides the panel"
        yield f"Required{besides}: {listing(given.offices(series.required))}."
    if series.optional:
        yield f"Welcome: {listing(given.offices(series.optional))}."
