"""Two ledgers that went on separately become one: nothing is lost, and no number is used twice."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.holds import GONE, Role, State
from statplan.ledger import (
    DesiredEntry,
    EntryText,
    IssuedEntry,
    Ledger,
    compare_entries,
)
from statplan.ledger.file_reader import find_inconsistencies, read_ledger
from statplan.ledger.file_writer import dump_ledger, hash_issued, hash_publish
from statplan.ledger.merge import merge_ledgers
from tests.support.ledger_forks import FIRST_DAY, START, ZONE, Branch, Fork, at, forks, wanted_holds
from tests.support.plans import LINEAGE
from tests.support.sample_site import city, tell
from tests.support.sampling import count_examples

Key = tuple[str, str]
Calendar = dict[Key, tuple[int, datetime, object]]


def content_of(row: DesiredEntry) -> tuple[object, ...]:
    return row.state, row.zone, row.start, row.end, row.find_instants(), row.text


def is_update(new: IssuedEntry, old: IssuedEntry) -> bool:
    """A calendar that has the old entry takes the new one, or has it already."""
    if new.sequence != old.sequence:
        return new.sequence > old.sequence
    if content_of(new) == content_of(old):
        return True
    same_date = content_of(new)[:5] == content_of(old)[:5]
    return same_date and new.changed > old.changed  # words alone keep their number


def take(calendar: Calendar, rows: list[IssuedEntry]) -> None:
    """Take entries as a calendar program does: nothing older than what is there."""
    for row in rows:
        there = calendar.get(row.key)
        if there is None or (row.sequence, row.changed) >= there[:2]:
            shown = "gone" if row.state in GONE else content_of(row)
            calendar[row.key] = (row.sequence, row.changed, shown)


def is_in_order(few: tuple[object, ...], all_of_them: tuple[object, ...]) -> bool:
    rest = iter(all_of_them)
    return all(line in rest for line in few)


@pytest.mark.slow
@given(forks())
def test_no_decision_and_no_history_is_lost_and_none_is_doubled(fork: Fork) -> None:
    merged, ours, theirs = fork.merge(), fork.ours.ledger, fork.theirs.ledger
    assert Counter(merged.decisions) == Counter(ours.decisions) | Counter(theirs.decisions)
    assert Counter(merged.published_changes) == Counter(ours.published_changes) | Counter(
        theirs.published_changes
    )
    assert set(merged.audiences) == {*ours.audiences, *theirs.audiences}
    assert is_in_order(ours.decisions, merged.decisions)
    assert is_in_order(theirs.decisions, merged.decisions)
    for earlier, later in pairwise(merged.decisions):
        assert earlier.decided_at <= later.decided_at


def order_publish(ledger: Ledger) -> datetime:
    return ledger.published.published_at if ledger.published else datetime.min.replace(tzinfo=UTC)


@pytest.mark.slow
@given(forks())
def test_holidays_that_were_kept_stay_and_of_two_lists_that_of_the_later_publish(
    fork: Fork,
) -> None:
    merged = fork.merge()
    sides = sorted((fork.ours.ledger, fork.theirs.ledger), key=order_publish)
    lists = [{one.key: one for one in side.holiday_lists} for side in (*sides, merged)]
    earlier, later, united = lists
    assert united.keys() == earlier.keys() | later.keys()
    if order_publish(sides[0]) != order_publish(sides[1]):
        assert united == earlier | later


@given(forks())
def test_the_release_of_the_zone_data_is_that_of_the_later_publish(fork: Fork) -> None:
    merged = fork.merge()
    published = [
        side.ledger.published for side in (fork.ours, fork.theirs) if side.ledger.published
    ]
    releases = {publish.zone_release for publish in published}
    assert {merged.published.zone_release if merged.published else ""} <= releases | {""}
    if merged.published and merged.published.is_merge:
        last = max(publish.published_at for publish in published)
        assert merged.published.zone_release in {
            publish.zone_release for publish in published if publish.published_at == last
        }


@given(forks())
def test_no_number_is_lower_or_used_again_for_something_else(fork: Fork) -> None:
    merged = fork.merge()
    rows = merged.index_rows()
    for side in (fork.ours.ledger, fork.theirs.ledger):
        assert side.index_rows().keys() <= rows.keys()
        for row in side.issued:
            new = rows[row.key]
            assert new.uid == row.uid
            assert new.changed >= row.changed
            assert is_update(new, row), (row, new)
    assert len(rows) == len(merged.issued)


@given(forks())
def test_a_merge_is_numbered_above_both_sides_unless_one_knows_everything(fork: Fork) -> None:
    merged, ours, theirs = fork.merge(), fork.ours.ledger, fork.theirs.ledger
    if merged in (ours, theirs):
        return
    assert merged.serial > max(ours.serial, theirs.serial)
    published = [side.published for side in (ours, theirs) if side.published]
    if merged.published is None:
        assert not published
        return
    serial = merged.published.serial
    moments = [moment for side in (ours, theirs) if (moment := side.find_last_moment())]
    for side in (ours, theirs):
        same = side.published and side.published.serial == serial
        assert not same or side.issued == merged.issued
    if merged.issued not in (ours.issued, theirs.issued):
        assert serial > max(publish.serial for publish in published)
        assert merged.published.published_at > max(moments)


@pytest.mark.slow
@given(forks())
def test_it_makes_no_difference_which_side_is_ours(fork: Fork) -> None:
    other = merge_ledgers(fork.base, fork.theirs.ledger, fork.ours.ledger)
    assert dump_ledger(other) == dump_ledger(fork.merge())


@pytest.mark.slow
@given(forks())
def test_merging_again_changes_nothing(fork: Fork) -> None:
    merged = fork.merge()
    for side in (fork.ours.ledger, fork.theirs.ledger, merged):
        assert merge_ledgers(fork.base, merged, side) == merged
        assert merge_ledgers(fork.base, side, merged) == merged


@pytest.mark.slow
@given(forks())
def test_a_merged_ledger_is_one_that_statplan_could_have_written(fork: Fork) -> None:
    merged = fork.merge()
    assert list(find_inconsistencies(merged)) == []
    assert read_ledger(dump_ledger(merged), "merged", LINEAGE) == merged


@pytest.mark.slow
@given(forks(), wanted_holds(), st.sampled_from((FIRST_DAY, FIRST_DAY + timedelta(days=2))))
@settings(max_examples=count_examples(75, 300))
def test_after_the_next_publish_every_calendar_shows_the_same(
    fork: Fork, wanted: list[DesiredEntry], today: date
) -> None:
    after = Branch(fork.merge(), [], START + timedelta(days=1))
    rows = after.ledger.index_rows()
    after.publish(wanted, today, frozenset())
    final = after.ledger
    assert final.list_unsent_keys() == frozenset()
    for own, other in ((fork.ours, fork.theirs), (fork.theirs, fork.ours)):
        calendar: Calendar = {}
        take(calendar, own.sent)
        # What the other side alone published is sent again; what both did, the publish sends.
        take(calendar, [row for row in other.sent if row.sequence == rows[row.key].sequence])
        take(calendar, after.sent)
        shown: Calendar = {}
        take(shown, list(final.issued))
        assert {key: entry[2] for key, entry in calendar.items() if entry[2] != "gone"} == {
            key: entry[2] for key, entry in shown.items() if entry[2] != "gone"
        }


def test_an_entry_that_both_published_differently_is_sent_again_though_nothing_is_pending() -> None:
    before = Branch()
    hold = DesiredEntry(
        "blight/2027-03", "primary", State.TENTATIVE, ZONE,
        at(1), at(1, 10), EntryText("Blight"),
    )  # fmt: skip
    before.publish([hold], FIRST_DAY, frozenset())
    ours, theirs = before.copy(), before.copy()
    ours.now, theirs.now = START + timedelta(days=1), START + timedelta(days=2)
    later = replace(hold, start=at(2), end=at(2, 10))
    ours.publish([later], FIRST_DAY, frozenset())
    cancelled = replace(hold, state=State.CANCELLED)
    theirs.publish([cancelled], FIRST_DAY, frozenset())
    merged = merge_ledgers(before.ledger, ours.ledger, theirs.ledger)
    (row,) = merged.issued
    assert (row.sequence, row.state) == (2, State.CANCELLED)
    for wanted, what, sequence in ((later, "restore", 3), (cancelled, "again", 2)):
        after = Branch(merged, [], START + timedelta(days=3))
        (change,) = compare_entries(merged, [wanted], FIRST_DAY).differences
        assert change.kind == what
        after.publish([wanted], FIRST_DAY, frozenset())
        (sent,) = after.sent
        assert (sent.sequence, sent.start, sent.state) == (sequence, wanted.start, wanted.state)
        assert not compare_entries(after.ledger, [wanted], FIRST_DAY)


def test_ledgers_of_two_plans_are_not_merged() -> None:
    other = replace(Ledger(LINEAGE), lineage=LINEAGE.replace("6", "7"))
    with pytest.raises(StatplanError) as refused:
        merge_ledgers(None, Ledger(LINEAGE), other)
    assert refused.value.exit_code == 4


def test_two_publishes_of_one_number_have_digests_of_their_own() -> None:
    hold = DesiredEntry(
        "blight/2027-03", "primary", State.TENTATIVE, ZONE,
        at(1), at(1, 10), EntryText("Blight"),
    )  # fmt: skip
    one, two = Branch(), Branch()
    one.publish([hold], FIRST_DAY, frozenset())
    two.publish([replace(hold, text=EntryText("Other"))], FIRST_DAY, frozenset())
    first, second = hash_publish(one.ledger), hash_publish(two.ledger)
    assert first != second
    assert (len(first), hash_issued(one.ledger)[:6]) == (6, first)


def test_what_both_sides_published_alike_keeps_its_number() -> None:
    """Each side took the back-up date of one meeting, a day apart: calendars know one version."""
    base = tell(city()).ledger
    sides = [
        tell(city(), [(day, "bump", "blight/2027-02")]).ledger
        for day in ("2027-02-08", "2027-02-09")
    ]
    for ours, theirs in (sides, reversed(sides)):
        merged = merge_ledgers(base, ours, theirs).index_rows()
        for role in (Role.PRIMARY, Role.BACKUP):
            key = "blight/2027-02", role.value
            assert merged[key].sequence == sides[0].index_rows()[key].sequence == 1


def test_an_entry_on_which_both_sides_agree_in_the_end_keeps_the_higher_number() -> None:
    """One side moved it once, the other side twice; calendars take no lower number again."""
    hold = DesiredEntry(
        "blight/2027-03", "primary", State.TENTATIVE, ZONE,
        at(1), at(1, 10), EntryText("Blight"),
    )  # fmt: skip
    before = Branch()
    before.publish([hold], FIRST_DAY, frozenset())
    once, twice = before.copy(), before.copy()
    twice.now += timedelta(seconds=1)
    twice.publish([replace(hold, start=at(3), end=at(3, 10))], FIRST_DAY, frozenset())
    for side in (once, twice):
        side.now += timedelta(seconds=1)
        side.publish([replace(hold, start=at(2), end=at(2, 10))], FIRST_DAY, frozenset())
    for ours, theirs in ((once, twice), (twice, once)):
        (row,) = merge_ledgers(before.ledger, ours.ledger, theirs.ledger).issued
        assert (row.sequence, row.start) == (2, at(2))
