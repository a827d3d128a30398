"""The meetings that a ledger knows, as the schedule needs them to keep their keys and numbers."""

from collections.abc import Iterator
from datetime import date, datetime

from statplan.holds import Role, State
from statplan.ledger.model import Decision, IssuedEntry, Ledger
from statplan.ledger.recorded_meetings import iter_current_meetings
from statplan.ledger.year_records import list_first_days
from statplan.schedule.model import parse_meeting_key
from statplan.schedule.published_facts import PublishedFacts, PublishedMeeting

_DATES = (Role.PRIMARY, Role.BACKUP)  # of a meeting; a reserve day is of none


def collect_published_facts(ledger: Ledger) -> PublishedFacts:
    """Return what a new schedule must keep of the years that a ledger has published.

    A meeting about which somebody decided counts even before its first publish.
    """
    return PublishedFacts(
        ledger.holiday_lists,
        tuple(_iter_meetings(ledger)),
        tuple(iter_current_meetings(ledger)),
        list_first_days(ledger),
    )


def _iter_meetings(ledger: Ledger) -> Iterator[PublishedMeeting]:
    rows = ledger.index_rows()
    last_decisions = {decision.meeting: decision for decision in ledger.decisions}
    issued_keys = {row.meeting for row in ledger.issued if row.role in _DATES}
    records = {record.key: record for record in ledger.meetings}
    for meeting_key in sorted({*issued_keys, *last_decisions}):
        primary, backup = (rows.get((meeting_key, role)) for role in _DATES)
        key = parse_meeting_key(meeting_key)
        usual_day = _find_usual_day(primary, backup)
        record = records.get(meeting_key)
        counted_day = record.counted_day if record else None
        yield PublishedMeeting(
            key.series,
            key.period,
            usual_day=usual_day,
            counted_day=counted_day if counted_day != usual_day else None,
            takes_place=_takes_place(primary, backup, last_decisions.get(meeting_key)),
            number=_find_number(primary) or _find_number(backup),
        )


def _find_usual_day(primary: IssuedEntry | None, backup: IssuedEntry | None) -> date | None:
    """Return the day from which a meeting was moved, else the day of its entry.

    A meeting that was bumped before its first publish has only the entry of its backup date.
    """
    row = primary or backup
    usual_start = _get_fact(row, "moved_from" if primary else "bumped_from")
    if usual_start:
        return datetime.fromisoformat(usual_start).date()
    return row.start.date() if row else None


def _get_fact(row: IssuedEntry | None, name: str) -> str | None:
    return dict(row.text.facts or ()).get(name) if row else None


def _takes_place(
    primary: IssuedEntry | None, backup: IssuedEntry | None, last_decision: Decision | None
) -> bool:
    if primary is None and backup is None:
        return last_decision is not None and last_decision.kind != "cancel"
    is_bumped = backup is not None and backup.state is State.CONFIRMED
    return is_bumped or (primary is not None and primary.is_live)


def _find_number(row: IssuedEntry | None) -> int | None:
    number = _get_fact(row, "number")
    return int(number) if number else None
