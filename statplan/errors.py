"""Problems and remedies as values: the place, the fact, what to do, and the commands to type."""

import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

_SPECIAL_IN_DOUBLE_QUOTES = frozenset('"$`\\!')

EXIT_INTERRUPTED = 130  # the exit code after Ctrl-C, as in a shell


def quote_argument(word: object) -> str:
    """Return a path, or another word, as it is typed in a terminal."""
    if sys.platform == "win32":
        return f'"{word}"' if " " in str(word) else str(word)
    text = str(word)
    if "'" in text and not _SPECIAL_IN_DOUBLE_QUOTES & set(text):
        return f'"{text}"'
    return shlex.quote(text)


def _format_word(word: object) -> str:
    is_path = hasattr(word, "__fspath__")
    return f"./{word}" if is_path and str(word).startswith("-") else str(word)


@dataclass(frozen=True, slots=True, init=False)
class Command:
    """A statplan command to type.

    Args:
        name: the name of the command.
        words: its arguments and options, each as the program gets it, without quotes. A path that
            begins with a hyphen gets `./` in front, because it would be read as an option.
        into: the file into which the terminal is to send the output; empty for none.
    """

    name: str
    words: tuple[str, ...]
    into: str

    def __init__(self, name: str, *words: object, into: object = "") -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "words", tuple(map(_format_word, words)))
        object.__setattr__(self, "into", str(into))

    def __str__(self) -> str:
        words = ["statplan", self.name, *map(quote_argument, self.words)]
        words += [">", quote_argument(self.into)] if self.into else []
        return f"`{' '.join(words)}`"


@dataclass(frozen=True, slots=True, init=False)
class Remedy:
    """What a person can do: text, and between it the commands to type.

    Args:
        parts: text, commands, and other remedies, in the order in which they are read.
        suggestion: the word that was probably meant, where the remedy asks about one.
    """

    parts: tuple[str | Command, ...]
    suggestion: str

    def __init__(self, *parts: "str | Command | Remedy", suggestion: str = "") -> None:
        flat_parts: list[str | Command] = []
        for part in parts:
            if isinstance(part, Remedy):
                flat_parts += part.parts
                suggestion = suggestion or part.suggestion
            elif part:
                flat_parts.append(part)
        object.__setattr__(self, "parts", tuple(flat_parts))
        object.__setattr__(self, "suggestion", suggestion)

    def __str__(self) -> str:
        return "".join(map(str, self.parts))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __lt__(self, other: Self) -> bool:
        return str(self) < str(other)

    def capitalize(self) -> "Remedy":
        """Return the same remedy with a capital letter at its beginning."""
        first, *others = self.parts
        if not isinstance(first, str):
            return self
        return Remedy(first[0].upper() + first[1:], *others, suggestion=self.suggestion)

    def change_text(self, change: Callable[[str], str]) -> "Remedy":
        """Return the same remedy with each of its texts changed."""
        parts = (change(part) if isinstance(part, str) else part for part in self.parts)
        return Remedy(*parts, suggestion=self.suggestion)

    def change_commands(self, change: Callable[[Command], Command]) -> "Remedy":
        """Return the same remedy with each of its commands changed."""
        parts = (part if isinstance(part, str) else change(part) for part in self.parts)
        return Remedy(*parts, suggestion=self.suggestion)


# Words to a person: text, or text with commands in it.
Words = Remedy | str


def to_remedy(words: Words) -> Remedy:
    """Return a remedy; plain text is one without a command."""
    return words if isinstance(words, Remedy) else Remedy(words)


@dataclass(frozen=True, slots=True, order=True, init=False)
class Problem:
    """One thing wrong with what was given.

    `path` is the answer's path (`frequency.series[1].on`), `fact` what is the case, `remedy` what
    to do about it. `line` and `column` count from 1; 0 means the problem has no place in a file.
    """

    line: int
    column: int
    path: str
    fact: str
    remedy: Remedy
    file: str

    def __init__(
        self,
        line: int,
        column: int,
        path: str,
        fact: str,
        remedy: Words = "",
        file: str = "",
    ) -> None:
        fields = (line, column, path, fact, to_remedy(remedy), file)
        for name, content in zip(self.__slots__, fields, strict=True):
            object.__setattr__(self, name, content)

    def with_file(self, file: str) -> "Problem":
        """Return the same problem, said of a named file."""
        return replace(self, file=file)

    def describe(self) -> Remedy:
        """Return the place, the fact and the remedy, in one line."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        words = ": ".join(part for part in (place, self.path, self.fact) if part)
        return Remedy(words, " " if self.remedy else "", self.remedy)

    def __str__(self) -> str:
        return str(self.describe())


class AnswerError(ValueError):
    """An answer that its type refuses.

    Args:
        fact: a sentence that says what is wrong.
        remedy: a sentence that says what to write instead.
    """

    def __init__(self, fact: str, remedy: Words) -> None:
        super().__init__(f"{fact} {remedy}")
        self.fact = fact
        self.remedy = to_remedy(remedy)


class StatplanError(Exception):
    """Something a person can mend.

    Args:
        message: the fact.
        remedy: what to do about it.
        exit_code: 1 problems found, 2 wrong usage, 4 refused.
        problems: every problem at once, when there is more than one place to mend.
    """

    def __init__(
        self,
        message: str,
        *,
        remedy: Words = "",
        exit_code: int = 1,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = to_remedy(remedy)
        self.exit_code = exit_code
        self.problems = problems


class MissingLibraryError(StatplanError):
    """A format needs a library that is not installed; the remedy is the command that installs it.

    Args:
        product: what cannot be written without it, as in "a PDF".
        extra: the extra of the package that brings it.
    """

    def __init__(self, product: str, extra: str) -> None:
        remedy = f'Install it with: pip install "statplan[{extra}]"'
        super().__init__(f"the library that writes {product} is not installed.", remedy=remedy)
