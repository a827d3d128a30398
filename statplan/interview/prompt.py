"""The questions and choices that the interview shows, and the interface that asks them."""

from dataclasses import dataclass
from typing import Literal, Protocol

NO_MORE = "There is no more to say about this one."

# Typed alone, these steer instead of answering. A prompter returns them as they are, except HELP
# where it can show `Prompt.help` in place.
HELP, BACK, MENU = "?", "<", "/"

OWN_WORDS = "\0own words"  # the value of the choice "Other"; no answer looks like it
OTHER_PREFIX = "other: "  # before words that are typed in place of a choice

MessageStyle = Literal["plain", "heading", "help", "wrong"]


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """One of the answers that may be chosen.

    Attributes:
        value: what is kept.
        title: how it is shown.
        note: what is said of it, in a few words.
        disabled_reason: why it cannot be chosen now; empty where it can.
        heading: what stands above it, where it is the first of a group.
    """

    value: object
    title: str
    note: str = ""
    disabled_reason: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question as it is put to a person.

    Attributes:
        name: what it is about: the path of an answer, or `more:focus` and the like where the reply
            only steers the interview.
        words: the question.
        why: what stands below it: why it matters, how the answer is written.
        help: what is shown to somebody who asks for more.
        choices: the only answers, where there are any.
        many: whether several choices may be taken.
        current: what stands there: a text, a choice's value, or a tuple of them.
        open: what leaving it undecided is called among the choices; empty where one must be taken.
        several: whether several answers may be typed at once, separated by semicolons or pasted as
            lines; the reply is then still one text, with its semicolons and line ends.
        own_words: whether words that are no choice may be typed, too: "other: " stands before them
            in the reply.
    """

    name: str
    words: str
    why: str = ""
    help: str = ""
    choices: tuple[PromptChoice, ...] = ()
    many: bool = False
    current: object = None
    open: str = ""
    several: bool = False
    own_words: bool = False


class Prompter(Protocol):
    """An interface that asks a person questions. It knows nothing of the plan."""

    def show(self, text: str, style: MessageStyle = "plain") -> None:
        """Show a text."""

    def ask(self, prompt: Prompt) -> object:
        """Ask a question once and return the reply.

        Returns:
            The text that was typed, the value that was chosen, a tuple of values where there may be
            many, or None where it is left open; or HELP, BACK or MENU.

        Raises:
            KeyboardInterrupt, EOFError: the person leaves.
        """
