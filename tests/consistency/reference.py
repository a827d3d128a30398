"""The year as it is now, once: what every output has to say of each meeting.

The dates and states come from the decisions, through the model of `tests/support/ledger_model.py`,
which shares no code with the program. What a meeting is about, where, and with whom, comes from the
schedule. That a backup date gave way to another booking is taken from the program.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from statplan.holds import Role
from statplan.ledger import DecisionContext, Ledger, YearState
from statplan.schedule import Meeting
from tests.support.ledger_model import GONE, Model, Told


@dataclass(frozen=True)
class MeetingFacts:
    """What is so of a meeting: `start` is None where it is cancelled."""

    key: str
    name: str
    number: int | None
    subject_ids: tuple[str, ...]
    room: str | None
    people: frozenset[str]
    start: datetime | None
    minutes: int
    states: dict[str, Told]
    is_moved: bool
    is_held: bool
    shared_backup: datetime | None = None  # a reserve day that it shares with others

    @property
    def is_on_backup(self) -> bool:
        """Whether it takes place on its backup date."""
        return self.states.get("backup", ("",))[0] == "confirmed"

    @property
    def state(self) -> str:
        """The word for the state of the date on which it takes place, or would have."""
        return self.states["backup" if self.is_on_backup else "primary"][0]

    @property
    def backup(self) -> datetime | None:
        """The date that is kept free for it."""
        state, start = self.states.get("backup", ("", None))
        return start if state == "tentative" else self.shared_backup


@dataclass(frozen=True)
class Reference:
    """The facts of every meeting that calendars have, or should have."""

    meetings: dict[str, MeetingFacts]
    today: date
    reserve_days: dict[str, Told]  # those that are kept for somebody

    def list_held_or_due(self) -> list[MeetingFacts]:
        """The meetings that take place, in order."""
        taking_place = [each for each in self.meetings.values() if each.start]
        return sorted(taking_place, key=lambda each: (each.start, each.minutes, each.key))

    def list_dates(self) -> list[str]:
        """The starts of the meetings that take place, in order."""
        return [str(each.start) for each in self.list_held_or_due()]


def build_reference(
    model: Model, context: DecisionContext, ledger: Ledger, year_state: YearState
) -> Reference:
    """Collect the facts of a year."""
    meetings = {str(each.key): each for each in context.schedule.meetings}
    states_by_key = {
        key: {role: model.wanted[key, role] for _, role in group}
        for key, group in groupby(sorted(model.wanted), key=lambda entry: entry[0])
    }
    gave_way = {
        state.key
        for state in year_state.meeting_states
        if state.states.get(Role.BACKUP) == "released" and state.history.is_released
    }
    facts: dict[str, MeetingFacts] = {}
    reserve_days: dict[str, Told] = {}
    reserve_keys: dict[str, str] = {}
    for reserve, waiting in model.waiting.items():
        sharing = set(waiting) - gave_way
        reserve_keys |= dict.fromkeys(sharing, reserve)
        told = states_by_key.get(reserve, {}).get("reserve")
        if sharing and told and told[0] == "tentative":
            reserve_days[reserve] = told
    for key, states in states_by_key.items():
        if key not in meetings:
            continue
        if key in gave_way and states.get("backup", ("",))[0] == "tentative":
            states["backup"] = ("released", states["backup"][1])
        found = _collect_facts(meetings[key], states, ledger, context.as_of)
        shared = states["backup"][1] if key in reserve_keys else None
        facts[key] = replace(found, shared_backup=shared)
    return Reference(facts, context.as_of, reserve_days)


def _collect_facts(
    meeting: Meeting, states: dict[str, Told], ledger: Ledger, today: date
) -> MeetingFacts:
    is_held, minutes = False, {"primary": meeting.slot.minutes, "backup": meeting.slot.minutes}
    rows = {row.role: row for row in ledger.issued if row.meeting == str(meeting.key)}
    for role in rows.keys() & minutes.keys():
        row = rows[role]
        if row.is_live and row.start.date() < today:  # what is over stays as it was
            minutes[role] = row.slot.minutes
    for decision in ledger.decisions:
        if decision.meeting == str(meeting.key):
            is_held = decision.kind == "held" or (is_held and decision.kind != "restore")
            for role, (_, start) in states.items():
                if decision.slot and decision.slot.start == start:
                    minutes[role] = decision.slot.minutes
    on_backup = states.get("backup", ("",))[0] == "confirmed"
    role = "backup" if on_backup else "primary"
    state, start = states[role]
    moved = on_backup or start != meeting.slot.start or meeting.move is not None
    chair = {meeting.chair} if meeting.chair else set()
    return MeetingFacts(
        str(meeting.key), meeting.name, meeting.number, meeting.subject_ids, meeting.room,
        frozenset({*meeting.required, *meeting.optional, *chair}),
        None if state in GONE else start, minutes[role], states, moved, is_held,
    )  # fmt: skip
