"""Whoever is typed as an answer is put on the list that the question is about, once."""

import pytest

from statplan.interview.people import add_to_roster, find_name_error, find_record_id, find_title
from statplan.interview.replies import Transcript
from statplan.interview.state import InterviewState
from statplan.plan.answers import Answers
from tests.support.person import Script

PEOPLE, DEPARTMENTS, SUBJECTS = (
    "participants.people",
    "participants.departments",
    "focus.subjects",
)


def begin(**answers: object) -> InterviewState:
    return InterviewState(Answers(dict(answers)), Script(), Transcript())


@pytest.mark.parametrize(
    ("roster", "key"), [(PEOPLE, "office"), (DEPARTMENTS, "name"), (SUBJECTS, "name")]
)
def test_a_typed_name_is_put_on_its_list_once(roster: str, key: str) -> None:
    state = begin()
    assert find_name_error(state, roster, "Water Works") is None
    assert add_to_roster(state, roster, " Water  Works ") == "water-works"
    assert add_to_roster(state, roster, "water works") == "water-works"
    assert add_to_roster(state, roster, "Water-Works!") == "water-works-2"
    section, _, name = roster.partition(".")
    first, second = state.answer_tree[section][name]
    assert first == {"id": "water-works", key: "Water Works"}
    assert second == {"id": "water-works-2", key: "Water-Works!"}


@pytest.mark.parametrize(
    ("said", "record_id"),
    [
        ("Mayor", "m"),
        ("  mayor", "m"),
        ("Mayor (A. Example)", "m"),
        ("M", "m"),
        ("A. Example", None),
        ("Clerk", "c"),
        ("May", None),
    ],
)
def test_somebody_is_found_by_office_by_office_and_name_or_by_id(
    said: str, record_id: str | None
) -> None:
    people = [
        {"id": "m", "office": "Mayor", "name": "A. Example"},
        {"id": "c", "office": "Clerk"},
    ]
    assert find_record_id({"participants": {"people": people}}, PEOPLE, said) == record_id
    assert find_record_id({}, PEOPLE, said) is None


def test_who_is_on_no_list_is_called_by_id() -> None:
    people = [{"id": "m", "office": "Mayor", "name": "A. Example"}]
    answers = {"participants": {"people": people, "departments": [{"id": "d", "name": "Parks"}]}}
    rosters = (PEOPLE, DEPARTMENTS)
    assert find_title(answers, rosters, "m") == "Mayor (A. Example)"
    assert find_title(answers, rosters, "d") == "Parks"
    assert find_title(answers, rosters, "x") == find_title({}, rosters, "x") == "x"
