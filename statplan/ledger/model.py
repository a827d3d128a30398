"""The records of a ledger: decisions, and the entries that calendars were last sent."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from statplan.holds import GONE, Role, State
from statplan.plan.timezones import to_utc
from statplan.schedule.holiday_lists import HolidayList
from statplan.schedule.model import Meeting, TimeSlot

DecisionKind = Literal["bump", "cancel", "restore", "move", "held", "release"]
EntryKey = tuple[str, str]  # the key of a meeting, and a role
Facts = tuple[tuple[str, str], ...]  # names and values, in order of the names
Instants = tuple[datetime, datetime]  # a start and an end, in UTC
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a meeting, and its moment; appended and never edited.

    `slot` is the date that was decided on (bump, move), or on which it took place (held): the plan
    may change afterwards, and the decision remains. `decided_at` is UTC.
    """

    meeting: str
    kind: DecisionKind
    decided_at: datetime
    slot: TimeSlot | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntryText:
    """The words of an entry, for those inside, and what of them the plan publishes.

    `public` is empty where the plan does not publish the entry; `paired` tells whether it names the
    other hold of its meeting. `facts` are what the words state, as data: an entry that is published
    takes other words only with other facts. None in a ledger that was written before it had them.
    `public_name` is the name that residents see, where the topic in `name` stays inside.

    The ledger file has the fields by their names, and leaves out those that are None: a field that
    is added gets None as its default, and earlier ledgers remain as they are.
    """

    name: str
    description: str = ""
    place: str = ""
    category: str = ""
    public: str = ""
    public_place: str = ""
    paired: bool = False
    facts: Facts | None = None
    public_name: str | None = None

    @property
    def public_text(self) -> "EntryText":
        """The text as the plan publishes it, without what only insiders read."""
        return EntryText(
            self.public_name or self.name, self.public, self.public_place, self.category
        )

    @property
    def words(self) -> "EntryText":
        """The text alone, without its facts: all that a reader sees."""
        return replace(self, facts=None)

    def has_same_facts(self, other: "EntryText") -> bool:
        """Return whether both texts state the same facts.

        Where one of them is of a ledger without facts, only what its fields state is compared:
        the places, whether it is public, and whether it names the other hold.
        """
        if self.facts is not None and other.facts is not None:
            return self.facts == other.facts
        mine, theirs = (
            (text.place, text.public_place, bool(text.public), text.paired)
            for text in (self, other)
        )
        return mine == theirs


@dataclass(frozen=True, slots=True)
class DesiredEntry:
    """An entry that calendars should have now: a hold or a deadline, with times local to `zone`."""

    meeting: str
    role: str
    state: State
    zone: str
    start: datetime
    end: datetime
    text: EntryText
    people: tuple[str, ...] = ()
    subject_ids: tuple[str, ...] = ()

    @property
    def key(self) -> EntryKey:
        """The identity of the entry, whatever its date."""
        return self.meeting, self.role

    @property
    def is_all_day(self) -> bool:
        """True if the entry is a deadline and not a meeting."""
        return self.role not in set(Role)

    def find_instants(self) -> Instants | None:
        """Return when it starts and ends, by today's zone data; None for a day of no zone."""
        if self.is_all_day:
            return None
        return to_utc(self.start, self.zone), to_utc(self.end, self.zone)


