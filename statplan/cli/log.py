"""`statplan log`: what was decided about meetings, and each new year, the oldest first."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from statplan import screen
from statplan.cli.decision_arguments import find_named_meeting
from statplan.cli.text_layout import print_lines
from statplan.ledger.decisions import format_slot
from statplan.ledger.meeting_lookup import describe_meeting
from statplan.ledger.model import Decision
from statplan.ledger.new_year import list_new_years
from statplan.plan.english import end_sentence, format_count
from statplan.plan.timezones import load_timezone
from statplan.workspace.workspace import Workspace, open_workspace


def run_log(plan_path: Path | None, meeting: str) -> None:
    """Print every decision and each new year, or the decisions about one meeting.

    The oldest is first.
    """
    workspace = open_workspace(plan_path)
    decisions = _find_decisions(workspace, meeting)
    events = [(decision.decided_at, _describe_decision(decision)) for decision in decisions]
    if not meeting:
        events += _iter_new_years(workspace)
    lines = [
        f"{_format_moment(workspace, moment)}  {description}"
        for moment, description in sorted(events, key=itemgetter(0))
    ]
    print_lines(lines or ["Nothing was decided yet."])


def _find_decisions(workspace: Workspace, meeting: str) -> Iterable[Decision]:
    decisions = workspace.ledger.decisions
    if not meeting:
        return decisions
    exact = [
        decision
        for decision in decisions
        if meeting in {decision.meeting, _get_series_key(decision)}
    ]
    if exact:
        return exact
    match = find_named_meeting(workspace, meeting)
    screen.print_message(match.note or end_sentence(describe_meeting(match.meeting_state)))
    return workspace.ledger.list_decisions(match.meeting_state.key)


def _get_series_key(decision: Decision) -> str:
    return decision.meeting.rpartition("/")[0]


def _iter_new_years(workspace: Workspace) -> Iterator[tuple[datetime, str]]:
    """Yield the moment of each publish that added a year to an earlier one, and what it added."""
    for year in list_new_years(workspace.ledger):
        count = format_count(len(year.meeting_keys), "meeting")
        yield year.published_at, f"publish  the {year.name} schedule, with {count}"


def _format_moment(workspace: Workspace, moment: datetime) -> str:
    local_moment = moment.astimezone(load_timezone(workspace.loaded.schedule.zone))
    return f"{local_moment:%Y-%m-%d %H:%M}"


def _describe_decision(decision: Decision) -> str:
    target = (
        f" on {format_slot(decision.slot)}" if decision.slot and decision.kind == "held" else ""
    )
    target = target or (f" to {format_slot(decision.slot)}" if decision.slot else "")
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{decision.kind:7}  {decision.meeting}{target}{reason}"
