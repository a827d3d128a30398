"""The arguments of a decision command, parsed into the decision that is asked for."""

from dataclasses import dataclass
from datetime import date, time

from statplan.errors import AnswerError, StatplanError
from statplan.ledger.decisions import DecisionRequest
from statplan.ledger.meeting_lookup import MeetingMatch, find_meeting
from statplan.ledger.model import DecisionKind
from statplan.plan.lookup import index_names
from statplan.plan.phrases import PhraseContext, read_clock, read_day
from statplan.plan.text_types import normalize_name
from statplan.plan.time_answers import build_phrase_context
from statplan.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DecisionArguments:
    """What a person typed for a decision; a text is empty where nothing was typed."""

    kind: DecisionKind
    reason: str = ""
    day_text: str = ""
    time_text: str = ""


def parse_decision_request(arguments: DecisionArguments, workspace: Workspace) -> DecisionRequest:
    """Return the decision that is asked for, once its words are understood.

    Raises:
        StatplanError: exit code 2; the date, the time or the reason cannot be used.
    """
    loaded = workspace.loaded
    context = build_phrase_context(loaded.answers, workspace.today, loaded.schedule.first)
    return DecisionRequest(
        arguments.kind,
        _parse_reason(arguments.reason),
        _parse_date(arguments.day_text, context) if arguments.day_text else None,
        _parse_time(arguments.time_text, context) if arguments.time_text else None,
    )


def find_named_meeting(workspace: Workspace, text: str) -> MeetingMatch:
    """Return the meeting that a person names.

    Raises:
        StatplanError: exit code 2; the words name none, or several.
    """
    return find_meeting(
        text,
        workspace.build_decision_context().build_state(workspace.ledger),
        workspace.loaded.schedule,
        index_names(workspace.loaded.plan),
        build_phrase_context(workspace.loaded.answers, workspace.today),
    )


def _parse_reason(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return normalize_name(text)
    except ValueError as error:
        raise StatplanError(f"--reason: {error}", exit_code=2) from None


def _parse_date(text: str, context: PhraseContext) -> date:
    try:
        return read_day(text, context)
    except AnswerError as error:
        raise StatplanError(f"--to: {error.fact}", remedy=error.remedy, exit_code=2) from None


def _parse_time(text: str, context: PhraseContext) -> time:
    try:
        return read_clock(text, context)
    except AnswerError as error:
        raise StatplanError(f"--at: {error.fact}", remedy=error.remedy, exit_code=2) from None
