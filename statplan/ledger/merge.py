"""The merge of two ledgers that changed separately: on two branches, or in two copied folders.

A merge loses no decision, lowers no number, and never uses a number again for other content.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from statplan.errors import StatplanError
from statplan.ledger.model import Decision, IssuedEntry, LastPublish, Ledger, PublishedChange
from statplan.ledger.year_records import merge_records, merge_years
from statplan.plan.timezones import is_same_zone
from statplan.schedule.holiday_lists import HolidayList, unite_holiday_lists

_SECOND = timedelta(seconds=1)
_NEVER = datetime.min.replace(tzinfo=UTC)
Line = TypeVar("Line", Decision, PublishedChange)


def merge_ledgers(base: Ledger | None, ours: Ledger, theirs: Ledger) -> Ledger:
    """Return the ledger that knows everything that two ledgers know.

    Decisions of both sides stay, in the order of their moments. An entry that one side published
    is as that side has it. Where both sides published an entry and do not agree on it, it gets a
    number above both, and the next publish sends it again, whatever the plan says by then. Of two
    lists of the same holidays, that of the later publish stays.

    Args:
        base: what both began from; None where nobody knows.
        ours: one side.
        theirs: the other side; the order of the sides makes no difference.

    Raises:
        StatplanError: exit code 4; the ledgers are of different plans.
    """
    if ours.lineage != theirs.lineage:
        raise StatplanError(
            f"the ledgers are of two plans (lineages {ours.lineage} and {theirs.lineage}).",
            remedy="Merge ledgers of one plan.",
            exit_code=4,
        )
    for newer, older in ((ours, theirs), (theirs, ours)):
        if is_superset_of(newer, older, base):
            return newer
    serial = max(ours.serial, theirs.serial) + 1
    merged = replace(
        ours,
        serial=serial,
        decisions=_merge_lines(ours.decisions, theirs.decisions),
        audiences=tuple(sorted({*ours.audiences, *theirs.audiences})),
        published_changes=_merge_lines(ours.published_changes, theirs.published_changes),
        holiday_lists=_merge_holiday_lists(ours, theirs),
        years=merge_years(ours.years, theirs.years),
        meetings=merge_records(*_sort_sides(ours, theirs)),
    )
    publishers = _find_publishers(base, ours, theirs)
    if len(publishers) == 1:
        published, issued = publishers[0].published, publishers[0].issued
    else:
        published, issued = _merge_published(base, (ours, theirs), serial)
    if published:
        published = replace(published, decision_count=_count_known(merged.decisions, publishers))
    return replace(merged, published=published, issued=issued)


def is_superset_of(newer: Ledger, older: Ledger, base: Ledger | None = None) -> bool:
    """Return whether a ledger knows all decisions and all publishes of another one.

    Where that cannot be shown, the answer is no.
    """
    return (
        newer.lineage == older.lineage
        and newer.serial >= older.serial
        and not Counter(older.decisions) - Counter(newer.decisions)
        and set(older.audiences) <= set(newer.audiences)
        and _has_holidays_of(newer, older)
        and {record.key for record in older.meetings} <= {record.key for record in newer.meetings}
        and _has_publishes_of(newer, older, base)
    )


def _has_holidays_of(newer: Ledger, older: Ledger) -> bool:
    """Return whether a ledger has every list of holidays of another, as it is or a later one."""
    lists = {holiday_list.key: holiday_list for holiday_list in newer.holiday_lists}
    is_later = _order_publish(newer) > _order_publish(older)
    return all(
        one.key in lists and (is_later or lists[one.key] == one) for one in older.holiday_lists
    )


def _merge_holiday_lists(ours: Ledger, theirs: Ledger) -> tuple[HolidayList, ...]:
    later, earlier = _sort_sides(ours, theirs)
    return unite_holiday_lists(later.holiday_lists, earlier.holiday_lists)


def _sort_sides(ours: Ledger, theirs: Ledger) -> tuple[Ledger, Ledger]:
    """Return the side of the later publish, and the other; in whatever order they come."""

    def get_order(side: Ledger) -> tuple[object, ...]:
        return *_order_publish(side), str(side.holiday_lists), str(side.meetings)

    later, earlier = sorted((ours, theirs), key=get_order, reverse=True)
    return later, earlier


def _order_publish(ledger: Ledger) -> tuple[datetime, int]:
    published = ledger.published
    return (published.published_at, published.serial) if published else (_NEVER, 0)


def _has_publishes_of(newer: Ledger, older: Ledger, base: Ledger | None) -> bool:
    if older.published is None:
        return True
    if newer.published is None or newer.published.serial < older.published.serial:
        return False
    if _is_same_publish(newer, older):
        return newer.issued == older.issued
    if base and _is_same_publish(older, base) and older.issued == base.issued:
        return True
    if newer.published.serial == older.published.serial or not _has_publish(newer, older.published):
        return False
    rows = newer.index_rows()
    return not Counter(older.published_changes) - Counter(newer.published_changes) and all(
        row.key in rows and _is_update_of(rows[row.key], row) for row in older.issued
    )


def find_common_moment(ledgers: Sequence[Ledger]) -> datetime | None:
    """Return the latest moment of which all ledgers know the same; None where there is none."""
    known_moments = [set(_list_moments(ledger)) for ledger in ledgers]
    return max((moment for moment, _ in set.intersection(*known_moments)), default=None)


def _list_moments(ledger: Ledger) -> Iterator[tuple[datetime, object]]:
    """Yield the parts of a ledger that never change, each with its moment."""
    yield from ((decision.decided_at, decision) for decision in ledger.decisions)
    yield from ((line.published_at, line) for line in ledger.published_changes)
    yield from ((row.changed, row) for row in ledger.issued)


def _is_same_publish(ledger: Ledger, other: Ledger) -> bool:
    first, second = ledger.published, other.published
    if first is None or second is None:
        return first is second
    return (first.serial, first.published_at) == (second.serial, second.published_at)


def _has_publish(ledger: Ledger, past_publish: LastPublish) -> bool:
    """Return whether something in a ledger shows that a publish is part of its past."""
    moments = {row.changed for row in ledger.issued} | {
        line.published_at for line in ledger.published_changes
    }
    merged = ledger.published.merge_moments if ledger.published else ()
    return past_publish.published_at in moments or past_publish.published_at in merged


def _find_publishers(base: Ledger | None, ours: Ledger, theirs: Ledger) -> tuple[Ledger, ...]:
    """Return the side that includes what the other side published, or else both."""
    for newer, older in ((ours, theirs), (theirs, ours)):
        if _has_publishes_of(newer, older, base):
            return (newer,)
    return ours, theirs


def _merge_published(
    base: Ledger | None, sides: Sequence[Ledger], serial: int
) -> tuple[LastPublish, tuple[IssuedEntry, ...]]:
    """Return the rows of two sides that both published, under a number and a moment of their own.

    The rows that calendars have in two versions get that moment, by which
    `Ledger.list_unsent_keys` finds them.
    """
    moments = [moment for side in sides if (moment := side.find_last_moment())]
    merge_moment = max(moments) + _SECOND
    first, second = (side.index_rows() for side in sides)
    before = base.index_rows() if base else {}
    unsent = {entry_key for side in sides for entry_key in side.list_unsent_keys()}
    rows = []
    for entry_key in sorted({*first, *second}):
        row = _merge_row(
            before.get(entry_key), first.get(entry_key), second.get(entry_key), merge_moment
        )
        rows.append(replace(row, changed=merge_moment) if entry_key in unsent else row)
    publishes = [side.published for side in sides if side.published]
    merged = {
        moment for publish in publishes for moment in (publish.published_at, *publish.merge_moments)
    }
    last = max(publishes, key=lambda publish: (publish.published_at, publish.zone_release))
    merge_moments = tuple(sorted({*merged, merge_moment}))
    return LastPublish(serial, merge_moment, 0, last.zone_release, merge_moments), tuple(rows)


def _merge_row(
    base_row: IssuedEntry | None,
    our_row: IssuedEntry | None,
    their_row: IssuedEntry | None,
    merge_moment: datetime,
) -> IssuedEntry:
    """Return one row of two, with a number above both where calendars know it in two versions."""
    if our_row is None or their_row is None or our_row == their_row:
        row = our_row or their_row
        assert row is not None  # noqa: S101 - a key is that of a row
        return row
    for newer, older in ((our_row, their_row), (their_row, our_row)):
        if older == base_row and _is_update_of(newer, older):
            return newer
    last, other = sorted((our_row, their_row), key=_order_row, reverse=True)
    created = min(our_row.created, their_row.created)
    if _get_content(our_row) == _get_content(their_row):
        high = max(our_row.sequence, their_row.sequence)
        return replace(last, sequence=high, created=created)
    return replace(
        last, sequence=max(last.sequence, other.sequence) + 1, created=created, changed=merge_moment
    )


def _is_update_of(newer: IssuedEntry, older: IssuedEntry) -> bool:
    """Return whether every calendar takes a row for an update of another, or for the same."""
    if newer == older:
        return True
    if newer.created > older.created or newer.changed < older.changed:
        return False
    if newer.sequence != older.sequence:
        return newer.sequence > older.sequence
    same_date = _get_date(newer) == _get_date(older) and is_same_zone(newer.zone, older.zone)
    return same_date and (newer.changed > older.changed or newer.text.words == older.text.words)


def _get_date(row: IssuedEntry) -> tuple[object, ...]:
    """Return what never changes without a new number; the zone may take another of its names."""
    return row.state, row.start, row.end, row.instants


def _get_content(row: IssuedEntry) -> tuple[object, ...]:
    return *_get_date(row), row.zone, row.text.words, row.people, row.subject_ids


def _order_row(row: IssuedEntry) -> tuple[object, ...]:
    return row.changed, row.sequence, str(astuple(row))


def _count_known(decisions: Sequence[Decision], publishers: Sequence[Ledger]) -> int:
    """Return how many decisions, from the first on, the last publish of every side knew."""
    known_counts = [
        Counter(side.decisions[: side.published.decision_count])
        for side in publishers
        if side.published
    ]
    count = 0
    for decision in decisions:
        if any(not remaining[decision] for remaining in known_counts):
            break
        for remaining in known_counts:
            remaining[decision] -= 1
        count += 1
    return count


def _merge_lines(ours: Sequence[Line], theirs: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of both sides in the order of their moments; what both have is there once.

    Each side's own order stays: a line that the other side has later waits until it comes there.
    """
    sides: tuple[list[Line], list[Line]] = list(reversed(ours)), list(reversed(theirs))
    line_counts = Counter(ours), Counter(theirs)
    merged: list[Line] = []
    while all(sides):
        heads = sides[0][-1], sides[1][-1]
        waits = line_counts[1][heads[0]] > 0, line_counts[0][heads[1]] > 0
        first = _order_line(heads[0]) <= _order_line(heads[1]) if waits[0] == waits[1] else waits[1]
        line = heads[0] if first else heads[1]
        merged.append(line)
        for lines, side_counts in zip(sides, line_counts, strict=True):
            _drop_line(line, lines, side_counts)
    merged.extend(reversed(sides[0] or sides[1]))
    return tuple(merged)


def _order_line(line: Decision | PublishedChange) -> tuple[datetime, str]:
    moment = line.decided_at if isinstance(line, Decision) else line.published_at
    return moment, str(astuple(line))


def _drop_line(line: Line, lines: list[Line], line_counts: Counter[Line]) -> None:
    """Remove the next line equal to one, if there is any, from lines in reverse order."""
    if line_counts[line] > 0:
        line_counts[line] -= 1
        index = len(lines) - 1
        while lines[index] != line:
            index -= 1
        del lines[index]
