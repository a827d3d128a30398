"""Issue a publish: its rows, with numbers and stamps that change with the content."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from statplan.holds import Role, State, uid
from statplan.ledger.comparing import DATED, RESCHEDULED, Change, Changes, What, find_other
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


def recall_changes(ledger: Ledger) -> Changes:
    """Return what the last publish changed, as far as its ledger tells.

    The ledger keeps no former words and no former people: every change that has no new date is one
    of words, and one of people alone is not among them. A merge has changed nothing by itself.
    """
    published = ledger.published
    if published is None or published.is_merge:
        return Changes((), ledger.issued)
    told: dict[tuple[str, str], list[Told]] = {}
    for line in ledger.told:
        told.setdefault((line.meeting, line.role), []).append(line)
    rows = ledger.rows()
    found = []
    for row in ledger.issued:
        if row.changed == published.at:
            change = _recall_change(row, told.get(row.key, []), published.at)
            found.append(replace(change, other=find_other(change, rows, {})))
    same = tuple(row for row in ledger.issued if row.changed != published.at)
    return Changes(tuple(found), same)


def _recall_change(row: Issued, lines: list[Told], at: datetime) -> Change:
    """Return the last change of a row, given the history of its dates."""
    if row.created == at:
        return Change("add", None, row)
    if not lines or lines[-1].at != at or lines[-1].was is None:
        unknown = replace(row.text, facts=())  # so that it counts as new details
        return Change("text", replace(row, text=unknown), row)
    was = lines[-1].was
    state = State.TENTATIVE if row.role == Role.BACKUP else row.state
    state = lines[-2].state if len(lines) > 1 else state
    old = replace(row, start=was, end=was + (row.end - row.start), state=state)
    return Change(_recall_kind(old, row), old, row)


def _recall_kind(old: Issued, row: Issued) -> What:
    if row.state is State.CANCELLED:
        return "cancel"
    if row.state is State.RELEASED:
        return "release"
    if not old.lives:
        return "restore"
    return "confirm" if old.start == row.start and old.state != row.state else "move"


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
