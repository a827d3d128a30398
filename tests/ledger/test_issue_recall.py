"""The ledger says what the last publish changed, but for former words, people, and clocks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statplan.ledger import DesiredEntry, Ledger, compare_entries, record_publish
from statplan.ledger.diff import RESCHEDULED, EntryChangeKind
from statplan.ledger.issue import recall_changes
from tests.support.ledger_forks import (
    FIRST_DAY,
    STEPS,
    Branch,
    Fork,
    Steps,
    forks,
    go_on,
    wanted_holds,
)
from tests.support.plans import LINEAGE

WORDS: frozenset[EntryChangeKind] = frozenset({"text", "people", "again", "shift"})
# A ledger does not say whether a meeting was tentative, or longer, before it was last published.
KEPT_DATE: frozenset[EntryChangeKind] = frozenset({"move", "confirm"})


@given(STEPS, wanted_holds(), st.sampled_from((FIRST_DAY, FIRST_DAY + timedelta(days=2))))
def test_each_change_of_a_date_is_told_again_as_it_was(
    steps: Steps, wanted: list[DesiredEntry], today: date
) -> None:
    branch = go_on(Branch(), steps)
    changes = compare_entries(branch.ledger, wanted, today)
    ledger = record_publish(branch.ledger, changes, branch.now)
    if not changes:
        assert ledger == branch.ledger
        return
    stamp = ledger.published and ledger.published.published_at
    rows = ledger.index_rows()
    known = {
        change.new.key: change
        for change in changes.differences
        if rows[change.new.key].changed == stamp  # people alone change no entry
    }
    recalled = {change.new.key: change for change in recall_changes(ledger).differences}
    assert recalled.keys() == known.keys()
    for key, change in known.items():
        again = recalled[key]
        if change.kind in WORDS:
            assert again.kind == "text"
        elif change.kind in KEPT_DATE and change.old and change.old.start == change.new.start:
            assert again.kind in KEPT_DATE
        else:
            assert again.kind == change.kind
        if change.kind in RESCHEDULED:
            assert change.old
            assert again.old
            assert again.old.start == change.old.start
        assert (again.old is None) is (change.old is None)
        assert (again.new.key, again.new.start) == (change.new.key, change.new.start)


@given(forks())
def test_a_merge_and_an_empty_ledger_have_changed_nothing(fork: Fork) -> None:
    assert not recall_changes(Ledger(LINEAGE))
    merged = fork.merge()
    if merged.published and merged.published.is_merge:
        assert not recall_changes(merged)
