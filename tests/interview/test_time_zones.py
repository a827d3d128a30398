"""The interview reads a time zone as people say it, and says what it understood."""

import pytest

from statplan.errors import AnswerError
from statplan.interview import parse_reply
from statplan.interview.question_lookup import find_question
from statplan.plan.questions import Question
from tests.support.person import SMALL, interviewed, plan_of

PATH = "program.timezone"


def find_zone_question() -> Question:
    match = find_question(PATH)
    assert match
    return match[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "key", "words"),
    [
        ("US Eastern", "America/New_York", "Understood: Eastern Time."),
        ("Kansas City", "America/Chicago", "Understood: Central Time."),
        ("louisville, ky", "America/Kentucky/Louisville", "Understood: America/Kentucky/Louis"),
        ("America/Chicago", "America/Chicago", ""),
    ],
)
def test_a_zone_is_kept_as_a_key_and_said_in_words(typed: str, key: str, words: str) -> None:
    answers, script = interviewed({**SMALL, PATH: typed})
    assert plan_of(answers).program.timezone == key
    assert words in script.heard


def test_the_country_that_was_answered_decides() -> None:
    answers = {"frequency": {"holidays": {"country": "CA"}}}
    assert parse_reply.parse_answer(find_zone_question(), "Pacific", answers) == "America/Vancouver"
    assert parse_reply.parse_answer(find_zone_question(), "Pacific", {}) == "America/Los_Angeles"


def test_a_zone_that_is_not_sure_is_asked_about() -> None:
    with pytest.raises(AnswerError, match="'Texas' may mean 2 time zones"):
        parse_reply.parse_answer(find_zone_question(), "Texas", {})
