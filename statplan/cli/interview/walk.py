"""Walk the questionnaire: which question comes next, and which need not be put."""

from collections.abc import Callable, Iterator
from functools import partial

from statplan.cli.interview import asking, checks, conditions, given, people, records, year
from statplan.cli.interview.prompter import Choice, Prompt, Prompter
from statplan.cli.interview.talk import Talk
from statplan.plan import SECTIONS, fields, reading
from statplan.plan.fields import Question
from statplan.plan.ranking import Answers

Step = Callable[[Talk], None]

_INTRO = (
    "Six sections, about thirty questions, a quarter of an hour. Enter leaves a question open, or "
    "keeps the answer that stands there. ? tells more about a question. Nothing is written before "
    "the end; Ctrl-C leaves. The plan is a text file that you can edit afterwards."
)
_HEADS = {
    "program": "The program: what it is called and what it is for",
    "leadership": "Leadership: who leads, with what authority, in what tone",
    "focus": "Focus: what the meetings examine",
    "participants": "Participants: who is in the room, and how departments are won",
    "frequency": "Frequency: when it meets, and what happens when it cannot",
    "publicity": "Publicity: who may attend and what is published",
}
_NAMES = {"program": "the program", "focus": "the focus", "participants": "the participants"}


def walk(answers: Answers, prompter: Prompter) -> None:
    """Ask every question in order; essential ones first, further ones where somebody wants to.

    Args:
        answers: what is known so far; the answers are added to it.
        prompter: how to ask.
    """
    talk = Talk(answers, prompter, doubtful=list(checks.problems(answers.data)))
    talk.say(_INTRO)
    for step in steps():
        step(talk)
    year.finish(talk)
    answers.data = reading.without_stale(answers.data)


def steps() -> Iterator[Step]:
    """Every step of the interview, in order; a step that has nothing to ask is passed over."""
    for section in SECTIONS:
        yield partial(_open, section)
        for question in _own(section, "essential"):
            yield partial(_essential, question)
        if section == "frequency":
            yield year.tell
        yield partial(_offer_more, section)
        for question in _own(section, "more"):
            yield partial(_further, question)
        for question in _lists(section):
            yield partial(_about_each, question)


def _own(section: str, depth: str) -> Iterator[Question]:
    for question in fields.questions():
        if question.section == section and question.ask.depth == depth and not question.in_record:
            yield question


def _lists(section: str) -> Iterator[Question]:
    """The lists of a section of whose records more can be said than is asked at first."""
    for question in fields.questions():
        own = question.section == section and question.record and not question.in_record
        if own and records.asked_of_each(question.path, later=True):
            yield question


def _open(section: str, talk: Talk) -> None:
    number = SECTIONS.index(section) + 1
    talk.say(f"\n{number} of {len(SECTIONS)}. {_HEADS[section]}", "heading")
    shown = [
        f"{each.ask.label}: {_shown(talk, each)}"
        for each in fields.questions()
        if each.section == section and not each.in_record and given.settled(talk.answers, each.path)
    ]
    if shown:
        talk.say(f"Given already. {'; '.join(shown)}.")


def _shown(talk: Talk, question: Question) -> str:
    answer = fields.at(talk.data, question.path)
    if question.record or isinstance(answer, dict):
        return f"{len(answer or ())} listed"
    if answer is None:
        return "left open"
    words = answer if isinstance(answer, list) else [answer]
    named = question.rosters
    return ", ".join(people.title_at(talk.data, named, str(each)) for each in words)


def _essential(question: Question, talk: Talk) -> None:
    path = question.path
    if not conditions.applies(question, talk.data, path):
        return
    wrong = [each for each in talk.doubtful if fields.within(each.path, path)]
    talk.doubtful = [each for each in talk.doubtful if each not in wrong]
    if not given.settled(talk.answers, path):
        asking.ask(talk, question, path)
        return
    for each in wrong:
        asking.again(talk, each)


def _offer_more(section: str, talk: Talk) -> None:
    """Ask whether somebody wants to answer the further questions of a section, and which."""
    offered = [
        Choice(each.path, each.ask.label, _answered(talk, each))
        for each in _own(section, "more")
        if conditions.applies(each, talk.data, each.path)
        and not given.settled(talk.answers, each.path)
    ]
    offered += [
        Choice(f"{each.path}[]", f"More about each of: {each.ask.label.lower()}")
        for each in _lists(section)
        if fields.at(talk.data, each.path)
    ]
    taken = [each.title for each in offered if each.note]
    how = talk.put(
        Prompt(
            name=f"more:{section}",
            words=f"Anything more on {_NAMES.get(section, section)}?",
            why=f"There are {len(offered)} further questions. They can be answered later, too."
            + (f" Answered already: {'; '.join(taken)}." if taken else ""),
            choices=(
                Choice("none", "No, go on"),
                Choice("some", "Let me choose which"),
                Choice("all", "Yes, all of them"),
            ),
            current="none",
        )
    )
    if how == "some":
        words = "Which of them?"
        name = f"choose:{section}"
        talk.wanted |= set(talk.put(Prompt(name, words, choices=tuple(offered), many=True)) or ())
    elif how == "all":
        talk.wanted |= {str(each.value) for each in offered}


def _answered(talk: Talk, question: Question) -> str:
    """A note on a further question that a documented system or a default answers."""
    if fields.at(talk.data, question.path) is None:
        return ""
    system = given.system(talk.answers, question.path)
    return f"answered: {_shown(talk, question)}{f', from {system}' * bool(system)}"


def _further(question: Question, talk: Talk) -> None:
    if _is_wanted(question, talk) or any(
        fields.within(each.path, question.path) for each in talk.doubtful
    ):
        _essential(question, talk)


def _is_wanted(question: Question, talk: Talk) -> bool:
    """Whether a further question was chosen, or hangs on one that was."""
    return question.path in talk.wanted or fields.hangs_on(question) in talk.wanted


def _about_each(question: Question, talk: Talk) -> None:
    if f"{question.path}[]" in talk.wanted:
        records.say_more(talk, question.path)
