"""Tell calendars: the rows of a publish, with numbers and stamps that change with the content."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from statplan.holds import Role, State, uid
from statplan.ledger.comparing import DATED, RESCHEDULED, Change, Changes
from statplan.ledger.records import Issued, Ledger, Published, Told

_SECOND = timedelta(seconds=1)


def issue(ledger: Ledger, changes: Changes, now: datetime) -> Ledger:
    """Record that calendars are told of the changes.

    SEQUENCE rises by one where the date, the length, the zone or the state changes (RFC 5546,
    2.1.4), and stays where words alone do; `changed` rises with either. A change of people alone
    shows in no calendar and leaves both, unless it brings new words. A row without a change is
    kept as it is. A UID belongs to a meeting and a role for good: one that was cancelled and comes
    back is the same entry with a higher SEQUENCE, because the cancelled one may still stand in
    somebody's calendar, and two entries on one day, one of them "CANCELLED", tell people that the
    meeting is off.

    Args:
        ledger: the ledger before.
        changes: what `compare` found; without any, the ledger is returned as it is.
        now: the moment, in UTC; stamps never fall behind what the ledger knows already.
    """
    if not changes:
        return ledger
    latest = ledger.last_moment()
    at = max(now, latest + _SECOND) if latest and ledger.published else now
    rows = [*changes.same, *(_row(ledger.lineage, each, at) for each in changes.found)]
    serial = ledger.serial + 1
    return replace(
        ledger,
        serial=serial,
        issued=tuple(sorted(rows, key=lambda row: row.key)),
        published=Published(serial, at, len(ledger.decisions), _list_merged(ledger)),
        told=(*ledger.told, *_told(ledger, changes, at)),
    )


def _list_merged(ledger: Ledger) -> tuple[datetime, ...]:
    return ledger.published.merged if ledger.published else ()


def _told(ledger: Ledger, changes: Changes, at: datetime) -> Iterator[Told]:
    """What goes into the history: dates of meetings and back-ups, once anything was published."""
    if ledger.published is None:
        return
    for each in changes.found:
        if each.what in DATED and not each.all_day:
            new, was = each.new, each.old.start if each.old else None
            public = bool(new.text.public) and not (each.old and _was_inside(each.old))
            yield Told(new.meeting, new.role, at, new.state, was, new.start, public)


def _was_inside(old: Issued) -> bool:
    """Whether a meeting took place on a date that the public was not told."""
    takes_place = old.lives and (old.role == Role.PRIMARY or old.state is State.CONFIRMED)
    return takes_place and not old.text.public


def _row(lineage: str, change: Change, at: datetime) -> Issued:
    old, new = change.old, change.new
    reads_same = old is not None and old.text.words == new.text.words
    is_unseen = change.what == "people" and reads_same
    return Issued(
        new.meeting, new.role, new.state, new.zone, new.start, new.end, new.text,
        new.people, new.about,
        uid=old.uid if old else uid(lineage, new.meeting, new.role),
        sequence=old.sequence + (change.what in RESCHEDULED) if old else 0,
        created=old.created if old else at,
        changed=old.changed if old and is_unseen else at,
    )  # fmt: skip
