"""Entries that calendars should have, and feeds: drafts of a plan, or what the ledger issued."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from statplan.calendars.entry import CalendarAddress, CalendarEntry, Feed, RosterMember
from statplan.calendars.entry_facts import list_due_facts
from statplan.calendars.entry_text import build_entry_text, format_slot, get_category
from statplan.errors import StatplanError
from statplan.holds import Hold, Role, State, make_holds, make_uid
from statplan.ledger.deadlines import find_deadlines
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import DeadlineKind, DesiredEntry, EntryText, IssuedEntry, Ledger
from statplan.ledger.year_state import YearState
from statplan.plan import lookup
from statplan.plan.english import end_sentence
from statplan.plan.model import Plan
from statplan.plan.timezones import load_timezone
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Backup, Schedule, TimeSlot

_DAY = timedelta(days=1)
_NO_DAY = date(2000, 1, 1)  # of a calendar without entries
_DUE_TITLES = {
    DeadlineKind.DATA: "Data due",
    DeadlineKind.MEMO: "Memo out",
    DeadlineKind.FOLLOW_UP: "Follow-up memo due",
    DeadlineKind.RESPONSE: "Responses due",
}
_TITLE_PREFIXES: dict[tuple[str, State], str] = {
    (Role.PRIMARY, State.TENTATIVE): "HOLD: ",
    (Role.BACKUP, State.TENTATIVE): "BACK-UP: ",
}


def desired_entries(
    plan: Plan, year_state: YearState, date_rules: DateRules
) -> Iterator[DesiredEntry]:
    """Yield the entries that calendars should have of a year: every hold, and every deadline."""
    next_slots = year_state.find_next_slots()
    for meeting_state in year_state.meeting_states:
        if meeting_state.is_shown:
            yield from _iter_hold_entries(plan, meeting_state, date_rules.zone)
            yield from _iter_due_entries(
                plan, meeting_state, next_slots.get(meeting_state.key), date_rules
            )


def _iter_hold_entries(
    plan: Plan, meeting_state: MeetingState, zone_name: str
) -> Iterator[DesiredEntry]:
    is_on_backup = meeting_state.history.active_role is Role.BACKUP
    for hold in meeting_state.iter_holds():
        is_bumped = is_on_backup and (hold.state is State.CANCELLED or hold.role is Role.BACKUP)
        yield DesiredEntry(
            meeting_state.key,
            hold.role.value,
            hold.state,
            zone_name,
            hold.slot.start,
            hold.slot.end,
            build_entry_text(plan, hold, bumped=is_bumped),
            _list_people(meeting_state),
            hold.meeting.subject_ids,
        )


def _list_people(meeting_state: MeetingState) -> tuple[str, ...]:
    meeting = meeting_state.meeting
    chair = (meeting.chair,) if meeting.chair else ()
    return tuple(dict.fromkeys((*meeting.required, *chair, *meeting.optional)))


def _iter_due_entries(
    plan: Plan, meeting_state: MeetingState, next_slot: TimeSlot | None, date_rules: DateRules
) -> Iterator[DesiredEntry]:
    slot = meeting_state.history.slot
    if slot is None:
        return
    due_days = find_deadlines(plan.frequency.preparation, slot, next_slot, date_rules.open_days)
    for kind, day in due_days.items():
        start = datetime.combine(day, time())
        name = f"{_DUE_TITLES[kind]}: {meeting_state.meeting.name}"
        description = end_sentence(f"For the meeting of {format_slot(slot)}")
        facts = list_due_facts(slot)
        if kind is DeadlineKind.RESPONSE and next_slot:
            facts = list_due_facts(slot, next_slot)
            description = end_sentence(
                f"Answers to the follow-up of {format_slot(slot)}, before {format_slot(next_slot)}"
            )
        yield DesiredEntry(
            meeting_state.key, kind.value, State.CONFIRMED, date_rules.zone, start, start + _DAY,
            EntryText(name, description, category=get_category(plan), facts=facts),
            _list_people(meeting_state),
            meeting_state.meeting.subject_ids,
        )  # fmt: skip


def feed_from_ledger(
    plan: Plan, ledger: Ledger, issued_entries: Iterable[IssuedEntry], *, is_public: bool = False
) -> Feed:
    """Return a feed of some issued entries, in the ledger's own words.

    Args:
        plan: the plan, which has the name and the zone.
        ledger: the ledger that issued them.
        issued_entries: the entries to show.
        is_public: whether to show the words that the plan publishes, not those for insiders.
    """
    entries = [
        _create_issued_entry(ledger, issued_entry, is_public=is_public)
        for issued_entry in issued_entries
    ]
    entries.sort(key=lambda entry: (entry.start, entry.end, entry.uid))
    days = [moment.date() for entry in entries for moment in (entry.start, entry.end)]
    zone_name = plan.program.timezone or "UTC"
    name = plan.program.name or "Stat"
    first, last = min(days, default=_NO_DAY), max(days, default=_NO_DAY)
    return Feed(name, zone_name, first, last, tuple(entries))


def _create_issued_entry(
    ledger: Ledger, issued_entry: IssuedEntry, *, is_public: bool
) -> CalendarEntry:
    text = issued_entry.text
    other_role = Role.BACKUP if issued_entry.role == Role.PRIMARY else Role.PRIMARY
    summary = (
        _format_public_summary(issued_entry)
        if is_public
        else format_summary(issued_entry.role, issued_entry.state, text.name)
    )
    return CalendarEntry(
        uid=issued_entry.uid,
        state=issued_entry.state,
        zone=issued_entry.zone,
        start=issued_entry.start,
        end=issued_entry.end,
        summary=summary,
        description=text.public if is_public else text.description,
        location=text.public_place if is_public else text.place,
        related=make_uid(ledger.lineage, issued_entry.meeting, other_role)
        if text.paired and not is_public
        else None,
        created=issued_entry.created,
        changed=issued_entry.changed,
        sequence=issued_entry.sequence,
        is_all_day=issued_entry.is_all_day,
        is_public=is_public,
        category=text.category,
    )


def _format_public_summary(issued_entry: IssuedEntry) -> str:
    name = issued_entry.text.name
    return name if issued_entry.is_live else f"CANCELLED: {name}"


def is_in_feed(ledger: Ledger, issued_entry: IssuedEntry, kept_days: int) -> bool:
    """Return whether a feed shows an entry: a live one, or a cancelled meeting until its date.

    A released backup date leaves at once, and so does a deadline that no longer applies. Days are
    counted to the last publish, so that the same ledger gives the same feed.
    """
    if issued_entry.is_live:
        return True
    if issued_entry.state is State.RELEASED or issued_entry.is_all_day or ledger.published is None:
        return False
    day = ledger.published.published_at.astimezone(load_timezone(issued_entry.zone)).date()
    return issued_entry.end.date() + kept_days * _DAY >= day


def find_organizer(plan: Plan) -> CalendarAddress | None:
    """Return the organizer of messages; None where the plan names nobody with an address."""
    organizer_id = plan.frequency.calendars.organizer
    return next(iter(list_addresses(plan, (organizer_id,))), None) if organizer_id else None


def list_addresses(plan: Plan, person_ids: Iterable[str]) -> tuple[CalendarAddress, ...]:
    """Return the addresses of people, where the roster has them."""
    people_by_id = {person.id: person for person in plan.participants.people or ()}
    people = (people_by_id[person_id] for person_id in person_ids if person_id in people_by_id)
    return tuple(
        CalendarAddress(person.email, person.name or person.office)
        for person in people
        if person.email
    )


def format_summary(role: str, state: State, name: str) -> str:
    """Return the title of an entry, which begins with its kind if it is not certain."""
    if state in {State.CANCELLED, State.RELEASED}:
        return f"CANCELLED: {name}"
    return _TITLE_PREFIXES.get((role, state), "") + name


def make_calendar(plan: Plan, schedule: Schedule, holds: Iterable[Hold] | None = None) -> Feed:
    """Return the draft feed of a year, which is built without a ledger.

    Args:
        plan: the plan.
        schedule: its year.
        holds: the holds after decisions; as planned if None.

    Raises:
        StatplanError: the plan has no lineage or no day of its making, which give the entries their
            identity.
    """
    if plan.lineage is None or plan.created is None:
        missing = " and ".join(
            field_name for field_name in ("lineage", "created") if not getattr(plan, field_name)
        )
        raise StatplanError(
            f"the plan has no {missing}: calendar entries would have no identity of their own.",
            hint="Copy the line from the file as `statplan init` wrote it; for a plan written by "
            "hand add `lineage:` with any UUID, and `created:` with the day.",
        )
    if holds is None:
        holds = make_holds(schedule, confirmed=plan.frequency.entries == "confirmed")
    stamp = datetime.combine(plan.created, time(), UTC)
    entries = tuple(
        _create_draft_entry(plan, schedule, plan.lineage, stamp, hold) for hold in holds
    )
    last_day = max([schedule.last, *(entry.end.date() for entry in entries)])
    name = plan.program.name or "Stat"
    return Feed(
        name,
        schedule.zone,
        schedule.first,
        last_day,
        entries,
        schedule,
        _list_roster(plan),
        plan.created,
    )


def _list_roster(plan: Plan) -> tuple[RosterMember, ...]:
    department_names = lookup.index_names(plan)
    return tuple(
        RosterMember(
            person.office,
            person.name or "",
            person.email or "",
            person.division or "",
            department_names.get(person.department or "", ""),
        )
        for person in plan.participants.people or ()
    )


def _create_draft_entry(
    plan: Plan, schedule: Schedule, lineage: str, stamp: datetime, hold: Hold
) -> CalendarEntry:
    meeting = hold.meeting
    other_role = Role.BACKUP if hold.role is Role.PRIMARY else Role.PRIMARY
    has_backup = isinstance(meeting.backup, Backup)
    bumped = hold.role is Role.BACKUP and hold.state is State.CONFIRMED
    text = build_entry_text(plan, hold, bumped=bumped)
    return CalendarEntry(
        uid=make_uid(lineage, meeting.key, hold.role),
        state=hold.state,
        zone=schedule.zone,
        start=hold.slot.start,
        end=hold.slot.end,
        summary=format_summary(hold.role, hold.state, text.name),
        description=text.description,
        location=text.place,
        related=make_uid(lineage, meeting.key, other_role) if has_backup else None,
        created=stamp,
        changed=stamp,
        category=text.category,
        hold=hold,
    )