@dataclass(frozen=True, slots=True)
class IssuedEntry(DesiredEntry):
    """An entry as calendars were last sent it: a hold or a deadline.

    `instants` are those of the zone data by which it was sent. `created` and `changed` are UTC;
    `changed` is when any byte of it last changed.
    """

    instants: Instants | None = None
    uid: str = ""
    sequence: int = 0
    created: datetime = datetime.min  # noqa: DTZ901 - always given
    changed: datetime = datetime.min  # noqa: DTZ901 - always given

    def find_instants(self) -> Instants | None:
        """Return when calendars have it, whatever today's zone data says."""
        return self.instants

    @property
    def is_shifted(self) -> bool:
        """True if its local time is another moment by today's zone data."""
        return self.instants != DesiredEntry.find_instants(self)

    @property
    def is_live(self) -> bool:
        """True if the entry takes somebody's time: it is neither cancelled nor released."""
        return self.state not in GONE

    @property
    def slot(self) -> TimeSlot:
        """The slot of the entry."""
        minutes = (self.end - self.start) // timedelta(minutes=1)
        return TimeSlot(self.start.date(), self.start.time(), minutes)


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """A change that was published, after the first publish of the plan.

    `old_start` is the start of the entry before it, None where there was none, and `new_start` the
    start since, both local to the meeting; `published_at` is UTC, and the same for all changes of a
    publish. `is_public` tells whether the entry is public, and was if the meeting took place on it.
    """

    meeting: str
    role: str
    published_at: datetime
    state: State
    old_start: datetime | None
    new_start: datetime
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class LastPublish:
    """The last publish: the ledger's serial then, the moment, and how many decisions it knew.

    `zone_release` is the release of the time zone data by which it was made. `merge_moments` has
    the moments of all merges, and of the publishes that they united.
    """

    serial: int
    published_at: datetime
    decision_count: int
    zone_release: str
    merge_moments: tuple[datetime, ...] = ()

    @property
    def is_merge(self) -> bool:
        """True if it unites the publishes of two sides, and sent nothing itself."""
        return self.published_at in self.merge_moments


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """A year of meetings that was published: its first and last day, and its first publish (UTC).

    `next_by` is the day by which its plan promised the schedule of the next year.
    """

    first: date
    last: date
    published_at: datetime
    next_by: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What the first publish of a year promised of a meeting.

    `deadlines` has the kind and the day of each, in order of the kinds. `usual_day` is the day that
    decided to which year the meeting belongs; None where it is the day of the slot.
    """

    slot: TimeSlot
    subject_ids: tuple[str, ...] = ()
    deadlines: tuple[tuple[str, date], ...] = ()
    usual_day: date | None = None

    @property
    def counted_day(self) -> date:
        """The day that decides to which year the promise belongs, whatever the plan says later."""
        return self.usual_day or self.slot.day


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """The record of a meeting that was published.

    `planned` is the meeting as the plan last had it, without any decision. `promise` is None for
    one that was added after its year was first published.
    """

    planned: Meeting
    promise: Promise | None = None

    @property
    def key(self) -> str:
        """The key of the meeting."""
        return str(self.planned.key)

    @property
    def counted_day(self) -> date:
        """The day that decides to which year it belongs, whatever its date."""
        return self.planned.counted_day or self.planned.usual_day


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every decision since the plan was made, and the entries that calendars were last sent.

    `serial` rises with everything that is recorded. `audiences` are those whose calendars are
    kept up beside the full one. `published_changes` is the history of dates that changed.
    `holiday_lists` are the holidays that were looked up for what is published: no newer library
    changes them. `years` and `meetings` have every year that was published, in order, and every
    meeting, in order of the keys: what was promised stays, whatever becomes of the plan.
    """

    lineage: str
    serial: int = 0
    decisions: tuple[Decision, ...] = ()
    issued: tuple[IssuedEntry, ...] = ()
    published: LastPublish | None = None
    audiences: tuple[str, ...] = ()
    published_changes: tuple[PublishedChange, ...] = ()
    holiday_lists: tuple[HolidayList, ...] = ()
    years: tuple[PublishedYear, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()

    def index_rows(self) -> dict[EntryKey, IssuedEntry]:
        """Return the issued entries by meeting and role."""
        return {row.key: row for row in self.issued}

    def list_decisions(self, meeting_key: str) -> tuple[Decision, ...]:
        """Return the decisions about one meeting, in order."""
        return tuple(decision for decision in self.decisions if decision.meeting == meeting_key)

    def index_decisions(self) -> dict[str, list[Decision]]:
        """Return the decisions about each meeting that has any, in order, by its key."""
        decisions_by_key: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            decisions_by_key.setdefault(decision.meeting, []).append(decision)
        return decisions_by_key

    def list_pending_meetings(self) -> frozenset[str]:
        """Return the keys of the meetings with a decision since the last publish."""
        published_count = self.published.decision_count if self.published else 0
        return frozenset(decision.meeting for decision in self.decisions[published_count:])

    def list_unsent_keys(self) -> frozenset[EntryKey]:
        """Return the keys of entries that calendars have in two versions until the next publish."""
        published = self.published
        if published is None or not published.is_merge:
            return frozenset()
        return frozenset(row.key for row in self.issued if row.changed == published.published_at)

    def find_last_moment(self) -> datetime | None:
        """Return the latest moment in the ledger."""
        moments = [decision.decided_at for decision in self.decisions] + [
            row.changed for row in self.issued
        ]
        return max(
            [*moments, *([self.published.published_at] if self.published else [])], default=None
        )
