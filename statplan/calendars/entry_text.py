"""The words of an entry for the people who open it: inside, and in public."""

from collections.abc import Iterator

from statplan.calendars.entry_facts import list_entry_facts
from statplan.holds import GONE, RELEASE_TITLE, Hold, Role, State
from statplan.ledger.meeting_state import DecisionHistory
from statplan.ledger.model import EntryText
from statplan.plan import lookup, timezones
from statplan.plan.english import end_sentence, format_long_date, format_short_date, format_time
from statplan.plan.model import Plan
from statplan.plan.publicity import OPEN_ACCESS
from statplan.schedule.model import Backup, NoBackup, TimeSlot

_FREE = "This date is free again."


def format_slot(slot: TimeSlot) -> str:
    """Return a date in an entry: "Thursday, January 14, 2027, 8:00 a.m."."""
    return f"{format_long_date(slot.day)}, {format_time(slot.start_time)}"


def build_entry_text(plan: Plan, hold: Hold, history: DecisionHistory) -> EntryText:
    """Return the words of a hold.

    Args:
        plan: the plan.
        hold: the hold, with its meeting's dates as they are now.
        history: what was decided about the meeting.
    """
    meeting = hold.meeting
    bumped = history.active_role is Role.BACKUP and (
        hold.state is State.CANCELLED or hold.role is Role.BACKUP
    )
    if hold.state in GONE:
        description = _describe_removed(hold, bumped=bumped)
        is_public = _is_schedule_public(plan) and hold.state is State.CANCELLED
        is_released = hold.state is State.RELEASED
        return EntryText(
            name=_format_release_title(history) if is_released else meeting.name,
            description=description,
            category=get_category(plan),
            public=description if is_public else "",
            facts=list_entry_facts(plan, hold, bumped=bumped, is_public=is_public),
        )
    name = meeting.name
    if bumped:
        name += f" (moved from {format_short_date(meeting.slot.day)})"
    is_public = _is_schedule_public(plan) and (
        hold.role is Role.PRIMARY or bumped or bool(plan.publicity.back_ups)
    )
    return EntryText(
        name=name,
        description="\n".join(_iter_description(plan, hold, bumped=bumped)),
        place=lookup.format_location(plan, meeting.room),
        category=get_category(plan),
        public="\n".join(_iter_public_description(plan, hold)) if is_public else "",
        public_place=_format_public_place(plan, meeting.room) if is_public else "",
        paired=isinstance(meeting.backup, Backup) and not bumped,
        facts=list_entry_facts(plan, hold, bumped=bumped, is_public=is_public),
    )


def get_category(plan: Plan) -> str:
    """Return the name that all entries of a program are filed under."""
    return plan.program.name or "Stat"


def _format_release_title(history: DecisionHistory) -> str:
    outcome = "was called off"
    if history.slot:
        verb = "took place" if history.is_held else "takes place"
        outcome = f"{verb} on {format_short_date(history.slot.day)}"
    return RELEASE_TITLE.format(outcome=outcome)


def _describe_removed(hold: Hold, *, bumped: bool) -> str:
    if hold.state is State.RELEASED:
        return f"{hold.meeting.name}. {_FREE}"
    backup = hold.meeting.backup
    if bumped and isinstance(backup, Backup):
        return end_sentence(f"Moved to {format_slot(backup.slot)}")
    return "Called off."


def _is_schedule_public(plan: Plan) -> bool:
    return "schedule" in (plan.publicity.publishes or ())


def _format_public_place(plan: Plan, room: str | None) -> str:
    """Return where residents go; a meeting that is closed to them has no place for them."""
    if plan.publicity.access not in OPEN_ACCESS:
        return ""
    return ", ".join(part for part in (room, plan.frequency.place.address) if part)


def _iter_description(plan: Plan, hold: Hold, *, bumped: bool) -> Iterator[str]:
    """Yield the lines of an entry's description for insiders."""
    meeting = hold.meeting
    if bumped:
        yield f"Moved from {format_slot(meeting.slot)} to its back-up date."
    elif hold.role is Role.BACKUP:
        primary = format_slot(meeting.slot)
        yield f"Back-up date, kept free in case the meeting of {primary} is bumped."
    elif hold.state is State.TENTATIVE:
        yield "Hold for a meeting of the year's schedule."
    if meeting.subject:
        yield f"Subject: {meeting.subject}"
    leader = lookup.format_leaders(plan, meeting.chair)
    if leader:
        yield f"Led by: {leader}"
    move = meeting.move
    if move and hold.role is Role.PRIMARY:
        time_text = f", {move.nominal_time:%H:%M}" if move.nominal_time else ""
        reason_text = f": {move.reason}" if move.reason else ""
        yield f"Moved from {format_long_date(move.nominal_day)}{time_text}{reason_text}."
    minutes = timezones.count_minutes(
        hold.slot.start, hold.slot.end, plan.program.timezone or "UTC"
    )
    if minutes != hold.slot.minutes:
        yield f"The clocks change in these hours: it lasts {minutes} minutes."
    if hold.role is Role.PRIMARY:
        yield _format_backup(meeting.backup)
    keeper_id = plan.participants.scheduler or plan.leadership.facilitator
    keeper_text = f", kept by {lookup.format_job_title(plan, keeper_id)}" if keeper_id else ""
    yield f"Plan: statplan.yaml{keeper_text}; meeting {meeting.key}."
    if plan.publicity.schedule_page:
        yield f"Schedule: {plan.publicity.schedule_page}"


def _format_backup(backup: Backup | NoBackup) -> str:
    if isinstance(backup, Backup):
        return f"Back-up date: {format_slot(backup.slot)}"
    return f"No back-up date: {backup.reason}."


def _iter_public_description(plan: Plan, hold: Hold) -> Iterator[str]:
    """Yield the lines of an entry's public description: what the plan publishes, and no more."""
    publicity = plan.publicity
    if hold.role is Role.BACKUP and hold.state is State.TENTATIVE:
        yield "Date kept in reserve."
    elif publicity.access in OPEN_ACCESS:
        yield "Open to the public."
    elif publicity.access:
        yield "Not open to the public; its schedule is."
    else:
        yield "The schedule of these meetings is public."
    if publicity.access in OPEN_ACCESS and publicity.join:
        yield f"How to join: {publicity.join}"
    if publicity.contact:
        yield f"Questions: {publicity.contact}"
    if publicity.schedule_page:
        yield f"Schedule: {publicity.schedule_page}"
