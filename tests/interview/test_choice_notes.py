"""What the interview says of a choice, and of the documented systems it may begin like."""

import pytest

from statplan.interview.choice_notes import NOTES, find_note
from statplan.interview.sources import InitOptions, read_sources
from statplan.interview.steps import QuestionFilter, build_start_prompt
from statplan.plan.questions import index_questions, list_choices
from tests.support.person import TODAY, interviewed, walked


@pytest.mark.parametrize("path", sorted(NOTES))
def test_a_note_is_on_a_choice_that_the_question_has(path: str) -> None:
    assert set(NOTES[path]) <= set(list_choices(index_questions()[path]))


def test_a_choice_of_a_record_has_the_note_of_every_record() -> None:
    assert find_note("frequency.series[2].mode", "both") == find_note(
        "frequency.place.mode", "both"
    )
    assert find_note("frequency.place.mode", "remote") == ""
    assert find_note("program.name", "CitiStat") == ""


@pytest.mark.slow
def test_the_interview_says_what_a_choice_means_and_what_is_suggested() -> None:
    _, script = interviewed({"leadership.form": "mayor", "depth": "essential"})
    tone = script.prompt("leadership.tone")
    assert [choice.note for choice in tone.choices] == [
        "suggested; we discuss problems, not people",
        "departments know the questions beforehand",
        "departments answer hard questions on the spot",
        "",
    ]


def test_the_list_of_systems_names_leaders_and_topics_as_people_do() -> None:
    lines = {str(choice.value): choice.title for choice in build_start_prompt().choices}
    assert "  Mayor and City Manager  topics  " in lines["kcstat"]
    assert "  Agency Head  " in lines["seastat"]
    assert "  places  " in lines["seastat"]
    assert "  not known  " in lines["citistat"]
    assert all(len(line) <= 79 for line in lines.values())


def test_readiness_alone_does_not_ask_for_what_a_calendar_needs() -> None:
    sources = read_sources(InitOptions(), TODAY.year + 1, {})
    replies = {"program.readiness.champion": "yes"}
    answers, script = walked(sources, replies, QuestionFilter(sections=("readiness",)))
    assert answers.tree["program"]["readiness"]["champion"] == "yes"
    assert "needed" not in script.names()
    _, script = walked(sources, replies, QuestionFilter(sections=("readiness", "publicity")))
    assert "needed" in script.names()
