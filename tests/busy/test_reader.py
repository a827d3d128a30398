"""Broken files, hostile rules and zones: what can be read is used, what cannot is named."""

from datetime import date, datetime, timedelta

import pytest

from statplan.busy import BusyReading
from statplan.busy.intervals import BusyInterval
from tests.support.busy_calendars import read
from tests.support.sampling import sample

AT = datetime.fromisoformat
MARKER = "Marker4711"


def event(*lines: str, start: str = "20270311T080000", end: str = "20270311T090000") -> str:
    times = [f"DTSTART;TZID=America/New_York:{start}", f"DTEND;TZID=America/New_York:{end}"]
    return "\n".join(["BEGIN:VEVENT", f"UID:{start}", *times, *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    return "\n".join(["BEGIN:VCALENDAR", *parts, "END:VCALENDAR", ""]).encode()


def spans(reading: BusyReading) -> tuple[BusyInterval, ...]:
    return tuple(span for each in reading.busy.calendars for span in each.intervals)


def starts(reading: BusyReading) -> list[str]:
    return [f"{each.start:%m-%d %H:%M}" for each in spans(reading)]


def said(reading: BusyReading) -> list[str]:
    return [str(each) for each in reading.errors]


GOOD = event(start="20270312T080000", end="20270312T090000")


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (event().replace("20270311T080000", "2027-03-11 8 am", 2), 4, "DTSTART"),
        (event().replace("20270311T090000", "20271399T990000"), 5, "DTEND"),
        (event(end="20270311T070000"), 5, "ends before it begins"),
        ("BEGIN:VEVENT\nUID:1\nDTEND:20270311T090000\nEND:VEVENT", 2, "no DTSTART"),
        (event("RRULE:FREQ=OFTEN"), 6, "RRULE"),
        (event("RRULE:FREQ=DAILY;INTERVAL=0"), 6, "RRULE"),
        (event("EXDATE:nonsense"), 6, "EXDATE"),
        (event("RECURRENCE-ID:nonsense"), 6, "RECURRENCE-ID"),
        ("BEGIN:VEVENT\nUID:1\nDTSTART:20270311T090000\nDURATION:-PT1H\nEND:VEVENT", 5, "negative"),
        ("BEGIN:VFREEBUSY\nFREEBUSY:nonsense\nEND:VFREEBUSY", 3, "FREEBUSY"),
        (event().replace("END:VEVENT", ""), 2, "has no end"),
        ("BEGIN:VFREEBUSY\nFREEBUSY:99991231T235900Z/P1D\nEND:VFREEBUSY", 3, "outside"),
        (
            event().replace("DTEND;TZID=America/New_York:20270311T090000", "DURATION:P99999999D"),
            2,
            "outside",
        ),
        (event(start="99991231T200000", end="99991231T233000"), 4, "outside all calendars"),
    ],
)
def test_a_broken_entry_is_named_with_its_line_and_the_others_are_read(
    broken: str, line: int, words: str
) -> None:
    reading = read(calendar(broken, GOOD))
    assert "03-12 08:00" in starts(reading)
    (trouble,) = reading.errors
    assert (trouble.file, trouble.line) == ("budget.ics", line)
    assert words in trouble.message


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\1\2", b"<html>", b"\xff\xfe", "BEGIN:VCALENDAR".encode("utf-16"), b"\n" * 1000],
)
def test_a_file_that_is_no_calendar_is_named(data: bytes) -> None:
    reading = read(data)
    assert not spans(reading)
    assert len(reading.errors) <= 1


