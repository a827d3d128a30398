"""`statplan status`: how the year goes, what is next, and what is due."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from statplan.calendars import change_text
from statplan.calendars.build_calendar import desired_entries
from statplan.cli.decide import find_releasable_meetings
from statplan.cli.record_status import read_record_status
from statplan.cli.text_layout import print_lines
from statplan.errors import Command, Remedy
from statplan.holds import GONE, Role
from statplan.ledger.decisions import format_slot
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.year_state import YearState
from statplan.plan.english import format_short_date
from statplan.records.commitments import RecordCommitment
from statplan.schedule.model import TimeSlot
from statplan.screen import align_rows
from statplan.workspace.broken_files import warn_of_broken_files
from statplan.workspace.pending_changes import find_pending_changes
from statplan.workspace.workspace import Workspace, open_workspace

_NEXT, _WEEK = 5, timedelta(days=7)
_RATE_HEADS = ("series", "planned", "over", "held", "bumped", "off", " held rate")
_SERIES_WIDTH, _COUNT_WIDTH = 24, 7


def run_status(plan_path: Path | None) -> None:
    """Print how the year goes."""
    workspace = open_workspace(plan_path)
    warn_of_broken_files(workspace)
    context = workspace.build_decision_context()
    year_state, day = context.build_state(workspace.ledger), context.as_of
    records = read_record_status(workspace, year_state)
    for title, lines in (
        ("", _format_rates(year_state, day)),
        ("Next meetings", _list_coming(year_state, day)),
        ("Due within a week", _list_due(workspace, year_state, records.commitments)),
        *records.list_sections(day),
        (
            Remedy("Did these take place? If so: ", Command("held", "MEETING")),
            _list_unrecorded(workspace, year_state),
        ),
        (Remedy("Back-ups to release: ", Command("release", "--held")), _list_reserved(workspace)),
        ("In the way", (problem.describe() for problem in year_state.problems)),
        (Remedy("Not published yet: ", Command("publish")), _list_pending(workspace, year_state)),
    ):
        shown_lines = [Remedy("  ", line) for line in lines]
        if shown_lines:
            head = [title] * bool(title)
            print_lines([*head, *shown_lines, ""])


def _format_rates(year_state: YearState, day: date) -> Iterator[str]:
    rows = [_RATE_HEADS]
    ordered = sorted(year_state.meeting_states, key=lambda meeting_state: meeting_state.meeting.key)
    for series, group in groupby(
        ordered, key=lambda meeting_state: meeting_state.meeting.key.series
    ):
        meeting_states = list(group)
        over_count = sum(_is_over(meeting_state, day) for meeting_state in meeting_states)
        held_count = sum(meeting_state.history.is_held for meeting_state in meeting_states)
        bumped_count = sum(
            meeting_state.history.active_role is Role.BACKUP for meeting_state in meeting_states
        )
        cancelled_count = sum(
            meeting_state.history.active_role is None for meeting_state in meeting_states
        )
        rate = f"{held_count * 100 // over_count}%" if over_count else "none yet"
        counts = (len(meeting_states), over_count, held_count, bumped_count, cancelled_count)
        rows.append((series[:_SERIES_WIDTH], *map(str, counts), f" {rate}"))
    least = (_SERIES_WIDTH, *[_COUNT_WIDTH] * 5)
    return align_rows(rows, least=least, right=range(1, 6), gap=" ")


def _is_over(meeting_state: MeetingState, day: date) -> bool:
    slot = meeting_state.history.slot or meeting_state.history.primary
    return meeting_state.history.is_held or slot.day < day


def _list_coming(year_state: YearState, day: date) -> Iterator[str]:
    ahead = [
        (meeting_state.history.slot, meeting_state.key, meeting_state)
        for meeting_state in year_state.meeting_states
        if meeting_state.history.slot
        and meeting_state.history.slot.day >= day
        and not meeting_state.history.is_held
    ]
    first_meetings = sorted(ahead, key=lambda entry: entry[:2])[:_NEXT]
    return align_rows(
        [_format_row(slot, meeting_state) for slot, _, meeting_state in first_meetings]
    )


def _format_row(slot: TimeSlot, meeting_state: MeetingState) -> tuple[str, str, str]:
    bumped = (
        slot == meeting_state.history.backup and meeting_state.history.active_role is Role.BACKUP
    )
    note = (
        f" (bumped from {format_short_date(meeting_state.history.primary.day)})" if bumped else ""
    )
    return format_slot(slot), meeting_state.key, f"{meeting_state.meeting.name}{note}"


def _list_due(
    workspace: Workspace, year_state: YearState, commitments: Iterable[RecordCommitment]
) -> Iterator[str]:
    context = workspace.build_decision_context()
    due_entries = [
        (entry.start.date(), entry.meeting, entry.text.name)
        for entry in desired_entries(workspace.loaded.plan, year_state, context.date_rules)
        if entry.role not in set(Role) and entry.state not in GONE
    ]
    due_records = [
        (commitment.due, str(commitment.meeting), f"{commitment.kind.heading} to be published")
        for commitment in commitments
    ]
    return align_rows(
        [
            (format_short_date(day), meeting_key, name)
            for day, meeting_key, name in sorted([*due_entries, *due_records])
            if context.as_of <= day < context.as_of + _WEEK
        ]
    )


def _list_unrecorded(workspace: Workspace, year_state: YearState) -> Iterator[str]:
    day = workspace.today
    dated_meetings = [
        (meeting_state.history.slot, meeting_state)
        for meeting_state in year_state.meeting_states
        if meeting_state.history.slot
        and meeting_state.is_shown
        and not meeting_state.history.is_held
    ]
    return align_rows(
        [
            _format_row(slot, meeting_state)
            for slot, meeting_state in dated_meetings
            if slot.day < day
        ]
    )


def _list_reserved(workspace: Workspace) -> Iterator[str]:
    backups = [
        (meeting_state.history.backup, meeting_state)
        for meeting_state in find_releasable_meetings(workspace)
    ]
    return align_rows([_format_row(slot, meeting_state) for slot, meeting_state in backups if slot])


def _list_pending(workspace: Workspace, year_state: YearState) -> Iterator[str]:
    if year_state.problems:
        return
    pending = find_pending_changes(workspace)
    if workspace.ledger.published is None:
        yield "Nothing was published yet."
    elif pending.shown_changes:
        yield from change_text.format_lines(pending.shown_changes)
