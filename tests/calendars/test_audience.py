"""Residents see what changed in a public entry, and nobody's name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from statplan.calendars.audience import Audience
from statplan.holds import State
from statplan.ledger import DesiredEntry, EntryText, IssuedEntry
from statplan.ledger.diff import Change, EntryChangeKind

START = datetime(2027, 1, 14, 8)  # noqa: DTZ001 - local time
SENT = datetime(2026, 12, 10, 12, tzinfo=UTC)
TEXT = EntryText("TestStat", "Led by: Mayor", public="Open to the public.")


def build_change(kind: EntryChangeKind, later: timedelta) -> Change:
    """A change of a public entry that concerns the mayor and a topic, before and after."""
    old = IssuedEntry(
        "stat/2027-01", "primary", State.TENTATIVE, "America/Chicago",
        START, START + timedelta(hours=1), TEXT, ("mayor",), ("blight",),
        uid="u", created=SENT, changed=SENT,
    )  # fmt: skip
    old = replace(old, instants=DesiredEntry.find_instants(old))
    new = DesiredEntry(
        old.meeting, old.role, old.state, old.zone,
        old.start + later, old.end + later, TEXT, ("mayor", "law"), ("blight", "safety"),
    )  # fmt: skip
    return Change(kind, old, new)


def test_a_change_as_residents_see_it_names_nobody_before_or_after() -> None:
    public_change = Audience("public").filter_change(build_change("move", timedelta(days=1)))
    assert public_change
    assert public_change.old
    assert public_change.people == ()
    assert public_change.old.subject_ids == public_change.new.subject_ids == ()
    assert public_change.old.start < public_change.new.start


def test_other_people_are_no_change_to_residents() -> None:
    assert Audience("public").filter_change(build_change("people", timedelta())) is None
