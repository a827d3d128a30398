"""Zones that a file describes itself, held against the rules of the United States by hand."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statplan.busy import BusyReading, CalendarFile, Policies, read_calendars
from statplan.busy.budget import Budget
from statplan.busy.content_lines import scan_components, unfold_text
from statplan.busy.described_zone import DescribedZone
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


def build_zone(text: str) -> DescribedZone:
    """Return a described zone, for the years that are looked at."""
    (component,) = scan_components(unfold_text(text.encode())).components
    zone = DescribedZone(component, Budget(), lambda line: pytest.fail(f"line {line}"))
    zone.list_changes(*WINDOW)
    return zone


def ask_offset(text: str, day: date) -> timedelta | None:
    """Return the offset at noon that a described zone gives."""
    return build_zone(text).utcoffset(datetime.combine(day, datetime.min.time()) + NOON)


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
    zone = build_zone(describe_zone(1601, 1601))
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


def find_sundays(year: int, month: int) -> list[date]:
    """Return the Sundays of a month, counted day by day."""
    days = (date(year, month, 1) + timedelta(days=number) for number in range(31))
    return [day for day in days if day.isoweekday() == 7 and day.month == month]


def describe_eras(era: int) -> str:
    """Return a zone with American rules from April to October before a year, and today's from it.

    It begins in 1967, from another offset.
    """
    april, october = "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"
    until_april = f"{find_sundays(era - 1, 4)[0]:%Y%m%d}T100000Z"
    until_october = f"{find_sundays(era - 1, 10)[-1]:%Y%m%d}T090000Z"
    march, november = find_sunday(era, 3, 2), find_sunday(era, 11, 1)
    return "\n".join(
        [
            "BEGIN:VTIMEZONE",
            f"TZID:{NAME}",
            *observance(
                "DAYLIGHT", march, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "-0800", "-0700"
            ),
            *observance(
                "STANDARD", november, "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "-0700", "-0800"
            ),
            *observance(
                "DAYLIGHT", date(1967, 4, 2), f"RRULE:{april};UNTIL={until_april}", "-0800", "-0700"
            ),
            *observance(
                "STANDARD",
                date(1967, 10, 29),
                f"RRULE:{october};UNTIL={until_october}",
                "-0700",
                "-0800",
            ),
            *observance("STANDARD", date(1950, 1, 1), "", "-075258", "-0800"),
            "END:VTIMEZONE",
        ]
    )


def find_offset_of_eras(day: date, era: int) -> timedelta:
    if day.year < 1950:
        return -timedelta(hours=7, minutes=52, seconds=58)
    if day.year < 1967:
        return STANDARD
    if day.year >= era:
        return find_offset(day)
    begin, end = find_sundays(day.year, 4)[0], find_sundays(day.year, 10)[-1]
    return DAYLIGHT if begin <= day < end else STANDARD


@settings(max_examples=count_examples(25, 300))
@given(
    st.integers(1969, 2028), st.lists(st.dates(date(1900, 1, 1), date(2040, 12, 31)), min_size=1)
)
@example(2007, [date(2006, 10, 29), date(2006, 10, 28), date(2006, 4, 2), date(2007, 3, 11)])
@example(2007, [date(1967, 4, 1), date(1967, 4, 2), date(1949, 12, 31), date(1950, 1, 1)])
def test_the_eras_of_a_zone_follow_each_other(era: int, days: list[date]) -> None:
    zone = build_zone(describe_eras(era))
    for day in days:
        noon = datetime.combine(day, datetime.min.time()) + NOON
        offset = find_offset_of_eras(day, era)
        assert zone.utcoffset(noon) == offset
        moment = (noon - offset).replace(tzinfo=UTC)
        assert moment.astimezone(zone).replace(tzinfo=None) == noon


def describe_one(*lines: str, before: str = "-0800", after: str = "-0700") -> str:
    """Return a zone with one observance; its DTSTART comes first."""
    times = ("BEGIN:VTIMEZONE", f"TZID:{NAME}", "BEGIN:DAYLIGHT")
    offsets = (f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}")
    return "\n".join([*times, *lines, *offsets, "END:DAYLIGHT", "END:VTIMEZONE"])


@pytest.mark.parametrize(
    ("text", "day", "hours"),
    [
        (describe_one("DTSTART:20270314T020000"), date(2027, 3, 13), -8),
        (describe_one("DTSTART:20270314T020000"), date(2027, 3, 14), -7),
        (describe_one("DTSTART:20270314T020000"), date(1800, 3, 14), -8),
        (describe_one("DTSTART:00010101T000000", before="-0700"), date(2027, 1, 12), -7),
        (describe_one("DTSTART:00010101T000000", after="+1400"), date(1, 1, 2), 14),
        (describe_one("DTSTART:99991231T020000"), date(9999, 12, 30), -8),
        (describe_one("DTSTART;VALUE=DATE:20270314"), date(2027, 3, 14), -7),
        (describe_one("DTSTART:20270314T100000Z"), date(2027, 3, 14), -7),
        (describe_one("DTSTART:20400101T000000", "RDATE:20270314T020000"), date(2027, 3, 14), -7),
    ],
)
def test_a_zone_of_one_change_has_the_offset_before_it_and_after_it(
    text: str, day: date, hours: int
) -> None:
    assert ask_offset(text, day) == timedelta(hours=hours)


def test_listed_onsets_count_and_so_does_the_last_before_the_years() -> None:
    lists = "RDATE:20080309T020000,20260308T020000\nRDATE;VALUE=DATE-TIME:20280312T020000"
    standard = observance("STANDARD", date(2007, 11, 4), "", "-0700", "-0800")
    standard.insert(-1, "RDATE:20081102T020000, 20271107T020000")
    zone = describe_one("DTSTART:20070311T020000", lists)
    zone = zone.replace("END:VTIMEZONE", "\n".join([*standard, "END:VTIMEZONE"]))
    for day, offset in (
        (date(2008, 7, 1), DAYLIGHT),
        (date(2009, 7, 1), STANDARD),
        (date(2026, 2, 1), STANDARD),
        (date(2026, 12, 1), DAYLIGHT),
        (date(2027, 11, 8), STANDARD),
        (date(2029, 1, 1), DAYLIGHT),
    ):
        assert ask_offset(zone, day) == offset


@pytest.mark.parametrize(
    ("rule", "day", "hours"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2027, 7, 1), -7),  # the last was in 2024
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20260308T100000Z", date(2026, 3, 8), -7),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20260308T020000", date(2026, 3, 8), -7),
        ("FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nRRULE:FREQ=YEARLY;BYMONTH=5", date(2027, 7, 1), -7),
        ("FREQ=MONTHLY;INTERVAL=12;BYDAY=2SU", date(2027, 7, 1), -7),
        ("FREQ=WEEKLY;BYMONTH=3;BYDAY=SU;BYSETPOS=1", date(2027, 7, 1), -7),
    ],
)
def test_any_rule_of_a_zone_is_followed(rule: str, day: date, hours: int) -> None:
    standard = observance(
        "STANDARD", date(1601, 1, 15), "RRULE:FREQ=YEARLY;BYMONTH=1", "-0700", "-0800"
    )
    zone = describe_one("DTSTART:16010311T020000", f"RRULE:{rule}")
    zone = zone.replace("END:VTIMEZONE", "\n".join([*standard, "END:VTIMEZONE"]))
    last_onset_is_old = "29" in rule
    assert ask_offset(zone, day) == (STANDARD if last_onset_is_old else timedelta(hours=hours))


def test_a_rare_change_holds_for_years() -> None:
    zone = describe_one("DTSTART:16040229T020000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    assert ask_offset(zone, date(1607, 7, 1)) == DAYLIGHT
    assert ask_offset(zone, date(1903, 7, 1)) == DAYLIGHT


def test_a_time_in_a_gap_or_in_a_repeated_hour_is_by_rfc_5545() -> None:
    zone = build_zone(describe_zone(1601, 1601))
    gap, repeated = datetime(2027, 3, 14, 2, 30), datetime(2027, 11, 7, 1, 30)  # noqa: DTZ001
    assert zone.utcoffset(gap) == STANDARD
    assert zone.utcoffset(repeated) == DAYLIGHT
    assert zone.utcoffset(repeated.replace(fold=1)) == STANDARD
    for offset, fold in ((DAYLIGHT, 0), (STANDARD, 1)):
        local = (repeated - offset).replace(tzinfo=UTC).astimezone(zone)
        assert (local.replace(tzinfo=None), local.fold) == (repeated, fold)


def test_a_zone_without_time_has_no_offset() -> None:
    assert build_zone(describe_zone(1601, 1601)).utcoffset(None) is None


UNREADABLE = [
    (describe_one("DTSTART:20070311T020000", "RRULE:FREQ=SECONDLY"), 6),
    (describe_one("DTSTART:20070311T020000", "RRULE:FREQ=HOURLY;COUNT=2"), 6),
    (describe_one("DTSTART:20070311T020000", "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4"), 6),
    (describe_one("DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;BYEASTER=1"), 6),
    (describe_one("DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;INTERVAL=0"), 6),
    (describe_one("DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;UNTIL=nonsense"), 6),
    (describe_one("DTSTART:20070311T020000", "RDATE:20271331T020000"), 6),
    (describe_one("DTSTART:20070311T020000", f"RDATE:{'20070311T020000,' * 6_000}"), 4),
    (describe_one("DTSTART:20070311T020000", before="soon"), 6),
    (describe_one("DTSTART:20070311T020000", after="-2400"), 7),
    (describe_one("DTSTART:nonsense"), 5),
    (describe_one("X-DTSTART:1"), 4),
    (f"BEGIN:VTIMEZONE\nTZID:{NAME}\nEND:VTIMEZONE", 2),
]


@pytest.mark.parametrize(("zone", "line"), UNREADABLE)
def test_a_description_that_cannot_be_read_is_named_and_the_next_best_counts(
    zone: str, line: int
) -> None:
    reading = read_at(zone, date(2027, 7, 13))
    assert [error.line for error in reading.errors if "VTIMEZONE" in error.message] == [line]
    assert any("taken in the plan's zone" in error.message for error in reading.errors)
    (busy,) = reading.busy.calendars
    assert [span.start.hour for span in busy.intervals] == [12]
    name = "Pacific Standard Time"
    reading = read_at(zone.replace(NAME, name), date(2027, 7, 13), name=name)
    assert [error.line for error in reading.errors] == [line]
    (busy,) = reading.busy.calendars
    assert [span.start.hour for span in busy.intervals] == [19]


def test_a_description_with_too_many_rules_is_named() -> None:
    rules = ["RRULE:FREQ=YEARLY"] * 6_000
    reading = read_at(describe_one("DTSTART:20070311T020000", *rules), date(2027, 7, 13))
    assert any("this VTIMEZONE cannot be read" in error.message for error in reading.errors)


def test_after_lists_that_spend_the_budget_no_description_is_read_and_each_is_named() -> None:
    listed = f"RDATE:{'20270302T080000,' * 120_000}20270302T080000"
    entry = f"BEGIN:VEVENT\nUID:list\nDTSTART:20270301T080000Z\n{listed}\nEND:VEVENT"
    often = entry.replace("20270301T080000Z\n", "20270301T080000Z\nDURATION:PT1H\n")
    reading = read_at(f"{describe_zone(1970, 1970)}\n{often}", date(2027, 7, 13))
    assert [error.message for error in reading.errors if error.line == 2] == [
        "the calendar costs too much for this VTIMEZONE to be read."
    ]
    assert any("taken in the plan's zone" in error.message for error in reading.errors)


def test_years_that_the_budget_does_not_reach_have_the_offset_of_those_nearby() -> None:
    (component,) = scan_components(unfold_text(describe_zone(1601, 1601).encode())).components
    lines: list[int] = []
    zone = DescribedZone(component, Budget(150), lines.append)
    zone.list_changes(*WINDOW)
    for year in (1800, 1801, 1900):
        assert zone.utcoffset(datetime(year, 7, 1)) is not None  # noqa: DTZ001
    assert set(lines) == {1}


@pytest.mark.parametrize(
    ("first", "second", "hour", "count"),
    [
        (describe_zone(1970, 1970), describe_zone(1601, 1601), 19, 0),
        (describe_zone(1970, 1970), describe_zone(1970, 1970), 19, 0),
        (describe_zone(1970, 1970), describe_one("DTSTART:nonsense"), 19, 1),
        (describe_one("DTSTART:nonsense"), describe_zone(1970, 1970), 19, 1),
        (describe_zone(1970, 1970), describe_one("DTSTART:16010101T000000", after="-0300"), 15, 1),
        (describe_one("DTSTART:16010101T000000", after="-0300"), describe_zone(1970, 1970), 19, 1),
    ],
)
def test_of_two_descriptions_the_last_that_can_be_read_counts(
    first: str, second: str, hour: int, count: int
) -> None:
    reading = read_at(f"{first}\n{second}", date(2027, 7, 13))
    assert len(reading.errors) == count
    (busy,) = reading.busy.calendars
    assert [span.start.hour for span in busy.intervals] == [hour]


def test_a_zone_that_is_described_very_often_is_named() -> None:
    zones = [describe_zone(year, year) for year in range(1970, 1990)]
    reading = read_at("\n".join(zones), date(2027, 7, 13))
    (trouble,) = reading.errors
    assert "more than once, and not alike" in trouble.message


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("(UTC-05:00) Eastern Time (US & Canada)", 16),
        ("(GMT-05.00) Eastern Time (US & Canada)", 16),
        ("(UTC-05:00) Eastern Time (US and Canada)", 16),
        ("(UTC-04:00) Eastern Time (US & Canada)", 16),  # as it is written in summer
        ("Eastern Time (US & Canada)", 16),
        ("(UTC-06:00)  central time (US &amp; Canada)".replace("&amp;", "&"), 17),
        ("(UTC-07:00) Arizona", 19),
        ("(UTC-08:00) Pacific Time (US & Canada)", 19),
        ("(GMT-08:00) Pacific Time (US & Canada); Tijuana", 19),
        ("(UTC-10:00) Hawaii", 22),
        ("(UTC) Coordinated Universal Time", 12),
        ("tzone://Microsoft/Utc", 12),
    ],
)
def test_the_zones_that_windows_shows_are_known(name: str, hour: int) -> None:
    reading = read_at("X-NOTE:1", date(2027, 7, 13), name=f'"{name}"')
    assert not reading.errors
    (busy,) = reading.busy.calendars
    assert [span.start.hour for span in busy.intervals] == [hour]


def test_a_description_counts_before_the_name_that_windows_shows() -> None:
    name = "(UTC-05:00) Eastern Time (US & Canada)"
    reading = read_at(describe_zone(1970, 1970, name), date(2027, 7, 13), name=f'"{name}"')
    (busy,) = reading.busy.calendars
    assert [span.start.hour for span in busy.intervals] == [19]


def test_a_zone_of_microsoft_that_the_file_describes_is_as_it_says() -> None:
    name = "tzone://Microsoft/Custom"
    reading = read_at(describe_zone(1601, 1601, name), date(2027, 7, 13), name=f'"{name}"')
    assert not reading.errors
    (busy,) = reading.busy.calendars
    assert [span.start.hour for span in busy.intervals] == [19]
