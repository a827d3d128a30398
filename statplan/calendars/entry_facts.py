"""The facts that an entry states, as data, apart from the words that state them.

A fact is what somebody acts on: where to go, when else, about what, under whom, how to join. When
one changes, everybody who has the entry needs an update. Its value is the plan's own data: an id, a
date, an address, or words that only the plan can know.

No fact is what changes nothing for anybody: the name of the program or of a recurring meeting, the
name by which a topic or a person is known, who keeps the plan, the category, a file name, every
phrase of the tool, and the tool's reason why there is no backup date. These are wording. An entry
that is published takes new wording with its next change of fact. The number of a meeting is a fact:
people call the meeting by it, and a meeting keeps it when others are added.

The dates, the state and the people of an entry are not here either: the ledger has them beside its
text.
"""

from statplan.holds import GONE, Hold, Role, State
from statplan.ledger.model import Facts
from statplan.plan import lookup, public_access, timezones
from statplan.plan.choices import format_choice
from statplan.plan.model import Plan
from statplan.plan.publicity import OPEN_ACCESS
from statplan.schedule.model import Backup, Meeting, MeetingPlace, TimeSlot

FactMap = dict[str, str | None]
# What an entry says of who may attend; it says other answers as the plan has them.
_ACCESS_FACTS = {
    "closed": "closed",
    "employees": "closed",
    "invitation": "closed",
    "open": "open",
    "open with questions": "open",
    "open with reservation": "reservation",
}
_NONE = "none"


def list_entry_facts(plan: Plan, hold: Hold, *, bumped: bool, is_public: bool) -> Facts:
    """Return the facts that the words of a hold state.

    Args:
        plan: the plan.
        hold: the hold, with its meeting's dates as they are now.
        bumped: whether the meeting takes place on its backup date.
        is_public: whether the plan publishes the entry.
    """
    facts: FactMap = {"public": "yes" if is_public else "no"}
    if hold.state in GONE:
        backup = hold.meeting.backup
        new_slot = backup.slot if bumped and isinstance(backup, Backup) else None
        facts |= {"moved_to": _format_slot_start(new_slot), **_list_lasting_facts(hold.meeting)}
        return _sort_facts(facts)
    facts |= _list_meeting_facts(plan, hold) | _list_date_facts(hold, bumped=bumped)
    if is_public:
        facts |= _list_public_facts(plan, hold)
    return _sort_facts(facts | {"lasts": _measure_elapsed(plan, hold)})


def _list_lasting_facts(meeting: Meeting) -> FactMap:
    """Return what stays true of a meeting that is called off: its number, and its usual day."""
    moved_from = meeting.move.nominal_day.isoformat() if meeting.move else None
    return {
        "number": str(meeting.number) if meeting.number else None,
        "moved_from": moved_from,
    }


def format_access_fact(access: str) -> str:
    """Return the fact that an entry states of who may attend, from the plan's answer."""
    return _ACCESS_FACTS.get(access, format_choice(access))


def list_reserve_facts(
    plan: Plan, place: MeetingPlace, open_place: MeetingPlace | None, *, is_public: bool
) -> Facts:
    """Return the facts that the words of a reserve day state.

    Args:
        plan: the plan.
        place: where the meetings that share it are held.
        open_place: where those of them are held that anybody may attend; None if there are none.
        is_public: whether the plan publishes the entry.
    """
    facts = {"public": "yes" if is_public else "no"} | _list_place_facts(plan, place)
    if is_public:
        facts |= _list_contact_facts(plan, open_place)
    return _sort_facts(facts)


def list_due_facts(slot: TimeSlot, next_slot: TimeSlot | None = None) -> Facts:
    """Return the facts of a deadline: the dates of the meetings that it refers to.

    Args:
        slot: the date of the meeting that it prepares or follows up.
        next_slot: the date of the next meeting, if the deadline is before that one.
    """
    return _sort_facts(
        {"meeting": _format_slot_start(slot), "following": _format_slot_start(next_slot)}
    )


def _sort_facts(facts: FactMap) -> Facts:
    return tuple(sorted((name, fact) for name, fact in facts.items() if fact))


def _list_meeting_facts(plan: Plan, hold: Hold) -> FactMap:
    meeting = hold.meeting
    mode = meeting.place.mode
    return {
        "topic": ",".join(meeting.subject_ids),
        "number": str(meeting.number) if meeting.number else None,
        "leader": _list_leaders(plan, meeting),
        "mode": mode if mode != plan.frequency.place.mode else None,
        **_list_place_facts(plan, meeting.place),
    }


def _list_place_facts(plan: Plan, place: MeetingPlace) -> FactMap:
    return {
        "room": place.room,
        "address": place.address,
        "link": place.link,
        "schedule_page": plan.publicity.schedule_page,
    }


def _list_leaders(plan: Plan, meeting: Meeting) -> str | None:
    """Return who leads a meeting: ids, or the title of a principal who is on no roster."""
    form = plan.leadership.form if meeting.is_attended else None
    if form and not (meeting.chair or plan.leadership.principal):
        return format_choice(form)
    return ",".join(lookup.find_leaders(plan, meeting.chair, is_attended=meeting.is_attended))


def _list_date_facts(hold: Hold, *, bumped: bool) -> FactMap:
    """Return the other dates that an entry names, and why a meeting is not on its usual one."""
    meeting = hold.meeting
    if hold.role is Role.BACKUP:
        return {"bumped_from" if bumped else "kept_for": _format_slot_start(meeting.slot)}
    backup = meeting.backup
    facts: FactMap = {
        "backup": _format_slot_start(backup.slot) if isinstance(backup, Backup) else _NONE,
        "backup_shared": "yes" if isinstance(backup, Backup) and backup.reserve_key else None,
    }
    if meeting.move:
        usual_time = meeting.move.nominal_time
        facts["moved_from"] = meeting.move.nominal_day.isoformat()
        facts["moved_from_time"] = usual_time.isoformat("minutes") if usual_time else None
        facts["moved_because"] = meeting.move.cause
    return facts


def _list_public_facts(plan: Plan, hold: Hold) -> FactMap:
    access = public_access.find_access(plan, hold.meeting.key.series)
    facts = _list_contact_facts(plan, hold.meeting.place if access in OPEN_ACCESS else None)
    if access and (hold.role is not Role.BACKUP or hold.state is not State.TENTATIVE):
        facts["access"] = format_access_fact(access)
    return facts


def _list_contact_facts(plan: Plan, open_place: MeetingPlace | None) -> FactMap:
    """Return where residents go, how they join, and whom they ask.

    Args:
        plan: the plan.
        open_place: where the meeting is held if anybody may attend it, else None.
    """
    publicity = plan.publicity
    facts: FactMap = {"contact": publicity.contact}
    if open_place:
        facts["public_room"] = open_place.room
        facts["public_address"] = open_place.address
        facts["join"] = publicity.join
    return facts


def _measure_elapsed(plan: Plan, hold: Hold) -> str | None:
    """Return the minutes that a meeting lasts if the clocks change during it, else None."""
    minutes = timezones.count_minutes(
        hold.slot.start, hold.slot.end, plan.program.timezone or "UTC"
    )
    return str(minutes) if minutes != hold.slot.minutes else None


def _format_slot_start(slot: TimeSlot | None) -> str | None:
    return slot.start.isoformat(timespec="minutes") if slot else None
