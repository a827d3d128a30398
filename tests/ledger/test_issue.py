"""The ledger keeps the history of dates that changed, and a ledger without one is as it was."""

from datetime import UTC, datetime

import pytest

from statplan.errors import StatplanError
from statplan.holds import State
from statplan.ledger import Ledger, PublishedChange
from statplan.ledger.file_reader import read_ledger
from statplan.ledger.file_writer import dump_ledger
from tests.support.plans import LINEAGE
from tests.support.sample_site import LIFE, city, tell


def test_what_was_told_is_read_back_as_it_was_written() -> None:
    ledger = tell(city(), LIFE).ledger
    assert ledger.published_changes
    assert read_ledger(dump_ledger(ledger), "x", LINEAGE) == ledger


def test_a_ledger_without_history_has_no_word_of_it() -> None:
    first = tell(city()).ledger
    assert first.published_changes == ()
    assert b'"told"' not in dump_ledger(first)
    assert read_ledger(dump_ledger(first), "x", LINEAGE) == first


def test_words_and_days_that_something_is_due_are_no_history() -> None:
    data = city()
    data["frequency"]["preparation"] = {"data_due": 5}
    ledger = tell(data, LIFE[:1]).ledger
    assert {(each.meeting, each.role) for each in ledger.published_changes} == {
        ("blight/2027-02", "primary"),
        ("blight/2027-02", "backup"),
    }


def test_a_history_that_was_edited_is_refused() -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    start = at.replace(tzinfo=None)
    told = (
        PublishedChange("a/2027-01", "primary", at, State.CANCELLED, start, start, is_public=True),
    )
    data = dump_ledger(Ledger(LINEAGE, published_changes=told))
    with pytest.raises(StatplanError):
        read_ledger(data.replace(b'"public": true', b'"public": false'), "x", LINEAGE)
