"""The review: every answer by section, with who gave it; any of them can be reopened."""

from collections.abc import Iterator
from dataclasses import replace

from statplan.advice import Found
from statplan.cli.interview import asking, conditions, counsel, course, given, paths, sections, year
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.talk import Talk
from statplan.cli.interview.transcript import ON, Go
from statplan.plan import SECTIONS, fields
from statplan.plan.applying import without_inapplicable
from statplan.plan.fields import Question
from statplan.plan.undecided import find_gaps, find_needed

_DONE, _ON = "done", "on"
_AGAIN, _DEEPER = "again:", "deeper:"


def look(talk: Talk) -> None:
    """Show all answers and reopen those that the person picks, until all is right.

    Raises:
        Go: the person goes on with the questions, or to a section.
    """
    forget_inapplicable(talk)
    while True:
        picked = talk.put(_prompt(talk))
        if picked == _ON:
            raise Go(ON)
        if picked in {None, _DONE}:
            return
        if picked.startswith(_AGAIN):
            for step in course.of(picked.removeprefix(_AGAIN)):
                step(talk)
        elif picked.startswith(_DEEPER):
            course.go_deeper(talk, picked.removeprefix(_DEEPER))
        else:
            reopen(talk, fields.by_path()[picked], picked)
        forget_inapplicable(talk)
        year.mend(talk)


def _prompt(talk: Talk) -> Prompt:
    found = counsel.found_in(talk.data)
    choices = [Choice(_DONE, "All is right: show what will be written")]
    if talk.may_go_on:
        choices.insert(0, Choice(_ON, "Back to the question that I came from"))
    for section in SECTIONS:
        rows = list(_rows(talk, section, found))
        rows[0] = replace(rows[0], heading=sections.place(section))
        choices += rows
    needed = [gap.label for gap in find_needed(talk.data)]
    waits = f"The calendar waits for: {'; '.join(needed)}. " if needed else ""
    return Prompt(
        name="review",
        words="Your answers. Which one do you want to change?",
        why=f"{waits}In brackets: where an answer is from, unless you gave it, and advice on it.",
        choices=tuple(choices),
        current=choices[0].value,
    )


def _rows(talk: Talk, section: str, found: tuple[Found, ...]) -> Iterator[Choice]:
    """The answers of a section, its open essential questions, and how more is answered."""
    open_ones = {gap.path for gap in find_gaps(talk.data)}
    needed = {gap.path for gap in find_needed(talk.data)}
    for question in fields.questions():
        if question.section != section or question.in_record:
            continue
        if not conditions.applies(question, talk.data, question.path):
            continue
        path, label = question.path, question.ask.label
        if fields.at(talk.data, path) is not None:
            words = f"{label}: {course.shown_answer(talk, question)}"
            notes = (_from(talk, path), counsel.beside(found, path))
            yield Choice(path, words, "; ".join(filter(None, notes)))
        elif path in open_ones or path in needed:
            waits = "the calendar waits for it" if path in needed else ""
            yield Choice(path, f"{label}: not decided yet", waits)
        elif question.ask.depth == "essential":
            default = question.field.default
            yield Choice(path, f"{label}: {_default(default)}", "default" if default else "")
    yield Choice(f"{_AGAIN}{section}", f"All questions on {sections.named(section)} again")
    more = len(course.further(talk, section))
    if more:
        yield Choice(
            f"{_DEEPER}{section}", f"Further questions on {sections.named(section)}, {more}"
        )


def _default(default: object) -> str:
    if default is None:
        return "not decided yet"
    if isinstance(default, bool):
        return "yes" if default else "no"
    return ", ".join(map(str, default)) if isinstance(default, tuple) else str(default)


def _from(talk: Talk, path: str) -> str:
    """Where an answer is from, where somebody else than the person gave it."""
    found = dict.fromkeys(
        label for label in given.labels(talk.answers, path) if label != given.SAID
    )
    return ", ".join(found)


def reopen(talk: Talk, question: Question, path: str) -> None:
    """Ask a question again, whoever answered it, and then what hangs on it."""
    if not conditions.applies(question, talk.data, path):
        talk.say(f"{question.ask.label}: another answer rules this question out.", "wrong")
        return
    talk.done.add(path)
    asking.ask(talk, question, path)
    for follower in fields.questions():
        if fields.hangs_on(follower) != paths.general(path) or follower.in_record:
            continue
        open_one = fields.at(talk.data, follower.path) is None
        wanted = follower.ask.depth == "essential" or question.ask.depth == "more"
        if open_one and wanted and conditions.applies(follower, talk.data, follower.path):
            asking.ask(talk, follower, follower.path)


def forget_inapplicable(talk: Talk) -> None:
    """Leave out the answers whose question does not apply any more, and say so."""
    _, gone = without_inapplicable(talk.data, talk.before)
    for path in gone:
        found = paths.asked_at(path)
        talk.say(f"{found[0].ask.label if found else path} does not apply now and is left out.")
        talk.keep(path, None)
