"""The interview at one moment: what is known, whom to ask, what more was wished for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from statplan.cli.interview.given import SAID, drop
from statplan.cli.interview.prompter import HELP, NO_MORE, Prompt, Prompter, Style
from statplan.errors import Problem
from statplan.plan.ranking import Answers

Wrong = Callable[[Any], str | None]
_ALREADY = "is on the list already."


def _as_it_is(reply: object) -> object:
    return reply


def _never(_: object) -> None:
    return None


def already(name: str) -> str:
    """What is wrong with something that is named a second time."""
    return f"{name} {_ALREADY}"


@dataclass(slots=True)
class Talk:
    """The answers so far and the way to ask for more.

    `wanted` holds the paths of the further questions that somebody asked for, `doubtful` what is
    wrong with answers that were given, until they are asked again.
    """

    answers: Answers
    prompter: Prompter
    wanted: set[str] = field(default_factory=set)
    doubtful: list[Problem] = field(default_factory=list)

    @property
    def data(self) -> dict[str, Any]:
        """The answers so far, as plain data."""
        return self.answers.data

    def say(self, text: str, style: Style = "plain") -> None:
        """Show a text."""
        self.prompter.say(text, style)

    def put(
        self,
        prompt: Prompt,
        meaning: Callable[[Any], object] = _as_it_is,
        wrong: Wrong = _never,
    ) -> Any:  # noqa: ANN401 - answers are of any kind
        """Put a question until the reply is right or left open; None is left open.

        Args:
            prompt: the question.
            meaning: what a reply means as an answer.
            wrong: what is wrong with an answer, or None.
        """
        while True:
            reply = self.prompter.put(prompt)
            if reply is None or reply in ("", ()):
                return None
            if reply == HELP:
                self.say(prompt.help or NO_MORE, "help")
                continue
            answer = meaning(reply)
            reason = wrong(answer)
            if reason is None:
                return answer
            self.say(reason, "wrong")
            prompt = replace(prompt, current=_mended(reply, reason), why="")

    def keep(self, path: str, answer: object) -> None:
        """Write an answer down; None takes away what stood there."""
        if answer is None:
            drop(self.answers, path)
        else:
            self.answers.put(path, answer, SAID)


def _mended(reply: object, reason: str) -> object:
    """What stands there when a question is put again: what was typed, or what was meant by it."""
    if reason.endswith(_ALREADY):
        return None
    near = reason.rpartition("Did you mean ")[2].rstrip("?") if "Did you mean " in reason else ""
    return near if near and isinstance(reply, str) and "," not in reply else reply
