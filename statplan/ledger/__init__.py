"""The ledger: decisions since the plan was made, and the entries last sent to calendars."""

from statplan.ledger.decisions import DecisionOutcome, DecisionRequest, record_decision
from statplan.ledger.diff import SIGNS, Change, Changes, compare_entries
from statplan.ledger.issue import record_publish
from statplan.ledger.meeting_lookup import MeetingMatch, find_meeting
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import (
    Decision,
    DesiredEntry,
    EntryText,
    IssuedEntry,
    LastPublish,
    Ledger,
    PublishedChange,
)
from statplan.ledger.year_state import DecisionContext, YearState, build_year_state

__all__ = [
    "SIGNS",
    "Change",
    "Changes",
    "Decision",
    "DecisionContext",
    "DecisionOutcome",
    "DecisionRequest",
    "DesiredEntry",
    "EntryText",
    "IssuedEntry",
    "LastPublish",
    "Ledger",
    "MeetingMatch",
    "MeetingState",
    "PublishedChange",
    "YearState",
    "build_year_state",
    "compare_entries",
    "find_meeting",
    "record_decision",
    "record_publish",
]