def test_a_file_that_was_cut_off_is_read_up_to_there() -> None:
    whole = calendar(GOOD, event())
    reading = read(whole[: whole.rindex(b"DTEND")])
    assert starts(reading) == ["03-12 08:00"]
    assert "cut off" in said(reading)[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_any_encoding_and_line_end_is_read(encoding: str, line_end: str) -> None:
    text = calendar(event("SUMMARY:é")).decode().replace("\n", line_end)
    assert starts(read(text.encode(encoding))) == ["03-11 08:00"]


@pytest.mark.parametrize(
    "rule",
    sample([
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=" + ",".join(map(str, range(60))),
        "FREQ=YEARLY;BYSECOND=" + ",".join(map(str, range(60))) * 2_000,
    ], 2),
)  # fmt: skip
def test_a_rule_that_costs_too_much_is_named_and_what_it_may_take_is_busy(rule: str) -> None:
    reading = read(calendar(event(f"RRULE:{rule}", start="20270101T000000", end="20270101T000100")))
    assert spans(reading)[-1].end.date() > date(2028, 4, 29)
    (trouble,) = reading.errors
    assert trouble.message == (
        "the calendar repeats too often to be read to its end; "
        "the time that this RRULE may take counts as busy."
    )


def test_of_a_rule_that_costs_too_much_nothing_after_its_end_is_busy() -> None:
    rule = "RRULE:FREQ=SECONDLY;UNTIL=20270601T000000Z"
    reading = read(calendar(event(rule, start="20270101T000000", end="20270101T000100")))
    assert spans(reading)[-1].end == AT("2027-05-31T20:01")


def test_the_entries_after_one_that_costs_too_much_are_busy_or_read_as_they_are() -> None:
    often = event("RRULE:FREQ=SECONDLY", "UID:often@example.gov", "TRANSP:TRANSPARENT")
    weekly = event("RRULE:FREQ=WEEKLY;UNTIL=20270401T120000Z", "UID:weekly@example.gov")
    reading = read(calendar(often, weekly, GOOD))
    assert starts(reading) == ["03-11 08:00", "03-11 08:00", "03-12 08:00"]
    assert max(span.end for span in spans(reading)) == AT("2027-04-01T09:00")


def test_a_list_of_too_many_times_is_named_and_its_owner_is_busy() -> None:
    listed = ",".join(["20270302T080000"] * 120_000)
    reading = read(calendar(event(f"RDATE:{listed}")))
    assert (spans(reading)[-1].start, spans(reading)[-1].end) == (
        AT("2027-03-11T08:00"), AT("2028-04-30T01:00"),
    )  # fmt: skip
    assert "lists too many times" in said(reading)[0]


def test_a_rule_of_a_name_that_nobody_knows_is_named() -> None:
    reading = read(calendar(event("RRULE:FREQ=YEARLY;BYEASTER=1")))
    assert starts(reading) == ["03-11 08:00"]
    assert "cannot be read" in said(reading)[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=7",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=999999999",
    ],
)
def test_a_rule_that_never_comes_is_no_trouble(rule: str) -> None:
    assert starts(read(calendar(event(f"RRULE:{rule}")))) == ["03-11 08:00"]


def test_a_rule_until_the_end_of_all_days_has_no_end() -> None:
    text = event("RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z").replace(
        "America/New_York", "Asia/Tokyo"
    )
    reading = read(calendar(text))
    assert len(spans(reading)) > 50
    assert not reading.errors


def test_an_unknown_zone_is_named_and_the_plans_stands_in_for_it() -> None:
    text = event().replace("America/New_York", MARKER)
    reading = read(calendar(text))
    assert starts(reading) == ["03-11 08:00"]
    assert "zone is not known" in said(reading)[0]
    assert MARKER not in said(reading)[0]


def test_a_windows_zone_counts_whatever_its_letters_and_a_described_one_as_described() -> None:
    text = event().replace("America/New_York", "pacific standard time")
    assert starts(read(calendar(text))) == ["03-11 11:00"]
    own = (
        "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:-0300\nTZOFFSETTO:-0300\nEND:STANDARD\nEND:VTIMEZONE"
    )
    text = event().replace("America/New_York", "Customized Time Zone")
    assert starts(read(calendar(own, text))) == ["03-11 06:00"]
    broken = own.replace("-0300", "nonsense")
    reading = read(calendar(broken, text))
    assert starts(reading) == ["03-11 08:00"]
    assert any("VTIMEZONE" in each for each in said(reading))


def test_zones_of_other_programs_are_known_behind_their_prefixes() -> None:
    for name in ("/mozilla.org/20050126_1/America/Chicago", "america/chicago", "US/Central"):
        assert starts(read(calendar(event().replace("America/New_York", name)))) == ["03-11 09:00"]


def test_floating_times_are_the_plans_and_are_counted() -> None:
    reading = read(calendar("BEGIN:VEVENT\nDTSTART:20270311T080000\nDURATION:PT1H\nEND:VEVENT"))
    assert starts(reading) == ["03-11 08:00"]
    assert reading.sources[0].floating_count == 1


