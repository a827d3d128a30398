"""Entries that calendars should have, and feeds: drafts of a plan, or what the ledger issued."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from statplan.calendars.audience import Audience
from statplan.calendars.entry_facts import list_due_facts
from statplan.calendars.entry_text import (
    build_entry_text,
    build_reserve_text,
    format_slot,
    get_category,
)
from statplan.calendars.feed import CalendarAddress, Feed, RosterMember
from statplan.errors import Command, Remedy, StatplanError
from statplan.holds import GONE, Hold, Role, State
from statplan.ledger.diff import Change
from statplan.ledger.issue import issue_entry
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import (
    DesiredEntry,
    EntryText,
    IssuedEntry,
    Ledger,
)
from statplan.ledger.reserve_state import ReserveState
from statplan.ledger.year_state import DecisionContext, YearState, build_decision_context
from statplan.plan import lookup
from statplan.plan.choices import format_choice
from statplan.plan.english import end_sentence
from statplan.plan.model import Plan
from statplan.plan.timezones import load_timezone
from statplan.plan.unlisted_people import find_department_id, is_unlisted
from statplan.schedule.date_rules import DateRules
from statplan.schedule.deadlines import DeadlineKind, find_deadlines
from statplan.schedule.model import Meeting, Schedule, TimeSlot

_DAY = timedelta(days=1)
_NO_DAY = date(2000, 1, 1)  # of a calendar without entries
_DUE_TITLES = {
    DeadlineKind.DATA: "Data due",
    DeadlineKind.MEMO: "Memo out",
    DeadlineKind.FOLLOW_UP: "Follow-up memo due",
    DeadlineKind.RESPONSE: "Responses due",
}


def desired_entries(
    plan: Plan, year_state: YearState, date_rules: DateRules, *, with_deadlines: bool = True
) -> Iterator[DesiredEntry]:
    """Yield the entries that calendars should have of a year: every hold, and every deadline.

    Those of meetings that the ledger alone has stay as they are, unless somebody decided about one.
    The last of a year gets the deadline for its responses with the first of the next.

    Args:
        plan: the plan.
        year_state: its meetings, each with its decisions.
        date_rules: its rules for dates.
        with_deadlines: whether deadlines are wanted, for which holidays may have to be looked up.
    """
    for kept_entries in year_state.kept_entries.values():
        yield from (entry for entry in kept_entries if with_deadlines or not entry.is_all_day)
    for reserve_state in year_state.reserve_states:
        if str(reserve_state.key) not in year_state.kept_entries:
            yield _build_reserve_entry(plan, reserve_state, date_rules.zone)
    next_slots = year_state.find_next_slots()
    for meeting_state in year_state.meeting_states:
        if not meeting_state.is_shown:
            continue
        kept = year_state.kept_entries.get(meeting_state.key)
        kept_keys = {entry.key for entry in kept or ()}
        zone = meeting_state.zone or date_rules.zone
        for hold in meeting_state.iter_holds():
            if (meeting_state.key, hold.role.value) not in kept_keys:
                yield _build_hold_entry(plan, meeting_state, hold, zone)
        next_slot = next_slots.get(meeting_state.key)
        if with_deadlines and kept is None:
            yield from _iter_due_entries(plan, meeting_state, next_slot, date_rules)
        elif with_deadlines and (meeting_state.key, DeadlineKind.RESPONSE) not in kept_keys:
            yield from _iter_new_responses(plan, meeting_state, next_slot, date_rules)


def _iter_new_responses(
    plan: Plan, meeting_state: MeetingState, next_slot: TimeSlot | None, date_rules: DateRules
) -> Iterator[DesiredEntry]:
    """Yield the deadline for responses of a meeting of an earlier year, if the next is planned.

    The last meeting of a year has none before its next year is published.
    """
    if next_slot and next_slot.day >= date_rules.open_days.first:
        for entry in _iter_due_entries(plan, meeting_state, next_slot, date_rules):
            if entry.role == DeadlineKind.RESPONSE:
                yield entry


def _build_hold_entry(
    plan: Plan, meeting_state: MeetingState, hold: Hold, zone_name: str
) -> DesiredEntry:
    return DesiredEntry(
        meeting_state.key,
        hold.role.value,
        hold.state,
        zone_name,
        hold.slot.start,
        hold.slot.end,
        build_entry_text(plan, hold, meeting_state.history),
        _list_people(meeting_state),
        hold.meeting.subject_ids,
    )


def _build_reserve_entry(plan: Plan, reserve_state: ReserveState, zone_name: str) -> DesiredEntry:
    """Return the entry of a reserve day: for everybody who would come if it is used."""
    meeting_states = reserve_state.waiting or reserve_state.sharing
    people = (person for state in meeting_states for person in _list_people(state))
    subject_ids = (topic for state in meeting_states for topic in state.meeting.subject_ids)
    return DesiredEntry(
        str(reserve_state.key),
        Role.RESERVE.value,
        reserve_state.state,
        zone_name,
        reserve_state.slot.start,
        reserve_state.slot.end,
        build_reserve_text(plan, reserve_state),
        tuple(dict.fromkeys(people)),
        tuple(dict.fromkeys(subject_ids)),
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
    deadlines = find_deadlines(plan, slot, next_slot, date_rules.open_days)
    for kind, day in deadlines.index_by_kind().items():
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
    entries = sorted(issued_entries, key=lambda entry: (entry.start, entry.end, entry.uid))
    if is_public:
        entries = [replace(entry, text=entry.text.public_text) for entry in entries]
    days = [moment.date() for entry in entries for moment in (entry.start, entry.end)]
    return Feed(
        name=get_category(plan),
        zone=plan.program.timezone or "UTC",
        first=min(days, default=_NO_DAY),
        last=max(days, default=_NO_DAY),
        lineage=ledger.lineage,
        entries=tuple(entries),
        is_public=is_public,
    )


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


def make_calendar(plan: Plan, schedule: Schedule) -> Feed:
    """Return the draft feed of a year for everybody: its holds as an empty ledger issues them.

    Args:
        plan: the plan.
        schedule: its year.

    Raises:
        StatplanError: the plan has no lineage or no day of its making, which give the entries their
            identity.
    """
    lineage, _ = _require_identity(plan)
    context = build_decision_context(plan, schedule, schedule.first)
    return build_year_feed(plan, context, context.build_state(Ledger(lineage)))


def build_year_feed(
    plan: Plan,
    context: DecisionContext,
    year_state: YearState,
    audience: Audience = Audience("all"),  # noqa: B008 - it does not change
) -> Feed:
    """Return the feed of a year as it is now, with what tables show.

    A backup date that is released or cancelled is left out, and so are meetings of earlier years.

    Args:
        plan: the plan.
        context: its year, and its rules for dates.
        year_state: its meetings, each with its decisions.
        audience: the reader, whose entries alone are shown.

    Raises:
        StatplanError: as `make_calendar`.
    """
    lineage, stamp = _require_identity(plan)
    schedule = context.schedule
    year_states = year_state.list_states_since(schedule.first)
    entries = [
        issue_entry(lineage, Change("add", None, entry), stamp)
        for entry in _list_year_entries(plan, context, year_state, audience)
    ]
    entry_keys = {entry.key for entry in entries}
    meeting_states = [state for state in year_states if (state.key, Role.PRIMARY) in entry_keys]
    holds = {
        (state.key, hold.role.value): hold
        for state in meeting_states
        for hold in state.iter_holds()
    }
    return Feed(
        name=get_category(plan),
        zone=schedule.zone,
        first=schedule.first,
        last=max([schedule.last, *(entry.end.date() for entry in entries)]),
        lineage=lineage,
        entries=tuple(sorted(entries, key=lambda entry: (entry.start, entry.end, entry.key))),
        holds={key: hold for key, hold in holds.items() if key in entry_keys},
        schedule=replace(schedule, meetings=tuple(_sort_meetings(meeting_states))),
        roster=_list_roster(plan, schedule.meetings),
        plan_date=plan.created,
    )


def _list_year_entries(
    plan: Plan, context: DecisionContext, year_state: YearState, audience: Audience
) -> list[DesiredEntry]:
    """Return the entries of a year that an audience is shown, as a table has them."""
    first = context.schedule.first
    year_keys = {state.key for state in year_state.list_states_since(first)}
    year_keys |= {str(state.key) for state in year_state.list_reserve_states_since(first)}
    desired = desired_entries(
        plan, year_state, context.date_rules, with_deadlines=audience.has_deadlines
    )
    return [
        entry
        for entry in desired
        if entry.meeting in year_keys
        and audience.has_entry(entry)
        and (entry.role == Role.PRIMARY or entry.state not in GONE)
    ]


def _sort_meetings(meeting_states: Iterable[MeetingState]) -> list[Meeting]:
    """Return meetings on their present dates in order of start."""
    meetings = (state.meeting for state in meeting_states)
    return sorted(meetings, key=lambda meeting: (meeting.slot, meeting.key))


def _require_identity(plan: Plan) -> tuple[str, datetime]:
    """Return what makes the UIDs of a plan's entries, and the moment at which it was made."""
    if plan.lineage is None or plan.created is None:
        missing = " and ".join(
            field_name for field_name in ("lineage", "created") if not getattr(plan, field_name)
        )
        raise StatplanError(
            f"the plan has no {missing}: calendar entries would have no identity of their own.",
            remedy=Remedy(
                "Copy the line from the file as ",
                Command("init"),
                " wrote it; for a plan written by hand add `lineage:` with any UUID, and "
                "`created:` with the day.",
            ),
        )
    return plan.lineage, datetime.combine(plan.created, time(), UTC)


def _list_roster(plan: Plan, meetings: Iterable[Meeting]) -> tuple[RosterMember, ...]:
    """Return the people of the roster, and after them those who attend without being on it."""
    department_names = lookup.index_names(plan)
    attendees = dict.fromkeys(person_id for meeting in meetings for person_id in meeting.required)
    unlisted = (
        RosterMember(
            lookup.format_job_title(plan, person_id),
            department=department_names.get(find_department_id(person_id), ""),
        )
        for person_id in attendees
        if is_unlisted(person_id)
    )
    listed = (
        RosterMember(
            person.office,
            person.name or "",
            person.email or "",
            ", ".join(map(format_choice, person.divisions)),
            department_names.get(person.department or "", ""),
        )
        for person in plan.participants.people or ()
    )
    return (*listed, *unlisted)
