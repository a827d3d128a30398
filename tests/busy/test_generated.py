"""Generated calendars are read as the other reader reads them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import busy_oracle
from tests.support.busy_calendars import FIRST, LAST, ZONE, read
from tests.support.sampling import count_examples

FLOATING, DESCRIBED = (
    "",
    "City Hall Time",
)  # a time without a zone, and a zone that the file describes
ZONES = (
    "America/New_York", "Europe/London", "Australia/Sydney", "Asia/Kathmandu", "UTC", FLOATING,
    DESCRIBED,
)  # fmt: skip
DESCRIPTION = (
    "BEGIN:VTIMEZONE", f"TZID:{DESCRIBED}",
    "BEGIN:STANDARD", "DTSTART:20071104T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    "TZOFFSETFROM:-0600", "TZOFFSETTO:-0700", "END:STANDARD",
    "BEGIN:DAYLIGHT", "DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    "TZOFFSETFROM:-0700", "TZOFFSETTO:-0600", "END:DAYLIGHT",
    "END:VTIMEZONE",
)  # fmt: skip
HOURLY = "HOURLY"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STATUSES = (
    "", "STATUS:TENTATIVE", "STATUS:CANCELLED", "TRANSP:TRANSPARENT",
    *(f"X-MICROSOFT-CDO-BUSYSTATUS:{each}" for each in ("FREE", "TENTATIVE", "OOF", "BUSY")),
)  # fmt: skip
HALF = timedelta(minutes=30)


@st.composite
def rules(draw: st.DrawFn, zone: str, *, whole: bool) -> str:
    """A recurrence rule as calendar programs write them.

    The other reader counts hours in UTC: only there it knows on which day an hour is.
    """
    interval = draw(st.integers(1, 4))
    forms = ("DAILY", "WEEKLY", "MONTHLY", "NTH", "LAST", "YEARLY", "SEASON", "TWICE A YEAR")
    form = draw(st.sampled_from((HOURLY,) if zone == HOURLY else forms))
    days = ",".join(draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True)))
    words = {
        "DAILY": "FREQ=DAILY",
        "WEEKLY": f"FREQ=WEEKLY;BYDAY={days}",
        "MONTHLY": f"FREQ=MONTHLY;BYMONTHDAY={draw(st.integers(1, 31))}",
        "NTH": f"FREQ=MONTHLY;BYDAY={draw(st.integers(1, 5))}{draw(st.sampled_from(DAYS))}",
        "LAST": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "YEARLY": "FREQ=YEARLY",
        "SEASON": f"FREQ=DAILY;BYMONTH={draw(st.integers(1, 12))}",
        "TWICE A YEAR": "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2TU",
        HOURLY: "FREQ=HOURLY;BYMONTH=3;BYDAY=TU",
    }[form]
    until = draw(st.dates(date(2026, 6, 1), date(2028, 3, 1)))
    ending = draw(
        st.sampled_from(
            ("", f";COUNT={draw(st.integers(1, 60))}")
            + (
                (f";UNTIL={until:%Y%m%d}",)
                if whole
                else (f";UNTIL={until:%Y%m%d}T235959{'Z' if zone else ''}",)
            )
        )
    )
    return f"{words};INTERVAL={interval}{ending}"


def stamp(at: datetime, zone: str, *, whole: bool) -> str:
    """The parameters and the value of a time."""
    if whole:
        return f";VALUE=DATE:{at:%Y%m%d}"
    if zone in {"UTC", FLOATING}:
        return f":{at:%Y%m%dT%H%M%S}{'Z' if zone else ''}"
    return f";TZID={zone}:{at:%Y%m%dT%H%M%S}"


@st.composite
def series(draw: st.DrawFn, number: int) -> list[str]:
    """An entry that repeats, with dates left out, added, moved and cancelled."""
    zone, whole = draw(st.sampled_from(ZONES)), draw(st.booleans())
    is_hourly = draw(st.sampled_from((False, False, False, True)))
    zone, whole = ("UTC", False) if is_hourly else (zone, whole)
    day = draw(st.dates(date(2025, 1, 1), date(2028, 3, 1)))
    # It ends before midnight: in a night of a clock change, the other reader departs from RFC 5545,
    # 3.8.5.3, by which each time of an entry has the exact duration of the first.
    half_hours = draw(st.integers(10, 46))
    start = datetime.combine(day, datetime.min.time()) + half_hours * HALF
    most = min(8, 47 - half_hours)
    lasts = timedelta(days=draw(st.integers(1, 3))) if whole else draw(st.integers(1, most)) * HALF
    rule = draw(rules(HOURLY if is_hourly else zone, whole=whole))
    more = draw(st.lists(st.integers(1, 80), max_size=3, unique=True))
    out = draw(st.lists(st.integers(1, 60), max_size=3, unique=True))
    step = timedelta(weeks=1) if "WEEKLY" in rule else timedelta(days=1)

    def times(name: str, at: datetime) -> str:
        return f"{name}{stamp(at, zone, whole=whole)}"

    head = [f"UID:{number}@example.gov", "DTSTAMP:20261201T000000Z"]
    minutes = lasts // timedelta(minutes=1)
    length = f"DURATION:P{lasts.days}D" if whole else f"DURATION:PT{minutes}M"
    end = draw(st.sampled_from((times("DTEND", start + lasts), length)))
    lines = ["BEGIN:VEVENT", *head, times("DTSTART", start), end]
    lines += [f"RRULE:{rule}", draw(st.sampled_from(STATUSES))]
    lines += [times("EXDATE", start + each * step) for each in out]
    lines += [times("RDATE", start + each * timedelta(days=1)) for each in more]
    lines.append("END:VEVENT")
    for each in draw(st.lists(st.integers(61, 90), max_size=2, unique=True)):
        if step == timedelta(days=1) and "FREQ=DAILY;INTERVAL=1" not in rule:
            break
        old = start + each * step
        new = old + timedelta(days=draw(st.integers(-40, 40)))
        lines += ["BEGIN:VEVENT", *head, times("RECURRENCE-ID", old), times("DTSTART", new)]
        lines += [times("DTEND", new + lasts), draw(st.sampled_from(STATUSES)), "END:VEVENT"]
    return [each for each in lines if each]


@st.composite
def splits(draw: st.DrawFn, number: int) -> list[str]:
    """A weekly entry that is another from some date on (RANGE=THISANDFUTURE)."""
    zone, weeks = draw(st.sampled_from(ZONES)), draw(st.integers(1, 3))
    day = draw(st.dates(date(2026, 3, 1), date(2027, 6, 1)))
    start = datetime.combine(day, datetime.min.time()) + draw(st.integers(10, 30)) * HALF
    old = start + draw(st.integers(1, 30)) * weeks * timedelta(weeks=1)
    new = old + timedelta(days=draw(st.integers(-6, 6))) + draw(st.integers(-6, 6)) * HALF
    head = [f"UID:{number}@example.gov", "DTSTAMP:20261201T000000Z"]

    def times(name: str, at: datetime) -> str:
        return f"{name}{stamp(at, zone, whole=False)}"

    return [
        *("BEGIN:VEVENT", *head, times("DTSTART", start), times("DTEND", start + HALF)),
        *(f"RRULE:FREQ=WEEKLY;INTERVAL={weeks};COUNT={draw(st.integers(20, 60))}", "END:VEVENT"),
        *("BEGIN:VEVENT", *head, times("RECURRENCE-ID;RANGE=THISANDFUTURE", old)),
        *(times("DTSTART", new), times("DTEND", new + draw(st.integers(1, 6)) * HALF)),
        "END:VEVENT",
    ]


@st.composite
def calendars(draw: st.DrawFn) -> bytes:
    """A calendar of a few such entries."""
    entries = [draw(series(number)) for number in range(draw(st.integers(1, 3)))]
    entries += [draw(splits(9))] if draw(st.integers(0, 3)) == 3 else []
    inside = [line for each in entries for line in each]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *DESCRIPTION]
    lines = [*head, *inside, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


@pytest.mark.slow
@settings(max_examples=count_examples(15, 60))
@given(calendars())
def test_any_calendar_is_read_as_the_other_reader_reads_it(data: bytes) -> None:
    spans = (each for calendar in read(data).busy.calendars for each in calendar.intervals)
    ours = sorted((each.start, each.end, each.is_firm, each.is_all_day) for each in spans)
    assert ours == busy_oracle.busy(data, ZONE, FIRST, LAST)


PROPERTIES = (
    "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "STATUS",
    "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "HOURLY", "BYMONTH=", "BYSETPOS", "COUNT=", "UNTIL=",
    f"TZID={DESCRIBED}", "VALUE=DATE", "TZOFFSETFROM", "RANGE=THISANDFUTURE",
)  # fmt: skip


@pytest.mark.slow
def test_every_property_is_drawn() -> None:
    drawn: list[bytes] = []

    @settings(
        max_examples=200, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(calendars())
    def collect(data: bytes) -> None:
        drawn.append(data)

    collect()
    counts = {each: sum(each.encode() in data for data in drawn) for each in PROPERTIES}
    assert {each: count for each, count in counts.items() if count < 2} == {}
