"""The review: every answer by section, with who gave it; any of them can be reopened."""

from collections.abc import Iterator
from dataclasses import replace

from statplan.advice.engine import RuleFinding
from statplan.interview import (
    advice,
    ask,
    provenance,
    question_lookup,
    section_steps,
    section_titles,
)
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.replies import GO_ON, GoTo
from statplan.interview.state import InterviewState
from statplan.plan import questions
from statplan.plan.missing import find_calendar_blockers, find_missing_answers
from statplan.plan.model import SECTIONS
from statplan.plan.paths import get_answer, strip_indexes
from statplan.plan.questions import Question
from statplan.plan.relevance import drop_inapplicable_answers

_DONE, _ON = "done", "on"
_AGAIN, _DEEPER = "again:", "deeper:"


def review_answers(state: InterviewState) -> None:
    """Show all answers and reopen those that the person picks, until all is right.

    Raises:
        GoTo: the person goes on with the questions, or to a section.
    """
    remove_inapplicable(state)
    while True:
        picked = state.ask(_build_prompt(state))
        if picked == _ON:
            raise GoTo(GO_ON)
        if picked in {None, _DONE}:
            return
        if picked.startswith(_AGAIN):
            for step in section_steps.iter_steps(picked.removeprefix(_AGAIN)):
                step(state)
        elif picked.startswith(_DEEPER):
            section_steps.ask_further(state, picked.removeprefix(_DEEPER))
        else:
            ask_again(state, questions.index_questions()[picked], picked)
        remove_inapplicable(state)
        ask.fix_problems(state)


def _build_prompt(state: InterviewState) -> Prompt:
    findings = advice.find_advice(state.answer_tree, state.published)
    choices = [PromptChoice(_DONE, "All is right: show what will be written")]
    if state.can_return:
        choices.insert(0, PromptChoice(_ON, "Back to the question that I came from"))
    for section in SECTIONS:
        section_choices = list(_iter_choices(state, section, findings))
        section_choices[0] = replace(
            section_choices[0], heading=section_titles.format_title(section)
        )
        choices += section_choices
    needed = [gap.label for gap in find_calendar_blockers(state.answer_tree)]
    waits = f"The calendar waits for: {'; '.join(needed)}. " if needed else ""
    return Prompt(
        name="review",
        words="Your answers. Which one do you want to change?",
        why=f"{waits}In brackets: where an answer is from, unless you gave it, and advice on it.",
        choices=tuple(choices),
        current=choices[0].value,
    )


def _iter_choices(
    state: InterviewState, section: str, findings: tuple[RuleFinding, ...]
) -> Iterator[PromptChoice]:
    """Yield the answers of a section, its open essential questions, and how more is answered."""
    open_paths = {gap.path for gap in find_missing_answers(state.answer_tree)}
    needed_paths = {gap.path for gap in find_calendar_blockers(state.answer_tree)}
    for question in questions.list_questions():
        if question.section != section or question.is_in_record:
            continue
        if not questions.is_applicable_at(question, state.answer_tree, question.path):
            continue
        path, label = question.path, question.ask.label
        if get_answer(state.answer_tree, path) is not None:
            words = f"{label}: {section_steps.format_answer(state, question)}"
            notes = (_format_source(state, path), advice.format_answer_advice(findings, path))
            yield PromptChoice(path, words, "; ".join(filter(None, notes)))
        elif path in open_paths:
            waits = "the calendar waits for it" if path in needed_paths else ""
            yield PromptChoice(path, f"{label}: not decided yet", waits)
        elif question.depth == "essential":
            default = question.field.default
            yield PromptChoice(
                path, f"{label}: {_format_default(default)}", "default" if default else ""
            )
    yield PromptChoice(
        f"{_AGAIN}{section}", f"All questions on {section_titles.format_name(section)} again"
    )
    more = len(section_steps.list_further(state, section))
    if more:
        yield PromptChoice(
            f"{_DEEPER}{section}",
            f"Further questions on {section_titles.format_name(section)}, {more}",
        )


def _format_default(default: object) -> str:
    if default is None:
        return "not decided yet"
    if isinstance(default, bool):
        return "yes" if default else "no"
    return ", ".join(map(str, default)) if isinstance(default, tuple) else str(default)


def _format_source(state: InterviewState, path: str) -> str:
    """Return where an answer is from, where somebody else than the person gave it."""
    labels = dict.fromkeys(
        label
        for label in provenance.iter_labels(state.answers, path)
        if label != provenance.FROM_PERSON
    )
    return ", ".join(labels)


def ask_again(state: InterviewState, question: Question, path: str) -> None:
    """Ask a question again, whoever answered it, and then the questions that depend on it."""
    if not questions.is_applicable_at(question, state.answer_tree, path):
        state.show(f"{question.ask.label}: another answer rules this question out.", "wrong")
        return
    state.asked_paths.add(path)
    ask.ask_question(state, question, path)
    for follower in questions.list_questions():
        if questions.find_dependency(follower) != strip_indexes(path) or follower.is_in_record:
            continue
        is_open = get_answer(state.answer_tree, follower.path) is None
        is_asked = follower.depth == "essential" or question.depth == "more"
        if (
            is_open
            and is_asked
            and questions.is_applicable_at(follower, state.answer_tree, follower.path)
        ):
            ask.ask_question(state, follower, follower.path)


def remove_inapplicable(state: InterviewState) -> None:
    """Leave out the answers whose question does not apply any more, and say so."""
    _, removed_paths = drop_inapplicable_answers(state.answer_tree, state.plan_before)
    for path in removed_paths:
        match = question_lookup.find_question(path)
        state.show(f"{match[0].ask.label if match else path} does not apply now and is left out.")
        state.set_answer(path, None)
