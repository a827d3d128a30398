"""A meeting that left the plan, and is in it again: whether, and when, it comes back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from statplan.holds import Role, State, make_uid
from statplan.ledger import (
    Decision,
    DesiredEntry,
    EntryText,
    IssuedEntry,
    LastPublish,
    Ledger,
    compare_entries,
)
from tests.support.plans import LINEAGE

MEETING = "stat/2027-01"
PUBLISHED = datetime(2026, 12, 10, 12, tzinfo=UTC)
TODAY = date(2027, 1, 20)
PAST, AHEAD = date(2027, 1, 14), date(2027, 1, 28)
BACKUP_DAY = date(2027, 2, 2)


def make_wanted(role: Role, state: State, day: date) -> DesiredEntry:
    start = datetime.combine(day, time(8))
    text = EntryText("TestStat", role, "Room 7", "TestStat")
    end = start + timedelta(minutes=90)
    return DesiredEntry(MEETING, role, state, "America/Chicago", start, end, text)


def make_row(role: Role, state: State, day: date) -> IssuedEntry:
    hold = make_wanted(role, state, day)
    return IssuedEntry(
        hold.meeting, hold.role, hold.state, hold.zone, hold.start, hold.end, hold.text,
        instants=hold.find_instants(), uid=make_uid(LINEAGE, MEETING, role),
        sequence=1, created=PUBLISHED, changed=PUBLISHED,
    )  # fmt: skip


GONE = (
    make_row(Role.PRIMARY, State.CANCELLED, PAST),
    make_row(Role.BACKUP, State.RELEASED, PAST + timedelta(days=7)),
)
LEDGER = Ledger(LINEAGE, 1, issued=GONE, published=LastPublish(1, PUBLISHED, 0, "2026.1"))


def find_changes(ledger: Ledger, day: date, backup: date = BACKUP_DAY) -> list[tuple[str, str]]:
    wanted = [
        make_wanted(Role.PRIMARY, State.TENTATIVE, day),
        make_wanted(Role.BACKUP, State.TENTATIVE, backup),
    ]
    return [
        (change.kind, change.new.role)
        for change in compare_entries(ledger, wanted, TODAY).differences
    ]


def test_a_meeting_that_was_cancelled_comes_back_on_a_later_day_with_its_backup() -> None:
    assert find_changes(LEDGER, AHEAD) == [("restore", "backup"), ("restore", "primary")]
    assert find_changes(LEDGER, TODAY) == [("restore", "backup"), ("restore", "primary")]


def test_a_backup_does_not_come_back_without_its_meeting() -> None:
    assert find_changes(LEDGER, PAST) == []
    assert find_changes(LEDGER, TODAY - timedelta(days=1)) == []
    without = replace(LEDGER, issued=GONE[:1])  # the meeting had no backup date then
    assert find_changes(without, PAST) == []


def test_a_backup_that_lives_without_its_meeting_is_given_up() -> None:
    lone = make_row(Role.BACKUP, State.TENTATIVE, BACKUP_DAY)
    ledger = replace(LEDGER, issued=(GONE[0], lone))
    assert find_changes(ledger, PAST) == [("release", "backup")]
    assert find_changes(ledger, AHEAD) == [("restore", "primary")]


def test_what_was_decided_comes_first() -> None:
    decision = Decision(MEETING, "restore", PUBLISHED + timedelta(days=1), reason="because")
    ledger = replace(LEDGER, serial=2, decisions=(decision,))
    assert find_changes(ledger, PAST) == [("restore", "backup"), ("restore", "primary")]


def test_a_deadline_is_added_as_long_as_it_lies_ahead() -> None:
    for day, expected in ((AHEAD, [("add", "data-due")]), (PAST, [])):
        start = datetime.combine(day, time())
        deadline = DesiredEntry(
            MEETING, "data-due", State.CONFIRMED, "America/Chicago", start,
            start + timedelta(days=1), EntryText("Data due", "", "", "TestStat"),
        )  # fmt: skip
        changes = compare_entries(LEDGER, [deadline], TODAY).differences
        assert [(change.kind, change.new.role) for change in changes] == expected


def test_a_meeting_that_is_called_off_is_cancelled_whatever_else_changes() -> None:
    live = (
        make_row(Role.PRIMARY, State.TENTATIVE, AHEAD),
        make_row(Role.BACKUP, State.TENTATIVE, BACKUP_DAY),
    )
    released = make_wanted(Role.BACKUP, State.RELEASED, BACKUP_DAY)
    for day in (AHEAD, AHEAD + timedelta(days=1)):
        cancelled = make_wanted(Role.PRIMARY, State.CANCELLED, day)
        changes = compare_entries(replace(LEDGER, issued=live), [cancelled, released], TODAY)
        kinds = [(change.kind, change.new.role) for change in changes.differences]
        assert kinds == [("release", "backup"), ("cancel", "primary")]
