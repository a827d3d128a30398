"""The words of an entry for the people who open it: inside, and in public."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from statplan.calendars.entry_facts import list_entry_facts, list_reserve_facts
from statplan.holds import (
    GONE,
    RELEASE_TITLE,
    RESERVE_RELEASE_TITLE,
    RESERVE_UNNEEDED,
    Hold,
    Role,
    State,
)
from statplan.ledger.meeting_state import DecisionHistory
from statplan.ledger.model import EntryText
from statplan.ledger.reserve_state import ReserveState
from statplan.plan import lookup, timezones
from statplan.plan.choices import format_choice
from statplan.plan.english import (
    end_sentence,
    format_list,
    format_long_date,
    format_short_date,
    format_time,
)
from statplan.plan.model import Plan
from statplan.plan.public_access import find_access, find_public_title, is_open_to_public
from statplan.plan.publicity import OPEN_ACCESS
from statplan.schedule.model import Backup, Meeting, MeetingPlace, NoBackup, TimeSlot

_FREE = "This date is free again."
_RESERVE_NAME = "Reserve day: backup date for {}"
_RESERVED = "Date kept in reserve."
_CLOSED = "Not open to the public; its schedule is."
_ACCESS_SENTENCES = {
    "closed": _CLOSED,
    "employees": _CLOSED,
    "invitation": _CLOSED,
    "press": "Open to the press, not to the public; its schedule is public.",
    "open": "Open to the public.",
    "open with questions": "Open to the public.",
    "open with reservation": "Open to the public; reserve a place before you come.",
}


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
            public_name=_format_public_name(plan, meeting) if is_public else None,
        )
    moved = f" (moved from {format_short_date(meeting.slot.day)})" if bumped else ""
    name = meeting.name + moved
    is_public = _is_schedule_public(plan) and (
        hold.role is Role.PRIMARY or bumped or bool(plan.publicity.back_ups)
    )
    return EntryText(
        name=name,
        description="\n".join(_iter_description(plan, hold, bumped=bumped)),
        place=meeting.place.location,
        category=get_category(plan),
        public="\n".join(_iter_public_description(plan, hold)) if is_public else "",
        public_place=_format_public_place(_find_open_place(plan, meeting)) if is_public else "",
        paired=isinstance(meeting.backup, Backup)
        and meeting.backup.reserve_key is None
        and not bumped,
        facts=list_entry_facts(plan, hold, bumped=bumped, is_public=is_public),
        public_name=_format_public_name(plan, meeting, moved) if is_public else None,
    )


def build_reserve_text(plan: Plan, reserve_state: ReserveState) -> EntryText:
    """Return the words of a reserve day that several meetings share.

    Args:
        plan: the plan.
        reserve_state: the reserve day, with the meetings that may use it, or the one that took it.
    """
    shown_states = reserve_state.waiting or reserve_state.sharing
    titles = format_list(dict.fromkeys(state.meeting.title for state in shown_states))
    name = _RESERVE_NAME.format(titles)
    if reserve_state.state in GONE:
        taken_by = reserve_state.taken_by
        outcome = f"{taken_by.meeting.name} takes place on it" if taken_by else RESERVE_UNNEEDED
        return EntryText(
            name=RESERVE_RELEASE_TITLE.format(outcome=outcome),
            description=f"{name}. {end_sentence(outcome)}",
            category=get_category(plan),
            facts=(),
        )
    meetings = [state.meeting for state in shown_states]
    place = _unite_places([meeting.place for meeting in meetings])
    open_places = [*filter(None, (_find_open_place(plan, meeting) for meeting in meetings))]
    open_place = _unite_places(open_places) if open_places else None
    is_public = _is_schedule_public(plan) and bool(plan.publicity.back_ups)
    lines = [
        f"Backup date for {titles}. The first meeting to need it gets it.",
        *_iter_people_to_tell(
            plan, (one for state in shown_states for one in state.meeting.required)
        ),
        *_iter_sources(plan, f"reserve day {reserve_state.key}"),
    ]
    return EntryText(
        name=name,
        description="\n".join(lines),
        place=place.location,
        category=get_category(plan),
        public="\n".join([_RESERVED, *_iter_public_contacts(plan, is_open=bool(open_places))])
        if is_public
        else "",
        public_place=_format_public_place(open_place) if is_public else "",
        facts=list_reserve_facts(plan, place, open_place, is_public=is_public),
        public_name=_format_public_reserve_name(plan, meetings) if is_public else None,
    )


def _format_public_name(plan: Plan, meeting: Meeting, moved: str = "") -> str | None:
    """Return the name of a meeting for residents, where its topic stays inside; else None."""
    title = find_public_title(plan, meeting.key.series)
    number = f" #{meeting.number}" if meeting.number else ""
    return f"{title}{number}{moved}" if title else None


def _format_public_reserve_name(plan: Plan, meetings: Iterable[Meeting]) -> str | None:
    """Return the name of a reserve day for residents, where a topic stays inside; else None."""
    public_titles = {
        meeting.title: find_public_title(plan, meeting.key.series) for meeting in meetings
    }
    if not any(public_titles.values()):
        return None
    titles = (public_title or title for title, public_title in public_titles.items())
    return _RESERVE_NAME.format(format_list(dict.fromkeys(titles)))


def _unite_places(places: list[MeetingPlace]) -> MeetingPlace:
    """Return the place of meetings that share a day: all of their rooms, and a link of all."""
    rooms = dict.fromkeys(place.room for place in places if place.room)
    links = {place.link for place in places}
    room = format_list(rooms, "or") or None
    return replace(places[0], room=room, link=links.pop() if len(links) == 1 else None)


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


def _find_open_place(plan: Plan, meeting: Meeting) -> MeetingPlace | None:
    """Return where a meeting is held if anybody may attend it, else None."""
    return meeting.place if is_open_to_public(plan, meeting.key.series) else None


def _format_public_place(open_place: MeetingPlace | None) -> str:
    """Return where residents go; a meeting that is closed to them has no place for them."""
    return replace(open_place, link=None).location if open_place else ""


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
    yield from _iter_session_lines(plan, meeting)
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
    yield from _iter_sources(plan, f"meeting {meeting.key}")


def _iter_sources(plan: Plan, subject: str) -> Iterator[str]:
    """Yield where an entry comes from, and where the schedule is."""
    keeper_id = plan.participants.scheduler or plan.leadership.facilitator
    keeper_text = f", kept by {lookup.format_job_title(plan, keeper_id)}" if keeper_id else ""
    yield f"Plan: statplan.yaml{keeper_text}; {subject}."
    if plan.publicity.schedule_page:
        yield f"Schedule: {plan.publicity.schedule_page}"


def _iter_session_lines(plan: Plan, meeting: Meeting) -> Iterator[str]:
    """Yield what a meeting is about, how it is held if not as the others, and who leads it."""
    if meeting.subject:
        yield f"Subject: {meeting.subject}"
    mode = meeting.place.mode
    if mode and mode != plan.frequency.place.mode:
        if mode == "remote":
            yield "This meeting is remote."
        else:
            also = " and remote" if mode == "both" else ""
            yield f"This meeting is in person{also}."
    leader = lookup.format_leaders(plan, meeting.chair, is_attended=meeting.is_attended)
    if leader:
        yield f"Led by: {leader}"
    yield from _iter_people_to_tell(plan, meeting.required)


def _iter_people_to_tell(plan: Plan, person_ids: Iterable[str]) -> Iterator[str]:
    """Yield who has no address to which an invitation could go."""
    titles = lookup.format_unlisted_people(plan, person_ids)
    if titles:
        yield f"Please also tell: {titles}"


def _format_backup(backup: Backup | NoBackup) -> str:
    if isinstance(backup, Backup) and backup.reserve_key:
        return (
            f"Back-up date: {format_slot(backup.slot)}, a reserve day that other meetings share. "
            "The first meeting to need it gets it."
        )
    if isinstance(backup, Backup):
        return f"Back-up date: {format_slot(backup.slot)}"
    return f"No back-up date: {backup.reason}."


def _iter_public_description(plan: Plan, hold: Hold) -> Iterator[str]:
    """Yield the lines of an entry's public description: what the plan publishes, and no more."""
    access = find_access(plan, hold.meeting.key.series)
    if hold.role is Role.BACKUP and hold.state is State.TENTATIVE:
        yield _RESERVED
    elif access:
        other_sentence = end_sentence(f"Who may attend: {format_choice(access)}")
        yield _ACCESS_SENTENCES.get(access, other_sentence)
    else:
        yield "The schedule of these meetings is public."
    yield from _iter_public_contacts(plan, is_open=access in OPEN_ACCESS)


def _iter_public_contacts(plan: Plan, *, is_open: bool) -> Iterator[str]:
    """Yield how residents join a meeting that is open, whom they ask, and where the schedule is."""
    publicity = plan.publicity
    if is_open and publicity.join:
        yield f"How to join: {publicity.join}"
    if publicity.contact:
        yield f"Questions: {publicity.contact}"
    if publicity.schedule_page:
        yield f"Schedule: {publicity.schedule_page}"
