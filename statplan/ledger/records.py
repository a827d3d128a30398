"""What a ledger is made of: what was decided, and what calendars were last told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from statplan.holds import GONE, Role, State
from statplan.schedule import Stand

Kind = Literal["bump", "cancel", "restore", "move", "held", "release"]
Facts = tuple[tuple[str, str], ...]  # names and values, in order of the names
SCHEMA = 1


class Duty(StrEnum):
    """What of a meeting's preparation and follow-up is due on a day."""

    DATA = "data-due"
    MEMO = "memo-out"
    FOLLOW_UP = "follow-up-due"
    RESPONSE = "response-due"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a meeting, and when; appended and never edited.

    `to` is the date that was decided on (bump, move), or on which it took place (held): the plan
    may change afterwards, and what was decided stands. `at` is UTC.
    """

    meeting: str
    kind: Kind
    at: datetime
    to: Stand | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of an entry, for those inside, and what of them the plan publishes.

    `public` is empty where the plan does not publish the entry; `paired` tells whether it names the
    other hold of its meeting. `facts` are what the words state, as data: an entry that is published
    takes other words only with other facts. None in a ledger that was written before it had them.
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
    def words(self) -> "Text":
        """The words alone, without the facts that they state: all that a reader sees."""
        return replace(self, facts=None)

    def states_same(self, other: "Text") -> bool:
        """Whether both state the same facts.

        Where one of them is of a ledger without facts, only what its fields state is compared:
        the places, whether it is public, and whether it names the other hold.
        """
        if self.facts is not None and other.facts is not None:
            return self.facts == other.facts
        mine, theirs = (
            (each.place, each.public_place, bool(each.public), each.paired)
            for each in (self, other)
        )
        return mine == theirs


@dataclass(frozen=True, slots=True)
class Wanted:
    """What calendars should be told of one hold now; times are local to `zone`."""

    meeting: str
    role: str
    state: State
    zone: str
    start: datetime
    end: datetime
    text: Text
    people: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it, whatever its date."""
        return self.meeting, self.role


@dataclass(frozen=True, slots=True)
class Issued(Wanted):
    """What calendars were last told of one hold.

    `created` and `changed` are UTC; `changed` is when any byte of it last changed.
    """

    uid: str = ""
    sequence: int = 0
    created: datetime = datetime.min  # noqa: DTZ901 - always given
    changed: datetime = datetime.min  # noqa: DTZ901 - always given

    @property
    def lives(self) -> bool:
        """Whether it takes somebody's time: neither cancelled nor released."""
        return self.state not in GONE

    @property
    def all_day(self) -> bool:
        """Whether it is a day on which something is due, and no meeting."""
        return self.role not in set(Role)

    @property
    def stand(self) -> Stand:
        """The date that it keeps."""
        minutes = (self.end - self.start) // timedelta(minutes=1)
        return Stand(self.start.date(), self.start.time(), minutes)


@dataclass(frozen=True, slots=True)
class Told:
    """A change that calendars were told of, after the first time that they were told anything.

    `was` is the start that they had before, None where they had none, and `to` the one that they
    have since, both local to the meeting; `at` is UTC, and the same for all changes of a publish.
    `public` tells whether the public was told of it, and of the meeting before.
    """

    meeting: str
    role: str
    at: datetime
    state: State
    was: datetime | None
    to: datetime
    public: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """The last publish: the ledger's serial then, the moment, and how many decisions it knew.

    `merged` has the moments of all merges, and of the publishes that they united.
    """

    serial: int
    at: datetime
    decisions: int
    merged: tuple[datetime, ...] = ()

    @property
    def is_merge(self) -> bool:
        """Whether it unites publishes of two sides, and sent nobody anything itself."""
        return self.at in self.merged


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was decided after planning, and what calendars were last told.

    `serial` rises with everything that is recorded. `audiences` are those whose calendars are
    kept up beside the full one. `told` is the history of dates that changed.
    """

    lineage: str
    serial: int = 0
    decisions: tuple[Decision, ...] = ()
    issued: tuple[Issued, ...] = ()
    published: Published | None = None
    audiences: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()

    def rows(self) -> dict[tuple[str, str], Issued]:
        """What was issued, by meeting and role."""
        return {row.key: row for row in self.issued}

    def about(self, meeting: str) -> tuple[Decision, ...]:
        """What was decided about one meeting, in order."""
        return tuple(each for each in self.decisions if each.meeting == meeting)

    def pending(self) -> frozenset[str]:
        """The meetings about which something was decided since the last publish."""
        known = self.published.decisions if self.published else 0
        return frozenset(each.meeting for each in self.decisions[known:])

    def unsent(self) -> frozenset[tuple[str, str]]:
        """Return the entries that calendars have in two versions, until a publish sends them."""
        published = self.published
        if published is None or not published.is_merge:
            return frozenset()
        return frozenset(row.key for row in self.issued if row.changed == published.at)

    def last_moment(self) -> datetime | None:
        """The latest moment that the ledger knows of."""
        moments = [each.at for each in self.decisions] + [row.changed for row in self.issued]
        return max([*moments, *([self.published.at] if self.published else [])], default=None)
