"""Problems as values: each names its place, the fact, and what to do."""

from dataclasses import dataclass, replace

EXIT_INTERRUPTED = 130  # the exit code after Ctrl-C, as in a shell


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with what was given.

    `path` is the answer's path (`frequency.series[1].on`), `fact` what is the case, `remedy` what
    to do about it. `line` and `column` count from 1; 0 means the problem has no place in a file.
    """

    line: int
    column: int
    path: str
    fact: str
    remedy: str = ""
    file: str = ""

    def with_file(self, file: str) -> "Problem":
        """Return the same problem, said of a named file."""
        return replace(self, file=file)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        words = [part for part in (place, self.path, self.fact) if part]
        return ": ".join(words) + (f" {self.remedy}" if self.remedy else "")


class StatplanError(Exception):
    """Something a person can mend.

    Args:
        message: the fact.
        hint: what to do about it.
        exit_code: 1 problems found, 2 wrong usage, 4 refused.
        problems: every problem at once, when there is more than one place to mend.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        exit_code: int = 1,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code
        self.problems = problems


class MissingLibraryError(StatplanError):
    """A format needs a library that is not installed; the hint is the command that installs it.

    Args:
        product: what cannot be written without it, as in "a PDF".
        extra: the extra of the package that brings it.
    """

    def __init__(self, product: str, extra: str) -> None:
        hint = f'Install it with: pip install "statplan[{extra}]"'
        super().__init__(f"the library that writes {product} is not installed.", hint=hint)
