"""The ledger: decisions since the plan was made, and the entries last sent to calendars."""

from statplan.ledger.choosing import find_meeting
from statplan.ledger.comparing import SIGNS, Change, Changes, compare_entries
from statplan.ledger.deciding import DecisionOutcome, DecisionRequest, record_decision
from statplan.ledger.issuing import record_publish
from statplan.ledger.records import (
    DeadlineKind,
    Decision,
    DesiredEntry,
    EntryText,
    IssuedEntry,
    LastPublish,
    Ledger,
    PublishedChange,
)
from statplan.ledger.settling import DecisionContext, MeetingState, YearState, build_year_state

__all__ = [
    "SIGNS",
    "Change",
    "Changes",
    "DeadlineKind",
    "Decision",
    "DecisionContext",
    "DecisionOutcome",
    "DecisionRequest",
    "DesiredEntry",
    "EntryText",
    "IssuedEntry",
    "LastPublish",
    "Ledger",
    "MeetingState",
    "PublishedChange",
    "YearState",
    "build_year_state",
    "compare_entries",
    "find_meeting",
    "record_decision",
    "record_publish",
]
