"""Zones that a file describes itself, held against the rules of the United States by hand."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statplan.busy import BusyReading, CalendarFile, Policies, read_calendars
from statplan.busy.vtimezone import parse_vtimezone
from tests.support.busy_calendars import plan, read
from tests.support.sampling import count_examples

WINDOW = (2026, 2029)  # the years around a plan of 2027 and its last backup dates
STANDARD, DAYLIGHT = timedelta(hours=-8), timedelta(hours=-7)
NAME = "Harbor Office"
NOON = timedelta(hours=12)
YEARS = st.integers(1601, 2026)


def find_sunday(year: int, month: int, nth: int) -> date:
    """Return the nth Sunday of a month, counted day by day."""
    days = (date(year, month, day) for day in range(1, 29))
    return [day for day in days if day.isoweekday() == 7][nth - 1]


def find_offset(day: date) -> timedelta:
    """Return the offset at noon: daylight time from March's second Sunday to November's first."""
    begin, end = find_sunday(day.year, 3, 2), find_sunday(day.year, 11, 1)
    return DAYLIGHT if begin <= day < end else STANDARD


def observance(kind: str, onset: date, rule: str, before: str, after: str) -> list[str]:
    lines = [f"BEGIN:{kind}", f"DTSTART:{onset.strftime('%Y').zfill(4)}{onset:%m%d}T020000"]
    lines += [f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", rule, f"END:{kind}"]
    return [line for line in lines if line]


def describe_zone(standard_year: int, daylight_year: int, name: str = NAME) -> str:
    """Return a VTIMEZONE with Pacific offsets, whose onsets begin in these years."""
    standard = find_sunday(standard_year, 11, 1)
    daylight = find_sunday(daylight_year, 3, 2)
    return "\n".join(
        [
            "BEGIN:VTIMEZONE",
            f"TZID:{name}",
            *observance(
                "STANDARD", standard, "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "-0700", "-0800"
            ),
            *observance(
                "DAYLIGHT", daylight, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "-0800", "-0700"
            ),
            "END:VTIMEZONE",
        ]
    )


def ask_offset(text: str, day: date) -> timedelta | None:
    """Return the offset at noon that a described zone gives."""
    zone = parse_vtimezone(text, *WINDOW)
    assert zone is not None
    return zone.utcoffset(datetime.combine(day, datetime.min.time()) + NOON)


def read_at(zone: str, *days: date, name: str = NAME) -> BusyReading:
    """Read entries at noon in the zone of a name, for a plan that counts in UTC."""
    entries = [
        "BEGIN:VEVENT\n"
        f"UID:{day:%Y%m%d}@example.gov\n"
        f"DTSTART;TZID={name}:{day:%Y%m%d}T120000\n"
        f"DTEND;TZID={name}:{day:%Y%m%d}T130000\n"
        "END:VEVENT"
        for day in days
    ]
    text = "\n".join(["BEGIN:VCALENDAR", zone, *entries, "END:VCALENDAR", ""])
    source = CalendarFile("mayor.ics", text.encode(), ("mayor",))
    return read_calendars([source], plan("UTC"), Policies())


@settings(max_examples=count_examples(10, 40))
@given(YEARS, YEARS, st.dates(date(2027, 1, 1), date(2027, 12, 31)))
@example(1601, 1601, date(2027, 7, 13))
@example(1601, 2007, date(2027, 7, 13))
@example(1601, 2007, date(2027, 1, 12))
@example(1626, 1626, date(2027, 7, 13))
@example(1627, 1627, date(2027, 7, 13))
@example(1899, 1899, date(2027, 7, 13))
@example(1900, 1900, date(2027, 7, 13))
@example(1970, 1970, date(2027, 7, 13))
@example(1970, 1970, date(2027, 1, 12))
@example(1999, 1999, date(2027, 7, 13))
@example(2007, 2007, date(2027, 7, 13))
@example(2026, 2026, date(2027, 7, 13))
def test_a_described_zone_is_right_whatever_the_year_of_its_onsets(
    standard_year: int, daylight_year: int, day: date
) -> None:
    days = dict.fromkeys((date(2027, 1, 12), date(2027, 7, 13), day))
    reading = read_at(describe_zone(standard_year, daylight_year), *days)
    assert not reading.errors
    (busy,) = reading.busy.calendars
    noons = (datetime.combine(each, datetime.min.time()) + NOON for each in days)
    assert {span.start for span in busy.intervals} == {
        noon - find_offset(noon.date()) for noon in noons
    }


@settings(max_examples=count_examples(15, 60))
@given(YEARS, st.dates(date(1602, 1, 1), date(2031, 12, 31)))
@example(1601, date(1602, 7, 1))
@example(1601, date(1999, 7, 1))
@example(1601, date(2001, 7, 1))
@example(1601, date(2001, 12, 31))
@example(1601, date(2002, 1, 1))
@example(1601, date(2002, 7, 1))
@example(1625, date(2025, 7, 1))
@example(1970, date(1971, 7, 1))
@example(1970, date(2031, 7, 1))
def test_times_before_and_after_the_year_that_is_looked_at_are_right_too(
    onset_year: int, day: date
) -> None:
    onset_year = min(onset_year, day.year - 1)
    assert ask_offset(describe_zone(onset_year, onset_year), day) == find_offset(day)


def test_a_moment_has_the_same_local_time_back() -> None:
    zone = parse_vtimezone(describe_zone(1601, 1601), *WINDOW)
    assert zone is not None
    for day in (date(1999, 7, 1), date(2001, 7, 1), date(2027, 1, 12), date(2027, 7, 13)):
        noon = datetime.combine(day, datetime.min.time()) + NOON
        moment = (noon - find_offset(day)).replace(tzinfo=UTC)
        assert moment.astimezone(zone).replace(tzinfo=None) == noon


@pytest.mark.parametrize("year", [1601, 1883, 1967, 1990])
def test_an_office_that_gave_daylight_time_up_stays_on_standard_time(year: int) -> None:
    end, last = ";UNTIL=19981101T090000Z", find_sunday(1998, 11, 1)
    march, november = find_sunday(year, 3, 2), find_sunday(year, 11, 1)
    zone = "\n".join(
        [
            f"BEGIN:VTIMEZONE\nTZID:{NAME}",
            *observance("STANDARD", date(1601, 1, 1), "", "-0752", "-0752"),
            *observance(
                "DAYLIGHT", march, f"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU{end}", "-0800", "-0700"
            ),
            *observance(
                "STANDARD",
                november,
                f"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU{end}",
                "-0700",
                "-0800",
            ),
            "END:VTIMEZONE",
        ]
    )
    assert ask_offset(zone, last - timedelta(days=100)) == DAYLIGHT
    assert ask_offset(zone, date(2027, 7, 13)) == STANDARD
    assert ask_offset(zone, date(2027, 1, 12)) == STANDARD


@pytest.mark.parametrize(
    ("rule", "july_offset"),
    [
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;COUNT=500", DAYLIGHT),
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;COUNT=400", STANDARD),  # the last in 2000
        ("RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYDAY=2SU", DAYLIGHT),
        ("RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=2SU", DAYLIGHT),  # odd years, 2027 too
        ("RRULE:FREQ=YEARLY;INTERVAL=3;BYMONTH=3;BYDAY=2SU", DAYLIGHT),  # 1601 + 3 * 142
        ("RRULE:FREQ=YEARLY;INTERVAL=7;BYMONTH=3;BYDAY=2SU", STANDARD),  # 2021, then 2028
    ],
)
def test_a_rule_that_ends_or_leaves_years_out_keeps_its_count_from_1601(
    rule: str, july_offset: timedelta
) -> None:
    text = describe_zone(1601, 1601).replace("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", rule)
    assert rule in text
    assert ask_offset(text, date(2027, 7, 13)) == july_offset


@pytest.mark.parametrize("name", ["since-1601", "since-1970", "since-2007", "name-with-commas"])
def test_an_office_on_the_other_coast_is_busy_at_noon_here_in_winter_and_in_summer(
    name: str,
) -> None:
    data = (Path(__file__).parent / "corpus" / f"described-{name}.ics").read_bytes()
    reading = read(data)
    assert not reading.errors
    (busy,) = reading.busy.calendars
    starts = {f"{span.start:%Y-%m-%d %H:%M}" for span in busy.intervals}
    assert {"2027-01-13 12:00", "2027-07-14 12:00", "2027-07-13 17:00"} <= starts
    assert all(span.start.hour in {12, 17} for span in busy.intervals)


@pytest.mark.parametrize(
    ("described", "named"),
    [
        (r"(UTC-08:00) Harbor\, Market\, Hill", '"(UTC-08:00) Harbor, Market, Hill"'),
        (r"Harbor\, Market", '"Harbor, Market"'),
        (r"Harbor\; Market", '"Harbor; Market"'),
        (r"Harbor\\Market", r"Harbor\Market"),
        (r"Harbor\\north", r"Harbor\north"),  # a backslash and an n, no line break
        (r"Harbor\\north\, Market", r'"Harbor\north, Market"'),
        (r"Harbor\nMarket", "Harbor^nMarket"),  # a line break in a parameter, RFC 6868
        (r"Harbor\NMarket", '"Harbor^nMarket"'),
        (r"Harbor\, Market\; Hill\\Pier\nEast", r'"Harbor, Market; Hill\Pier^nEast"'),
        (r"Harbor\Market", r"Harbor\Market"),  # a backslash that escapes nothing
        # Programs that copy the property into the parameter, backslashes included.
        (r"Harbor\, Market", r'"Harbor\, Market"'),
        (r"Harbor\; Market", r'"Harbor\; Market"'),
        (r"Harbor\\Market", r"Harbor\\Market"),
        (r"Harbor\nMarket", r"Harbor\nMarket"),
    ],
)
def test_a_described_zone_is_found_by_its_name_with_and_without_backslashes(
    described: str, named: str
) -> None:
    days = date(2027, 1, 12), date(2027, 7, 13)
    reading = read_at(describe_zone(1970, 1970, described), *days, name=named)
    assert not reading.errors
    (busy,) = reading.busy.calendars
    assert [f"{span.start:%m-%d %H:%M}" for span in busy.intervals] == [
        "01-12 20:00",
        "07-13 19:00",
    ]


@pytest.mark.parametrize("named", ["Harbor Market", '"Harbor,Market"', '"Harbor; Market"'])
def test_a_name_that_differs_in_more_than_backslashes_is_another_zone(named: str) -> None:
    zone = describe_zone(1970, 1970, r"Harbor\, Market")
    reading = read_at(zone, date(2027, 7, 13), name=named)
    (trouble,) = reading.errors
    assert "zone is not known" in trouble.message
    (busy,) = reading.busy.calendars
    assert [f"{span.start:%m-%d %H:%M}" for span in busy.intervals] == ["07-13 12:00"]


def test_the_exact_name_comes_before_one_that_is_read_without_its_backslashes() -> None:
    other = describe_zone(1970, 1970, r"Harbor\nMarket").replace("00\n", "30\n")
    zone = describe_zone(1970, 1970, r"Harbor\\nMarket")
    for zones in (f"{zone}\n{other}", f"{other}\n{zone}"):
        reading = read_at(zones, date(2027, 7, 13), name=r"Harbor\nMarket")
        (busy,) = reading.busy.calendars
        assert [f"{span.start:%m-%d %H:%M}" for span in busy.intervals] == ["07-13 19:00"]
