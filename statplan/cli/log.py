"""`statplan log`: what was decided about meetings, the oldest first."""

from collections.abc import Iterable
from pathlib import Path

from statplan.cli.decision_arguments import parse_meeting
from statplan.cli.text_layout import print_lines
from statplan.ledger.decisions import format_slot
from statplan.ledger.meeting_lookup import find_meeting
from statplan.ledger.model import Decision
from statplan.plan.timezones import load_timezone
from statplan.workspace.workspace import Workspace, open_workspace


def run_log(plan_path: Path | None, meeting: str) -> None:
    """Print every decision, or those about one meeting, the oldest first."""
    workspace = open_workspace(plan_path)
    decisions = list(_find_decisions(workspace, meeting))
    print_lines(_format_decision(workspace, decision) for decision in decisions)
    if not decisions:
        print_lines(["Nothing was decided yet."])


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
    year_state = workspace.build_decision_context().build_state(workspace.ledger)
    return workspace.ledger.list_decisions(
        find_meeting(parse_meeting(meeting), year_state, workspace.loaded.schedule).key
    )


def _get_series_key(decision: Decision) -> str:
    return decision.meeting.rpartition("/")[0]


def _format_decision(workspace: Workspace, decision: Decision) -> str:
    moment = decision.decided_at.astimezone(load_timezone(workspace.loaded.schedule.zone))
    target = (
        f" on {format_slot(decision.slot)}" if decision.slot and decision.kind == "held" else ""
    )
    target = target or (f" to {format_slot(decision.slot)}" if decision.slot else "")
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{moment:%Y-%m-%d %H:%M}  {decision.kind:7}  {decision.meeting}{target}{reason}"
