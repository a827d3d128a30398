"""The ledger: what was decided after planning, and what calendars were last told."""

from statplan.ledger.choosing import choose
from statplan.ledger.comparing import SIGNS, Change, Changes, compare
from statplan.ledger.deciding import Outcome, Wish, decide
from statplan.ledger.issuing import issue
from statplan.ledger.records import (
    Decision,
    Duty,
    Issued,
    Ledger,
    Published,
    Text,
    Told,
    Wanted,
)
from statplan.ledger.settling import Settled, Standing, Year, settle

__all__ = [
    "SIGNS",
    "Change",
    "Changes",
    "Decision",
    "Duty",
    "Issued",
    "Ledger",
    "Outcome",
    "Published",
    "Settled",
    "Standing",
    "Text",
    "Told",
    "Wanted",
    "Wish",
    "Year",
    "choose",
    "compare",
    "decide",
    "issue",
    "settle",
]
