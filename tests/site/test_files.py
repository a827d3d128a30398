"""What is for insiders is withheld from the page, unless the plan says the same to the public."""

from typing import Any

import pytest

from statplan.site.files import find_withheld_texts
from statplan.site.open_data import load_schema
from tests.support.plan_changes import set_answers
from tests.support.sample_site import city, files_of, tell

TEXT = "Nobody waits for more than two weeks"
INSIDE = (
    "program.purpose",
    "program.succession",
    "program.goals[0]",
    "leadership.ground_rules[0]",
    "frequency.moving.told",
    "frequency.moving.rhythm",
    "participants.buy_in.replaces",
    "participants.buy_in.gains[0]",
    "participants.buy_in.steps[0]",
)
PUBLIC = (
    "publicity.about",
    "publicity.join",
    "publicity.sensitive",
    "publicity.privacy",
    "publicity.accessibility",
    "publicity.redaction.rules[0]",
)


def find_places(answers: dict[str, Any]) -> list[str]:
    """The answers that hold the text and are withheld."""
    told = tell(answers)
    texts = find_withheld_texts(told.plan, told.ledger)
    return [each.source for each in texts if each.text == TEXT]


@pytest.mark.parametrize("path", INSIDE)
def test_an_answer_for_insiders_is_withheld(path: str) -> None:
    assert find_places(set_answers(city(), {path: TEXT})) == [path.removesuffix("[0]")]


@pytest.mark.parametrize("path", PUBLIC)
def test_what_the_plan_says_to_the_public_is_not_withheld(path: str) -> None:
    answers = city(publishes=["schedule", "notes"])
    assert find_places(set_answers(answers, {"program.purpose": TEXT, path: TEXT})) == []


def test_what_the_schema_says_of_itself_is_no_leak() -> None:
    """The file is the same for every plan, whatever a plan keeps inside."""
    words = "IANA key of the program's time zone."
    assert words in load_schema()
    told = tell(set_answers(city(), {"program.succession": words}))
    assert any(words in text for text in files_of(told.site("2027-01-02")).values())
