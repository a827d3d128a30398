"""How the interview begins: what it takes and gives, from which system, how much is asked."""

from collections.abc import Mapping
from typing import Any

from statplan import systems
from statplan.cli.interview import asking, conditions, given
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.talk import LEAVE, Talk
from statplan.plan import SECTIONS, fields, readiness
from statplan.plan.source import parse

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
_READY = "readiness"
_WIDTHS = (11, 22, 10, 13, 0)
_READINESS = "program.readiness"
_HOST = "program.host_meeting"


def start_from() -> Prompt:
    """The question from which documented system the plan begins, with the systems as a table."""
    heads = ("System", "who leads", "looks at", "how often", "who attends")
    rows = [(key, _row(key)) for key in systems.KEYS]
    choices = [Choice(BLANK, "None: a blank plan")]
    for index, (key, row) in enumerate(rows):
        choices.append(Choice(key, _line(row), heading="" if index else _line(heads)))
    return Prompt(
        name="start",
        words="Begin like one of the systems that are documented?",
        why="How it works is taken over, as far as it is known, and can be changed answer by "
        "answer; its names, people, rooms and dates are not.",
        help="`statplan systems KEY` prints one with its sources.",
        choices=tuple(choices),
        current=BLANK,
    )


def _line(cells: tuple[str, ...]) -> str:
    fitted = (
        cell if not width or len(cell) <= width else f"{cell[: width - 2]}.."
        for cell, width in zip(cells, _WIDTHS, strict=True)
    )
    return "  ".join(
        f"{cell:{width}}" for cell, width in zip(fitted, _WIDTHS, strict=True)
    ).rstrip()


def _row(key: str) -> tuple[str, ...]:
    data = parse(systems.text(key)).data
    return (
        key,
        str(fields.at(data, "leadership.form") or "not known"),
        str(fields.at(data, "focus.kind") or "not known"),
        _often(data),
        str(fields.at(data, "publicity.access") or "not known").partition(" with")[0],
    )


def _often(data: Mapping[str, Any]) -> str:
    every = {str(rule) for _, rule in fields.places(data, "frequency.series[].every")}
    return "/".join(sorted(every)) or "on set dates"


def how_much(talk: Talk) -> None:
    """Ask how much is asked; the seven questions of readiness may come before."""
    while (depth := talk.put(_depth(talk))) == _READY:
        ask_readiness(talk)
    talk.depth = depth or "essential"


def _depth(talk: Talk) -> Prompt:
    every, open_ones = _essential(talk), _essential(talk, answered=False)
    choices = [
        Choice("essential", f"The essential questions, about {every}"),
        Choice("offer", "The same, and after each section a choice of what more can be said"),
        Choice("all", "Everything that can be asked"),
    ]
    if any(_is_known(talk, section) for section in SECTIONS):
        choices.insert(0, Choice("open", f"Only what is still open of them, about {open_ones}"))
    if not any(fields.within(path, _READINESS) for path in talk.done):
        choices.append(Choice(_READY, "First: are we ready for this? Seven short questions"))
    return Prompt(
        name="depth",
        words="How much do you want to be asked?",
        why="The rest can be answered later: in the review at the end, another day, in the file.",
        choices=tuple(choices),
        current=choices[0].value,
    )


def _is_known(talk: Talk, section: str) -> bool:
    """Whether a plan or a documented system answers anything in a section."""
    found = set(given.labels(talk.answers, section))
    return bool(given.system(talk.answers, section)) or given.PLAN in found


def _essential(talk: Talk, *, answered: bool = True) -> int:
    """How many essential questions there are to ask, with or without those that have an answer."""
    asked = (
        each
        for each in fields.questions()
        if each.ask.depth == "essential"
        and not each.in_record
        and conditions.applies(each, talk.data, each.path)
        and not given.settled(talk.answers, each.path)
    )
    return sum(answered or fields.at(talk.data, each.path) is None for each in asked)


def ask_readiness(talk: Talk) -> None:
    """Ask whether the government is ready, say what the answers mean, offer the lighter path."""
    talk.say("\nAre we ready for this?", "heading")
    for question in fields.questions():
        if fields.within(question.path, _READINESS):
            asking.ask(talk, question, question.path)
            talk.done.add(question.path)
    found = readiness.judge(talk.data)
    for line in readiness.told(found):
        talk.say(line)
    if found.stops:
        _lighter(talk)


def _lighter(talk: Talk) -> None:
    """Offer time for data within a meeting that is held already, in place of meetings apart."""
    question = fields.by_path()[_HOST]
    how = talk.put(
        Prompt(
            name="lighter",
            words="What now?",
            why="There is a lighter way: half an hour for data within a meeting that is held "
            "already, until the rest is in place.",
            help=question.ask.example,
            choices=(
                Choice("go on", "Go on and plan the meetings all the same"),
                Choice("host", "Plan a review of data within an existing meeting"),
                Choice(LEAVE, "Leave it for now; the answers are kept"),
            ),
            current="go on",
        )
    )
    if how == "host":
        asking.ask(talk, question, _HOST)
        talk.done.add(_HOST)
