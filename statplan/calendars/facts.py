"""The facts that an entry states, as data, apart from the words that state them.

A fact is what somebody acts on: where to go, when else, about what, under whom, how to join. When
one changes, everybody who has the entry needs an update. Its value is the plan's own data: an id, a
date, an address, or words that only the plan can know.

No fact is what changes nothing for anybody: the name of the program or of a recurring meeting, the
name by which a topic or a person is known, who keeps the plan, the category, a file name, every
phrase of the tool, and the tool's reason why there is no backup date. These are wording. An entry
that is published takes new wording with its next change of fact.

The dates, the state and the people of an entry are not here either: the ledger has them beside its
text.
"""

from statplan.holds import GONE, Hold, Role, State
from statplan.ledger.records import Facts
from statplan.plan import Plan, roster, zone
from statplan.plan.publicity import OPEN
from statplan.schedule import Backup, Stand

Stated = dict[str, str | None]
_NONE = "none"


def state_facts(plan: Plan, hold: Hold, *, bumped: bool, public: bool) -> Facts:
    """Return the facts that the words of a hold state.

    Args:
        plan: the plan.
        hold: the hold, with its meeting's dates as they are now.
        bumped: whether the meeting takes place on its backup date.
        public: whether the plan publishes the entry.
    """
    stated: Stated = {"public": "yes" if public else "no"}
    if hold.state in GONE:
        backup = hold.meeting.backup
        to = backup.stand if bumped and isinstance(backup, Backup) else None
        return _sort(stated | {"moved_to": _moment(to)})
    stated |= _state_meeting(plan, hold) | _state_dates(hold, bumped=bumped)
    if public:
        stated |= _state_public(plan, hold)
    return _sort(stated | {"lasts": _elapsed(plan, hold)})


def state_due_facts(stand: Stand, following: Stand | None = None) -> Facts:
    """Return the facts of a day on which something is due: the meetings that it refers to.

    Args:
        stand: the date of the meeting that it is due for, or that it follows up.
        following: the date of the meeting before which it is due, where it names one.
    """
    return _sort({"meeting": _moment(stand), "following": _moment(following)})


def _sort(stated: Stated) -> Facts:
    return tuple(sorted((name, fact) for name, fact in stated.items() if fact))


def _state_meeting(plan: Plan, hold: Hold) -> Stated:
    meeting, place = hold.meeting, plan.frequency.place
    attends_every = plan.leadership.attends == "every"
    leaders = ",".join(roster.find_leaders(plan, meeting.chair))
    return {
        "topic": ",".join(meeting.about),
        "leader": leaders or (plan.leadership.form if attends_every else None),
        "room": meeting.room,
        "address": place.address,
        "link": place.link,
        "schedule_page": plan.publicity.schedule_page,
    }


def _state_dates(hold: Hold, *, bumped: bool) -> Stated:
    """The other dates that an entry names, and why a meeting is not on its usual one."""
    meeting = hold.meeting
    if hold.role is Role.BACKUP:
        return {"bumped_from" if bumped else "kept_for": _moment(meeting.stand)}
    backup = meeting.backup
    stated: Stated = {"backup": _moment(backup.stand) if isinstance(backup, Backup) else _NONE}
    if meeting.moved:
        at = meeting.moved.at
        stated["moved_from"] = meeting.moved.nominal.isoformat()
        stated["moved_from_time"] = at.isoformat("minutes") if at else None
        stated["moved_because"] = meeting.moved.cause
    return stated


def _state_public(plan: Plan, hold: Hold) -> Stated:
    publicity = plan.publicity
    is_open = publicity.access in OPEN
    stated: Stated = {"contact": publicity.contact}
    if is_open:
        stated["public_room"] = hold.meeting.room
        stated["public_address"] = plan.frequency.place.address
        stated["join"] = publicity.join
    if hold.role is not Role.BACKUP or hold.state is not State.TENTATIVE:
        closed = "closed" if publicity.access else None
        stated["access"] = "open" if is_open else closed
    return stated


def _elapsed(plan: Plan, hold: Hold) -> str | None:
    """How long a meeting lasts during which the clocks change."""
    lasts = zone.elapsed(hold.stand.start, hold.stand.end, plan.program.timezone or "UTC")
    return str(lasts) if lasts != hold.stand.minutes else None


def _moment(stand: Stand | None) -> str | None:
    return stand.start.isoformat(timespec="minutes") if stand else None
