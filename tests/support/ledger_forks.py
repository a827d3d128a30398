"""Two ledgers that went on separately from one, with what was decided and published in each."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from statplan.holds import Role, State
from statplan.ledger import (
    Decision,
    DesiredEntry,
    EntryText,
    IssuedEntry,
    Ledger,
    compare_entries,
    record_publish,
)
from statplan.ledger.merge import merge_ledgers
from statplan.schedule.holiday_lists import HolidayList
from tests.support.plans import LINEAGE
from tests.support.zone_data import zone_data

ZONE = "America/Chicago"


MEETINGS = ("blight/2027-03", "blight/2027-04", "works/2027-03")


KEYS = tuple((meeting, role.value) for meeting in MEETINGS for role in Role)


FIRST_DAY = date(2027, 3, 1)


START = datetime(2027, 1, 4, 12, tzinfo=UTC)


STATES = (State.TENTATIVE, State.CONFIRMED, State.CANCELLED, State.RELEASED)


@dataclass(slots=True)
class Branch:
    """A ledger that goes on, and the entries that its publishes sent."""

    ledger: Ledger = field(default_factory=lambda: Ledger(LINEAGE))
    sent: list[IssuedEntry] = field(default_factory=list)
    now: datetime = START

    def copy(self) -> "Branch":
        return Branch(self.ledger, list(self.sent), self.now)

    def decide(self, decision: Decision) -> None:
        ledger = self.ledger
        at = max(self.now, ledger.find_last_moment() or self.now)
        decisions = (*ledger.decisions, replace(decision, decided_at=at))
        self.ledger = replace(ledger, serial=ledger.serial + 1, decisions=decisions)

    def publish(
        self,
        wanted: list[DesiredEntry],
        today: date,
        audiences: frozenset[str],
        clocks: str = ZONE,
        holidays: tuple[HolidayList, ...] = (),
    ) -> None:
        with zone_data(f"of-{clocks[:4]}", {ZONE: clocks}):
            changes = compare_entries(self.ledger, wanted, today)
            self.ledger = record_publish(self.ledger, changes, self.now, holidays)
        if self.ledger.published:
            names = tuple(sorted({*self.ledger.audiences, *audiences}))
            self.ledger = replace(self.ledger, audiences=names)
        changed = {change.new.key for change in changes.differences if change.kind != "people"}
        self.sent += [row for row in self.ledger.issued if row.key in changed]


def at(day: int, hour: int = 9) -> datetime:
    """A local time in March."""
    return datetime.combine(date(2027, 3, day), time(hour))


@st.composite
def wanted_holds(draw: st.DrawFn) -> list[DesiredEntry]:
    """What calendars should be told, of a few meetings: dates, states, words, people."""
    holds = []
    for meeting, role in draw(st.sets(st.sampled_from(KEYS), min_size=1)):
        start = at(draw(st.integers(1, 3)))
        name = draw(st.sampled_from(("Blight", "Public Works")))
        text = EntryText(name, facts=(("name", name),))
        people = draw(st.sampled_from(((), ("mayor",))))
        state = draw(st.sampled_from(STATES))
        end = start + timedelta(hours=1)
        holds.append(DesiredEntry(meeting, role, state, ZONE, start, end, text, people))
    return holds


KINDS = st.sampled_from(("bump", "cancel", "restore"))


DECISIONS = st.builds(Decision, st.sampled_from(MEETINGS), KINDS, st.just(START))


NEW_YEAR = ((date(2027, 1, 1), ("New Year's Day",)),)


HOLIDAYS = st.lists(
    st.builds(
        HolidayList,
        st.just("US"),
        st.sampled_from((None, "VA")),
        st.just(value=True),
        st.just(2027),
        st.sampled_from(("0.95", "0.109")),
        st.sampled_from((NEW_YEAR, ())),
    ),
    max_size=2,
    unique_by=lambda holiday_list: holiday_list.key,
).map(tuple)


PUBLISHES = st.tuples(
    wanted_holds(),
    st.sampled_from((FIRST_DAY, FIRST_DAY + timedelta(days=2))),
    st.frozensets(st.sampled_from(("public", "works")), max_size=1),
    st.sampled_from((ZONE, ZONE, "Asia/Kolkata")),
    HOLIDAYS,
)


Publish = tuple[list[DesiredEntry], date, frozenset[str], str, tuple[HolidayList, ...]]


Steps = list[tuple[int, Decision | Publish]]


STEPS = st.lists(st.tuples(st.integers(0, 3), DECISIONS | PUBLISHES), max_size=4)


def go_on(branch: Branch, steps: Steps) -> Branch:
    branch = branch.copy()
    for seconds, step in steps:
        branch.now += timedelta(seconds=seconds)
        if isinstance(step, Decision):
            branch.decide(step)
        else:
            branch.publish(*step)
    return branch


@dataclass(frozen=True, slots=True)
class Fork:
    """A history, its two ways on, and whether a merge is told where they parted."""

    before: Branch
    ours: Branch
    theirs: Branch
    knows_base: bool

    @property
    def base(self) -> Ledger | None:
        return self.before.ledger if self.knows_base else None

    def merge(self) -> Ledger:
        return merge_ledgers(self.base, self.ours.ledger, self.theirs.ledger)


@st.composite
def forks(draw: st.DrawFn) -> Fork:
    before = go_on(Branch(), draw(STEPS))
    ours, theirs = (go_on(before, draw(STEPS)) for _ in range(2))
    return Fork(before, ours, theirs, draw(st.booleans()))
