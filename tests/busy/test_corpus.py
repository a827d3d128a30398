"""Reading agrees, interval for interval, with a reader that shares no code with ours."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.support import busy_oracle
from tests.support.busy_calendars import FIRST, LAST, ZONE, read

CORPUS = {path.stem: path.read_bytes() for path in (Path(__file__).parent / "corpus").glob("*.ics")}

AT = datetime.fromisoformat

# Where the other reader is known to be wrong, with what is right and why.
WRONG_THERE: dict[str, list[busy_oracle.Times]] = {
    # RFC 5545, 3.3.6: hours of a DURATION are time that passes; it adds them on the clock.
    "hours-over-a-change": [(AT("2027-03-13T22:00"), AT("2027-03-14T05:00"), True, False)],
    # 3.3.10: a weekday without a number is every one; it takes those that the others name too.
    "weekdays-with-and-without-a-number": [
        (AT(f"2027-{day}T08:00"), AT(f"2027-{day}T09:30"), True, False)
        for day in ("07-05", "07-12", "07-13", "07-19", "07-26", "08-02")
    ],
    # 3.3.10: a month that is missing is retrieved from DTSTART; it takes each month.
    "yearly-by-day-of-its-month": [(AT("2027-08-20T08:00"), AT("2027-08-20T09:30"), True, False)],
}
AGREED = sorted(CORPUS.keys() - WRONG_THERE)
KINDS = ("RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "DTEND", "DURATION", "STATUS", "TRANSP")
OUTLOOK = "X-MICROSOFT-CDO-BUSYSTATUS"


def ours(data: bytes) -> list[busy_oracle.Times]:
    spans = (each for calendar in read(data).busy.calendars for each in calendar.intervals)
    return sorted((each.start, each.end, each.is_firm, each.is_all_day) for each in spans)


def theirs(data: bytes) -> list[busy_oracle.Times]:
    return busy_oracle.busy(data, ZONE, FIRST, LAST)


@pytest.mark.parametrize("name", AGREED)
def test_every_calendar_of_the_corpus_is_read_as_the_other_reader_reads_it(name: str) -> None:
    assert ours(CORPUS[name]) == theirs(CORPUS[name])
    assert not read(CORPUS[name]).errors


@pytest.mark.parametrize("name", sorted(WRONG_THERE))
def test_where_the_other_reader_is_wrong_ours_is_right_and_it_still_is(name: str) -> None:
    assert ours(CORPUS[name]) == WRONG_THERE[name]
    assert theirs(CORPUS[name]) != WRONG_THERE[name]


def test_the_corpus_is_large_and_most_of_it_holds_busy_time() -> None:
    assert len(CORPUS) >= 70
    assert sum(bool(theirs(CORPUS[name])) for name in AGREED) >= 65


def without(data: bytes, kind: str) -> bytes:
    """A calendar that has lost every line of a kind."""
    return re.sub(rb"(?mi)^%s[;:].*\r\n(?:[ \t].*\r\n)*" % kind.encode(), b"", data)


@pytest.mark.parametrize("kind", [*KINDS, OUTLOOK])
def test_a_reader_that_overlooks_a_kind_of_line_would_be_caught(kind: str) -> None:
    damaged = [name for name in AGREED if without(CORPUS[name], kind) != CORPUS[name]]
    assert damaged
    assert any(ours(without(CORPUS[name], kind)) != theirs(CORPUS[name]) for name in damaged)


def test_a_reader_that_is_an_hour_off_would_be_caught() -> None:
    moved = re.sub(rb"(DTSTART[^\r]*T)09", rb"\g<1>08", CORPUS["second-thursday"])
    late = re.sub(rb"(DTSTART[^\r]*T)08", rb"\g<1>07", CORPUS["second-thursday"])
    assert moved == CORPUS["second-thursday"]
    assert ours(late) != theirs(CORPUS["second-thursday"])
