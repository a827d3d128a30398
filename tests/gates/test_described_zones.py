"""Zones that a file describes itself are read as libical and ical.js read them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from statplan.busy.budget import Budget
from statplan.busy.content_lines import scan_components, unfold_text
from statplan.busy.described_zone import DescribedZone
from tests.gates.tools import READERS, TOOLS, told

NAME = "Office"
COUNT = 60
DAYS = ("0115", "0415", "0715", "1015")
LISTED_YEARS = range(1990, 2031)
# ical.js takes no onset from a DTSTART that has lists beside it; the RFC and libical do (3.6.5).
YEARS = range(LISTED_YEARS[2], 2030)
MONTHS = ((3, 11), (4, 10), (3, 10))
WEEKS = ("1", "2", "3", "-1")


def write_offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{rest:02}"


def describe_observance(kind: str, start: str, before: int, after: int, *lines: str) -> list[str]:
    offsets = (f"TZOFFSETFROM:{write_offset(before)}", f"TZOFFSETTO:{write_offset(after)}")
    return [f"BEGIN:{kind}", f"DTSTART:{start}T020000", *offsets, *lines, f"END:{kind}"]


def find_first_day(year: int, month: int, week: str) -> str:
    """Return the nth Sunday of a month, or the last."""
    days = [datetime(year, month, day, tzinfo=UTC) for day in range(1, 29)]
    if week == "-1":
        later = (days[-1] + timedelta(days=number) for number in range(1, 4))
        days += [day for day in later if day.month == month]
    sundays = [day for day in days if day.isoweekday() == 7]
    return f"{sundays[int(week) - (int(week) > 0)]:%Y%m%d}"


def describe_zone(random: Random) -> list[str]:
    """Return a zone with two seasons in each of two eras, of which the last has no end."""
    standard = random.randrange(-11 * 60, 12 * 60, 30)
    daylight = standard + 60
    last_era = random.choice((1995, 2007, 2015, 2026))
    eras = [(random.choice((1970, 1980, 1987)), last_era), (last_era, None)]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{NAME}"]
    lines += describe_observance("STANDARD", "19500101", standard, standard)
    for first, end in eras:
        spring, autumn = random.choice(MONTHS)
        for kind, month, before, after in (
            ("DAYLIGHT", spring, standard, daylight),
            ("STANDARD", autumn, daylight, standard),
        ):
            week = random.choice(WEEKS)
            until = f";UNTIL={end}0101T000000Z" if end else ""
            rule = f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={week}SU{until}"
            start = find_first_day(first, month, week)
            lines += describe_observance(kind, start, before, after, rule)
    return [*lines, "END:VTIMEZONE"]


def list_dates(random: Random) -> list[str]:
    """Return a zone whose changes are listed one by one."""
    standard = random.randrange(-11 * 60, 12 * 60, 15)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{NAME}"]
    for kind, month, before, after in (
        ("STANDARD", 11, standard + 60, standard),
        ("DAYLIGHT", 3, standard, standard + 60),
    ):
        days = [f"{year}{month:02}{random.randrange(1, 29):02}" for year in LISTED_YEARS]
        dates = [f"RDATE:{day}T020000" for day in days[1:]]
        lines += describe_observance(kind, days[0], before, after, *dates)
    return [*lines, "END:VTIMEZONE"]


def write_calendars(folder: Path) -> dict[Path, list[str]]:
    """Write calendars with an entry in each season of some years; return their local times."""
    written: dict[Path, list[str]] = {}
    for number in range(COUNT):
        random = Random(number)  # noqa: S311 - the same zones each time
        zone = list_dates(random) if number % 4 == 3 else describe_zone(random)
        years = sorted(random.sample(YEARS, 6))
        times = [f"{year}{day}T120000" for year in (*years, 2027) for day in DAYS]
        entries = [
            line
            for serial, time in enumerate(times)
            for line in (
                "BEGIN:VEVENT", f"UID:{serial}@example.gov", "DTSTAMP:20260101T000000Z",
                f"DTSTART;TZID={NAME}:{time}", "DURATION:PT1H", "END:VEVENT",
            )
        ]  # fmt: skip
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN"]
        path = folder / f"{number}.ics"
        text = "\r\n".join([*head, *zone, *entries, "END:VCALENDAR", ""])
        path.write_text(text, encoding="utf-8", newline="")
        written[path] = times
    return written


def read_instants(path: Path, times: list[str]) -> list[int]:
    """Return the instants of local times in the zone that a file describes."""
    scanned = scan_components(unfold_text(path.read_bytes()))
    assert not scanned.faults
    (component,) = (each for each in scanned.components if each.kind == "VTIMEZONE")
    zone = DescribedZone(component, Budget(), lambda line: pytest.fail(f"line {line}"))
    return [
        int(datetime.strptime(time, "%Y%m%dT%H%M%S").replace(tzinfo=zone).timestamp())
        for time in times
    ]


def read_by_others(files: Iterable[Path]) -> list[dict[str, list[int]]]:
    """Return the instants that libical and ical.js read."""
    files = list(files)
    library = TOOLS / "node_modules" / "ical.js" / "dist" / "ical.js"
    return [
        told("/usr/bin/python3", READERS / "libical_offsets.py", *files),
        told("node", READERS / "ical_offsets.mjs", library, *files),
    ]


def test_described_zones_are_as_libical_and_ical_js_read_them(tmp_path: Path) -> None:
    written = write_calendars(tmp_path)
    ours = {str(path): read_instants(path, times) for path, times in written.items()}
    for theirs in read_by_others(written):
        assert ours == theirs


def test_a_described_zone_that_is_half_an_hour_off_is_caught(tmp_path: Path) -> None:
    path, times = next(iter(write_calendars(tmp_path).items()))
    ours = read_instants(path, times)
    text = path.read_text(encoding="utf-8")
    damaged = re.sub(r"(TZOFFSETTO:.\d\d)(\d\d)", lambda m: m[1] + ("30", "00")[m[2] != "00"], text)
    path.write_text(damaged, encoding="utf-8")
    for theirs in read_by_others([path]):
        assert ours != theirs[str(path)]
