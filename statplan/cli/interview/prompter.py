"""What the interview asks through: a terminal, plain lines, or a script in a test."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

Kind = str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question as it is put to a person.

    `choices` are the only answers where there are any, of which `many` may be taken; `current` is
    the answer so far; `suggestion` what is recommended; `check` says what is wrong with an answer.
    """

    words: str
    help: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    current: object = None
    suggestion: str = ""
    check: Callable[[object], str | None] = lambda _: None


class Prompter(Protocol):
    """Puts questions; None is the answer "not decided yet"."""

    def say(self, text: str) -> None:
        """Show a text."""

    def ask(self, prompt: Prompt) -> object:
        """Ask until the answer is right or left open."""

    def confirm(self, words: str) -> bool:
        """Ask a question of yes or no that is not kept."""
