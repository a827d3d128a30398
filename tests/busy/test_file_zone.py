"""Times without a zone are in the one that a calendar names (X-WR-TIMEZONE), or the plan's."""

import pytest

from statplan.busy import BusyReading
from statplan.cli.busy_conflicts import describe_calendars
from tests.support.busy_calendars import plan, read

ENTRY = "BEGIN:VEVENT\nUID:{0}\nDTSTART:2027070{0}T170000\nDURATION:PT1H\nEND:VEVENT"
FREE_BUSY = "BEGIN:VFREEBUSY\nFREEBUSY:20270705T170000/PT1H\nEND:VFREEBUSY"
BRUSSELS = "X-WR-TIMEZONE:Europe/Brussels"
OFFICE = (
    "BEGIN:VTIMEZONE\nTZID:Office\\, Hall\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
    "TZOFFSETFROM:+0200\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE"
)


def calendar(*parts: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", *parts, "END:VCALENDAR", ""])


def starts(reading: BusyReading) -> list[str]:
    (busy,) = reading.busy.calendars
    return [f"{span.start:%d %H:%M}" for span in busy.intervals]


def counts(reading: BusyReading) -> tuple[int, int]:
    (source,) = reading.sources
    return source.floating_count, source.file_zone_count


@pytest.mark.parametrize(
    "parts",
    [
        (BRUSSELS, ENTRY.format(5)),
        (ENTRY.format(5), BRUSSELS),  # it belongs before the entries, but no program insists
        ("x-wr-timezone:Romance Standard Time", ENTRY.format(5)),
        (OFFICE, "X-WR-TIMEZONE:Office\\, Hall", ENTRY.format(5)),
        (BRUSSELS, FREE_BUSY),
        ("X-WR-TIME\n ZONE:Europe/\n Brussels", ENTRY.format(5)),
    ],
)
def test_floating_times_are_in_the_zone_that_the_calendar_names(parts: tuple[str, ...]) -> None:
    reading = read(calendar(*parts).encode())
    assert not reading.errors
    assert starts(reading) == ["05 11:00"]
    assert counts(reading) == (0, 1)


@pytest.mark.parametrize("line", ["X-WR-TIMEZONE:", "X-WR-CALDESC:1"])
def test_without_such_a_name_they_are_in_the_plans(line: str) -> None:
    reading = read(calendar(line, ENTRY.format(5)).encode())
    assert not reading.errors
    assert starts(reading) == ["05 17:00"]
    assert counts(reading) == (1, 0)


def test_a_name_within_a_component_is_not_the_calendars() -> None:
    text = calendar(ENTRY.format(5).replace("UID", f"{BRUSSELS}\nUID"))
    assert starts(read(text.encode())) == ["05 17:00"]


def test_a_name_that_is_not_known_is_named_where_a_time_needs_it() -> None:
    text = calendar("X-WR-TIMEZONE:Marker4711", ENTRY.format(5), ENTRY.format(6))
    reading = read(text.encode())
    (trouble,) = reading.errors
    assert trouble.line == 2
    assert trouble.message == (
        "the zone that X-WR-TIMEZONE names is not known; "
        "times without a zone are taken in the plan's."
    )
    assert starts(reading) == ["05 17:00", "06 17:00"]
    assert counts(reading) == (2, 0)
    in_utc = text.replace("T170000", "T170000Z")
    assert not read(in_utc.encode()).errors


def test_each_calendar_of_a_file_names_its_own() -> None:
    calendars = (
        calendar(BRUSSELS, ENTRY.format(5)),
        calendar("X-WR-TIMEZONE:Asia/Tokyo", ENTRY.format(6)),
        calendar(ENTRY.format(7)),
    )
    reading = read("".join(calendars).encode())
    assert starts(reading) == ["05 11:00", "06 04:00", "07 17:00"]
    assert counts(reading) == (1, 2)


def test_whole_days_and_times_with_a_zone_do_not_need_it() -> None:
    day = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20270705\nEND:VEVENT"
    zoned = ENTRY.format(6).replace("DTSTART", "DTSTART;TZID=America/New_York")
    reading = read(calendar("X-WR-TIMEZONE:Nowhere", day, zoned).encode())
    assert not reading.errors
    assert starts(reading) == ["05 00:00", "06 17:00"]


def test_the_report_says_which_zone_floating_times_are_in() -> None:
    text = calendar(BRUSSELS, ENTRY.format(5)) + calendar(ENTRY.format(6), ENTRY.format(7))
    told = list(describe_calendars(plan(), (), read(text.encode())))
    assert "Times without a zone, taken in America/New_York: 2." in told
    assert "Times without a zone, taken in the zone that their calendar names: 1." in told
