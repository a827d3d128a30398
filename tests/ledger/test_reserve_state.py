"""A reserve day that two series share, from the first publish to the year's end."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from statplan.calendars.build_calendar import desired_entries
from statplan.errors import StatplanError
from statplan.holds import State, make_uid
from statplan.ledger import (
    DecisionRequest,
    IssuedEntry,
    Ledger,
    YearState,
    compare_entries,
    record_decision,
    record_publish,
)
from statplan.ledger.file_reader import read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.merge import merge_ledgers
from statplan.ledger.model import DecisionKind
from statplan.ledger.year_state import DecisionContext, build_decision_context
from statplan.plan import Plan
from statplan.schedule import Backup, make_schedule
from tests.support.plans import LINEAGE, monthly, plan

SHARED = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}
SERIES = (
    monthly("blight", required=["mayor"]),
    monthly("permit", "third Tuesday", minutes=60, required=["law"]),
)
RESERVE = "reserve/2027-03", "reserve"
moment = datetime.fromisoformat


@dataclass
class Year:
    """A year that is lived: its ledger, and the day."""

    plan: Plan = field(default_factory=lambda: plan(*SERIES, backup=SHARED, months=6))
    ledger: Ledger = field(default_factory=lambda: Ledger(LINEAGE))
    now: datetime = datetime(2027, 3, 1, 12, tzinfo=UTC)

    @property
    def context(self) -> DecisionContext:
        return build_decision_context(self.plan, make_schedule(self.plan), self.now.date())

    @property
    def state(self) -> YearState:
        return self.context.build_state(self.ledger)

    def decide(self, kind: DecisionKind, meeting: str, day: date | None = None) -> None:
        request = DecisionRequest(kind, day=day)
        outcome = record_decision(self.context, self.ledger, meeting, request, self.now)
        assert not outcome.note
        self.ledger = outcome.ledger

    def refuse(self, kind: DecisionKind, meeting: str, day: date | None = None) -> StatplanError:
        request = DecisionRequest(kind, day=day)
        with pytest.raises(StatplanError) as error:
            record_decision(self.context, self.ledger, meeting, request, self.now)
        return error.value

    def publish(self) -> dict[tuple[str, str], str]:
        """Publish; what changed, by entry."""
        context, state = self.context, self.state
        assert state.problems == ()
        entries = list(desired_entries(self.plan, state, context.date_rules))
        changes = compare_entries(self.ledger, entries, context.as_of)
        self.ledger = record_publish(self.ledger, changes, self.now)
        assert not compare_entries(self.ledger, entries, context.as_of)
        return {
            change.new.key: change.kind for change in changes.differences if not change.is_all_day
        }

    def row(self, meeting: str, role: str) -> IssuedEntry:
        return self.ledger.index_rows()[meeting, role]


@pytest.fixture
def year() -> Year:
    lived = Year()
    lived.publish()
    return lived


def test_there_is_one_entry_for_all_who_share_the_day(year: Year) -> None:
    rows = year.ledger.index_rows()
    assert not {key for key in rows if key[1] == "backup"}
    row = rows[RESERVE]
    assert (row.state, row.start) == (State.TENTATIVE, moment("2027-03-26T14:00"))
    assert row.end == moment("2027-03-26T15:30"), "it is as long as the longest meeting"
    assert row.uid == make_uid(LINEAGE, *RESERVE)
    assert set(row.people) == {"mayor", "law"}
    assert row.text.name == "Reserve day: backup date for TestStat: blight and TestStat: permit"
    assert not row.text.paired
    assert not rows["blight/2027-03", "primary"].text.paired


def test_the_first_meeting_to_need_it_gets_it(year: Year) -> None:
    year.decide("bump", "permit/2027-03")
    assert year.publish() == {
        ("permit/2027-03", "primary"): "cancel",
        ("permit/2027-03", "backup"): "add",
        RESERVE: "release",
        ("blight/2027-03", "primary"): "text",
    }
    row = year.row("permit/2027-03", "backup")
    assert (row.state, row.start) == (State.CONFIRMED, moment("2027-03-26T14:00"))
    assert row.end == moment("2027-03-26T15:00"), "it is as long as its meeting"
    assert year.row(*RESERVE).text.name == (
        "Reserve day released; TestStat: permit takes place on it"
    )


def test_the_second_is_refused_with_the_reason_and_other_dates(year: Year) -> None:
    year.decide("bump", "permit/2027-03")
    refusal = year.refuse("bump", "blight/2027-03")
    assert refusal.message == (
        "blight/2027-03: it has no back-up date: the reserve day, Fri Mar 26, 2027, is taken by "
        "TestStat: permit."
    )
    assert str(refusal.remedy).startswith("These dates would do: 2027-03-12 at 08:00")


def test_a_restored_meeting_gives_the_day_back_to_all(year: Year) -> None:
    first = year.row(*RESERVE)
    year.decide("bump", "permit/2027-03")
    year.publish()
    year.decide("restore", "permit/2027-03")
    assert year.publish() == {
        ("permit/2027-03", "primary"): "restore",
        ("permit/2027-03", "backup"): "release",
        RESERVE: "restore",
        ("blight/2027-03", "primary"): "text",
    }
    row = year.row(*RESERVE)
    assert (row.uid, row.start, row.text) == (first.uid, first.start, first.text)
    assert row.sequence == first.sequence + 2
    year.decide("bump", "blight/2027-03")
    assert year.publish()[RESERVE] == "release"


def test_a_bumped_meeting_that_is_called_off_or_moved_on_gives_it_back_too(year: Year) -> None:
    year.decide("bump", "permit/2027-03")
    year.decide("cancel", "permit/2027-03")
    assert year.publish() == {("permit/2027-03", "primary"): "cancel", RESERVE: "people"}
    year.decide("bump", "permit/2027-03")
    assert year.publish()[RESERVE] == "release"
    year.decide("move", "permit/2027-03", date(2027, 3, 30))
    assert year.publish()[RESERVE] == "restore"
    assert year.row("permit/2027-03", "backup").start == moment("2027-03-30T14:00")
    year.decide("bump", "blight/2027-03")


def test_a_cancelled_meeting_may_take_the_day_that_others_wait_for(year: Year) -> None:
    year.decide("cancel", "permit/2027-03")
    assert year.publish() == {("permit/2027-03", "primary"): "cancel", RESERVE: "people"}
    assert year.row(*RESERVE).people == ("mayor",)
    year.decide("bump", "permit/2027-03")
    assert year.publish()[RESERVE] == "release"
    assert "is taken by" in year.refuse("bump", "blight/2027-03").message


def test_the_day_is_free_again_when_nobody_needs_it(year: Year) -> None:
    year.now = datetime(2027, 3, 20, 12, tzinfo=UTC)
    for meeting in ("blight/2027-03", "permit/2027-03"):
        year.decide("held", meeting)
        assert RESERVE not in year.publish()
    year.decide("release", "blight/2027-03")
    assert year.publish()[RESERVE] == "people"
    year.decide("release", "permit/2027-03")
    assert year.publish()[RESERVE] == "release"
    assert year.row(*RESERVE).text.name == ("Reserve day released; no meeting needs it any more")


def test_a_meeting_that_is_moved_to_the_reserve_day_leaves_it_to_the_others(year: Year) -> None:
    year.decide("move", "blight/2027-04", date(2027, 4, 30))
    assert year.publish()["blight/2027-04", "primary"] == "move"
    row = year.row("reserve/2027-04", "reserve")
    assert (row.state, row.people) == (State.TENTATIVE, ("law",))
    assert row.text.name == "Reserve day: backup date for TestStat: permit"


def test_another_meeting_cannot_be_put_on_a_day_that_is_kept_for_its_people() -> None:
    made = plan(
        *SERIES,
        monthly("other", "first Monday", at="14:00", required=["mayor"]),
        backup=SHARED,
        months=6,
    )
    other = Year(made)
    other.publish()
    other.decide("release", "other/2027-04")
    refusal = other.refuse("move", "other/2027-04", date(2027, 4, 30))
    assert "the reserve day of TestStat: blight and TestStat: permit" in refusal.message


def test_what_two_people_decided_separately_is_a_problem(year: Year) -> None:
    ours, theirs = Year(ledger=year.ledger), Year(ledger=year.ledger)
    ours.decide("bump", "blight/2027-03")
    theirs.decide("bump", "permit/2027-03")
    merged = Year(ledger=merge_ledgers(year.ledger, ours.ledger, theirs.ledger))
    (problem,) = merged.state.problems
    assert problem.fact == (
        "TestStat: permit (permit/2027-03) stands on 2027-03-26 at 14:00, and it is taken by "
        "TestStat: blight (blight/2027-03)."
    )


def test_a_day_that_is_over_stays_as_calendars_have_it(year: Year) -> None:
    row = year.row(*RESERVE)
    year.now = datetime(2027, 4, 1, 12, tzinfo=UTC)
    year.plan = plan(*SERIES, backup=SHARED | {"reserve": "fourth Wednesday"}, months=6)
    assert RESERVE not in year.publish()
    assert year.row(*RESERVE) == row
    blight = year.state.index_by_key()["blight/2027-03"]
    assert isinstance(blight.meeting.backup, Backup)
    assert blight.meeting.backup.slot.day == date(2027, 3, 26)
    assert year.row("reserve/2027-04", "reserve").start == moment("2027-04-28T14:00")


def test_a_meeting_after_the_day_that_is_over_has_no_other_reserve_day_that_month() -> None:
    lived = Year(plan(*SERIES, backup=SHARED | {"reserve": "second Friday"}, months=6))
    lived.publish()
    lived.now = datetime(2027, 3, 13, 12, tzinfo=UTC)
    lived.plan = plan(*SERIES, backup=SHARED, months=6)
    lived.publish()
    assert lived.row(*RESERVE).start == moment("2027-03-12T14:00")
    refusal = lived.refuse("bump", "permit/2027-03")
    assert refusal.message == (
        "permit/2027-03: it has no back-up date: the reserve day was Fri Mar 12, 2027, before the "
        "meeting."
    )


def test_several_days_of_a_month_have_entries_of_their_own_which_are_read_back() -> None:
    policy = SHARED | {"reserve": "first and third Friday"}
    lived = Year(plan(*SERIES, backup=policy, months=6))
    lived.publish()
    keys = {row.meeting for row in lived.ledger.issued if row.role == "reserve"}
    assert {"reserve/2027-03.3", "reserve/2027-05.1"} <= keys
    assert read_ledger(dump_ledger(lived.ledger), "ledger", LINEAGE) == lived.ledger


def test_a_plan_that_shares_no_more_gives_each_meeting_its_own_date(year: Year) -> None:
    year.plan = plan(*SERIES, months=6)
    changes = year.publish()
    assert changes[RESERVE] == "release"
    assert changes["blight/2027-03", "backup"] == "add"
