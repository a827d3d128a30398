"""Entries that calendars should have, and feeds: drafts of a plan, or what the ledger issued."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from statplan.calendars.entry_facts import list_due_facts
from statplan.calendars.entry_text import build_entry_text, format_slot, get_category
from statplan.calendars.feed import CalendarAddress, Feed, RosterMember
from statplan.errors import Command, Remedy, StatplanError
from statplan.holds import GONE, Hold, Role, State
from statplan.ledger.deadlines import find_deadlines
from statplan.ledger.diff import Change
from statplan.ledger.issue import issue_entry
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import (
    DeadlineKind,
    DesiredEntry,
    EntryKey,
    EntryText,
    IssuedEntry,
    Ledger,
)
from statplan.ledger.year_state import YearState, build_decision_context
from statplan.plan import lookup
from statplan.plan.english import end_sentence
from statplan.plan.model import Plan
from statplan.plan.timezones import load_timezone
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Schedule, TimeSlot

_DAY = timedelta(days=1)
_NO_DAY = date(2000, 1, 1)  # of a calendar without entries
_DUE_TITLES = {
    DeadlineKind.DATA: "Data due",
    DeadlineKind.MEMO: "Memo out",
    DeadlineKind.FOLLOW_UP: "Follow-up memo due",
    DeadlineKind.RESPONSE: "Responses due",
}


def desired_entries(
    plan: Plan, year_state: YearState, date_rules: DateRules
) -> Iterator[DesiredEntry]:
    """Yield the entries that calendars should have of a year: every hold, and every deadline."""
    next_slots = year_state.find_next_slots()
    for meeting_state in year_state.meeting_states:
        if meeting_state.is_shown:
            for hold in meeting_state.iter_holds():
                yield _build_hold_entry(plan, meeting_state, hold, date_rules.zone)
            yield from _iter_due_entries(
                plan, meeting_state, next_slots.get(meeting_state.key), date_rules
            )


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
    """Return the draft feed of a year: its holds as an empty ledger would issue them.

    Args:
        plan: the plan.
        schedule: its year.

    Raises:
        StatplanError: the plan has no lineage or no day of its making, which give the entries their
            identity.
    """
    lineage, _ = _require_identity(plan)
    context = build_decision_context(plan, schedule, schedule.first)
    return build_year_feed(plan, schedule, context.build_state(Ledger(lineage)).meeting_states)


def build_year_feed(plan: Plan, schedule: Schedule, meeting_states: Iterable[MeetingState]) -> Feed:
    """Return the feed of the holds of some meetings as they are now, with what tables show.

    A backup date that is released or cancelled is left out.

    Args:
        plan: the plan.
        schedule: its year.
        meeting_states: the meetings, each with its decisions.

    Raises:
        StatplanError: as `make_calendar`.
    """
    lineage, stamp = _require_identity(plan)
    meeting_states = tuple(meeting_states)
    entries: list[IssuedEntry] = []
    holds: dict[EntryKey, Hold] = {}
    for meeting_state in meeting_states:
        for hold in meeting_state.iter_holds():
            if hold.role is Role.PRIMARY or hold.state not in GONE:
                desired = _build_hold_entry(plan, meeting_state, hold, schedule.zone)
                entries.append(issue_entry(lineage, Change("add", None, desired), stamp))
                holds[desired.key] = hold
    return Feed(
        name=get_category(plan),
        zone=schedule.zone,
        first=schedule.first,
        last=max([schedule.last, *(entry.end.date() for entry in entries)]),
        lineage=lineage,
        entries=tuple(sorted(entries, key=lambda entry: (entry.start, entry.end, entry.key))),
        holds=holds,
        schedule=replace(schedule, meetings=tuple(state.meeting for state in meeting_states)),
        roster=_list_roster(plan),
        plan_date=plan.created,
    )


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
