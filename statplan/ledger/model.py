"""The records of a ledger: decisions, and the entries that calendars were last sent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from statplan.holds import GONE, Role, State
from statplan.schedule.model import TimeSlot

DecisionKind = Literal["bump", "cancel", "restore", "move", "held", "release"]
EntryKey = tuple[str, str]  # the key of a meeting, and a role
Facts = tuple[tuple[str, str], ...]  # names and values, in order of the names
SCHEMA = 1


class DeadlineKind(StrEnum):
    """A kind of deadline in the preparation or the follow-up of a meeting."""

    DATA = "data-due"
    MEMO = "memo-out"
    FOLLOW_UP = "follow-up-due"
    RESPONSE = "response-due"


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

    @property
    def public_text(self) -> "EntryText":
        """The text as the plan publishes it, without what only insiders read."""
        return EntryText(self.name, self.public, self.public_place, self.category)

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


@dataclass(frozen=True, slots=True)
class IssuedEntry(DesiredEntry):
    """An entry as calendars were last sent it: a hold or a deadline.

    `created` and `changed` are UTC; `changed` is when any byte of it last changed.
    """

    uid: str = ""
    sequence: int = 0
    created: datetime = datetime.min  # noqa: DTZ901 - always given
    changed: datetime = datetime.min  # noqa: DTZ901 - always given

    @property
    def is_live(self) -> bool:
        """True if the entry takes somebody's time: it is neither cancelled nor released."""
        return self.state not in GONE

    @property
    def is_all_day(self) -> bool:
        """True if the entry is a deadline and not a meeting."""
        return self.role not in set(Role)

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

    `merge_moments` has the moments of all merges, and of the publishes that they united.
    """

    serial: int
    published_at: datetime
    decision_count: int
    merge_moments: tuple[datetime, ...] = ()

    @property
    def is_merge(self) -> bool:
        """True if it unites the publishes of two sides, and sent nothing itself."""
        return self.published_at in self.merge_moments


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every decision since the plan was made, and the entries that calendars were last sent.

    `serial` rises with everything that is recorded. `audiences` are those whose calendars are
    kept up beside the full one. `published_changes` is the history of dates that changed.
    """

    lineage: str
    serial: int = 0
    decisions: tuple[Decision, ...] = ()
    issued: tuple[IssuedEntry, ...] = ()
    published: LastPublish | None = None
    audiences: tuple[str, ...] = ()
    published_changes: tuple[PublishedChange, ...] = ()

    def index_rows(self) -> dict[EntryKey, IssuedEntry]:
        """Return the issued entries by meeting and role."""
        return {row.key: row for row in self.issued}

    def list_decisions(self, meeting_key: str) -> tuple[Decision, ...]:
        """Return the decisions about one meeting, in order."""
        return tuple(decision for decision in self.decisions if decision.meeting == meeting_key)

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
