"""What an entry says to the people who open it: inside, and in public."""

from collections.abc import Iterator

from statplan.calendars.facts import state_facts
from statplan.holds import GONE, Hold, Role, State
from statplan.ledger import Text
from statplan.plan import Plan, roster, zone
from statplan.plan.english import clock, long_day, sentence, short_day
from statplan.plan.publicity import OPEN
from statplan.schedule import Backup, NoBackup, Stand

_FREE = "This date is free again."


def said(stand: Stand) -> str:
    """A date in an entry: "Thursday, January 14, 2027, 8:00 a.m."."""
    return f"{long_day(stand.day)}, {clock(stand.at)}"


def text_of(plan: Plan, hold: Hold, *, bumped: bool = False) -> Text:
    """The words of a hold.

    Args:
        plan: the plan.
        hold: the hold, with its meeting's dates as they are now.
        bumped: whether the meeting takes place on its back-up date.
    """
    meeting = hold.meeting
    if hold.state in GONE:
        told = _gone(hold, bumped=bumped)
        published = _publishes(plan) and hold.state is State.CANCELLED
        return Text(
            name=meeting.name,
            description=told,
            category=category_of(plan),
            public=told if published else "",
            facts=state_facts(plan, hold, bumped=bumped, public=published),
        )
    name = meeting.name
    if bumped:
        name += f" (moved from {short_day(meeting.stand.day)})"
    shown = _publishes(plan) and (
        hold.role is Role.PRIMARY or bumped or bool(plan.publicity.back_ups)
    )
    return Text(
        name=name,
        description="\n".join(_inside(plan, hold, bumped=bumped)),
        place=_place(plan, meeting.room),
        category=category_of(plan),
        public="\n".join(_public(plan, hold)) if shown else "",
        public_place=_public_place(plan, meeting.room) if shown else "",
        paired=isinstance(meeting.backup, Backup) and not bumped,
        facts=state_facts(plan, hold, bumped=bumped, public=shown),
    )


def category_of(plan: Plan) -> str:
    """What all entries of a program are filed under."""
    return plan.program.name or "Stat"


def _gone(hold: Hold, *, bumped: bool) -> str:
    if hold.state is State.RELEASED:
        return _FREE
    backup = hold.meeting.backup
    if bumped and isinstance(backup, Backup):
        return sentence(f"Moved to {said(backup.stand)}")
    return "Called off."


def _publishes(plan: Plan) -> bool:
    return "schedule" in (plan.publicity.publishes or ())


def _place(plan: Plan, room: str | None) -> str:
    place = plan.frequency.place
    return ", ".join(part for part in (room, place.address, place.link) if part)


def _public_place(plan: Plan, room: str | None) -> str:
    """Where residents go; a meeting that is closed to them has no place for them."""
    if plan.publicity.access not in OPEN:
        return ""
    return ", ".join(part for part in (room, plan.frequency.place.address) if part)


def _inside(plan: Plan, hold: Hold, *, bumped: bool) -> Iterator[str]:
    """What a person who opens the entry wants to know."""
    meeting = hold.meeting
    if bumped:
        yield f"Moved from {said(meeting.stand)} to its back-up date."
    elif hold.role is Role.BACKUP:
        primary = said(meeting.stand)
        yield f"Back-up date, kept free in case the meeting of {primary} is bumped."
    elif hold.state is State.TENTATIVE:
        yield "Hold for a meeting of the year's schedule."
    if meeting.subject:
        yield f"Subject: {meeting.subject}"
    leader = roster.led_by(plan, meeting.chair)
    if leader:
        yield f"Led by: {leader}"
    if meeting.moved and hold.role is Role.PRIMARY:
        moved = meeting.moved
        at = f", {moved.at:%H:%M}" if moved.at else ""
        why = f": {moved.why}" if moved.why else ""
        yield f"Moved from {long_day(moved.nominal)}{at}{why}."
    lasts = zone.elapsed(hold.stand.start, hold.stand.end, plan.program.timezone or "UTC")
    if lasts != hold.stand.minutes:
        yield f"The clocks change in these hours: it lasts {lasts} minutes."
    if hold.role is Role.PRIMARY:
        yield _backup_line(meeting.backup)
    keeper = plan.participants.scheduler or plan.leadership.facilitator
    kept = f", kept by {roster.office(plan, keeper)}" if keeper else ""
    yield f"Plan: statplan.yaml{kept}; meeting {meeting.key}."
    if plan.publicity.schedule_page:
        yield f"Schedule: {plan.publicity.schedule_page}"


def _backup_line(backup: Backup | NoBackup) -> str:
    if isinstance(backup, Backup):
        return f"Back-up date: {said(backup.stand)}"
    return f"No back-up date: {backup.why}."


def _public(plan: Plan, hold: Hold) -> Iterator[str]:
    """What the plan publishes, and nothing else."""
    publicity = plan.publicity
    if hold.role is Role.BACKUP and hold.state is State.TENTATIVE:
        yield "Date kept in reserve."
    elif publicity.access in OPEN:
        yield "Open to the public."
    elif publicity.access:
        yield "Not open to the public; its schedule is."
    else:
        yield "The schedule of these meetings is public."
    if publicity.access in OPEN and publicity.join:
        yield f"How to join: {publicity.join}"
    if publicity.contact:
        yield f"Questions: {publicity.contact}"
    if publicity.schedule_page:
        yield f"Schedule: {publicity.schedule_page}"
