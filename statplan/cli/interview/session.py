"""One sitting of the interview: from the welcome to the last word, with ways back and elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from statplan.cli.interview import asking, checks, opening, review, walk
from statplan.cli.interview.prompter import Choice, Prompt, Prompter
from statplan.cli.interview.talk import LEAVE, Talk
from statplan.cli.interview.transcript import REVIEW, Back, Go, Transcript
from statplan.errors import StatplanError
from statplan.plan.ranking import Answers

Begin = Callable[[str | None], Answers]
_EVERYTHING = walk.Wish()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be written: in lines, and whether there is anything to write."""

    lines: Sequence[str] = ()
    changes: bool = True


Preview = Callable[[Answers], Outlook]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What an interview is about.

    Attributes:
        begin: makes the answers that are known, like a documented system where one is named.
        preview: says what would be written; a StatplanError where something is wrong.
        wish: what is asked, where it is not everything.
        before: the answers of the plan that is changed; None for a new one.
        may_choose: whether the person is asked from which system to begin.
    """

    begin: Begin
    preview: Preview
    wish: walk.Wish = _EVERYTHING
    before: Mapping[str, Any] | None = None
    may_choose: bool = True


def interview(sitting: Sitting, prompter: Prompter, transcript: Transcript) -> Answers:
    """Ask for what the answers lack, and return them all.

    Args:
        sitting: what it is about.
        prompter: how to ask.
        transcript: what was replied before, and where every reply is kept.

    Raises:
        StatplanError: an answer that was given is wrong and no question could mend it.
        KeyboardInterrupt, EOFError: the person left.
    """
    refuse_beyond_asking(sitting.begin(None))
    while True:
        transcript.begin()
        talk = Talk(sitting.begin(None), prompter, transcript, before=sitting.before)
        talk.doubtful = list(checks.problems(talk.data))
        talk.depth = "open" if sitting.wish.skip_answered else "offer"
        try:
            walk.walk(talk, _steps(sitting))
        except Back:
            continue
        return talk.answers


def _steps(sitting: Sitting) -> list[walk.Step]:
    every = walk.steps_of(sitting.wish, partial(_confirm, sitting.preview))
    if sitting.wish.is_part:
        return every
    first = [walk.Step("opening", partial(_welcome, sitting))]
    if sitting.may_choose:
        first.append(walk.Step("opening", partial(_start, sitting.begin)))
    return [*first, *every]


def _welcome(sitting: Sitting, talk: Talk) -> None:
    if sitting.before is None:
        talk.say(opening.WELCOME)
    elif sitting.wish.skip_answered:
        talk.say(opening.WELCOME_OPEN)
    else:
        talk.say(opening.WELCOME_BACK)


def _start(begin: Begin, talk: Talk) -> None:
    """Ask from which system to begin, and take its answers over under those that were given."""
    chosen = talk.put(opening.start_from())
    if chosen not in {None, opening.BLANK}:
        talk.answers = begin(chosen)
        talk.doubtful = list(checks.problems(talk.data))


def _confirm(preview: Preview, talk: Talk) -> None:
    review.forget_inapplicable(talk)
    try:
        outlook = preview(talk.answers)
    except StatplanError as error:
        for problem in error.problems:
            talk.say(checks.told(problem), "wrong")
        raise Go(REVIEW) from None
    for line in outlook.lines:
        talk.say(line)
    reply = talk.put(
        Prompt(
            name="write",
            words="Write it?" if outlook.changes else "Is that all?",
            choices=(
                Choice("yes", "Yes, write it" if outlook.changes else "Yes"),
                Choice("review", "Not yet: look at the answers again"),
                Choice(LEAVE, "Not now; the answers are kept"),
            ),
            current="yes",
        )
    )
    if reply == "review":
        raise Go(REVIEW)


def refuse_beyond_asking(answers: Answers) -> None:
    """Refuse at once what is wrong with the answers given and no question can mend.

    Raises:
        StatplanError: with every such problem, and who gave the answer.
    """
    wrong = tuple(
        each.in_file(answers.given_by.get(each.path, ""))
        for each in checks.problems(answers.data)
        if not asking.can_mend(each, answers.data)
    )
    if wrong:
        raise StatplanError(f"{len(wrong)} wrong; nothing was written.", problems=wrong)
