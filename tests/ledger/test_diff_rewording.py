"""When new words are a change: with other facts, where asked for, and in a ledger without facts."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from statplan.errors import StatplanError
from statplan.holds import State, make_uid
from statplan.ledger import (
    Changes,
    DesiredEntry,
    EntryText,
    IssuedEntry,
    LastPublish,
    Ledger,
    compare_entries,
    record_publish,
)
from statplan.ledger.file_reader import read_ledger
from statplan.ledger.file_writer import dump_ledger, hash_text
from statplan.ledger.model import Facts
from tests.support.plans import LINEAGE

FIRST = datetime(2026, 12, 10, 12, tzinfo=UTC)
LATER = FIRST + timedelta(days=2)
TODAY = date(2026, 12, 12)
FACTS: Facts = (("leader", "mayor"), ("public", "no"))
TEXT = EntryText("TestStat", "Led by: Mayor", "Room 7", "TestStat", facts=FACTS)
REWORDED = replace(TEXT, name="OtherStat", description="The Mayor leads it.")


def row(text: EntryText = TEXT, **other: Any) -> IssuedEntry:
    start = datetime.combine(date(2027, 1, 14), time(8))
    instants = datetime(2027, 1, 14, 14, tzinfo=UTC), datetime(2027, 1, 14, 15, 30, tzinfo=UTC)
    made = IssuedEntry(
        "stat/2027-01", "primary", State.TENTATIVE, "America/Chicago",
        start, start + timedelta(minutes=90), text, ("mayor",),
        instants=instants, uid=make_uid(LINEAGE, "stat/2027-01", "primary"),
        created=FIRST, changed=FIRST,
    )  # fmt: skip
    return replace(made, **other)


def ledger(text: EntryText = TEXT) -> Ledger:
    return Ledger(LINEAGE, 1, issued=(row(text),), published=LastPublish(1, FIRST, 0, "2026.1"))


def want(text: EntryText, **other: Any) -> DesiredEntry:
    old = row(text, **other)
    return DesiredEntry(
        old.meeting, old.role, old.state, old.zone, old.start, old.end, old.text, old.people
    )  # fmt: skip


def differ(old: EntryText, new: EntryText, *, reword: bool = False, **other: Any) -> Changes:
    return compare_entries(ledger(old), [want(new, **other)], TODAY, reword=reword)


def kinds(changes: Changes) -> list[str]:
    return [change.kind for change in changes.differences]


def test_new_words_for_the_same_facts_are_no_change_and_are_counted() -> None:
    changes = differ(TEXT, REWORDED)
    assert (kinds(changes), changes.reworded_count) == ([], 1)
    assert changes.unchanged == (row(),)
    assert kinds(differ(TEXT, REWORDED, reword=True)) == ["text"]
    assert kinds(differ(TEXT, TEXT, reword=True)) == []


def test_another_fact_is_a_change_and_brings_the_new_words() -> None:
    facts = (("leader", "law"), ("public", "no"))
    changes = differ(TEXT, replace(REWORDED, facts=facts))
    assert (kinds(changes), changes.reworded_count) == (["text"], 0)
    (after,) = record_publish(ledger(), changes, LATER).issued
    assert (after.text.name, after.text.facts) == ("OtherStat", facts)
    assert (after.sequence, after.changed) == (0, LATER)


def test_an_entry_that_reads_the_same_is_not_sent_and_takes_the_facts_of_today() -> None:
    renamed = replace(TEXT, facts=(("leader", "the-mayor"), ("public", "no")))
    changes = differ(TEXT, renamed)
    assert (kinds(changes), changes.reworded_count) == ([], 0)
    assert changes.unchanged == (row(renamed),)


@pytest.mark.parametrize(
    ("text", "changed"), [(TEXT, FIRST), (REWORDED, LATER)], ids=["same words", "new words"]
)
def test_other_people_raise_the_stamp_only_where_they_bring_new_words(
    text: EntryText, changed: datetime
) -> None:
    changes = differ(TEXT, text, people=("mayor", "law"))
    assert kinds(changes) == ["people"]
    (after,) = record_publish(ledger(), changes, LATER).issued
    assert (after.text, after.people) == (text, ("mayor", "law"))
    assert (after.sequence, after.changed) == (0, changed)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, []),
        ({"place": "Room 8"}, ["text"]),
        ({"public": "Open to the public."}, ["text"]),
        ({"public_place": "Room 8"}, ["text"]),
        ({"paired": True}, ["text"]),
    ],
)
def test_of_a_ledger_without_facts_only_what_its_rows_state_counts(
    other: dict[str, Any], expected: list[str]
) -> None:
    before = replace(TEXT, facts=None)
    assert kinds(differ(before, replace(REWORDED, **other))) == expected
    shown = replace(before, public="Open to the public.")
    assert kinds(differ(shown, replace(REWORDED, public="Anybody may come in."))) == []


def test_a_ledger_without_facts_gains_them_where_an_entry_reads_the_same() -> None:
    changes = differ(replace(TEXT, facts=None), TEXT)
    assert not changes
    assert changes.unchanged == (row(),)
    assert differ(replace(TEXT, facts=None), REWORDED).unchanged == (
        row(replace(TEXT, facts=None)),
    )


def test_a_text_without_facts_keeps_its_id_and_its_bytes() -> None:
    plain = replace(TEXT, facts=None)
    line = (
        '"name": "TestStat", "description": "Led by: Mayor", "place": "Room 7", '
        '"category": "TestStat", "public": "", "public_place": "", "paired": false}'
    )
    assert hash_text(plain) == hashlib.sha256(f"{{{line}".encode()).hexdigest()[:20]
    written = dump_ledger(ledger(plain))
    assert f'{{"id": "{hash_text(plain)}", {line}'.encode() in written
    assert b"facts" not in written
    assert read_ledger(written, "x", LINEAGE) == ledger(plain)


@pytest.mark.parametrize("facts", [FACTS, ()])
def test_facts_are_read_back_as_they_were_written(facts: Facts) -> None:
    stated = ledger(replace(TEXT, facts=facts))
    assert read_ledger(dump_ledger(stated), "x", LINEAGE) == stated
    assert hash_text(stated.issued[0].text) != hash_text(replace(TEXT, facts=None))


def test_facts_that_were_edited_are_refused() -> None:
    data = dump_ledger(ledger())
    assert b'"leader": "mayor"' in data
    with pytest.raises(StatplanError):
        read_ledger(data.replace(b'"leader": "mayor"', b'"leader": "law"'), "x", LINEAGE)
