"""The opening of the interview: what it takes and gives, from which system, how much is asked."""

from collections.abc import Mapping
from typing import Any

from statplan import systems
from statplan.cli.interview import asking, conditions, given
from statplan.cli.interview.prompter import Prompt, PromptChoice
from statplan.cli.interview.talk import LEAVE, InterviewState
from statplan.plan import SECTIONS, fields, readiness
from statplan.plan.source import parse_yaml

WELCOME = (
    "Six short sections, about thirty questions, a quarter of an hour. In the end there are a "
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
_READINESS_CHOICE = "readiness"
_COLUMN_WIDTHS = (11, 22, 10, 13, 0)
_READINESS_PATH = "program.readiness"
_HOST_PATH = "program.host_meeting"


def build_start_prompt() -> Prompt:
    """Return the prompt that asks from which documented system the plan begins, as a table."""
    heads = ("System", "who leads", "looks at", "how often", "who attends")
    rows = [(key, _describe_system(key)) for key in systems.KEYS]
    choices = [PromptChoice(BLANK, "None: a blank plan")]
    for index, (key, row) in enumerate(rows):
        choices.append(
            PromptChoice(key, _format_row(row), heading="" if index else _format_row(heads))
        )
    return Prompt(
        name="start",
        words="Begin like one of the systems that are documented?",
        why="How it works is taken over, as far as it is known, and can be changed answer by "
        "answer; its names, people, rooms and dates are not.",
        help="`statplan systems KEY` prints one with its sources.",
        choices=tuple(choices),
        current=BLANK,
    )


def _format_row(cells: tuple[str, ...]) -> str:
    fitting_cells = (
        cell if not width or len(cell) <= width else f"{cell[: width - 2]}.."
        for cell, width in zip(cells, _COLUMN_WIDTHS, strict=True)
    )
    return "  ".join(
        f"{cell:{width}}" for cell, width in zip(fitting_cells, _COLUMN_WIDTHS, strict=True)
    ).rstrip()


def _describe_system(system_key: str) -> tuple[str, ...]:
    answers = parse_yaml(systems.read_system(system_key)).answers
    return (
        system_key,
        str(fields.get_answer(answers, "leadership.form") or "not known"),
        str(fields.get_answer(answers, "focus.kind") or "not known"),
        _describe_frequency(answers),
        str(fields.get_answer(answers, "publicity.access") or "not known").partition(" with")[0],
    )


def _describe_frequency(answers: Mapping[str, Any]) -> str:
    intervals = {str(rule) for _, rule in fields.find_answers(answers, "frequency.series[].every")}
    return "/".join(sorted(intervals)) or "on set dates"


def ask_depth(state: InterviewState) -> None:
    """Ask how much is asked; the seven questions of readiness may come before."""
    while (depth := state.ask(_build_depth_prompt(state))) == _READINESS_CHOICE:
        ask_readiness(state)
    state.depth = depth or "essential"


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
    if not any(fields.is_within(path, _READINESS_PATH) for path in state.asked_paths):
        choices.append(
            PromptChoice(_READINESS_CHOICE, "First: are we ready for this? Seven short questions")
        )
    return Prompt(
        name="depth",
        words="How much do you want to be asked?",
        why="The rest can be answered later: in the review at the end, another day, in the file.",
        choices=tuple(choices),
        current=choices[0].value,
    )


def _has_answers(state: InterviewState, section: str) -> bool:
    """Return whether a plan or a documented system answers anything in a section."""
    labels = set(given.iter_labels(state.answers, section))
    return bool(given.find_system(state.answers, section)) or given.FROM_PLAN in labels


def _count_essential(state: InterviewState, *, answered: bool = True) -> int:
    """Count the essential questions to ask, with or without those that have an answer."""
    questions = (
        question
        for question in fields.list_questions()
        if question.ask.depth == "essential"
        and not question.is_in_record
        and conditions.is_applicable(question, state.answer_tree, question.path)
        and not given.is_preset(state.answers, question.path)
    )
    return sum(
        answered or fields.get_answer(state.answer_tree, question.path) is None
        for question in questions
    )


def ask_readiness(state: InterviewState) -> None:
    """Ask whether the government is ready, say what the answers mean, offer the lighter path."""
    state.show("\nAre we ready for this?", "heading")
    for question in fields.list_questions():
        if fields.is_within(question.path, _READINESS_PATH):
            asking.ask_question(state, question, question.path)
            state.asked_paths.add(question.path)
    verdict = readiness.evaluate_readiness(state.answer_tree)
    for line in readiness.describe_readiness(verdict):
        state.show(line)
    if verdict.stop_signs:
        _offer_lighter_path(state)


def _offer_lighter_path(state: InterviewState) -> None:
    """Offer time for data within a meeting that is held already, in place of meetings apart."""
    question = fields.index_questions()[_HOST_PATH]
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
        asking.ask_question(state, question, _HOST_PATH)
        state.asked_paths.add(_HOST_PATH)
