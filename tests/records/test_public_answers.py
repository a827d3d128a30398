"""Answers in the head of notes: written, read again, and kept once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.records.answer_checks import list_unused_answers
from statplan.records.model import GROUNDS
from statplan.records.public_answers import (
    PublicAnswer,
    add_public_answers,
    parse_public_answer,
)
from statplan.records.record_files import MarkedNotes, read_notes
from tests.support.marked_notes import HEAD, notes

DAY = date(2027, 3, 12)
TEXT = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="|"),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
ANSWERS = st.builds(PublicAnswer, st.dates(date(2000, 1, 1), date(2199, 12, 31)), TEXT, TEXT)


@given(ANSWERS)
def test_an_answer_is_read_as_it_was_written(answer: PublicAnswer) -> None:
    assert parse_public_answer(answer.render_line()) == answer


@given(st.lists(ANSWERS, max_size=5, unique_by=lambda answer: answer.words))
def test_notes_keep_every_answer_and_their_text(answers: list[PublicAnswer]) -> None:
    read = read_notes(add_public_answers(notes("One", "two"), answers))
    assert isinstance(read, MarkedNotes)
    assert [*read.answers.values()] == answers
    assert read.lines == ("One", "two", "")


@given(st.lists(ANSWERS, max_size=5))
def test_answers_that_are_kept_are_not_added_again(answers: list[PublicAnswer]) -> None:
    once = add_public_answers(notes("One"), answers)
    assert once.count("\nallow: ") == len({answer.words for answer in answers})
    last = {answer.words: answer for answer in answers}.values()
    assert add_public_answers(once, last) == once


def test_the_day_of_an_answer_stays_until_its_reason_changes() -> None:
    first = add_public_answers(notes("One"), [PublicAnswer(DAY, "Jo", "agreed")])
    later = date(2027, 4, 1)
    assert add_public_answers(first, [PublicAnswer(later, "Jo", "agreed")]) == first
    changed = add_public_answers(first, [PublicAnswer(later, "Jo", "is the speaker")])
    assert changed == first.replace("2027-03-12 | Jo | agreed", "2027-04-01 | Jo | is the speaker")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_answer_takes_the_line_ends_of_the_notes(end: str) -> None:
    text = "\ufeff" + notes("One").replace("\n", end)
    added = add_public_answers(text, [PublicAnswer(DAY, "Jo", "agreed")])
    assert added.replace(f"allow: 2027-03-12 | Jo | agreed{end}", "") == text


@pytest.mark.parametrize(
    "line",
    ["allow: Jo", "allow: 2027-03-12 | Jo", "allow: 2027-02-30 | Jo | x", "allow: 2027-03-12 | | x",
     "allow: 2027-03-12 | Jo | ", "Allow: 2027-03-12 | Jo | x", "allow: 2027-03-12|Jo|x"],
)  # fmt: skip
def test_a_line_that_is_no_answer_is_not_taken_for_one(line: str) -> None:
    assert parse_public_answer(line) is None


def test_an_answer_whose_words_are_gone_is_named_by_its_line() -> None:
    answers = [PublicAnswer(DAY, "Maria Lopez", "agreed"), PublicAnswer(DAY, "Elm", "a street")]
    text = add_public_answers(notes("Lopez, Maria left Elm Way."), answers)
    assert list_unused_answers(text, GROUNDS) == (HEAD.count("\n") - 1,)
