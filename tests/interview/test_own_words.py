"""Answers in somebody's own words: typed, picked, replayed, given on the command line."""

import io
from dataclasses import replace
from typing import Any

import pytest

from statplan.interview.changes import describe_change
from statplan.interview.plain import PlainPrompter
from statplan.interview.prompt import BACK, OTHER_PREFIX, OWN_WORDS, Prompt, PromptChoice
from statplan.interview.replies import Transcript
from statplan.interview.section_steps import format_answer
from statplan.interview.sources import InitOptions, read_sources
from statplan.interview.state import InterviewState
from statplan.interview.steps import QuestionFilter
from statplan.plan import loader
from statplan.plan.answers import Answers
from statplan.plan.paths import get_answer
from statplan.plan.questions import index_questions
from tests.support.person import NEEDED, TODAY, Script, then, walked

ACCESS, PUBLISHES = "publicity.access", "publicity.publishes"
ASKS_BOTH = QuestionFilter(paths=(ACCESS, PUBLISHES))
CHOICES = tuple(PromptChoice(word, word) for word in ("schedule", "notes", "data"))
MANY = Prompt(PUBLISHES, "What is published?", choices=CHOICES, many=True, own_words=True)
ONE = Prompt(ACCESS, "Who may attend?", choices=CHOICES, own_words=True)


def type_plainly(prompt: Prompt, *lines: str) -> tuple[object, str]:
    written = io.StringIO()
    replies = io.StringIO("".join(f"{line}\n" for line in lines))
    return PlainPrompter(replies, written).ask(prompt), written.getvalue()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("maps", ("other: maps",)),
        ("maps, by district", ("other: maps, by district",)),
        ("maps; a film", ("other: maps", "other: a film")),
        ("1, maps", ("schedule", "other: maps")),
        ("schedule, maps, data", ("schedule", "other: maps", "data")),
        ("1; maps, by district; 3", ("schedule", "other: maps, by district", "data")),
        ("other: maps, data", ("other: maps, data",)),
        ("1, other: maps, data; notes", ("schedule", "other: maps, data", "notes")),
        ("Other: maps; other: maps", ("other: maps",)),
        ("; maps ;", ("other: maps",)),
    ],
)
def test_own_words_in_a_plain_list_keep_their_commas(line: str, value: object) -> None:
    reply, told = type_plainly(MANY, line, "yes")
    assert reply == value
    assert "Take it in your own words?" in told


def test_a_plain_list_says_what_separates_own_words() -> None:
    told = type_plainly(MANY, "maps, by district", "")[1]
    assert "A comma does not separate words of your own; a semicolon does." in told
    assert "A comma does not" not in type_plainly(MANY, "maps", "")[1]
    assert "A comma does not" not in type_plainly(ONE, "maps, by district", "")[1]


def test_own_words_that_are_not_confirmed_are_asked_again() -> None:
    assert type_plainly(MANY, "maps, by district", "no", "2")[0] == ("notes",)
    assert type_plainly(ONE, "partners; neighbors, too", "no", "other: us", "y")[0] == "other: us"


@pytest.mark.parametrize("line", ["9", "1, 9", "1; 9, maps"])
def test_a_number_that_is_none_is_not_taken_as_own_words(line: str) -> None:
    reply, told = type_plainly(MANY, line, "1")
    assert reply == ("schedule",)
    assert "There is no '9'" in told


def ask_both(replies: dict[str, Any], *settings: str, **data: Any) -> tuple[Any, Script]:
    sources = read_sources(InitOptions(settings=(*NEEDED, *settings)), TODAY.year + 1, {})
    if data:
        sources = replace(sources, layers=(("answers.yaml", data),))
    answers, script = walked(sources, replies, ASKS_BOTH)
    return answers.tree, script


PICKED = {
    ACCESS: OWN_WORDS,
    f"{OTHER_PREFIX.strip()}{ACCESS}": "partners, by letter",
    PUBLISHES: ("schedule", OWN_WORDS),
    f"{OTHER_PREFIX.strip()}{PUBLISHES}": "maps, by district; other: a film",
}