def test_free_busy_is_read_by_its_types() -> None:
    reading = read(
        calendar(
            "BEGIN:VFREEBUSY",
            "DTSTART:20270301T000000Z\nDTEND:20270401T000000Z",
            "FREEBUSY:20270308T140000Z/20270308T150000Z,20270309T140000Z/PT30M",
            "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270310T140000Z/PT1H",
            "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270311T140000Z/PT1H",
            "FREEBUSY;FBTYPE=FREE:20270312T140000Z/PT1H",
            "FREEBUSY;FBTYPE=X-OTHER:20270315T140000Z/PT1H",
            "FREEBUSY:20100101T000000Z/PT1H",
            "END:VFREEBUSY",
        )
    )
    assert [(f"{each.start:%d %H:%M}", each.is_firm) for each in spans(reading)] == [
        ("08 09:00", True),
        ("09 09:00", True),
        ("10 09:00", False),
        ("11 09:00", True),
        ("15 10:00", True),
    ]


def test_the_uid_that_exchange_gives_back_is_the_one_that_it_was_given() -> None:
    dressed = "040000008200E00074C5B7101A82E008" + "0" * 40
    dressed += "7643616C2D55696401000000" + b"a@example.gov\0".hex().upper()
    first = event("RRULE:FREQ=DAILY;COUNT=2").replace("UID:20270311T080000", "UID:a@example.gov")
    moved = event("RECURRENCE-ID:20270312T130000Z", start="20270320T080000", end="20270320T090000")
    moved = moved.replace("UID:20270320T080000", f"UID:{dressed}")
    assert starts(read(calendar(first, moved))) == ["03-11 08:00", "03-20 08:00"]


def test_the_last_version_of_an_entry_counts() -> None:
    old = event("SEQUENCE:1")
    new = event("SEQUENCE:2", start="20270318T080000", end="20270318T090000")
    new = new.replace("UID:20270318T080000", "UID:20270311T080000")
    assert starts(read(calendar(new, old))) == ["03-18 08:00"]


def test_a_declined_invitation_is_no_busy_time_and_others_replies_do_not_count() -> None:
    mine = "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Budget@example.gov"
    theirs = "ATTENDEE;PARTSTAT=DECLINED:mailto:other.budget@example.gov"
    assert not starts(read(calendar(event(mine))))
    assert starts(read(calendar(event(theirs)))) == ["03-11 08:00"]


@pytest.mark.parametrize(
    ("word", "expected"), [("FREE", []), ("free", []), ("OOF", [True]), ("tentative", [False])]
)
def test_the_status_of_outlook_counts_whatever_its_letters(word: str, expected: list[bool]) -> None:
    reading = read(calendar(event(f"X-MICROSOFT-CDO-BUSYSTATUS:{word}", "TRANSP:OPAQUE")))
    assert [each.is_firm for each in spans(reading)] == expected


@pytest.mark.parametrize(("first", "second"), [("9", "10"), ("0", "1")])
def test_the_sequence_of_a_version_is_a_number(first: str, second: str) -> None:
    old = event(f"SEQUENCE:{second}", start="20270311T080000")
    new = event(f"SEQUENCE:{first}", start="20270311T080000", end="20270311T100000")
    reading = read(calendar(old, new))
    assert [f"{each.end:%H:%M}" for each in spans(reading)] == ["09:00"]


def test_a_sequence_in_other_digits_is_no_number() -> None:
    known = event("SEQUENCE:0", start="20270311T080000")
    strange = event("SEQUENCE:٩", start="20270311T080000", end="20270311T100000")
    reading = read(calendar(known, strange))
    assert [f"{each.end:%H:%M}" for each in spans(reading)] == ["09:00"]


def test_a_whole_day_that_ends_as_it_begins_is_one_day() -> None:
    day = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20270311\nDTEND;VALUE=DATE:20270311\nEND:VEVENT"
    (span,) = spans(read(calendar(day)))
    assert (f"{span.start:%m-%d %H:%M}", f"{span.end:%m-%d %H:%M}") == (
        "03-11 00:00",
        "03-12 00:00",
    )


