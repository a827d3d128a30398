"""The interview at one moment: what is known, whom to ask, what more was wished for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from statplan.cli.interview import sections
from statplan.cli.interview.given import SAID, drop
from statplan.cli.interview.paths import general
from statplan.cli.interview.prompter import (
    BACK,
    HELP,
    MENU,
    NO_MORE,
    Choice,
    Prompt,
    Prompter,
    Style,
)
from statplan.cli.interview.transcript import REVIEW, Back, Go, Reply, Transcript
from statplan.errors import Problem
from statplan.plan import fields
from statplan.plan.ranking import Answers

Wrong = Callable[[Any], str | None]
Depth = Literal["open", "essential", "offer", "all"]
_ALREADY = "is on the list already."
LEAVE = "leave"  # the value of a choice that ends the sitting; it is never kept as a reply
_STAY, _BEFORE = "stay", "back"


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

    Attributes:
        answers: what is known.
        prompter: how to ask.
        transcript: what was replied before; it is replayed before anybody is asked.
        depth: how much is asked: what is open, what is essential, that and an offer of the rest
            after each section, or everything.
        wanted: the paths of the further questions that somebody asked for.
        doubtful: what is wrong with answers that were given, until they are asked again.
        along: the paths of answers that were given along with another one.
        done: the paths of the questions that have been asked.
        section: where the interview is: a section, or `opening`, `review`, `confirm`.
        advised: the codes of the advice that has been given.
        before: the answers of the plan that is being changed, or None for a new one.
        opened: the sections, and the review, to which the person went.
        may_go_on: whether the review was opened from a question, to which one may return.
    """

    answers: Answers
    prompter: Prompter
    transcript: Transcript = field(default_factory=Transcript)
    depth: Depth = "essential"
    wanted: set[str] = field(default_factory=set)
    doubtful: list[Problem] = field(default_factory=list)
    along: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    section: str = ""
    advised: set[str] = field(default_factory=set)
    before: Mapping[str, Any] | None = None
    opened: set[str] = field(default_factory=set)
    may_go_on: bool = False
    _unsaid: list[tuple[str, Style]] = field(default_factory=list)
    _went: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """The answers so far, as plain data."""
        return self.answers.data

    def say(self, text: str, style: Style = "plain") -> None:
        """Show a text; after replies were replayed, only what follows the last one is shown."""
        if self.transcript.replaying or self._went:
            self._unsaid.append((text, style))
        else:
            self.prompter.say(text, style)

    def _speak(self) -> None:
        """Show what was said since the last reply that was replayed, under the section's head."""
        if not self._went:
            return
        self._went = False
        head = sections.place(self.section)
        if head and not any(head in text for text, _ in self._unsaid):
            self.prompter.say(f"\n{head}", "heading")
        for text, style in self._unsaid:
            self.prompter.say(text, style)
        self._unsaid.clear()

    def moved(self) -> None:
        """Show where the interview is before it goes on: it has come from elsewhere."""
        self._went = True

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

        Raises:
            Back, Go: the person moves elsewhere.
            KeyboardInterrupt, EOFError: the person leaves.
        """
        if self.transcript.replaying:
            self._went = True
        before = self.transcript.replay(prompt.name)
        if before is not None:
            if before.go:
                self._unsaid.clear()
                raise Go(before.go)
            reply = prompt.current if before.kept else before.reply
            if _fits(prompt, reply):
                answer = None if _is_open(reply) else meaning(reply)
                if answer is None or wrong(answer) is None:
                    self._unsaid.clear()
                    return answer
            self.transcript.stop(last=True)
        self._speak()
        return self._ask(prompt, meaning, wrong)

    def _ask(self, prompt: Prompt, meaning: Callable[[Any], object], wrong: Wrong) -> Any:  # noqa: ANN401
        undone = self.transcript.undone.get(prompt.name)
        stands = undone is not None and _fits(prompt, undone)
        words = replace(prompt, current=undone) if stands else prompt
        while True:
            reply = self.prompter.put(words)
            if reply == HELP:
                self.say(prompt.help or NO_MORE, "help")
            elif reply == BACK:
                self._go_back()
            elif reply == MENU:
                self._move(prompt)
            elif reply == LEAVE and any(each.value == LEAVE for each in prompt.choices):
                raise EOFError
            else:
                answer = None if _is_open(reply) else meaning(reply)
                reason = None if answer is None else wrong(answer)
                if reason is None:
                    kept = general(prompt.name) in fields.by_path() and reply == prompt.current
                    self.transcript.add(Reply(prompt.name, reply, kept=kept))
                    return answer
                self.say(reason, "wrong")
                words = replace(prompt, current=_mended(reply, reason), why="")

    def _go_back(self) -> None:
        if self.transcript.back():
            raise Back
        self.say("This is the first question.", "wrong")

    def _move(self, prompt: Prompt) -> None:
        """Ask where to go from a question; return to stay there."""
        to = self.prompter.put(_where_to(self.section))
        if to in {_BEFORE, BACK}:
            self._go_back()
        elif to == LEAVE:
            raise EOFError
        elif to not in {None, _STAY, HELP, MENU}:
            self.transcript.add(Reply(prompt.name, go=str(to)))
            raise Go(str(to))

    def keep(self, path: str, answer: object) -> None:
        """Write an answer down; None takes away what stood there."""
        if answer is None:
            drop(self.answers, path)
        else:
            self.answers.put(path, answer, SAID)


def _where_to(section: str) -> Prompt:
    choices = [
        Choice(_STAY, "Back to the question"),
        Choice(_BEFORE, "The question before it"),
        Choice(REVIEW, "All answers, to look at them and change them"),
        *(
            Choice(name, sections.place(name), "you are here" if name == section else "")
            for name in sections.HEADS
        ),
        Choice(LEAVE, "Leave; what is answered is kept"),
    ]
    return Prompt("where", "Where to?", choices=tuple(choices), current=_STAY)


def _fits(prompt: Prompt, reply: object) -> bool:
    """Whether a reply of before is one that the prompt could be given now."""
    if _is_open(reply):
        return prompt.many or not prompt.choices or bool(prompt.open) or reply == prompt.current
    if not prompt.choices:
        return isinstance(reply, str)
    if prompt.many != isinstance(reply, tuple):
        return False
    values = [each.value for each in prompt.choices if not each.off]
    return all(value in values for value in (reply if isinstance(reply, tuple) else (reply,)))


def _is_open(reply: object) -> bool:
    return reply is None or reply in ("", ())


def _mended(reply: object, reason: str) -> object:
    """What stands there when a question is put again: what was typed, or what was meant by it."""
    if reason.endswith(_ALREADY):
        return None
    near = reason.rpartition("Did you mean ")[2].rstrip("?") if "Did you mean " in reason else ""
    return near if near and isinstance(reply, str) and "," not in reply else reply
