"""Reading busy calendars and working out their year: our reader against the library's parse."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random

from icalendar import Calendar

from benchmarks import plans
from benchmarks.measure import Ratio, functions
from benchmarks.table import Row, Section
from statplan.busy import BusyReading, CalendarFile, Policies, read_calendars
from statplan.plan import Plan

_FILES, _ENTRIES, _MANY = 12, 500, 50_000
_TIMES = "TZID=Central Standard Time:"
_ZONE = """\
BEGIN:VTIMEZONE
TZID:Central Standard Time
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
END:DAYLIGHT
END:VTIMEZONE"""


def section() -> Section:
    """In CPU time within one process."""
    title = f"Reading {_FILES} calendars of {_ENTRIES} entries, ratio to the library's parse"
    return Section(title, _rows())


def _rows() -> Iterator[Row]:
    plan = Plan.model_validate(plans.many(4))
    files = [outlook(_ENTRIES, seed) for seed in range(_FILES)]
    yield Row("CPU time, with the times of the year", _ratio(plan, files), None, 0.25)
    once, often = outlook(_ENTRIES, 0), outlook(_MANY, 0)
    hundred = [once] * (_MANY // _ENTRIES)
    growth = functions(lambda: _ours(plan, [often]), lambda: _ours(plan, hundred), pairs=1)
    yield Row(f"{_MANY:,} entries over as many in small files", growth, None, 1.5)


def _ratio(plan: Plan, files: list[bytes]) -> Ratio:
    return functions(
        lambda: _ours(plan, files), lambda: [Calendar.from_ical(each) for each in files], pairs=5
    )


def _ours(plan: Plan, files: list[bytes]) -> BusyReading:
    owner = (plan.participants.people or ())[0].id
    given = [CalendarFile(f"{number}.ics", each, (owner,)) for number, each in enumerate(files)]
    return read_calendars(given, plan, Policies())


def outlook(entries: int, seed: int) -> bytes:
    """A calendar as Outlook writes it; every tenth entry repeats weekly."""
    random, numbers = Random(seed), count()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Microsoft Corporation//Outlook//EN"]
    lines += _ZONE.splitlines()
    for _ in range(entries):
        lines += _entry(random, next(numbers), seed)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _entry(random: Random, number: int, seed: int) -> Iterator[str]:
    start = datetime(2026, 6, 1) + timedelta(days=random.randrange(500))  # noqa: DTZ001 - local
    start += timedelta(minutes=30 * random.randrange(16, 34))
    end = start + timedelta(minutes=30 * random.randrange(1, 5))
    yield from ("BEGIN:VEVENT", "CLASS:PUBLIC", "CREATED:20260101T000000Z")
    yield "DESCRIPTION:The agenda follows in the week before\\, with the data."
    yield from [" And some more on what was agreed in the meeting before this one."] * 4
    for attendee in range(4):
        yield f'ATTENDEE;CN="Office {attendee}";RSVP=TRUE:mailto:office{attendee}@example.gov'
    yield f"DTEND;{_TIMES}{end:%Y%m%dT%H%M%S}"
    yield f"DTSTART;{_TIMES}{start:%Y%m%dT%H%M%S}"
    yield from ("DTSTAMP:20260101T000000Z", "LAST-MODIFIED:20260101T000000Z", "LOCATION:Room 10")
    if number % 10 == 0:
        yield "RRULE:FREQ=WEEKLY;COUNT=40"
    yield from ("PRIORITY:5", "SEQUENCE:0", "SUMMARY;LANGUAGE=en-us:Weekly review")
    yield from ("TRANSP:OPAQUE", f"UID:{seed}-{number}@example.gov")
    yield from ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-CDO-IMPORTANCE:1")
    yield from ("BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:DISPLAY", "DESCRIPTION:Reminder")
    yield from ("END:VALARM", "END:VEVENT")
