"""Merge two ledgers that went on separately: two branches, or two copies of one folder.

A merge loses no decision, lowers no number, and never uses a number again for other content.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from typing import TypeVar

from statplan.errors import StatplanError
from statplan.ledger.records import Decision, Issued, Ledger, Published, Told

_SECOND = timedelta(seconds=1)
Line = TypeVar("Line", Decision, Told)


def merge_ledgers(base: Ledger | None, ours: Ledger, theirs: Ledger) -> Ledger:
    """Return the ledger that knows everything that two ledgers know.

    Decisions of both sides stay, in the order of their moments. An entry that one side published
    is as that side has it. Where both sides published an entry and do not agree on it, it gets a
    number above both, and the next publish sends it again, whatever the plan says by then.

    Args:
        base: what both began from; None where nobody knows.
        ours: one side.
        theirs: the other side; which is which makes no difference.

    Raises:
        StatplanError: exit code 4; the ledgers are of different plans.
    """
    if ours.lineage != theirs.lineage:
        raise StatplanError(
            f"the ledgers are of two plans (lineages {ours.lineage} and {theirs.lineage}).",
            hint="Merge ledgers of one plan.",
            exit_code=4,
        )
    for newer, older in ((ours, theirs), (theirs, ours)):
        if includes(newer, older, base):
            return newer
    serial = max(ours.serial, theirs.serial) + 1
    merged = replace(
        ours,
        serial=serial,
        decisions=_merge_lines(ours.decisions, theirs.decisions),
        audiences=tuple(sorted({*ours.audiences, *theirs.audiences})),
        told=_merge_lines(ours.told, theirs.told),
    )
    publishers = _find_publishers(base, ours, theirs)
    if len(publishers) == 1:
        published, issued = publishers[0].published, publishers[0].issued
    else:
        published, issued = _merge_published(base, (ours, theirs), serial)
    if published:
        published = replace(published, decisions=_count_known(merged.decisions, publishers))
    return replace(merged, published=published, issued=issued)


def includes(newer: Ledger, older: Ledger, base: Ledger | None = None) -> bool:
    """Return whether a ledger knows all decisions and all publishes of another one.

    Where that cannot be shown, the answer is no.
    """
    return (
        newer.lineage == older.lineage
        and newer.serial >= older.serial
        and not Counter(older.decisions) - Counter(newer.decisions)
        and set(older.audiences) <= set(newer.audiences)
        and _includes_publishes(newer, older, base)
    )


def _includes_publishes(newer: Ledger, older: Ledger, base: Ledger | None) -> bool:
    if older.published is None:
        return True
    if newer.published is None or newer.published.serial < older.published.serial:
        return False
    if _is_same_publish(newer, older):
        return newer.issued == older.issued
    if base and _is_same_publish(older, base) and older.issued == base.issued:
        return True
    if newer.published.serial == older.published.serial or not _remembers(newer, older.published):
        return False
    rows = newer.rows()
    return not Counter(older.told) - Counter(newer.told) and all(
        row.key in rows and _supersedes(rows[row.key], row) for row in older.issued
    )


def find_common_moment(ledgers: Sequence[Ledger]) -> datetime | None:
    """Return the latest moment of which all ledgers know the same; None where there is none."""
    known = [set(_list_moments(ledger)) for ledger in ledgers]
    return max((moment for moment, _ in set.intersection(*known)), default=None)


def _list_moments(ledger: Ledger) -> Iterator[tuple[datetime, object]]:
    """Return the parts of a ledger that never change, each with its moment."""
    yield from ((decision.at, decision) for decision in ledger.decisions)
    yield from ((line.at, line) for line in ledger.told)
    yield from ((row.changed, row) for row in ledger.issued)


def _is_same_publish(one: Ledger, other: Ledger) -> bool:
    first, second = one.published, other.published
    if first is None or second is None:
        return first is second
    return (first.serial, first.at) == (second.serial, second.at)


def _remembers(ledger: Ledger, publish: Published) -> bool:
    """Return whether something in a ledger shows that a publish is part of its past."""
    moments = {row.changed for row in ledger.issued} | {line.at for line in ledger.told}
    merged = ledger.published.merged if ledger.published else ()
    return publish.at in moments or publish.at in merged


def _find_publishers(base: Ledger | None, ours: Ledger, theirs: Ledger) -> tuple[Ledger, ...]:
    """Return the side that includes what the other side published, or else both."""
    for newer, older in ((ours, theirs), (theirs, ours)):
        if _includes_publishes(newer, older, base):
            return (newer,)
    return ours, theirs


def _merge_published(
    base: Ledger | None, sides: Sequence[Ledger], serial: int
) -> tuple[Published, tuple[Issued, ...]]:
    """Return the rows of two sides that both published, under a number and a moment of their own.

    The rows that calendars know in two versions bear that moment: `Ledger.unsent` finds them by it.
    """
    moments = [moment for side in sides if (moment := side.last_moment())]
    at = max(moments) + _SECOND
    first, second = (side.rows() for side in sides)
    before = base.rows() if base else {}
    unsent = {key for side in sides for key in side.unsent()}
    rows = []
    for key in sorted(first.keys() | second.keys()):
        row = _merge_row(before.get(key), first.get(key), second.get(key), at)
        rows.append(replace(row, changed=at) if key in unsent else row)
    publishes = [side.published for side in sides if side.published]
    merged = {moment for publish in publishes for moment in (publish.at, *publish.merged)}
    return Published(serial, at, 0, tuple(sorted({*merged, at}))), tuple(rows)


def _merge_row(base: Issued | None, one: Issued | None, two: Issued | None, at: datetime) -> Issued:
    """Return one row of two, with a number above both where calendars know it in two versions."""
    if one is None or two is None or one == two:
        row = one or two
        assert row is not None  # noqa: S101 - a key is that of a row
        return row
    for newer, older in ((one, two), (two, one)):
        if older == base and _supersedes(newer, older):
            return newer
    last, other = sorted((one, two), key=_order_row, reverse=True)
    created = min(one.created, two.created)
    if _get_content(one) == _get_content(two):
        high = max(one.sequence, two.sequence)
        return replace(last, sequence=high, created=created)
    return replace(
        last, sequence=max(last.sequence, other.sequence) + 1, created=created, changed=at
    )


def _supersedes(newer: Issued, older: Issued) -> bool:
    """Return whether every calendar takes a row for an update of another, or for the same."""
    if newer == older:
        return True
    if newer.created > older.created or newer.changed < older.changed:
        return False
    if newer.sequence != older.sequence:
        return newer.sequence > older.sequence
    same_date = _get_date(newer) == _get_date(older)
    return same_date and (newer.changed > older.changed or newer.text.words == older.text.words)


def _get_date(row: Issued) -> tuple[object, ...]:
    """Return what never changes without a new number."""
    return row.state, row.zone, row.start, row.end


def _get_content(row: Issued) -> tuple[object, ...]:
    return *_get_date(row), row.text.words, row.people, row.about


def _order_row(row: Issued) -> tuple[object, ...]:
    return row.changed, row.sequence, str(astuple(row))


def _count_known(decisions: Sequence[Decision], publishers: Sequence[Ledger]) -> int:
    """Return how many decisions, from the first on, the last publish of every side knew."""
    known = [
        Counter(side.decisions[: side.published.decisions]) for side in publishers if side.published
    ]
    count = 0
    for decision in decisions:
        if any(not left[decision] for left in known):
            break
        for left in known:
            left[decision] -= 1
        count += 1
    return count


def _merge_lines(ours: Sequence[Line], theirs: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of both sides in the order of their moments; what both have stands once.

    Each side's own order stays: a line that the other side has later waits until it comes there.
    """
    sides: tuple[list[Line], list[Line]] = list(reversed(ours)), list(reversed(theirs))
    rests = Counter(ours), Counter(theirs)
    merged: list[Line] = []
    while all(sides):
        heads = sides[0][-1], sides[1][-1]
        waits = rests[1][heads[0]] > 0, rests[0][heads[1]] > 0
        first = _order_line(heads[0]) <= _order_line(heads[1]) if waits[0] == waits[1] else waits[1]
        line = heads[0] if first else heads[1]
        merged.append(line)
        for lines, rest in zip(sides, rests, strict=True):
            _drop(line, lines, rest)
    merged.extend(reversed(sides[0] or sides[1]))
    return tuple(merged)


def _order_line(line: Decision | Told) -> tuple[datetime, str]:
    return line.at, str(astuple(line))


def _drop(line: Line, lines: list[Line], rest: Counter[Line]) -> None:
    """Take the next line that equals one away from lines that are in reverse; none may be there."""
    if rest[line] > 0:
        rest[line] -= 1
        index = len(lines) - 1
        while lines[index] != line:
            index -= 1
        del lines[index]
