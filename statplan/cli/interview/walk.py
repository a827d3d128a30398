"""The steps of the interview: which question comes next, and which need not be asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from statplan.cli.interview import course, opening, paths, review, year
from statplan.cli.interview.talk import InterviewState
from statplan.cli.interview.transcript import GO_ON, REVIEW, GoTo
from statplan.plan import SECTIONS

_CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the interview; one that has nothing to ask is passed over.

    `name` is the section that it belongs to, or where it lies: `opening`, `review`, `confirm`.
    """

    name: str
    run: Callable[[InterviewState], None]


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """A filter of what is asked, where it is not everything.

    Attributes:
        sections: the sections; none for all of them.
        paths: the paths of single answers.
        skip_answered: whether what has an answer is passed over.
    """

    sections: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    skip_answered: bool = False

    @property
    def is_partial(self) -> bool:
        """True if only a part is asked."""
        return bool(self.sections or self.paths)


def run_steps(state: InterviewState, steps: Sequence[Step]) -> None:
    """Run every step in order, unless the person goes elsewhere.

    Raises:
        Back: the person goes back; the replies that are left are to be replayed.
    """
    step_names = [step.name for step in steps]
    index, return_index = 0, None
    while index < len(steps):
        state.section = step_names[index]
        state.can_return = return_index is not None
        try:
            steps[index].run(state)
            index += 1
        except GoTo as jump:
            if jump.destination == GO_ON and return_index is not None:
                index, return_index = return_index, None
            else:
                return_index = (
                    index
                    if jump.destination == REVIEW and index < step_names.index(REVIEW)
                    else None
                )
                index = step_names.index(jump.destination)
                state.visited_sections.add(jump.destination)
            state.mark_moved()


def build_steps(
    question_filter: QuestionFilter, confirm: Callable[[InterviewState], None]
) -> list[Step]:
    """Return every step of the interview, in order.

    Args:
        question_filter: what is asked, where it is not everything.
        confirm: shows what is written and asks whether to.
    """
    first_steps = (
        [Step("opening", opening.ask_depth)]
        if not (question_filter.is_partial or question_filter.skip_answered)
        else []
    )
    single_steps = [
        Step(path.partition(".")[0], partial(_ask_single, path)) for path in question_filter.paths
    ]
    main_steps = [
        Step(section, partial(_run_if_asked, question_filter, section, run_step))
        for section in SECTIONS
        for run_step in course.iter_steps(section)
    ]
    last_steps = [
        Step(REVIEW, partial(_run_if_asked, question_filter, REVIEW, review.review_answers)),
        Step(_CONFIRM, year.offer_missing),
        Step(_CONFIRM, confirm),
    ]
    return [*first_steps, *single_steps, *main_steps, *last_steps]


def _run_if_asked(
    question_filter: QuestionFilter,
    name: str,
    run_step: Callable[[InterviewState], None],
    state: InterviewState,
) -> None:
    if (
        not question_filter.is_partial
        or name in question_filter.sections
        or name in state.visited_sections
    ):
        run_step(state)


def _ask_single(path: str, state: InterviewState) -> None:
    match = paths.find_question(path)
    if match:
        review.ask_again(state, *match)
