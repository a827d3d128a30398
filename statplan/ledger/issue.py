"""The record of a publish: entries with their numbers and stamps, and what the last one changed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from statplan.holds import KEPT_FREE, Role, State, make_uid
from statplan.ledger.diff import (
    DATED,
    RESCHEDULED,
    Change,
    Changes,
    EntryChangeKind,
    find_other_entry,
)
from statplan.ledger.model import EntryKey, IssuedEntry, LastPublish, Ledger, PublishedChange
from statplan.ledger.year_records import PlannedYear, record_year
from statplan.plan.timezones import find_zone_release
from statplan.schedule.holiday_lists import HolidayList, unite_holiday_lists

_SECOND = timedelta(seconds=1)


def record_publish(
    ledger: Ledger,
    changes: Changes,
    now: datetime,
    holiday_lists: Iterable[HolidayList] = (),
    planned_year: PlannedYear | None = None,
) -> Ledger:
    """Record that changes are sent to calendars.

    SEQUENCE rises by one where the date, the length, the zone, the state, or the moment in UTC
    changes (RFC 5546, 2.1.4), and stays where words alone do; `changed` rises with either. A change
    of people alone shows in no calendar and leaves both, unless it brings new words. A row without
    a change is kept as it is. A UID belongs to a meeting and a role for good: one that was
    cancelled and comes back is the same entry with a higher SEQUENCE, because the cancelled one may
    still stand in somebody's calendar, and two entries on one day, one of them "CANCELLED", tell
    people that the meeting is off.

    Args:
        ledger: the ledger before.
        changes: what `compare_entries` returned; without any, nothing is sent.
        now: the moment, in UTC; stamps are never earlier than those in the ledger.
        holiday_lists: the holidays by which the year was made; once published, the ledger keeps
            those that it does not have.
        planned_year: the year of the plan, which is recorded with its meetings; None for a publish
            of entries alone.
    """
    kept = unite_holiday_lists(ledger.holiday_lists, holiday_lists)
    if not changes:
        if ledger.published is None or kept == ledger.holiday_lists:
            return ledger
        return replace(ledger, serial=ledger.serial + 1, holiday_lists=kept)
    latest = ledger.find_last_moment()
    published_at = max(now, latest + _SECOND) if latest and ledger.published else now
    new_ledger = replace(_send_changes(ledger, changes, published_at), holiday_lists=kept)
    return record_year(new_ledger, planned_year) if planned_year else new_ledger


def _send_changes(ledger: Ledger, changes: Changes, published_at: datetime) -> Ledger:
    """Return the ledger with the entries as they are sent, and the history of their dates."""
    changed_rows = [
        issue_entry(ledger.lineage, change, published_at) for change in changes.differences
    ]
    rows = [*changes.unchanged, *changed_rows]
    serial = ledger.serial + 1
    return replace(
        ledger,
        serial=serial,
        issued=tuple(sorted(rows, key=lambda row: row.key)),
        published=LastPublish(
            serial,
            published_at,
            len(ledger.decisions),
            find_zone_release(),
            _list_merge_moments(ledger),
        ),
        published_changes=(
            *ledger.published_changes,
            *_iter_published_changes(ledger, changes, published_at),
        ),
    )


def recall_changes(ledger: Ledger) -> Changes:
    """Return what the last publish changed, as far as the ledger shows.

    The ledger keeps no former words, people, or moments in UTC: every change that has no new local
    date is one of words, and one of people alone is not among them. A merge has changed nothing by
    itself.
    """
    published = ledger.published
    if published is None or published.is_merge:
        return Changes((), ledger.issued)
    changes_by_key: dict[EntryKey, list[PublishedChange]] = {}
    for past_change in ledger.published_changes:
        key = past_change.meeting, past_change.role
        changes_by_key.setdefault(key, []).append(past_change)
    rows = ledger.index_rows()
    differences = []
    for row in ledger.issued:
        if row.changed == published.published_at:
            change = _recall_change(row, changes_by_key.get(row.key, []), published.published_at)
            differences.append(replace(change, other_entry=find_other_entry(change, rows, {})))
    unchanged = tuple(row for row in ledger.issued if row.changed != published.published_at)
    return Changes(tuple(differences), unchanged)


def _recall_change(
    row: IssuedEntry, past_changes: list[PublishedChange], published_at: datetime
) -> Change:
    """Return the last change of a row, given the history of its dates."""
    if row.created == published_at:
        return Change("add", None, row)
    if (
        not past_changes
        or past_changes[-1].published_at != published_at
        or past_changes[-1].old_start is None
    ):
        old_text = replace(row.text, facts=())  # so that it counts as new details
        return Change("text", replace(row, text=old_text), row)
    old_start = past_changes[-1].old_start
    state = State.TENTATIVE if row.role in KEPT_FREE else row.state
    state = past_changes[-2].state if len(past_changes) > 1 else state
    old = replace(row, start=old_start, end=old_start + (row.end - row.start), state=state)
    return Change(_recall_kind(old, row), old, row)


def _recall_kind(old: IssuedEntry, row: IssuedEntry) -> EntryChangeKind:
    if row.state is State.CANCELLED:
        return "cancel"
    if row.state is State.RELEASED:
        return "release"
    if not old.is_live:
        return "restore"
    return "confirm" if old.start == row.start and old.state != row.state else "move"


def _list_merge_moments(ledger: Ledger) -> tuple[datetime, ...]:
    return ledger.published.merge_moments if ledger.published else ()


def _iter_published_changes(
    ledger: Ledger, changes: Changes, published_at: datetime
) -> Iterator[PublishedChange]:
    """Yield the changed dates of meetings and backups, once anything was published."""
    if ledger.published is None:
        return
    for change in changes.differences:
        if change.kind in DATED and not change.is_all_day:
            new, old_start = change.new, change.old.start if change.old else None
            is_public = bool(new.text.public) and not (change.old and _is_internal_date(change.old))
            yield PublishedChange(
                new.meeting, new.role, published_at, new.state, old_start, new.start, is_public
            )


def _is_internal_date(old: IssuedEntry) -> bool:
    """Return whether a meeting took place on a date that was not made public."""
    takes_place = old.is_live and (old.role == Role.PRIMARY or old.state is State.CONFIRMED)
    return takes_place and not old.text.public


def issue_entry(lineage: str, change: Change, published_at: datetime) -> IssuedEntry:
    """Return an entry as a publish sends it, with its UID, its number, and its stamps.

    Args:
        lineage: the plan's UUID.
        change: what is sent.
        published_at: the moment of the publish, in UTC.
    """
    old, new = change.old, change.new
    reads_same = old is not None and old.text.words == new.text.words
    is_unseen = change.kind == "people" and reads_same
    return IssuedEntry(
        new.meeting, new.role, new.state, new.zone, new.start, new.end, new.text,
        new.people, new.subject_ids, new.find_instants(),
        uid=old.uid if old else make_uid(lineage, new.meeting, new.role),
        sequence=old.sequence + (change.kind in RESCHEDULED) if old else 0,
        created=old.created if old else published_at,
        changed=old.changed if old and is_unseen else published_at,
    )  # fmt: skip