def test_a_duration_that_cannot_be_read_is_named_with_its_line() -> None:
    broken = "BEGIN:VEVENT\nUID:1\nDTSTART:20270311T080000\nDURATION:P1Z\nEND:VEVENT"
    (trouble,) = read(calendar(broken, GOOD)).errors
    assert (trouble.line, trouble.message) == (
        5,
        "DURATION is no length of time. The entry is left out.",
    )


def test_a_whole_day_of_outlook_is_a_whole_day() -> None:
    midnights = event(
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", start="20270311T000000", end="20270312T000000"
    )
    (span,) = spans(read(calendar(midnights)))
    assert (f"{span.start:%m-%d %H:%M}", f"{span.end:%m-%d %H:%M}", span.is_all_day) == (
        "03-11 00:00", "03-12 00:00", True,
    )  # fmt: skip
    (span,) = spans(read(calendar(midnights.replace("TRUE", "FALSE"))))
    assert not span.is_all_day


def entry(start: str, end: str, *lines: str, uid: str = "1") -> str:
    """Return a VEVENT whose DTSTART and DTEND are written out, with their parameters."""
    times = [f"DTSTART{start}", f"DTEND{end}"]
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}@example.gov", *times, *lines, "END:VEVENT"])


TOKYO = ";TZID=Asia/Tokyo"  # where it is 14 hours later than in the plan's zone in winter
DAILY = (f"{TOKYO}:20270301T230000", f"{TOKYO}:20270302T000000", "RRULE:FREQ=DAILY;COUNT=3")


@pytest.mark.parametrize(
    ("parts", "right", "line"),
    [
        ([entry(*DAILY, "EXDATE:20270302T230000")], ["03-01 09:00", "03-03 09:00"], 7),
        (
            [entry(*DAILY, "RDATE:20270305T230000")],
            ["03-01 09:00", "03-02 09:00", "03-03 09:00", "03-05 09:00"],
            7,
        ),
        (
            [
                entry(*DAILY),
                entry(f"{TOKYO}:20270303T013000", f"{TOKYO}:20270303T020000",
                      "RECURRENCE-ID:20270302T230000"),
            ],
            ["03-01 09:00", "03-02 11:30", "03-03 09:00"],
            12,
        ),
        ([entry(f"{TOKYO}:20270301T230000", ":20270302T000000")], ["03-01 09:00"], 5),
        ([entry(":20270301T140000Z", ":20270301T150000")], ["03-01 09:00"], 5),
    ],
)  # fmt: skip
def test_a_time_without_a_zone_is_in_that_of_the_start_of_its_entry(
    parts: list[str], right: list[str], line: int
) -> None:
    reading = read(calendar(*parts))
    assert starts(reading) == right
    assert all(span.end - span.start <= timedelta(hours=1) for span in spans(reading))
    (trouble,) = reading.errors
    assert trouble.line == line
    assert "names no zone, unlike the start" in trouble.message


def test_times_without_a_zone_are_as_they_are_where_the_start_has_none() -> None:
    rule, excluded = "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20270302T090000"
    reading = read(calendar(entry(":20270301T090000", ":20270301T100000", rule, excluded)))
    assert starts(reading) == ["03-01 09:00"]
    assert not reading.errors


def test_entries_of_one_uid_all_count_where_none_is_newer() -> None:
    times = [(f":2027030{day}T140000Z", f":2027030{day}T150000Z") for day in (1, 2, 3)]
    reading = read(calendar(*(entry(*each) for each in times)))
    assert starts(reading) == ["03-01 09:00", "03-02 09:00", "03-03 09:00"]
    assert "3 entries have the same UID and SEQUENCE; all of them count." in said(reading)[0]
    newer = entry(*times[1], "SEQUENCE:1")
    reading = read(calendar(entry(*times[0]), newer, entry(*times[2])))
    assert starts(reading) == ["03-02 09:00"]
    assert not reading.errors


def test_an_entry_that_a_file_has_twice_counts_once_and_is_not_named() -> None:
    reading = read(calendar(entry(*DAILY), entry(*DAILY)))
    assert starts(reading) == ["03-01 09:00", "03-02 09:00", "03-03 09:00"]
    assert not reading.errors


def test_an_exception_whose_date_cannot_be_read_does_not_replace_its_whole_series() -> None:
    moved = entry(":20270309T140000Z", ":20270309T150000Z", "RECURRENCE-ID:someday")
    reading = read(calendar(entry(*DAILY), moved))
    assert starts(reading) == ["03-01 09:00", "03-02 09:00", "03-03 09:00", "03-09 09:00"]
    assert len(reading.errors) == 2


