"""The steps of the interview: its opening questions, its sections in order, and ways elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from statplan import systems
from statplan.charter.grammar import capitalize_title
from statplan.errors import Command
from statplan.interview import ask, provenance, question_lookup, review, section_steps
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.replies import GO_ON, REVIEW, GoTo
from statplan.interview.state import LEAVE, InterviewState
from statplan.plan import readiness
from statplan.plan.choices import format_choice
from statplan.plan.model import SECTIONS
from statplan.plan.paths import find_answers, get_answer, is_within
from statplan.plan.publicity import OPEN_ACCESS
from statplan.plan.questions import index_questions, is_applicable_at, list_questions
from statplan.plan.yaml_reader import parse_yaml
from statplan.screen import align_rows, shorten_text

WELCOME = (
    "Six short sections, about forty questions, half an hour. In the end there are a "
    "meeting charter and a year of calendar holds, each with a back-up date. Every question can be "
    "left undecided. Each answer is kept as soon as it is given, so you may stop at any time; the "
    "plan is written when you have seen it whole and said so."
)
WELCOME_BACK = (
    "This is the plan as it stands: each answer is offered again, and Enter keeps it. Nothing in "
    "the file changes until you have seen what will."
)
WELCOME_OPEN = (
    "Only what is still open is asked. Nothing in the file changes until you have seen what will."
)
BLANK = "blank"
READINESS_STEP = "readiness"
SECTION_CHOICES = (*SECTIONS, READINESS_STEP)  # what --section may name
_COLUMN_WIDTHS = (11, 22, 10, 13, 80)
_LOOKED_AT = {"subject": "topics", "operations": "operations", "both": "both", "place": "places"}
_READINESS_PATH = "program.readiness"
_HOST_PATH = "program.host_meeting"
_CONFIRM = "confirm"


def build_start_prompt() -> Prompt:
    """Return the prompt that asks from which documented system the plan begins, as a table."""
    heads = ("System", "who leads", "looks at", "how often", "who attends")
    heading, *lines = _align_systems([heads, *map(_describe_system, systems.KEYS)])
    choices = [PromptChoice(BLANK, "None: a blank plan")]
    for index, (key, line) in enumerate(zip(systems.KEYS, lines, strict=True)):
        choices.append(PromptChoice(key, line, heading="" if index else heading))
    return Prompt(
        name="start",
        words="Begin like one of the systems that are documented?",
        why="How it works is taken over, as far as it is known, and can be changed answer by "
        "answer; its names, people, rooms and dates are not.",
        help=f"{Command('systems', 'KEY')} prints one with its sources.",
        choices=tuple(choices),
        current=BLANK,
    )


def _align_systems(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    fitting_rows = [
        [shorten_text(*cell_width, "..") for cell_width in zip(row, _COLUMN_WIDTHS, strict=True)]
        for row in rows
    ]
    return align_rows(fitting_rows, least=_COLUMN_WIDTHS[:-1])


def _describe_system(system_key: str) -> tuple[str, ...]:
    answers = parse_yaml(systems.read_system(system_key)).answers
    access = get_answer(answers, "publicity.access")
    return (
        system_key,
        _format_leader(answers),
        _LOOKED_AT.get(str(get_answer(answers, "focus.kind")), "not known"),
        _describe_frequency(answers),
        "open" if access in OPEN_ACCESS else format_choice(access or "not known"),
    )


def _format_leader(answers: Mapping[str, Any]) -> str:
    """Return the job titles of the chief executive as people write them: "City Manager"."""
    form = get_answer(answers, "leadership.form")
    return capitalize_title(format_choice(form)) if form else "not known"


def _describe_frequency(answers: Mapping[str, Any]) -> str:
    intervals = {str(rule) for _, rule in find_answers(answers, "frequency.series[].every")}
    return "/".join(sorted(intervals)) or "on set dates"


def ask_depth(state: InterviewState) -> None:
    """Ask how much is asked."""
    state.depth = state.ask(_build_depth_prompt(state)) or "essential"


def _build_depth_prompt(state: InterviewState) -> Prompt:
    total, open_count = _count_essential(state), _count_essential(state, answered=False)
    choices = [
        PromptChoice("essential", f"The essential questions, about {total}"),
        PromptChoice("offer", "The same, and after each section a choice of what more can be said"),
        PromptChoice("all", "Everything that can be asked"),
    ]
    if any(_has_answers(state, section) for section in SECTIONS):
        choices.insert(
            0, PromptChoice("open", f"Only what is still open of them, about {open_count}")
        )
    return Prompt(
        name="depth",
        words="How much do you want to be asked?",
        why="The rest can be answered later: in the review at the end, another day, in the file. "
        f"Not sure that you are ready? See {Command('init', '--section', 'readiness')}.",
        choices=tuple(choices),
        current=choices[0].value,
    )


def _has_answers(state: InterviewState, section: str) -> bool:
    """Return whether a plan or a documented system answers anything in a section."""
    labels = set(provenance.iter_labels(state.answers, section))
    return bool(provenance.find_system(state.answers, section)) or provenance.FROM_PLAN in labels


def _count_essential(state: InterviewState, *, answered: bool = True) -> int:
    """Count the essential questions to ask, with or without those that have an answer."""
    essential_questions = (
        question
        for question in list_questions()
        if question.depth == "essential"
        and not question.is_in_record
        and is_applicable_at(question, state.answer_tree, question.path)
        and not provenance.is_preset(state.answers, question.path)
    )
    return sum(
        answered or get_answer(state.answer_tree, question.path) is None
        for question in essential_questions
    )


def ask_readiness(state: InterviewState) -> None:
    """Ask whether the government is ready, say what the answers mean, offer the lighter path.

    This comes before a program is planned: its answers stay out of the charter.
    """
    state.show("\nAre we ready for this?", "heading")
    for question in list_questions():
        if is_within(question.path, _READINESS_PATH):
            ask.ask_question(state, question, question.path)
            state.asked_paths.add(question.path)
    verdict = readiness.evaluate_readiness(state.answer_tree)
    for line in readiness.describe_readiness(verdict):
        state.show(line)
    if verdict.stop_signs:
        _offer_lighter_path(state)


def _offer_lighter_path(state: InterviewState) -> None:
    """Offer time for data within a meeting that is held already, in place of meetings apart."""
    question = index_questions()[_HOST_PATH]
    reply = state.ask(
        Prompt(
            name="lighter",
            words="What now?",
            why="There is a lighter way: half an hour for data within a meeting that is held "
            "already, until the rest is in place.",
            help=question.ask.example,
            choices=(
                PromptChoice("go on", "Go on and plan the meetings all the same"),
                PromptChoice("host", "Plan a review of data within an existing meeting"),
                PromptChoice(LEAVE, "Leave it for now; the answers are kept"),
            ),
            current="go on",
        )
    )
    if reply == "host":
        ask.ask_question(state, question, _HOST_PATH)
        state.asked_paths.add(_HOST_PATH)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the interview; one that has nothing to ask is passed over.

    `name` is the section that it belongs to, or else `opening`, `review` or `confirm`.
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
        GoBack: the person goes back; the replies that are left are to be replayed.
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
    is_preflight = question_filter.sections == (READINESS_STEP,) and not question_filter.paths
    first_steps = (
        [Step("opening", ask_depth)]
        if not (question_filter.is_partial or question_filter.skip_answered)
        else []
    )
    single_steps = [
        Step(path.partition(".")[0], partial(_ask_single, path)) for path in question_filter.paths
    ]
    main_steps = [
        Step(section, partial(_run_if_asked, question_filter, section, run_step))
        for section in SECTIONS
        for run_step in section_steps.iter_steps(section)
    ]
    if READINESS_STEP in question_filter.sections:
        main_steps.insert(0, Step("opening", ask_readiness))
    last_steps = [
        Step(REVIEW, partial(_run_if_asked, question_filter, REVIEW, review.review_answers)),
        Step(_CONFIRM, ask.fix_problems if is_preflight else ask.offer_missing),
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
    match = question_lookup.find_question(path)
    if match:
        review.ask_again(state, *match)
