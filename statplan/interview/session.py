"""One run of the interview: the welcome, the steps, the question whether to write the plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from statplan.errors import StatplanError, Words
from statplan.interview import ask, review, steps, validate
from statplan.interview.prompt import Prompt, PromptChoice, Prompter
from statplan.interview.replies import REVIEW, GoBack, GoTo, Transcript
from statplan.interview.state import LEAVE, InterviewState
from statplan.plan.answers import Answers
from statplan.plan.english import format_count
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts

AnswersFactory = Callable[[str | None], Answers]
_ALL_QUESTIONS = steps.QuestionFilter()


@dataclass(frozen=True, slots=True)
class WritePreview:
    """A preview of what would be written, in lines, and whether there is anything to write."""

    lines: Sequence[str] = ()
    has_changes: bool = True


PreviewFunction = Callable[[Answers], WritePreview]


@dataclass(frozen=True, slots=True)
class InterviewSetup:
    """The setup of an interview: where it begins, what is asked, how the outcome is shown.

    Attributes:
        make_answers: makes the answers that are known, like a documented system where one is named.
        preview: says what would be written; a StatplanError where something is wrong.
        question_filter: what is asked, where it is not everything.
        plan_before: the answers of the plan that is changed; None for a new one.
        offers_systems: whether the person is asked from which system to begin.
        published: what the ledger of a published year has of it.
        today: the day on which it takes place.
        notes: what somebody who opens a plan again should know first.
    """

    make_answers: AnswersFactory
    preview: PreviewFunction
    question_filter: steps.QuestionFilter = _ALL_QUESTIONS
    plan_before: Mapping[str, Any] | None = None
    offers_systems: bool = True
    published: PublishedFacts = NOTHING_PUBLISHED
    today: date | None = None
    notes: Sequence[Words] = ()


def run_interview(setup: InterviewSetup, prompter: Prompter, transcript: Transcript) -> Answers:
    """Ask for what the answers lack, and return them all.

    Args:
        setup: what it is about.
        prompter: how to ask.
        transcript: what was replied before, and where every reply is kept.

    Raises:
        StatplanError: an answer that was given is wrong and no question could fix it.
        KeyboardInterrupt, EOFError: the person left.
    """
    refuse_unfixable(setup.make_answers(None))
    while True:
        transcript.start_replay()
        state = InterviewState(
            setup.make_answers(None),
            prompter,
            transcript,
            plan_before=setup.plan_before,
            published=setup.published,
            today=setup.today,
        )
        state.pending_problems = list(validate.find_problems(state.answer_tree))
        state.depth = "open" if setup.question_filter.skip_answered else "offer"
        try:
            steps.run_steps(state, _build_steps(setup))
        except GoBack:
            continue
        return state.answers


def _build_steps(setup: InterviewSetup) -> list[steps.Step]:
    main_steps = steps.build_steps(setup.question_filter, partial(_confirm_write, setup.preview))
    if setup.question_filter.is_partial:
        return main_steps
    first_steps = [steps.Step("opening", partial(_show_welcome, setup))]
    if setup.offers_systems:
        first_steps.append(steps.Step("opening", partial(_ask_start, setup.make_answers)))
    return [*first_steps, *main_steps]


def _show_welcome(setup: InterviewSetup, state: InterviewState) -> None:
    if setup.plan_before is None:
        state.show(steps.WELCOME)
    elif setup.question_filter.skip_answered:
        state.show(steps.WELCOME_OPEN)
    else:
        state.show(steps.WELCOME_BACK)
    for note in setup.notes:
        state.show(note)


def _ask_start(make_answers: AnswersFactory, state: InterviewState) -> None:
    """Ask from which system to begin, and take its answers over under those that were given."""
    system = state.ask(steps.build_start_prompt())
    if system not in {None, steps.BLANK}:
        state.answers = make_answers(system)
        state.pending_problems = list(validate.find_problems(state.answer_tree))


def _confirm_write(preview: PreviewFunction, state: InterviewState) -> None:
    review.remove_inapplicable(state)
    try:
        write_preview = preview(state.answers)
    except StatplanError as error:
        for problem in error.problems:
            state.show(validate.describe_problem(problem), "wrong")
        raise GoTo(REVIEW) from None
    for line in write_preview.lines:
        state.show(line)
    reply = state.ask(
        Prompt(
            name="write",
            words="Write it?" if write_preview.has_changes else "Is that all?",
            choices=(
                PromptChoice("yes", "Yes, write it" if write_preview.has_changes else "Yes"),
                PromptChoice("review", "Not yet: look at the answers again"),
                PromptChoice(LEAVE, "Not now; the answers are kept"),
            ),
            current="yes",
        )
    )
    if reply == "review":
        raise GoTo(REVIEW)


def refuse_unfixable(answers: Answers) -> None:
    """Refuse at once what is wrong with the answers given and no question can fix.

    Raises:
        StatplanError: with every such problem, and who gave the answer.
    """
    problems = tuple(
        problem.with_file(answers.origins.get(problem.path, ""))
        for problem in validate.find_problems(answers.tree)
        if not ask.can_fix(problem, answers.tree)
    )
    if problems:
        fact = f"{format_count(len(problems), 'problem')} found; nothing was written."
        raise StatplanError(fact, problems=problems)
