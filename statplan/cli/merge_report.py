"""Report what a merge brought, what both sides decided, and what is to be sent again."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from statplan import files
from statplan.cli import keeping
from statplan.cli.diffing import difference
from statplan.cli.keeping import Kept
from statplan.cli.merge_sides import Sides
from statplan.files import witnesses
from statplan.ledger import Decision, Issued
from statplan.ledger.merge import find_common_moment
from statplan.plan.english import listing, long_day
from statplan.plan.zone import zone

_SECOND = timedelta(seconds=1)
_STAMP = "%Y%m%dT%H%M%SZ"


def describe_merge(kept: Kept, sides: Sides) -> Iterator[str]:
    """Say what a merge brought, what a publish sends again, and which files somebody may lack.

    Args:
        kept: the plan with the merged ledger.
        sides: what was merged.
    """
    yield from _describe_decisions(kept, sides)
    yield from describe_resends(kept, sides)
    ledger, manifest = keeping.proofs(kept.loaded)
    yield (
        f"Next: `statplan diff`, then `statplan publish`. Commit {ledger.name} and "
        f"{manifest.parent.name} together."
    )


def describe_resends(kept: Kept, sides: Sides) -> Iterator[str]:
    """Say what the next publish sends again, and which files somebody may lack."""
    yield from _describe_pending(kept)
    yield from _list_perhaps_sent(kept, sides)


def _describe_decisions(kept: Kept, sides: Sides) -> Iterator[str]:
    """Count the decisions that are new here, and name meetings that both sides decided about."""
    if not sides.others:
        return
    merged = Counter(kept.ledger.decisions)
    ours = Counter(sides.ours.decisions if sides.ours else ())
    count = (merged - ours).total()
    what = {0: "no decision", 1: "1 decision"}.get(count, f"{count} decisions")
    yield f"The other side brought {what}."
    last: dict[str, list[Decision]] = {}
    for ledger in sides.ledgers:
        own = Counter(ledger.decisions)
        for other in sides.ledgers:
            if other is not ledger:
                own -= Counter(other.decisions)
        for meeting in {decision.meeting for decision in own}:
            about = [decision for decision in own if decision.meeting == meeting]
            last.setdefault(meeting, []).append(max(about, key=_get_moment))
    for meeting, decisions in sorted(last.items()):
        if len(decisions) > 1:
            ordered = sorted(decisions, key=_get_moment)
            kinds = listing(f"{decision.kind} ({decision.at:%Y-%m-%d})" for decision in ordered)
            yield f"{meeting} was decided on both sides: {kinds}. The last of them counts."


def _get_moment(decision: Decision) -> datetime:
    return decision.at


def _describe_pending(kept: Kept) -> Iterator[str]:
    """Count what is pending as `statplan diff` counts it."""
    if kept.year().settled(kept.ledger).problems:
        yield "Some meetings cannot take place on their dates: `statplan diff` names them."
        return
    pending = difference(kept)
    unsent = kept.ledger.unsent()
    count = sum(change.new.key in unsent for change in pending.shown)
    if count:
        entries, them = (
            ("1 entry differs", "it") if count == 1 else (f"{count} entries differ", "them")
        )
        yield f"{entries} between the two sides: `statplan publish` sends {them} again."
    if pending.shown:
        yield f"`statplan diff` shows what is pending: {pending.counted()}."


def _list_perhaps_sent(kept: Kept, sides: Sides) -> Iterator[str]:
    """Name the publishes that one side has and another lacks, and their files that still hold."""
    merged = kept.ledger
    is_merge = merged.published and merged.published.is_merge
    if not is_merge and all(ledger.issued == merged.issued for ledger in sides.ledgers):
        return
    folders = [
        name
        for name, serial in witnesses.find_publish_folders(kept.folder).items()
        if _is_of_one_side(kept, sides, name, serial)
    ]
    if folders:
        yield "Perhaps sent: some people may have these already, and others may not:"
        yield from (f"  {kept.folder / name}" for name in folders)
    lacking = {row.uid: row for row in _find_lacking(kept, sides)}
    there = set()
    paths = []
    for path in (path for name in folders for path in sorted((kept.folder / name).glob("*.ics"))):
        uids = {
            uid
            for uid, entry in witnesses.read_entries(files.read(path)).items()
            if uid in lacking and (entry.number, entry.stamp) == _get_version(lacking[uid])
        }
        there |= uids
        paths += [path] * bool(uids)
    if paths:
        yield "Send these files again, to everybody who may lack them:"
        yield from (f"  {path}" for path in paths)
    if sides.others:
        yield from _describe_missing(kept, [lacking[uid] for uid in lacking.keys() - there])


def _find_lacking(kept: Kept, sides: Sides) -> Iterator[Issued]:
    """Return the entries that one side lacks, and that the next publish does not send."""
    unsent = kept.ledger.unsent()
    rows = [ledger.rows() for ledger in sides.ledgers]
    for row in kept.ledger.issued:
        known = [side.get(row.key) for side in rows]
        is_known = all(other and _get_version(other) == _get_version(row) for other in known)
        if row.key not in unsent and not row.all_day and not (sides.others and is_known):
            yield row


def _get_version(row: Issued) -> tuple[int, str]:
    return row.sequence, f"{row.changed:{_STAMP}}"


def _describe_missing(kept: Kept, rows: Collection[Issued]) -> Iterator[str]:
    """Say which messages are in no folder here, as where the other side's calendars are not."""
    days = sorted({_find_day(kept, row.changed) for row in rows})
    if days:
        entries = (
            "1 entry that one side published has"
            if len(rows) == 1
            else (f"{len(rows)} entries that one side published have")
        )
        yield (
            f"{entries} no message here: send those of the publish of "
            f"{listing(long_day(datetime.fromisoformat(day).date()) for day in days)} from that "
            "side's calendars."
        )


def _is_of_one_side(kept: Kept, sides: Sides, name: str, serial: int) -> bool:
    """Return whether a dated folder is of a publish that not every side knows."""
    if sides.base_serial is not None:
        return serial > sides.base_serial
    moment = find_common_moment(sides.ledgers)
    published = kept.ledger.published
    if not sides.others and published:  # nobody knows what was merged but the merge itself
        moment = min(published.merged[-3:], default=published.at) - _SECOND
    if moment is None or name[:10] > _find_day(kept, moment):
        return True
    return any(
        entry.stamp > f"{moment:{_STAMP}}"
        for path in (kept.folder / name).glob("*.ics")
        for entry in witnesses.read_entries(files.read(path)).values()
    )


def _find_day(kept: Kept, moment: datetime) -> str:
    return moment.astimezone(zone(kept.loaded.schedule.zone)).date().isoformat()
