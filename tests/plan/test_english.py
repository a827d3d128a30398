"""Counts in words are right for none, one, and many."""

import pytest

from statplan.plan.english import format_count


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "file", "0 files"),
        (1, "file", "1 file"),
        (2, "other file", "2 other files"),
        (1, "entry", "1 entry"),
        (3, "entry", "3 entries"),
        (2, "working day", "2 working days"),
        (4, "reply", "4 replies"),
    ],
)
def test_a_count_has_its_noun(count: int, noun: str, words: str) -> None:
    assert format_count(count, noun) == words
