"""What the seven questions of readiness come to."""

from typing import Any

import pytest

from statplan.plan import Plan, questions
from statplan.plan.readiness import Readiness, describe_readiness, evaluate_readiness

READY: dict[str, Any] = {
    "champion": "yes",
    "influence": "yes",
    "goals": "yes",
    "data": "available",
    "analysts": "high enough",
    "leaders_act": "they act",
    "follow_up": "not yet",
}


def data(**answers: object) -> dict[str, Any]:
    return {"program": {"readiness": READY | answers}}


def test_a_government_that_has_everything_hears_so() -> None:
    found = evaluate_readiness(data())
    assert (found.stop_signs, found.reservations, found.has_routine_follow_up, found.undecided) == (
        (),
        (),
        False,
        (),
    )
    assert describe_readiness(found) == ["Nothing speaks against a start."]


@pytest.mark.parametrize(
    ("key", "answer", "label"),
    [
        ("champion", "no", "Champion"),
        ("champion", False, "Champion"),
        ("influence", "no", "Champion's influence"),
        ("goals", "no", "Strategic goals"),
        ("data", "will not be gathered", "Available data"),
        ("analysts", "not high enough", "Standing of the analysts"),
        ("leaders_act", "they lack the will", "Leaders act on analysis"),
        ("follow_up", "will not", "Routine follow-up"),
    ],
)
def test_a_refusal_is_a_stop_sign(key: str, answer: object, label: str) -> None:
    found = evaluate_readiness(data(**{key: answer}))
    assert (found.stop_signs, found.reservations, found.has_routine_follow_up, found.undecided) == (
        (label,),
        (),
        False,
        (),
    )


@pytest.mark.parametrize(
    ("key", "answer", "label"),
    [
        ("data", "will be gathered", "Available data"),
        ("analysts", "team to be created", "Standing of the analysts"),
        ("leaders_act", "they lack the opportunity", "Leaders act on analysis"),
    ],
)
def test_what_takes_effort_stops_nobody(key: str, answer: str, label: str) -> None:
    found = evaluate_readiness(data(**{key: answer}))
    assert (found.stop_signs, found.reservations, found.undecided) == ((), (label,), ())


def test_without_a_champion_nobody_is_asked_for_the_champions_influence() -> None:
    assert evaluate_readiness(data(champion="no", influence=None)).undecided == ()
    assert evaluate_readiness(data(champion="no", influence="no")).stop_signs == ("Champion",)
    assert evaluate_readiness(data(champion=None, influence=None)).undecided == (
        "Champion",
        "Champion's influence",
    )


def test_it_is_said_in_sentences() -> None:
    found = evaluate_readiness(
        data(champion="no", goals="no", data="will be gathered", follow_up="routinely")
        | {"leadership": {}}
    )
    assert describe_readiness(found) == [
        (
            "Speaking against a start now: champion and strategic goals. "
            "Settle this before dates are set."
        ),
        "It takes effort, but need not stop anybody: available data.",
        (
            "Leaders who follow up as a routine have most of what Stat gives; a new meeting may "
            "add little."
        ),
    ]
    assert describe_readiness(evaluate_readiness(data(analysts=None))) == [
        "Not answered: standing of the analysts."
    ]


@pytest.mark.parametrize("answers", [{}, {"program": None}, {"program": {"readiness": "text"}}])
def test_nothing_said_is_nothing_judged(answers: dict[str, Any]) -> None:
    found = evaluate_readiness(answers)
    assert (found.stop_signs, found.reservations, found.has_routine_follow_up) == ((), (), False)
    assert len(found.undecided) == 7


def test_every_answer_that_can_be_given_is_judged() -> None:
    """Each question has one answer that stops; the rest are good, or cost effort."""
    plan = Plan.model_validate({"statplan": 1, **data()})
    assert evaluate_readiness(plan.model_dump(mode="json")) == evaluate_readiness(data())
    for name in Readiness.model_fields:
        annotation = questions.index_questions()[f"program.readiness.{name}"].field.annotation
        words = [part for part in questions.walk_annotation(annotation) if part is bool]
        choices = ["yes", "no"] if words else list(_choices(name))
        stopped = [each for each in choices if evaluate_readiness(data(**{name: each})).stop_signs]
        assert stopped == [choices[-1]], name


def _choices(name: str) -> tuple[str, ...]:
    from statplan.plan.questions import list_choices

    return list_choices(questions.index_questions()[f"program.readiness.{name}"])
