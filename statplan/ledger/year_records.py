"""The records of published years: what the first publish promised, and how the plan had it last."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from statplan.holds import Role, State
from statplan.ledger.model import (
    EntryKey,
    IssuedEntry,
    Ledger,
    MeetingRecord,
    Promise,
    PublishedYear,
)
from statplan.plan.model import Plan
from statplan.schedule.model import (
    Backup,
    Meeting,
    MeetingPlace,
    Move,
    NoBackup,
    Schedule,
    TimeSlot,
    parse_meeting_key,
)

_ONE_DAY = timedelta(days=1)
_NO_BACKUP = NoBackup("calendars have none")


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """The year of a plan as it is published: its days, and every meeting as the plan has it.

    `publish_day` is the day of the publish in the plan's zone; `next_by` is the day by which the
    plan promises the schedule of the next year.
    """

    first: date
    last: date
    meetings: tuple[Meeting, ...]
    publish_day: date
    next_by: date | None = None


def build_planned_year(plan: Plan, schedule: Schedule, publish_day: date) -> PlannedYear:
    """Return the year of a plan, as a publish on a day in its zone records it."""
    next_by = plan.frequency.release.by
    return PlannedYear(schedule.first, schedule.last, schedule.meetings, publish_day, next_by)


def record_year(ledger: Ledger, planned_year: PlannedYear) -> Ledger:
    """Record the year that was published, and each of its meetings.

    The first publish of a year promises its meetings: their dates, topics, and deadlines. A day is
    promised once: where a later publish plans further days, it promises the meetings of these. Days
    for which calendars have no meeting yet are not published: their dates may still be unknown. A
    meeting that is over stays as it was recorded.

    Args:
        ledger: the ledger after the publish, with the entries that it sent.
        planned_year: the year of the plan.
    """
    if ledger.published is None:
        return ledger
    rows = ledger.index_rows()
    first_stamp = min((row.created for row in ledger.issued), default=ledger.published.published_at)
    stored = {record.key: record for record in ledger.meetings}
    records = index_records(ledger)
    for meeting in planned_year.meetings:
        key = str(meeting.key)
        record = records.get(key)
        if record is None:
            continue  # no calendar has it
        if key not in stored or find_last_day(key, rows) >= planned_year.publish_day:
            records[key] = replace(record, planned=_simplify(meeting))
    planned_keys = {str(meeting.key) for meeting in planned_year.meetings}
    planned_days = [record.counted_day for key, record in records.items() if key in planned_keys]
    last_meeting = max(planned_days, default=date.min)
    earliest = min((record.counted_day for record in records.values()), default=planned_year.first)
    years = tuple(_list_years(ledger, planned_year, first_stamp, earliest, last_meeting))
    deadlines_by_key = _index_deadlines(ledger)
    first_starts = _index_first_starts(ledger)
    for key in records.keys() - stored.keys():
        record, sent_at = records[key], _find_first_stamp(key, rows)
        is_new = find_year(ledger.years, record.counted_day) is None
        year = find_year(years, record.counted_day)
        if is_new and (ledger.years or (year and year.published_at == sent_at)):
            records[key] = replace(
                record,
                promise=_build_promise(
                    record, rows, first_starts.get(key), deadlines_by_key.get(key, ())
                ),
            )
    return replace(
        ledger, years=years, meetings=tuple(record for _, record in sorted(records.items()))
    )


def list_first_days(ledger: Ledger) -> tuple[date, ...]:
    """Return the first day of each published year.

    Of a ledger that was written before it kept years, it is the first of the month of its first
    meeting.
    """
    if ledger.years:
        return tuple(year.first for year in ledger.years)
    days = (record.counted_day for record in index_records(ledger).values())
    earliest = min(days, default=None)
    return (earliest.replace(day=1),) if earliest else ()


def find_year(years: Iterable[PublishedYear], day: date) -> PublishedYear | None:
    """Return the year to which a day belongs; None where none has it."""
    return next((year for year in years if year.first <= day <= year.last), None)


def _find_first_stamp(key: str, rows: Mapping[EntryKey, IssuedEntry]) -> datetime:
    """Return when the first entry of a meeting was sent."""
    found = (rows.get((key, role)) for role in (Role.PRIMARY, Role.BACKUP))
    return min(row.created for row in found if row)


def find_last_day(key: str, rows: Mapping[EntryKey, IssuedEntry]) -> date:
    """Return the last day on which calendars have a meeting; of one that is off, its last date."""
    found = [row for role in (Role.PRIMARY, Role.BACKUP) for row in [rows.get((key, role))] if row]
    held_on = [row for row in found if row.is_live and not _is_kept_free(row)]
    return max(row.start.date() for row in held_on or found)


def _is_kept_free(row: IssuedEntry) -> bool:
    return row.role == Role.BACKUP and row.state is State.TENTATIVE


def _simplify(meeting: Meeting) -> Meeting:
    """Return a meeting without what only its own plan needs."""
    backup = meeting.backup
    plain_backup = replace(backup, rejected_days=()) if backup.rejected_days else backup
    return replace(meeting, backup=plain_backup, exception_key=None)


def _index_deadlines(ledger: Ledger) -> dict[str, list[tuple[str, date]]]:
    """Return the deadlines that calendars have of each meeting, by its key."""
    deadlines_by_key: dict[str, list[tuple[str, date]]] = {}
    for row in ledger.issued:
        if row.is_all_day:
            deadline = row.role, row.start.date()
            deadlines_by_key.setdefault(row.meeting, []).append(deadline)
    return deadlines_by_key


def _index_first_starts(ledger: Ledger) -> dict[str, datetime]:
    """Return the first start that calendars had of each meeting whose date was changed."""
    first_starts: dict[str, datetime] = {}
    for change in ledger.published_changes:
        if change.role == Role.PRIMARY:
            first_starts.setdefault(change.meeting, change.old_start or change.new_start)
    return first_starts


def _build_promise(
    record: MeetingRecord,
    rows: Mapping[EntryKey, IssuedEntry],
    first_start: datetime | None,
    deadlines: Iterable[tuple[str, date]],
) -> Promise:
    """Return what calendars were first sent of a meeting, as far as the ledger shows."""
    key = record.key
    primary, backup = rows.get((key, Role.PRIMARY)), rows.get((key, Role.BACKUP))
    is_bumped = backup is not None and backup.state is State.CONFIRMED
    row = backup if primary is None or (is_bumped and not primary.is_live) else primary
    assert row is not None  # noqa: S101 - an issued meeting has one of them
    slot = row.slot
    if first_start:
        slot = TimeSlot(first_start.date(), first_start.time(), slot.minutes)
    usual_day = None if record.counted_day == slot.day else record.counted_day
    return Promise(slot, row.subject_ids, tuple(sorted(deadlines)), usual_day)


def _list_years(
    ledger: Ledger,
    planned_year: PlannedYear,
    first_stamp: datetime,
    earliest: date,
    last_meeting: date,
) -> Iterator[PublishedYear]:
    """Yield the years of a ledger, with the days that a publish adds to them.

    The first year of a ledger was published with its first entry. A ledger that was written before
    it kept years may have meetings before the planned year, from `earliest` on. After
    `last_meeting`, calendars have none of the planned year.
    """
    published_at = ledger.published.published_at if ledger.published else first_stamp
    first, last, next_by = planned_year.first, planned_year.last, planned_year.next_by
    if not ledger.years and earliest < first:
        yield PublishedYear(earliest.replace(day=1), first - _ONE_DAY, first_stamp)
        if last_meeting >= first:
            yield PublishedYear(first, last, published_at, next_by)
        return
    if not ledger.years:
        yield PublishedYear(first, last, first_stamp, next_by)
        return
    *earlier, latest = ledger.years
    if earlier and first < earlier[0].first:
        earlier[0] = replace(earlier[0], first=first)
    yield from earlier
    if last_meeting <= latest.last:
        last = min(last, latest.last)
    if first > last:
        yield latest
        return
    begins_earlier = first <= latest.first
    is_extended_back = bool(earlier) or earliest < latest.first
    if last <= latest.last or begins_earlier:
        least = earlier[-1].last + _ONE_DAY if earlier else first
        yield replace(
            latest,
            first=min(latest.first, max(first, least)) if is_extended_back else latest.first,
            last=max(latest.last, last) if begins_earlier else latest.last,
            next_by=latest.next_by or next_by,
        )
        return
    yield latest
    yield PublishedYear(max(first, latest.last + _ONE_DAY), last, published_at, next_by)


def index_records(ledger: Ledger) -> dict[str, MeetingRecord]:
    """Return the record of each meeting that calendars have, by its key.

    A ledger that was written before it kept records has them from its entries.
    """
    records = {record.key: record for record in ledger.meetings}
    rows = ledger.index_rows()
    for row in ledger.issued:
        if row.meeting not in records and row.role in {Role.PRIMARY, Role.BACKUP}:
            records[row.meeting] = _build_record(row.meeting, rows)
    return records


def _build_record(key: str, rows: Mapping[EntryKey, IssuedEntry]) -> MeetingRecord:
    primary, backup = rows.get((key, Role.PRIMARY)), rows.get((key, Role.BACKUP))
    row = primary or backup
    assert row is not None  # noqa: S101 - the caller has one of them
    facts = dict(row.text.facts or ())
    usual_day = facts.get("moved_from")
    meeting = Meeting(
        parse_meeting_key(key),
        row.text.name,
        row.slot,
        subject_ids=row.subject_ids,
        move=Move(datetime.fromisoformat(usual_day).date(), "") if usual_day else None,
        backup=Backup(backup.slot) if backup and primary else _NO_BACKUP,
        required=row.people,
        place=MeetingPlace(facts.get("room"), facts.get("address"), facts.get("link")),
    )
    return MeetingRecord(meeting)


def merge_years(
    ours: Iterable[PublishedYear], theirs: Iterable[PublishedYear]
) -> tuple[PublishedYear, ...]:
    """Return the years of two ledgers; of one that both published, the first publish counts."""
    merged: list[PublishedYear] = []
    for year in sorted((*ours, *theirs), key=_order_year):
        if not merged or year.first > merged[-1].last:
            merged.append(year)
            continue
        latest = merged[-1]
        stamps = (latest.published_at, year.published_at)
        if year.first == latest.first:
            next_by = latest.next_by or year.next_by
            last = max(latest.last, year.last)
            merged[-1] = PublishedYear(latest.first, last, min(stamps), next_by)
        elif year.last > latest.last:
            merged.append(replace(year, first=latest.last + _ONE_DAY))
    return tuple(merged)


def _order_year(year: PublishedYear) -> tuple[date, datetime, date]:
    return year.first, year.published_at, year.last


def merge_records(later: Ledger, earlier: Ledger) -> tuple[MeetingRecord, ...]:
    """Return the records of two ledgers: as the later publish has them, with every promise.

    Args:
        later: the ledger of the later publish.
        earlier: the other one.
    """
    records = {record.key: record for record in earlier.meetings}
    for record in later.meetings:
        earlier_record = records.get(record.key)
        earlier_promise = earlier_record.promise if earlier_record else None
        records[record.key] = replace(record, promise=earlier_promise or record.promise)
    return tuple(record for _, record in sorted(records.items()))
