"""Report what a merge of two ledgers did: what both decided, and what is sent again."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from statplan import files, screen
from statplan.cli import keeping
from statplan.cli.loading import Loaded
from statplan.cli.merge_sides import Sides
from statplan.files import witnesses
from statplan.ledger import Decision, Ledger
from statplan.ledger.merge import find_common_moment, list_decisions_of_one
from statplan.plan.english import listing
from statplan.plan.zone import zone


def tell_merge(loaded: Loaded, sides: Sides, merged: Ledger, written: Sequence[Path]) -> None:
    """Say what was merged, what a publish sends again, and which files somebody may lack."""
    for path in written:
        screen.say(f"wrote  {path}")
    if not written:
        screen.show("There is nothing to merge: the ledger and its calendars are one.")
        return
    lines = [*_list_decisions(sides.ledgers), *_list_unsent(merged)]
    lines += _list_perhaps_sent(loaded, sides, merged)
    ledger, manifest = keeping.proofs(loaded)
    lines.append(
        f"Next: `statplan diff`, then `statplan publish`. Commit {ledger.name} and "
        f"{manifest.parent.name} together."
    )
    screen.show("\n".join(lines))


def _list_decisions(ledgers: Sequence[Ledger]) -> Iterator[str]:
    """Name the meetings about which more than one side decided, and which decision counts."""
    if len(ledgers) < 2:  # noqa: PLR2004 - one side has nothing to unite
        return
    own = [_find_own_decisions(ledger, ledgers) for ledger in ledgers]
    count = sum(map(len, own))
    yield f"United {count} decisions." if count != 1 else "United 1 decision."
    meetings: dict[str, list[Decision]] = {}
    for decisions in own:
        for meeting in {decision.meeting for decision in decisions}:
            about = [decision for decision in decisions if decision.meeting == meeting]
            meetings.setdefault(meeting, []).append(max(about, key=lambda decision: decision.at))
    for meeting, last in sorted(meetings.items()):
        if len(last) > 1:
            ordered = sorted(last, key=lambda decision: decision.at)
            kinds = listing(f"{decision.kind} ({decision.at:%Y-%m-%d})" for decision in ordered)
            yield f"{meeting} was decided on both sides: {kinds}. The last of them counts."


def _find_own_decisions(ledger: Ledger, ledgers: Iterable[Ledger]) -> tuple[Decision, ...]:
    """Return the decisions that no other ledger has."""
    own = set(ledger.decisions)
    for other in ledgers:
        if other is not ledger:
            own &= set(list_decisions_of_one(ledger, other))
    return tuple(own)


def _list_unsent(merged: Ledger) -> Iterator[str]:
    unsent = merged.unsent()
    if unsent:
        entries = "1 entry was" if len(unsent) == 1 else f"{len(unsent)} entries were"
        sent = "it" if len(unsent) == 1 else "them"
        yield (
            f"{entries} published on both sides, and differently: `statplan publish` sends {sent} "
            "again."
        )


def _list_perhaps_sent(loaded: Loaded, sides: Sides, merged: Ledger) -> Iterator[str]:
    """Name the publishes since both parted, and which of their files are still true."""
    is_united = merged.published and merged.published.at in merged.published.merged
    if not is_united and all(ledger.issued == merged.issued for ledger in sides.ledgers):
        return
    calendars = keeping.calendar_folder(loaded)
    names = [
        name
        for name, serial in witnesses.find_publish_folders(calendars).items()
        if _is_after(loaded, sides, name, serial)
    ]
    if not names:
        return
    yield "Perhaps sent: some people may have these already, and others may not:"
    yield from (f"  {calendars / name}" for name in names)
    numbers = {row.uid: row.sequence for row in merged.issued}
    valid = [
        path
        for name in names
        for path in sorted((calendars / name).glob("*.ics"))
        if any(
            numbers.get(uid) == number
            for uid, number in witnesses.read_sequences(files.read(path)).items()
        )
    ]
    if valid:
        yield "Send these files again, to everybody who may lack them:"
        yield from (f"  {path}" for path in valid)


def _is_after(loaded: Loaded, sides: Sides, name: str, serial: int) -> bool:
    """Return whether a publish came after the sides parted, or on the same day."""
    if sides.base:
        return serial > (sides.base.published.serial if sides.base.published else 0)
    moment = find_common_moment(sides.ledgers)
    if len(sides.ledgers) == 1:  # git's merge driver was here before: the merge and both publishes
        published = sides.ledgers[0].published
        moment = min(published.merged[-3:], default=None) if published else None
    if moment is None:
        return True
    day = moment.astimezone(zone(loaded.plan.program.timezone or "UTC")).date()
    return name[:10] >= day.isoformat()