def test_two_exceptions_of_one_date_both_count() -> None:
    moved = [
        entry(f":2027030{day}T140000Z", f":2027030{day}T150000Z", "RECURRENCE-ID:20270302T140000Z")
        for day in (8, 9)
    ]
    reading = read(calendar(entry(*DAILY), *moved))
    assert starts(reading) == ["03-01 09:00", "03-03 09:00", "03-08 09:00", "03-09 09:00"]
    assert "2 entries have the same UID" in said(reading)[0]


HERE = ";TZID=America/New_York"


def test_an_entry_in_the_hour_that_the_clocks_skip_lasts_as_its_times_say() -> None:
    reading = read(calendar(entry(f"{HERE}:20270314T023000", f"{HERE}:20270314T033000")))
    (span,) = spans(reading)
    assert (span.start, span.end) == (AT("2027-03-14T03:30"), AT("2027-03-14T04:30"))
    assert "an hour that the clocks skip" in said(reading)[0]


@pytest.mark.parametrize(
    "end", [f"{HERE}:20270301T090000", ";TZID=America/Chicago:20270301T080000", ":20270301T140000Z"]
)
def test_an_entry_that_ends_when_it_begins_takes_no_time_and_is_named(end: str) -> None:
    reading = read(calendar(entry(f"{HERE}:20270301T090000", end), GOOD))
    assert starts(reading) == ["03-12 08:00"]
    assert "so it takes no time" in said(reading)[0]


@pytest.mark.parametrize(
    "line",
    [
        "SEQUENCE:" + "9" * 5_000, "SEQUENCE:-1", "SEQUENCE:²",
        "RRULE:FREQ=DAILY;COUNT=" + "9" * 5_000, "RRULE:FREQ=DAILY;INTERVAL=" + "9" * 5_000,
        "RRULE:FREQ=DAILY;UNTIL=" + "9" * 5_000, "RRULE:FREQ=DAILY;BYDAY=" + "9" * 5_000 + "MO",
        "RRULE:FREQ=WEEKLY;WKST=1", "RRULE:FREQ=YEARLY;BYMONTH=99999999999999999999",
        "EXRULE:FREQ=DAILY;COUNT=" + "9" * 5_000, "RDATE:" + "9" * 5_000,
        "RDATE;VALUE=PERIOD:20270301T080000Z/P" + "9" * 5_000 + "D",
        "RDATE;VALUE=PERIOD:99990301T080000Z/P9999999D",
        "EXDATE;TZID=" + "A" * 5_000 + ":20270301T080000",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:99991231T235959Z",
        "DURATION:P" + "9" * 5_000 + "D", "DURATION:P99999999999D",
        "X-MICROSOFT-CDO-BUSYSTATUS:" + "9" * 5_000,
    ],
)  # fmt: skip
def test_a_value_that_nobody_foresaw_costs_at_most_its_own_entry(line: str) -> None:
    without_end = event(line).replace("DTEND;TZID=America/New_York:20270311T090000\n", "")
    for broken in (event(line), without_end if line.startswith("DURATION") else event(line)):
        assert "03-12 08:00" in starts(read(calendar(broken, GOOD)))


@pytest.mark.parametrize(
    "value", ["9" * 5_000, "20270301T080000Z/P" + "9" * 5_000 + "D", "99991231T235959Z/P999999D"]
)
def test_a_free_busy_time_that_nobody_foresaw_costs_only_itself(value: str) -> None:
    lines = ["BEGIN:VFREEBUSY", f"FREEBUSY:{value},20270301T140000Z/PT1H", "END:VFREEBUSY"]
    assert starts(read(calendar(*lines))) == ["03-01 09:00"]


def test_what_is_longer_from_some_date_on_is_busy_into_the_year_from_before_it() -> None:
    """An hour a month becomes ten days: those of December 25 last until January 4."""
    monthly = entry(":20261025T140000Z", ":20261025T150000Z", "RRULE:FREQ=MONTHLY;COUNT=3")
    longer = entry(
        ":20261125T140000Z", ":20261205T140000Z",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261125T140000Z",
    )  # fmt: skip
    assert starts(read(calendar(monthly, longer))) == ["12-25 09:00"]
