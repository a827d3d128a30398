"""What other programs read from our VTIMEZONE is what the time zone database says."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from io import StringIO
from itertools import islice
from pathlib import Path

import icalendar
import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream
from ical.timezone import IcsTimezoneInfo

from statplan.calendars.posix_tz import parse_yearly_changes
from statplan.calendars.vtimezone_writer import render_vtimezone
from statplan.plan.timezones import (
    detect_clock_change,
    list_timezones,
    load_timezone,
    read_posix_rule,
)
from tests.support.sampling import sample

ROOT = Path(__file__).parents[2]
FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NAMED = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/New_York",
    "America/Nuuk",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Vancouver",
    "Antarctica/Troll",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Etc/UTC",
    "Europe/Dublin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Kiritimati",
)
Change = tuple[datetime, timedelta]


def _offset(tz: tzinfo, instant: datetime) -> timedelta:
    return instant.astimezone(tz).utcoffset() or timedelta()


@cache
def _true_changes(key: str, first: date, last: date) -> tuple[Change, ...]:
    """What is in force at the first midnight in UTC, and every change until the last."""
    tz, start = load_timezone(key), datetime.combine(first, time(), UTC)
    found = [(start, _offset(tz, start))]
    for day in range((last - first).days):
        early, late = start + day * DAY, start + (day + 1) * DAY
        if _offset(tz, late) == found[-1][1]:
            continue
        while late - early > timedelta(seconds=1):
            middle = (early + (late - early) / 2).replace(microsecond=0)
            same = _offset(tz, middle) == found[-1][1]
            early, late = (middle, late) if same else (early, middle)
        found.append((late, _offset(tz, late)))
    return tuple(found)


@cache
def _local_times(key: str, first: date, last: date) -> tuple[tuple[datetime, timedelta], ...]:
    """Clear local times with their true offsets: about every change, and noon of every 15th."""
    near = [
        (instant + hours * HOUR).astimezone(load_timezone(key))
        for instant, _ in _true_changes(key, first, last)[1:]
        for hours in (-2, -1, 1, 2)
    ]
    days = (first + day * DAY for day in range((last - first).days + 1))
    noons = [datetime.combine(day, time(12), load_timezone(key)) for day in days if day.day == 15]
    return tuple(
        (local.replace(tzinfo=None), local.utcoffset() or timedelta())
        for local in near + noons
        if not detect_clock_change(local.replace(tzinfo=None), key)
    )


def _with_dateutil(text: str) -> tzinfo:
    tz = tzical(StringIO(text)).get()
    assert tz
    return tz


def _with_icalendar(text: str) -> tzinfo:
    timezone = icalendar.Timezone.from_ical(text)
    assert isinstance(timezone, icalendar.Timezone)
    assert not timezone.errors
    tz = timezone.to_tz(lookup_tzid=False)  # or it would answer from its own database
    assert isinstance(tz, tzinfo)
    return tz


def _with_ical(text: str) -> tzinfo:
    head = "BEGIN:VCALENDAR\r\nPRODID:-//test//EN\r\nVERSION:2.0\r\n"
    calendar = IcsCalendarStream.calendar_from_ics(f"{head}{text}END:VCALENDAR\r\n")
    return IcsTimezoneInfo.from_timezone(calendar.timezones[0])


Reader = Callable[[str], tzinfo]
READERS = [_with_dateutil, _with_icalendar]


def _misread(text: str, key: str, read: Reader, first: date, last: date) -> list[datetime]:
    tz = read(text)
    return [
        local
        for local, offset in _local_times(key, first, last)
        if local.replace(tzinfo=tz).utcoffset() != offset
    ]


def _read_changes(text: str, first: date, last: date) -> tuple[Change, ...]:
    """The instants of change as icalendar works them out, in the form of `_true_changes`."""
    timezone = icalendar.Timezone.from_ical(text)
    assert isinstance(timezone, icalendar.Timezone)
    times, infos = timezone.get_transitions()
    start, end = (datetime.combine(day, time(), UTC) for day in (first, last))
    both = [(at.replace(tzinfo=UTC), info[0]) for at, info in zip(times, infos, strict=True)]
    in_force = [(start, offset) for at, offset in both if at <= start][-1:]
    return (*in_force, *(change for change in both if start < change[0] <= end))


def _observances(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for kind, lines in re.findall(r"BEGIN:(STANDARD|DAYLIGHT)\r\n(.*?)END:", text, re.DOTALL):
        yield kind, dict(line.split(":") for line in lines.splitlines())


@cache
def _families() -> list[list[str]]:
    """The keys that share their data, together; every fifteenth of such lists in `make test`."""
    found: dict[bytes, list[str]] = {}
    for key in sorted(list_timezones()):
        data = files("tzdata").joinpath("zoneinfo", *key.split("/")).read_bytes()
        found.setdefault(data, []).append(key)
    return sample(found.values(), len(found) // 15)


def _body(key: str) -> str:
    return render_vtimezone(key, FIRST, LAST).replace(f"TZID:{key}\r\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("read", READERS)
def test_every_zone_is_read_right(read: Reader) -> None:
    wrong = {}
    for key, *_ in _families():
        misread = _misread(render_vtimezone(key, FIRST, LAST), key, read, FIRST, LAST)
        if misread:
            wrong[key] = misread
    assert wrong == {}


def test_every_zone_changes_at_the_true_instant() -> None:
    keys = [key for key, *_ in _families()]
    read = {key: _read_changes(render_vtimezone(key, FIRST, LAST), FIRST, LAST) for key in keys}
    assert read == {key: _true_changes(key, FIRST, LAST) for key in keys}


def test_links_differ_in_their_name_alone() -> None:
    for key, *others in _families():
        assert {_body(other) for other in others} <= {_body(key)}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("key", NAMED)
def test_named_zones_are_read_right_for_a_year(key: str, read: Reader) -> None:
    first, last = date(2026, 7, 1), date(2027, 6, 30)
    assert _misread(render_vtimezone(key, first, last), key, read, first, last) == []


def test_an_unrelated_reader_agrees_about_rules() -> None:
    """Both readers above expand with dateutil's tzical; ical does not.

    It leaves out observances without an RRULE, and so can say nothing about the other zones.
    """
    texts = {key: render_vtimezone(key, FIRST, LAST) for key in NAMED}
    ruled = [key for key in NAMED if "RRULE" in texts[key]]
    assert {"America/New_York", "Australia/Sydney", "Pacific/Chatham"} <= set(ruled)
    misread = {key: _misread(texts[key], key, _with_ical, FIRST, LAST) for key in ruled}
    assert misread == {key: [] for key in ruled}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("Africa/Cairo", ("2025-04-24", "2025-04-25", "2025-10-30", "2025-10-31")),
        ("America/New_York", ("2007-03-10", "2007-03-11", "2007-11-03", "2007-11-04")),
        ("Pacific/Apia", ("2011-12-29", "2011-12-31", "2012-01-01")),
        ("Pacific/Kiritimati", ("1994-12-30", "1995-01-01", "1995-01-02")),
    ],
)
def test_a_plan_of_one_day_is_right_until_the_next_noon(
    key: str, days: tuple[str, ...], read: Reader
) -> None:
    for day in map(date.fromisoformat, days):
        tz = read(render_vtimezone(key, day, day))
        locals_ = [datetime.combine(day, time()) + hour * HOUR for hour in range(36)]
        for local in (local for local in locals_ if not detect_clock_change(local, key)):
            true = local.replace(tzinfo=load_timezone(key)).utcoffset()
            assert local.replace(tzinfo=tz).utcoffset() == true, local


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("key", "january", "july"),
    [
        ("Africa/Cairo", 2, 3),
        ("America/New_York", -5, -4),
        ("America/Phoenix", -7, -7),
        ("America/Santiago", -3, -4),
        ("America/Sao_Paulo", -3, -3),
        ("Asia/Gaza", 2, 3),
        ("Asia/Kathmandu", 5.75, 5.75),
        ("Asia/Kolkata", 5.5, 5.5),
        ("Australia/Lord_Howe", 11, 10.5),
        ("Australia/Sydney", 11, 10),
        ("Europe/Dublin", 0, 1),
        ("Pacific/Apia", 13, 13),
        ("Pacific/Auckland", 13, 12),
        ("Pacific/Chatham", 13.75, 12.75),
        ("Pacific/Kiritimati", 14, 14),
    ],
)
def test_offsets_everyone_can_check(key: str, january: float, july: float, read: Reader) -> None:
    tz = read(render_vtimezone(key, date(2025, 1, 1), date(2025, 12, 31)))
    hours = [datetime(2025, month, 15, 8, tzinfo=tz).utcoffset() for month in (1, 7)]
    assert hours == [january * HOUR, july * HOUR]


@pytest.mark.parametrize(
    ("key", "year"),
    [
        ("America/New_York", 2006),  # the rule changed in 2007
        ("America/Sao_Paulo", 2018),  # the last summer time
        ("Asia/Gaza", 2024),
        ("Asia/Almaty", 2024),  # the standard offset changed
        ("Pacific/Apia", 2011),  # a day was left out
        ("Europe/Moscow", 2014),
    ],
)
def test_changes_by_no_rule_are_listed_one_by_one(key: str, year: int) -> None:
    first, last = date(year, 1, 1), date(year + 1, 12, 31)
    text = render_vtimezone(key, first, last)
    assert "RRULE" not in text
    assert text.count("DTSTART") == len(_true_changes(key, first, last))
    assert _read_changes(text, first, last) == _true_changes(key, first, last)
    assert [_misread(text, key, read, first, last) for read in READERS] == [[], []]


@pytest.mark.parametrize(
    ("key", "rules"),
    [
        ("America/New_York", ["BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"]),
        ("Australia/Sydney", ["BYMONTH=4;BYDAY=1SU", "BYMONTH=10;BYDAY=1SU"]),
        ("Europe/Dublin", ["BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU"]),
        (
            "America/Santiago",
            [
                "BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU",
                "BYMONTH=9;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU",
            ],
        ),
    ],
)
def test_a_rule_is_written_as_a_rule(key: str, rules: list[str]) -> None:
    lines = render_vtimezone(key, date(2025, 1, 1), date(2025, 12, 31)).split("\r\n")
    assert [line for line in lines if line.startswith("RRULE")] == [
        f"RRULE:FREQ=YEARLY;{rule}" for rule in rules
    ]


def test_new_york_to_the_letter() -> None:
    assert render_vtimezone("America/New_York", date(2025, 1, 1), date(2025, 12, 31)).split(
        "\r\n"
    ) == [
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:DAYLIGHT",
        "DTSTART:20240310T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "TZNAME:EDT",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20241103T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "TZNAME:EST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_a_zone_without_changes_to_the_letter() -> None:
    assert render_vtimezone("Asia/Kathmandu", FIRST, LAST).split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Kathmandu",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0545",
        "TZOFFSETTO:+0545",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_seconds_of_an_offset_are_written_where_there_are_any() -> None:
    text = render_vtimezone("Africa/Monrovia", date(1970, 1, 1), date(1970, 12, 31))
    assert "TZOFFSETTO:-004430\r\n" in text


def test_a_rule_starts_on_a_day_of_its_own() -> None:
    for key, *_ in _families():
        for _, lines in _observances(render_vtimezone(key, FIRST, LAST)):
            if "RRULE" in lines:
                start = datetime.fromisoformat(lines["DTSTART"])
                assert start.year == FIRST.year - 1, key
                assert rrulestr(lines["RRULE"], dtstart=start)[0] == start, key


def test_daylight_is_ahead_of_standard() -> None:
    for key, *_ in _families():
        found: dict[str, set[timedelta]] = {"STANDARD": set(), "DAYLIGHT": set()}
        for kind, lines in _observances(render_vtimezone(key, FIRST, LAST)):
            offset = datetime.strptime(lines["TZOFFSETTO"], "%z").utcoffset()
            assert offset is not None
            found[kind].add(offset)
        (standard,) = found["STANDARD"]
        assert all(daylight > standard for daylight in found["DAYLIGHT"]), key


@pytest.mark.slow
def test_every_line_is_plain() -> None:
    for key in sample(sorted(list_timezones()), 60):
        text = render_vtimezone(key, FIRST, LAST)
        assert text.isascii()
        assert text.endswith("\r\n")
        lines = text.removesuffix("\r\n").split("\r\n")
        assert all(0 < len(line) <= 75 and line.isprintable() for line in lines), key
        allowed = {"BEGIN", "END", "TZID", "DTSTART", "RRULE", "TZNAME"}
        assert {line.partition(":")[0] for line in lines} <= allowed | {
            "TZOFFSETFROM",
            "TZOFFSETTO",
        }
        assert "-0000" not in text, key


@pytest.mark.slow
@pytest.mark.parametrize(
    "world",
    sample([
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2"},
        {"TZ": "Pacific/Kiritimati"},
        {"PYTHONTZPATH": ""},
    ], 2),
)  # fmt: skip
def test_the_same_text_everywhere(world: dict[str, str]) -> None:
    script = (
        "import sys; from datetime import date; from statplan.calendars.vtimezone_writer import "
        "render_vtimezone\n"
        "days = date(2026, 1, 1), date(2029, 12, 31)\n"
        "sys.stdout.buffer.write(b''.join(render_vtimezone(k, *days).encode() for k in "
        "sys.argv[1:]))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, *NAMED],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | world,
        capture_output=True,
        check=True,
    )
    assert printed.stdout == b"".join(render_vtimezone(key, FIRST, LAST).encode() for key in NAMED)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [("20250309T020000", "20250309T010000"), ("20251102T020000", "20251102T030000")],
)
def test_the_comparison_sees_an_onset_that_is_an_hour_off(
    right: str, wrong: str, read: Reader
) -> None:
    text = render_vtimezone("America/New_York", FIRST, LAST)
    broken = text.replace(right, wrong)
    assert broken != text
    assert _misread(broken, "America/New_York", read, FIRST, LAST)
    true = _true_changes("America/New_York", FIRST, LAST)
    assert _read_changes(text, FIRST, LAST) == true != _read_changes(broken, FIRST, LAST)


@pytest.mark.parametrize(
    ("rule", "onsets"),
    [
        ("EST5EDT,M3.2.0,M11.1.0", ["2027-03-14 02:00", "2027-11-07 02:00"]),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", ["2027-03-27 23:00", "2027-10-31 00:00"]),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", ["2027-03-27 02:00", "2027-10-30 02:00"]),
        ("IST-2IDT,M3.4.4/26,M10.5.0", ["2027-03-26 02:00", "2027-10-31 02:00"]),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", ["2027-10-03 02:00", "2027-04-04 02:00"]),
        ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", ["2027-09-26 02:45", "2027-04-04 03:45"]),
    ],
)
def test_a_posix_rule_names_its_onsets(rule: str, onsets: list[str]) -> None:
    changes = parse_yearly_changes(rule)
    assert [f"{change.find_onset(2027):%Y-%m-%d %H:%M}" for change in changes] == onsets
    for change in changes:
        expanded = rrulestr(change.rrule, dtstart=change.find_onset(2020))
        assert list(islice(expanded, 9)) == [change.find_onset(year) for year in range(2020, 2029)]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "MSK-3",
        "EST5EDT",
        "EST5EDT,J60,J300",
        "EET-2EEST,M4.5.5/0,M10.5.4/24",  # 26 October to 1 November
        "XST0XDT,M3.1.0/-1,M10.5.0",  # 28 February to 6 March
        "XST0XDT,M2.5.0,M10.5.0",  # the last seven days of February are not always the same
        "no rule",
    ],
)
def test_what_no_yearly_rule_can_say_has_none(rule: str) -> None:
    assert parse_yearly_changes(rule) == ()


def test_a_rule_that_cannot_be_said_is_listed() -> None:
    assert read_posix_rule("Africa/Cairo").endswith("/24")
    text = render_vtimezone("Africa/Cairo", date(2025, 1, 1), date(2025, 12, 31))
    assert "RRULE" not in text
    assert text.count("DTSTART") == 3
