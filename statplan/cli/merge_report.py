"""The report on a merge: what it brought, what both sides decided, what is to be sent again."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from statplan.errors import Command, Remedy, Words
from statplan.ledger.merge import find_common_moment
from statplan.ledger.model import Decision, IssuedEntry, Ledger
from statplan.plan.english import format_list, format_long_date
from statplan.plan.timezones import load_timezone
from statplan.workspace import files, publish_evidence
from statplan.workspace.merge_sides import MergeSides
from statplan.workspace.pending_changes import find_pending_changes
from statplan.workspace.workspace import Workspace, locate_ledger_and_manifest

_SECOND = timedelta(seconds=1)
_Version = tuple[str, int, str]  # an entry's UID, its number, and when it last changed


def describe_merge(workspace: Workspace, sides: MergeSides) -> Iterator[Words]:
    """Say what a merge brought, what a publish sends again, and which files somebody may lack.

    Args:
        workspace: the plan with the merged ledger.
        sides: what was merged.
    """
    yield from _describe_decisions(workspace, sides)
    yield from describe_resends(workspace, sides)
    ledger, manifest = locate_ledger_and_manifest(workspace.loaded)
    yield (
        Remedy(
            "Next: ",
            Command("diff"),
            ", then ",
            Command("publish"),
            f". Commit {ledger.name} and {manifest.parent.name} together.",
        )
    )


def describe_resends(workspace: Workspace, sides: MergeSides) -> Iterator[Words]:
    """Say what the next publish sends again, and which files somebody may lack."""
    yield from _describe_pending(workspace)
    yield from _list_perhaps_sent(workspace, sides)


def _describe_decisions(workspace: Workspace, sides: MergeSides) -> Iterator[str]:
    """Count the decisions that are new here, and name meetings that both sides decided about."""
    if not sides.others:
        return
    merged = Counter(workspace.ledger.decisions)
    ours = Counter(sides.ours.decisions if sides.ours else ())
    count = (merged - ours).total()
    count_text = {0: "no decision", 1: "1 decision"}.get(count, f"{count} decisions")
    yield f"The other side brought {count_text}."
    last: dict[str, list[Decision]] = {}
    for ledger in sides.ledgers:
        own = Counter(ledger.decisions)
        for other in sides.ledgers:
            if other is not ledger:
                own -= Counter(other.decisions)
        for meeting in {decision.meeting for decision in own}:
            meeting_decisions = [decision for decision in own if decision.meeting == meeting]
            last.setdefault(meeting, []).append(max(meeting_decisions, key=_get_moment))
    for meeting, decisions in sorted(last.items()):
        if len(decisions) > 1:
            ordered = sorted(decisions, key=_get_moment)
            kinds = format_list(
                f"{decision.kind} ({decision.decided_at:%Y-%m-%d})" for decision in ordered
            )
            yield f"{meeting} was decided on both sides: {kinds}. The last of them counts."


def _get_moment(decision: Decision) -> datetime:
    return decision.decided_at


def _describe_pending(workspace: Workspace) -> Iterator[Words]:
    """Count what is pending as `statplan diff` counts it."""
    if workspace.build_decision_context().build_state(workspace.ledger).problems:
        yield Remedy(
            "Some meetings cannot take place on their dates: ", Command("diff"), " names them."
        )
        return
    pending = find_pending_changes(workspace)
    unsent = workspace.ledger.list_unsent_keys()
    count = sum(change.new.key in unsent for change in pending.shown_changes)
    if count:
        entries, them = (
            ("1 entry differs", "it") if count == 1 else (f"{count} entries differ", "them")
        )
        yield Remedy(
            f"{entries} between the two sides: ", Command("publish"), f" sends {them} again."
        )
    if pending.shown_changes:
        yield Remedy(Command("diff"), f" shows what is pending: {pending.format_summary()}.")


def _list_perhaps_sent(workspace: Workspace, sides: MergeSides) -> Iterator[str]:
    """Name the publishes that one side has and another lacks, and their files to send again."""
    merged = workspace.ledger
    is_merge = merged.published and merged.published.is_merge
    if not is_merge and all(ledger.issued == merged.issued for ledger in sides.ledgers):
        return
    publishes = [*_read_publishes(workspace)]
    one_sided = [publish for publish in publishes if _is_of_one_side(workspace, sides, publish)]
    if one_sided:
        yield "Perhaps sent: some people may have these already, and others may not:"
        yield from (f"  {publish.folder}" for publish in one_sided)
    lacking = {(row.uid, *_get_version(row)): row for row in _find_lacking(workspace, sides)}
    paths = [
        path
        for publish in one_sided
        for path, versions in publish.messages.items()
        if versions & lacking.keys()
    ]
    if paths:
        yield "Send these files again, to everybody who may lack them:"
        yield from (f"  {path}" for path in paths)
    present_versions = {version for publish in publishes for version in publish.versions}
    if sides.others:
        missing = lacking.keys() - present_versions
        yield from _describe_missing(workspace, [lacking[version] for version in missing])


@dataclass(frozen=True, slots=True)
class _PublishFolder:
    """A dated folder: its number, and the versions of entries in each of its messages."""

    folder: Path
    serial: int
    messages: dict[Path, set[_Version]]

    @property
    def versions(self) -> set[_Version]:
        """Every version of an entry in it."""
        return {version for versions in self.messages.values() for version in versions}

    @property
    def stamp(self) -> str:
        """The moment at which it was published; empty where it has no message."""
        return max((stamp for _, _, stamp in self.versions), default="")


def _read_publishes(workspace: Workspace) -> Iterator[_PublishFolder]:
    for name, serial in publish_evidence.find_publish_folders(workspace.calendar_folder).items():
        folder = workspace.calendar_folder / name
        messages = {
            path: {
                (uid, entry.number, entry.stamp)
                for uid, entry in publish_evidence.read_entry_versions(
                    files.read_file(path)
                ).items()
            }
            for path in sorted(folder.glob("*.ics"))
        }
        yield _PublishFolder(folder, serial, messages)


def _is_of_one_side(workspace: Workspace, sides: MergeSides, publish: _PublishFolder) -> bool:
    """Return whether a dated folder is of a publish that not every side knows."""
    facts = [_find_facts(ledger, publish.stamp) for ledger in sides.ledgers]
    if sides.others and any(facts):
        return any(one != other for one, other in pairwise(facts))
    if sides.base_serial is not None:
        return publish.serial > sides.base_serial
    moment = find_common_moment(sides.ledgers)
    published = workspace.ledger.published
    if not sides.others and published:  # nobody knows what was merged but the merge itself
        moment = min(published.merge_moments[-3:], default=published.published_at) - _SECOND
    if moment is None or publish.folder.name[:10] > _find_day(workspace, moment):
        return True
    return publish.stamp > _write_stamp(moment)


def _find_facts(ledger: Ledger, stamp: str) -> set[object]:
    """Return what a ledger permanently records of a publish: changes of dates, and new entries."""
    published_changes = {
        line for line in ledger.published_changes if _write_stamp(line.published_at) == stamp
    }
    return published_changes | {
        row.uid for row in ledger.issued if _write_stamp(row.created) == stamp
    }


def _find_lacking(workspace: Workspace, sides: MergeSides) -> Iterator[IssuedEntry]:
    """Return the entries that one side lacks, and that the next publish does not send."""
    unsent = workspace.ledger.list_unsent_keys()
    rows = [ledger.index_rows() for ledger in sides.ledgers]
    for row in workspace.ledger.issued:
        counterparts = [side.get(row.key) for side in rows]
        is_known = all(other and _get_version(other) == _get_version(row) for other in counterparts)
        if row.key not in unsent and not row.is_all_day and not (sides.others and is_known):
            yield row


def _get_version(row: IssuedEntry) -> tuple[int, str]:
    return row.sequence, _write_stamp(row.changed)


def _write_stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _describe_missing(workspace: Workspace, rows: Collection[IssuedEntry]) -> Iterator[str]:
    """Name the messages that are in no folder here, as where the other side's are not merged."""
    days = sorted({_find_day(workspace, row.changed) for row in rows})
    if days:
        count = len(rows)
        entries = f"{count} entries" if count > 1 else "1 entry"
        yield (
            f"No folder here has the messages of {entries} that one side published. Send those of "
            f"{format_list(format_long_date(date.fromisoformat(day)) for day in days)} from the "
            "calendars of that side."
        )


def _find_day(workspace: Workspace, moment: datetime) -> str:
    return moment.astimezone(load_timezone(workspace.loaded.schedule.zone)).date().isoformat()
