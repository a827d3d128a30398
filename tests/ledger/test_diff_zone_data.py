"""Newer time zone data: which entries are another moment by it, and what calendars are sent."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.calendars.change_text import describe_shift, format_lines
from statplan.holds import Role, State
from statplan.ledger import (
    Changes,
    DesiredEntry,
    EntryText,
    Ledger,
    compare_entries,
    record_publish,
)
from tests.support.plans import LINEAGE
from tests.support.zone_data import zone_data

VANCOUVER = "America/Vancouver"
OLD = {VANCOUVER: "America/Los_Angeles"}  # before British Columbia's permanent time
NEW = {VANCOUVER: "America/Phoenix"}
NOW = datetime(2026, 12, 10, 12, tzinfo=UTC)
TODAY = date(2026, 12, 10)
WINTER, SUMMER = date(2027, 1, 14), date(2027, 7, 15)
# An offset each, and clocks that change in March, in April, or not at all.
CLOCKS = ("America/Los_Angeles", "America/Phoenix", "Australia/Sydney", "Asia/Kolkata", VANCOUVER)


def want(
    day: date, state: State = State.TENTATIVE, zone: str = VANCOUVER, hour: int = 8
) -> DesiredEntry:
    start = datetime.combine(day, time(hour))
    text = EntryText("TestStat", facts=(("topic", "blight"),))
    end = start + timedelta(minutes=90)
    return DesiredEntry(f"stat/{day}", Role.PRIMARY, state, zone, start, end, text)


def want_deadline(day: date) -> DesiredEntry:
    start = datetime.combine(day, time())
    end = start + timedelta(days=1)
    return replace(want(day), role="data-due", state=State.CONFIRMED, start=start, end=end)


def publish(ledger: Ledger, wanted: list[DesiredEntry], today: date = TODAY) -> Ledger:
    return record_publish(ledger, compare_entries(ledger, wanted, today), NOW)


@pytest.fixture
def published() -> Ledger:
    """A meeting in winter, one in summer, and a deadline, published by older data."""
    with zone_data("2026.1", OLD):
        return publish(Ledger(LINEAGE), [want(WINTER), want(SUMMER), want_deadline(WINTER)])


def compare(ledger: Ledger, *wanted: DesiredEntry, today: date = TODAY) -> Changes:
    return compare_entries(ledger, wanted, today)


def kinds(changes: Changes) -> list[tuple[str, str]]:
    return [(change.kind, change.new.meeting) for change in changes.differences]


def test_the_ledger_has_the_moments_that_calendars_have_and_the_release(published: Ledger) -> None:
    winter = published.index_rows()[f"stat/{WINTER}", "primary"]
    begin = datetime(2027, 1, 14, 16, tzinfo=UTC)
    assert winter.instants == (begin, begin + timedelta(minutes=90))
    assert published.index_rows()[f"stat/{WINTER}", "data-due"].instants is None
    assert published.published
    assert published.published.zone_release == "2026.1"


def test_only_entries_that_are_another_moment_are_sent_and_once(published: Ledger) -> None:
    wanted = [want(WINTER), want(SUMMER), want_deadline(WINTER)]
    with zone_data("2026.6", NEW):
        changes = compare(published, *wanted)
        assert kinds(changes) == [("shift", f"stat/{WINTER}")]
        again = publish(published, wanted)
        assert not compare(again, *wanted)
    rows = again.index_rows()
    assert {key: row.sequence for key, row in rows.items() if row.sequence} == {
        (f"stat/{WINTER}", "primary"): 1
    }
    assert again.published
    assert again.published.zone_release == "2026.6"
    assert again.published_changes == ()  # no local date has changed


def test_it_is_said_in_local_time_in_utc_and_with_both_releases(published: Ledger) -> None:
    with zone_data("2026.6", NEW):
        changes = compare(published, want(WINTER), want(SUMMER), want_deadline(WINTER))
        assert describe_shift(changes) == (
            "The clocks of America/Vancouver change (time zone data 2026.1 -> 2026.6). "
            "1 entry keeps its local time; in UTC it moves."
        )
        heading, line = format_lines(changes.differences)
    assert heading == "stat"
    assert line == (
        "  ~ 2027-01-14 meeting  Thu Jan 14, 2027, 8:00 a.m. (16:00 UTC)  "
        "same local time (15:00 UTC)"
    )


def test_a_day_that_is_another_one_in_utc_is_named() -> None:
    wanted = want(WINTER, hour=17)
    with zone_data("2026.1", OLD):
        ledger = publish(Ledger(LINEAGE), [wanted])
    with zone_data("2026.6", NEW):
        _, line = format_lines(compare(ledger, wanted).differences)
    assert line.endswith(
        "5:00 p.m. (Fri Jan 15, 2027, 01:00 UTC)  same local time (Fri Jan 15, 2027, 00:00 UTC)"
    )


def test_what_is_over_or_gone_is_left_alone() -> None:
    with zone_data("2026.1", OLD):
        ledger = publish(Ledger(LINEAGE), [want(WINTER), want(SUMMER)])
        ledger = publish(ledger, [want(WINTER)])
    with zone_data("2026.6", {VANCOUVER: "Asia/Kolkata"}):
        assert not compare(ledger, want(WINTER), today=WINTER + timedelta(days=1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("US/Pacific", "America/Los_Angeles", []),
        ("America/Los_Angeles", "US/Pacific", []),
        ("America/New_York", "America/Toronto", ["move"]),
        ("Europe/Oslo", "Europe/Berlin", ["move"]),
        ("EST", "America/New_York", ["move"]),
    ],
)
def test_a_zone_by_another_of_its_names_is_no_change(
    old: str, new: str, expected: list[str]
) -> None:
    ledger = publish(Ledger(LINEAGE), [want(WINTER, zone=old)])
    changes = compare(ledger, want(WINTER, zone=new))
    assert [change.kind for change in changes.differences] == expected


@given(
    st.sampled_from(CLOCKS),
    st.sampled_from(CLOCKS),
    st.lists(st.dates(date(2026, 12, 11), date(2028, 12, 1)), min_size=1, max_size=6, unique=True),
)
def test_a_number_rises_by_one_where_the_moment_is_another_and_else_stays(
    before: str, after: str, days: list[date]
) -> None:
    wanted = [want(day) for day in days]
    with zone_data("1", {VANCOUVER: before}):
        first = publish(Ledger(LINEAGE), wanted)
    with zone_data("2", {VANCOUVER: after}):
        second = publish(first, wanted)
        instants = {entry.key: entry.find_instants() for entry in wanted}
        assert not compare(second, *wanted)
    for row in first.issued:
        new = second.index_rows()[row.key]
        assert new.instants == instants[row.key]
        moved = row.instants != new.instants
        assert new == row or moved
        assert (new.sequence, new.changed > row.changed) == (int(moved), moved)
        assert (new.start, new.end, new.uid, new.created) == (
            row.start, row.end, row.uid, row.created
        )  # fmt: skip
