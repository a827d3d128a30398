"""Readiness: whether a government has what Stat meetings need, asked before all else.

The seven questions, and which of their answers speak against Stat, follow G-FIT.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.english import format_list
from statplan.plan.text_types import YesNo


class Readiness(Section):
    """What has to be there before a first meeting is worth holding.

    The answers help to decide whether to begin. They stay in the plan and never enter the charter,
    which is signed and published: a paper that says of its signers that they lack the will helps
    nobody, and what is lacking is for the people who prepare the program to mend.
    """

    champion: Annotated[
        YesNo | None,
        Ask(
            "Does a senior executive stand behind the meetings as their champion?",
            label="Champion",
            why="Nobody below the top can make departments come and keep what they promise.",
            source="G-FIT",
            depth="readiness",
            identity=True,
        ),
    ] = None
    influence: Annotated[
        YesNo | None,
        Ask(
            "Can the champion bring the whole management team to the table?",
            label="Champion's influence",
            why="A meeting that half of the leaders may skip decides nothing for the other half.",
            source="G-FIT",
            depth="readiness",
            identity=True,
            only_if=OnlyIf(".champion", not_=("no", False)),
        ),
    ] = None
    goals: Annotated[
        YesNo | None,
        Ask(
            "Are there clear strategic goals for the meetings to serve?",
            label="Strategic goals",
            why="Without goals there is nothing against which a figure is good or bad.",
            source="G-FIT",
            depth="readiness",
            identity=True,
        ),
    ] = None
    data: Annotated[
        Literal["available", "will be gathered", "will not be gathered"] | None,
        Ask(
            "Is there data to examine, or will departments go to the trouble of gathering it?",
            label="Available data",
            why="Poor data gets better by being used; data that nobody will gather does not.",
            source="G-FIT",
            depth="readiness",
            identity=True,
        ),
    ] = None
    analysts: Annotated[
        Literal["high enough", "team to be created", "not high enough"] | None,
        Ask(
            "Do the analysts stand high enough to see every department's data?",
            label="Standing of the analysts",
            why="An analyst inside one department is seldom shown the figures of another.",
            source="G-FIT",
            depth="readiness",
            identity=True,
        ),
    ] = None
    leaders_act: Annotated[
        Literal["they act", "they lack the opportunity", "they lack the will"] | None,
        Ask(
            "Do leaders act on what analysis shows, and if not, what do they lack?",
            label="Leaders act on analysis",
            why="Stat meetings give leaders an occasion to act; they cannot give them the will.",
            source="G-FIT",
            depth="readiness",
            identity=True,
        ),
    ] = None
    follow_up: Annotated[
        Literal["routinely", "not yet", "will not"] | None,
        Ask(
            "Do leaders already come back, as a routine, to what was agreed?",
            label="Routine follow-up",
            why="Where they do, the better part of Stat is there and needs no new meeting.",
            source="G-FIT",
            depth="readiness",
            identity=True,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class ReadinessAssessment:
    """The result of the readiness answers; answers are named by their labels.

    Attributes:
        stop_signs: answers that speak against beginning now.
        reservations: answers that cost effort and that Stat can live with, or is the remedy for.
        has_routine_follow_up: leaders follow up as a routine, so that Stat would add little.
        undecided: questions that apply and have no answer.
    """

    stop_signs: tuple[str, ...] = ()
    reservations: tuple[str, ...] = ()
    has_routine_follow_up: bool = False
    undecided: tuple[str, ...] = ()


# The first three decide alone; of the others, only a refusal is a stop sign.
_STOP_ANSWERS: dict[str, object] = {
    "champion": False,
    "influence": False,
    "goals": False,
    "data": "will not be gathered",
    "analysts": "not high enough",
    "leaders_act": "they lack the will",
    "follow_up": "will not",
}
# That leaders do not follow up yet is the usual reason for Stat, and no reservation.
_RESERVED_ANSWERS = ("will be gathered", "team to be created", "they lack the opportunity")
_YES_NO: dict[object, object] = {"yes": True, "no": False}


def evaluate_readiness(answers: Mapping[str, Any]) -> ReadinessAssessment:
    """Tell which answers are stop signs, which are reservations, and which are missing.

    Args:
        answers: the whole plan's answers as plain data.
    """
    program_answers = answers.get("program")
    group = program_answers.get("readiness") if isinstance(program_answers, Mapping) else None
    readiness_answers = group if isinstance(group, Mapping) else {}
    normalized_answers = {
        name: _YES_NO.get(readiness_answers.get(name), readiness_answers.get(name))
        for name in _STOP_ANSWERS
    }
    asked_fields = [
        name
        for name in _STOP_ANSWERS
        if name != "influence" or normalized_answers["champion"] is not False
    ]
    return ReadinessAssessment(
        stop_signs=tuple(
            _find_label(name)
            for name in asked_fields
            if normalized_answers[name] == _STOP_ANSWERS[name]
        ),
        reservations=tuple(
            _find_label(name)
            for name in asked_fields
            if normalized_answers[name] in _RESERVED_ANSWERS
        ),
        has_routine_follow_up=normalized_answers["follow_up"] == "routinely",
        undecided=tuple(
            _find_label(name) for name in asked_fields if normalized_answers[name] is None
        ),
    )


def describe_readiness(assessment: ReadinessAssessment) -> list[str]:
    """Return what the answers come to, a sentence or two for each kind of them."""
    lines = []
    if assessment.stop_signs:
        lines.append(
            f"Speaking against a start now: {_join_labels(assessment.stop_signs)}. "
            "Settle this before dates are set."
        )
    if assessment.reservations:
        lines.append(
            f"It takes effort, but need not stop anybody: {_join_labels(assessment.reservations)}."
        )
    if assessment.has_routine_follow_up:
        lines.append(
            "Leaders who follow up as a routine have most of what Stat gives; a new meeting may "
            "add little."
        )
    if assessment.undecided:
        lines.append(f"Not answered: {_join_labels(assessment.undecided)}.")
    return lines or ["Nothing speaks against a start."]


def _join_labels(labels: tuple[str, ...]) -> str:
    return format_list(label[0].lower() + label[1:] for label in labels)


def _find_label(field_name: str) -> str:
    metadata = Readiness.model_fields[field_name].metadata
    return next(mark.label for mark in metadata if isinstance(mark, Ask))
