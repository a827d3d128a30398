"""The course of a section: its head, its essential questions, what they come to, the others."""

from collections.abc import Callable, Iterator
from functools import partial

from statplan.cli.interview import (
    asking,
    conditions,
    consequences,
    counsel,
    given,
    meaning,
    people,
    records,
    sections,
    series,
    year,
)
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.talk import Talk
from statplan.plan import fields
from statplan.plan.fields import Question
from statplan.plan.undecided import find_needed


def of(section: str) -> Iterator[Callable[[Talk], None]]:
    """The steps of a section, in order."""
    yield partial(_open, section)
    for question in _own(section, "essential"):
        yield partial(_essential, question)
    yield partial(_come_to, section)
    yield partial(offer_more, section)
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
        mine = question.section == section and question.record and not question.in_record
        if mine and records.asked_of_each(question.path, later=True):
            yield question


def _open(section: str, talk: Talk) -> None:
    talk.say(f"\n{sections.place(section)}", "heading")
    if talk.depth != "open":
        talk.say(sections.ABOUT[section])
    shown = [
        f"{each.ask.label}: {shown_answer(talk, each)}"
        for each in fields.questions()
        if each.section == section and not each.in_record and given.settled(talk.answers, each.path)
    ]
    if shown:
        talk.say(f"Given already. {'; '.join(shown)}.")


def shown_answer(talk: Talk, question: Question) -> str:
    """The answer to a question in a few words, as the person knows it."""
    answer = fields.at(talk.data, question.path)
    if answer is None:
        return "left open"
    if isinstance(answer, dict):
        return f"{len(answer)} listed"
    if question.record:
        titled = series.in_words if question.path == series.PATH else people.title_of
        return _counted([titled(each) for each in answer if isinstance(each, dict)])
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    words = answer if isinstance(answer, list) else [answer]
    named = [people.title_at(talk.data, question.rosters, str(each)) for each in words]
    return _counted(named) if meaning.is_texts(question) else ", ".join(named)


def _counted(titles: list[str]) -> str:
    """Titles with their number where there are several: "3: Fire; Police; Health"."""
    told = "; ".join(each for each in titles if each)
    return f"{len(titles)}: {told}" if titles[1:] else told or f"{len(titles)} listed"


def _essential(question: Question, talk: Talk) -> None:
    path = question.path
    if not conditions.applies(question, talk.data, path):
        return
    wrong = [each for each in talk.doubtful if fields.within(each.path, path)]
    talk.doubtful = [each for each in talk.doubtful if each not in wrong]
    if given.settled(talk.answers, path):
        for each in wrong:
            asking.again(talk, each)
    elif path in talk.along:
        talk.along.remove(path)
    elif talk.depth == "open" and not wrong and _has_answer(talk, question):
        _fill_gaps(talk, path)
    else:
        asking.ask(talk, question, path)
    talk.done.add(path)


def _has_answer(talk: Talk, question: Question) -> bool:
    """Whether there is an answer, or a default of the tool's that holds without one."""
    default = question.field.default
    return fields.at(talk.data, question.path) is not None or default not in {None, ()}


def _fill_gaps(talk: Talk, path: str) -> None:
    """Ask for what the calendar needs of records that are otherwise answered."""
    for gap in find_needed(talk.data):
        if gap.path != path and fields.within(gap.path, path):
            talk.say(f"\n{gap.whose}:", "heading")
            asking.ask(talk, gap.question, gap.path)


def _come_to(section: str, talk: Talk) -> None:
    """Say what the answers of a section come to."""
    if section == "participants":
        for line in consequences.of_participants(talk.data):
            talk.say(line)
    if section == "frequency":
        year.tell(talk)
    for line in counsel.on_section(counsel.found_in(talk.data), section, talk.advised):
        talk.say(line)


def offer_more(section: str, talk: Talk) -> None:
    """Ask whether somebody wants to answer the further questions of a section, and which."""
    offered = further(talk, section)
    if talk.depth == "all":
        talk.wanted |= {str(each.value) for each in offered}
    if talk.depth != "offer" or not offered:
        return
    choose(talk, section, offered)


def choose(talk: Talk, section: str, offered: list[Choice]) -> None:
    """Put the offer of further questions."""
    taken = [each.title for each in offered if each.note]
    how = talk.put(
        Prompt(
            name=f"more:{section}",
            words=f"Anything more on {sections.named(section)}?",
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


def further(talk: Talk, section: str) -> list[Choice]:
    """The further questions of a section as choices; those of each record end in `[]`."""
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
    return offered


def _answered(talk: Talk, question: Question) -> str:
    """A note on a further question that a documented system or a default answers."""
    if fields.at(talk.data, question.path) is None:
        return ""
    system = given.system(talk.answers, question.path)
    return f"answered: {shown_answer(talk, question)}{f', from {system}' * bool(system)}"


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


def go_deeper(talk: Talk, section: str) -> None:
    """Offer the further questions of a section and ask those that are chosen."""
    before, talk.wanted = talk.wanted, set()
    offered = further(talk, section)
    name = f"choose:{section}"
    words = f"Which further questions on {sections.named(section)}?"
    talk.wanted = set(talk.put(Prompt(name, words, choices=tuple(offered), many=True)) or ())
    for question in _own(section, "more"):
        if _is_wanted(question, talk) and conditions.applies(question, talk.data, question.path):
            asking.ask(talk, question, question.path)
            talk.done.add(question.path)
    for question in _lists(section):
        _about_each(question, talk)
    talk.wanted |= before