def test_own_words_are_asked_for_where_other_is_picked() -> None:
    tree, script = ask_both(PICKED)
    assert get_answer(tree, ACCESS) == "other: partners, by letter"
    assert get_answer(tree, PUBLISHES) == ["schedule", "other: maps, by district", "other: a film"]
    assert script.prompt(f"other:{PUBLISHES}").several
    assert loader.validate_answers({"statplan": 1, **tree}).plan is not None


def test_other_without_words_leaves_the_choices_that_were_ticked() -> None:
    tree, _ = ask_both({**PICKED, f"other:{PUBLISHES}": "", f"other:{ACCESS}": ""})
    assert get_answer(tree, ACCESS) is None
    assert get_answer(tree, PUBLISHES) == ["schedule"]


def test_back_from_own_words_puts_the_choices_again() -> None:
    tree, script = ask_both({**PICKED, ACCESS: then(OWN_WORDS, "open"), f"other:{ACCESS}": BACK})
    assert script.names().count(ACCESS) == 2
    assert get_answer(tree, ACCESS) == "open"


def test_own_words_of_before_stand_among_the_choices_and_enter_keeps_them() -> None:
    words = "publicity.publishes=[notes, 'other: maps, by district']"
    tree, script = ask_both({}, "publicity.access=other: partners", words)
    assert script.prompt(ACCESS).current == "other: partners"
    assert "partners" in [choice.title for choice in script.prompt(ACCESS).choices]
    assert get_answer(tree, ACCESS) == "other: partners"
    assert get_answer(tree, PUBLISHES) == ["notes", "other: maps, by district"]


def test_own_words_from_an_answers_file_are_kept() -> None:
    tree, _ = ask_both({}, publicity={"access": "other: partners", "publishes": ["other: maps"]})
    assert get_answer(tree, ACCESS) == "other: partners"
    assert get_answer(tree, PUBLISHES) == ["other: maps"]


def test_own_words_are_replayed_from_a_draft() -> None:
    transcript = Transcript()
    sources = read_sources(InitOptions(settings=NEEDED), TODAY.year + 1, {})
    first, _ = walked(sources, PICKED, ASKS_BOTH, transcript)
    kept = Transcript(list(transcript.replies[:5]))
    again, script = walked(sources, {}, ASKS_BOTH, kept)
    assert again.tree == first.tree
    assert ACCESS not in script.names()
    assert f"other:{PUBLISHES}" not in script.names()


def test_own_words_are_shown_without_a_key_and_separated_by_semicolons() -> None:
    tree, _ = ask_both(PICKED)
    state = InterviewState(Answers(tree), Script(), Transcript())
    shown = {path: format_answer(state, index_questions()[path]) for path in (ACCESS, PUBLISHES)}
    assert shown == {
        ACCESS: "partners, by letter",
        PUBLISHES: "schedule; maps, by district; a film",
    }


def test_a_question_without_a_reason_shows_its_example_where_words_are_typed() -> None:
    sources = read_sources(InitOptions(settings=NEEDED), TODAY.year + 1, {})
    asked = QuestionFilter(paths=("focus.ratings", "program.department_plans"))
    _, script = walked(sources, {}, asked)
    ratings, plans = script.prompt("focus.ratings"), script.prompt("program.department_plans")
    assert ratings.why.startswith("LouieStat marked a measure green, yellow, or red")
    assert plans.why.startswith("A plan that the department wrote itself")
    assert "Baltimore" not in plans.why


def test_a_change_shows_own_words_without_a_key() -> None:
    told = describe_change(ACCESS, "closed", "other: partners, by letter")
    assert told.endswith(": closed, now partners, by letter")
    told = describe_change(PUBLISHES, ["data", "notes"], ["data", "other: maps, by district"])
    assert told.endswith(": data, notes, now data; maps, by district")
