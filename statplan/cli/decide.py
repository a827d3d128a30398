"""`bump`, `cancel`, `restore`, `move`, `held`, `release`: record a decision, and describe it."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from statplan import screen
from statplan.calendars import change_text
from statplan.calendars.build_calendar import desired_entries
from statplan.cli.confirmation import build_bump_doubt, confirm_doubt
from statplan.cli.decision_arguments import (
    DecisionArguments,
    find_named_meeting,
    parse_decision_request,
)
from statplan.cli.text_layout import print_lines
from statplan.errors import Command, Remedy, StatplanError, Words
from statplan.ledger.decisions import (
    DecisionOutcome,
    DecisionRequest,
    format_slot,
    notice_messages,
    record_decision,
)
from statplan.ledger.diff import Change, compare_entries
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import Ledger
from statplan.plan import lookup
from statplan.plan.english import format_list
from statplan.workspace.workspace import (
    Workspace,
    open_locked_workspace,
    open_workspace,
    save_ledger,
)

_DONE = {
    "bump": "Bumped",
    "cancel": "Cancelled",
    "restore": "Restored",
    "move": "Moved",
    "held": "Recorded as held:",
    "release": "Released the back-up of",
}


def run_decision(
    plan_path: Path | None, meeting: str, arguments: DecisionArguments, *, dry_run: bool, yes: bool
) -> None:
    """Record a decision about a meeting, or only describe it in a dry run.

    Where it is likely a mistake, a person at a terminal is asked first. No lock is held meanwhile.

    Raises:
        StatplanError: exit code 4; the decision is not possible, or is not confirmed.
    """
    doubt = _decide(plan_path, meeting, arguments, dry_run=dry_run, yes=yes)
    if doubt:
        confirm_doubt(doubt)
        _decide(plan_path, meeting, arguments, dry_run=dry_run, yes=True)


def _decide(
    plan_path: Path | None, meeting: str, arguments: DecisionArguments, *, dry_run: bool, yes: bool
) -> StatplanError | None:
    """Record a decision, or return why a person should confirm it first."""
    with (
        nullcontext(open_workspace(plan_path))
        if dry_run
        else open_locked_workspace(plan_path) as workspace
    ):
        context = workspace.build_decision_context()
        request = parse_decision_request(arguments, workspace)
        match = find_named_meeting(workspace, meeting)
        outcome = record_decision(
            context, workspace.ledger, match.meeting_state.key, request, workspace.now
        )
        if outcome.doubt and not dry_run and not yes:
            return build_bump_doubt(outcome, request.reason)
        if not outcome.note and not dry_run:
            save_ledger(workspace, outcome.ledger)
        if match.note:
            screen.print_message(match.note)
        print_lines(_describe_outcome(workspace, outcome, request, dry_run=dry_run))
    return None


def run_release_held(plan_path: Path | None, reason: str, *, dry_run: bool) -> None:
    """Release the backup of every meeting that took place, as soon as the plan allows."""
    arguments = DecisionArguments("release", reason or "the meeting took place")
    with (
        nullcontext(open_workspace(plan_path))
        if dry_run
        else open_locked_workspace(plan_path) as workspace
    ):
        context, ledger = workspace.build_decision_context(), workspace.ledger
        request = parse_decision_request(arguments, workspace)
        due = list(find_releasable_meetings(workspace))
        for meeting_state in due:
            ledger = record_decision(
                context, ledger, meeting_state.key, request, workspace.now
            ).ledger
        if due and not dry_run:
            save_ledger(workspace, replace(ledger, serial=workspace.ledger.serial + 1))
        for meeting_state in due:
            backup = (
                f" of {format_slot(meeting_state.history.backup)}"
                if meeting_state.history.backup
                else ""
            )
            name = f"{meeting_state.key}, {meeting_state.meeting.name}"
            done = f"Released the back-up{backup}: {name}."
            if meeting_state.reserve_key:
                done = f"The reserve day{backup} is no longer kept for {name}."
            print_lines([f"{'Would be: ' * dry_run}{done}"])
        print_lines(
            [_describe_next_step(dry_run=dry_run) if due else "No back-up is to be released."]
        )


def find_releasable_meetings(workspace: Workspace) -> Iterator[MeetingState]:
    """Return the meetings that took place long enough ago, and whose backup is still kept."""
    context = workspace.build_decision_context()
    days = workspace.loaded.plan.frequency.backup.release_days or 0
    for meeting_state in context.build_state(workspace.ledger).meeting_states:
        history, slot = meeting_state.history, meeting_state.history.slot
        if not history.is_held or slot is None or history.backup is None or history.is_released:
            continue
        reserved = history.slot == history.primary and history.backup.day >= context.as_of
        if reserved and (context.as_of - slot.day).days >= days:
            yield meeting_state


def _describe_outcome(
    workspace: Workspace, outcome: DecisionOutcome, request: DecisionRequest, *, dry_run: bool
) -> Iterator[Words]:
    after = outcome.after
    if outcome.note:
        yield Remedy(f"Nothing to do. {after.key}, {after.meeting.name}: ", outcome.note)
        return
    done = _DONE[request.kind]
    if request.kind == "release" and outcome.before.reserve_key:
        done = "The reserve day is no longer kept for"
    yield f"{'Would be: ' * dry_run}{done} {after.key}, {after.meeting.name}."
    yield f"  {_format_dates(outcome)}"
    backup = outcome.released_backup
    if request.kind == "move" and backup and backup.day >= workspace.today:
        yield (
            f"That is on or after the backup date, {format_slot(backup)}, so the backup date "
            f"{'would be' if dry_run else 'is'} released."
        )
    changes = change_text.sort_changes(_find_new_changes(workspace, outcome.ledger))
    own_changes = [change for change in changes if change.new.meeting == after.key]
    other_changes = [change for change in changes if change.new.meeting != after.key]
    if own_changes:
        yield f"Calendars {'would' if dry_run else 'will'} be told, once it is published:"
        yield from (f"  {_format_change(change)}" for change in own_changes)
    if other_changes:
        yield "It touches as well:"
        yield from (f"  {_format_change(change, change.new.meeting)}" for change in other_changes)
    people = tuple(dict.fromkeys(person for change in changes for person in change.people))
    if people:
        plan = workspace.loaded.plan
        yield (
            "It concerns: "
            f"{format_list(lookup.format_job_title(plan, person_id) for person_id in people)}."
        )
    if request.kind in {"bump", "cancel", "move"}:
        context = workspace.build_decision_context()
        yield from notice_messages(
            workspace.loaded.plan, outcome, context.as_of, context.date_rules.open_days
        )
    if dry_run and outcome.doubt:
        yield f"Before it is recorded, you will be asked to confirm it: {outcome.doubt}"
    yield _describe_next_step(dry_run=dry_run)


def _format_dates(outcome: DecisionOutcome) -> str:
    before, after = outcome.before.history.slot, outcome.after.history.slot
    was = format_slot(before) if before else "cancelled"
    now = format_slot(after) if after else "cancelled"
    if was != now:
        return f"{was} -> {now}"
    return now if outcome.after.history.is_held else f"The meeting stands on {now}"


def _format_change(change: Change, meeting: str = "") -> str:
    old, new = change_text.format_dates(change)
    whose = f"{meeting} {change_text.describe_role(change.new)}".strip()
    return f"{change_text.format_sign(change)} {whose}: {old} -> {new}"


def _find_new_changes(workspace: Workspace, ledger: Ledger) -> Iterator[Change]:
    """Return what this decision changes for calendars, and nothing of what was pending before."""
    before, after = (
        _compare_calendars(workspace, version) for version in (workspace.ledger, ledger)
    )
    known_changes = {(change.new, change.kind) for change in before}
    return (change for change in after if (change.new, change.kind) not in known_changes)


def _compare_calendars(workspace: Workspace, ledger: Ledger) -> tuple[Change, ...]:
    context = workspace.build_decision_context()
    year_state = context.build_state(ledger)
    entries = desired_entries(workspace.loaded.plan, year_state, context.date_rules)
    return compare_entries(ledger, entries, context.as_of).differences


def _describe_next_step(*, dry_run: bool) -> Words:
    if dry_run:
        return "Nothing was written: this was a dry run."
    return Remedy(
        "Next: ", Command("diff"), " shows all that is pending; ", Command("publish"), " tells it."
    )
