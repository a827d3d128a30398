"""A prompter in plain lines, for screen readers and terminals that can only print."""

import io
import re
import select
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from statplan.interview.prompt import (
    BACK,
    HELP,
    MENU,
    NO_MORE,
    OTHER_PREFIX,
    MessageStyle,
    Prompt,
    PromptChoice,
)
from statplan.interview.text import (
    STEERING_HINT,
    escape_unseen,
    format_choice,
    join_lines,
    strip_unseen,
)
from statplan.plan.quotation import quote_answer

_CLEAR, _NONE = "-", "none"
_LONGEST = 4095  # bytes: a terminal takes no more of a line and drops the rest without a word
_LIST = "Type ? for the list."
_ENTER = "Enter alone keeps what stands, or leaves it open."
_LOST = "The end of that line was lost: a terminal takes 4,095 characters. Type less."
_NO_TEXT = "That holds bytes that are no text. Type it again."
_NO_KEY = "That holds a key that writes nothing, an arrow for example. Type it again."
_SEVERAL = "Several lines came at once and one is asked for, so none was taken. Type one line."
_OWN_COMMAS = "A comma does not separate words of your own; a semicolon does."
_AT_ONCE = 0.05  # seconds: nobody types the next line so soon, but a paste does
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BYTES = re.compile("[\ud800-\udfff]")
_NUMBERS = re.compile(r"\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?(?=\s|$)")


class _AskAgainError(Exception):
    """A reply that is no answer; its text says why."""


class _UnknownChoiceError(_AskAgainError):
    """A reply that is none of the choices."""


@dataclass(frozen=True, slots=True)
class _NumberedChoices:
    """The choices of a prompt as they are numbered; 0 is to leave it open."""

    prompt: Prompt
    numbered: tuple[tuple[int, PromptChoice], ...]

    @classmethod
    def from_prompt(cls, prompt: Prompt) -> "_NumberedChoices":
        open_choice = (PromptChoice(None, prompt.open),) if prompt.open else ()
        available = (choice for choice in prompt.choices if not choice.disabled_reason)
        return cls(prompt, (*((0, choice) for choice in open_choice), *enumerate(available, 1)))

    def iter_lines(self) -> Iterator[str]:
        """Yield what can be chosen, one line each."""
        if self.prompt.open:
            yield f"0. {self.prompt.open}"
        numbers = {id(choice): number for number, choice in self.numbered}
        for choice in self.prompt.choices:
            if choice.heading:
                yield f"{_format_spoken(choice.heading).rstrip(':')}:"
            if choice.disabled_reason:
                yield (
                    f"- {_format_spoken(format_choice(choice))}: not now, because "
                    f"{choice.disabled_reason}"
                )
            else:
                yield f"{numbers[id(choice)]}. {_format_spoken(format_choice(choice))}"

    def list_current(self) -> tuple[tuple[int, PromptChoice], ...]:
        """Return the choices that Enter keeps."""
        current = self.prompt.current
        current_values = (
            (current if isinstance(current, tuple) else ()) if self.prompt.many else (current,)
        )
        return tuple(pair for pair in self.numbered if pair[1].value in current_values)

    def find_choice(self, reply: str) -> PromptChoice:
        """Return the choice that a number, a title or the beginning of a title means."""
        if re.fullmatch(r"\d{1,4}", reply):
            for number, choice in self.numbered:
                if number == int(reply):
                    return choice
        normalized = _normalize_text(reply)
        choices = [
            *(choice for _, choice in self.numbered),
            *(choice for choice in self.prompt.choices if choice.disabled_reason),
        ]
        titled = [(_normalize_text(_format_spoken(choice.title)), choice) for choice in choices]
        exact = [choice for title, choice in titled if title == normalized]
        matches = exact or [choice for title, choice in titled if title.startswith(normalized)]
        if not matches:
            raise self._build_unknown_error(reply)
        if matches[1:]:
            matching_titles = "; ".join(_format_spoken(choice.title) for choice in matches)
            raise _AskAgainError(
                f"{quote_answer(reply)} may mean several: {matching_titles}. Type more of it."
            )
        if matches[0].disabled_reason:
            raise _AskAgainError(
                f"{matches[0].title}: not now, because {matches[0].disabled_reason}. {_LIST}"
            )
        return matches[0]

    def find_choices(self, reply: str) -> tuple[PromptChoice, ...]:
        """Return the choices that numbers, ranges and titles mean, in the order of the list."""
        if reply.casefold() == _NONE:
            return ()
        try:
            chosen = [self.find_choice(reply)]
        except _AskAgainError:
            chosen = [
                choice
                for part in re.split("[,;]", reply)
                if part.strip()
                for choice in self._parse_part(part.strip())
            ]
            if not chosen:
                raise
        return tuple(choice for _, choice in self.numbered if choice in chosen)

    def _parse_part(self, part: str) -> list[PromptChoice]:
        spans, end = [], 0
        while match := _NUMBERS.match(part, end):
            spans.append(sorted(int(digits) for digits in (match[1], match[2] or match[1])))
            end = match.end()
        if part[end:].strip() or not spans:
            return [self.find_choice(part)]
        known_numbers = {number for number, _ in self.numbered}
        unknown = [number for span in spans for number in span if number not in known_numbers]
        if unknown:
            raise self._build_unknown_error(str(unknown[0]))
        return [
            choice for number, choice in self.numbered if any(a <= number <= b for a, b in spans)
        ]

    def find_own_words(self, reply: str) -> tuple[object, ...] | None:
        """Return the values of choices and of words that are no choice; None without any such.

        Words are separated by semicolons, so that a comma may stand in them.
        """
        parts = reply.split(";") if self.prompt.many else [reply]
        replies = [value for part in parts if part.strip() for value in self._read_part(part)]
        has_own_words = any(str(value).startswith(OTHER_PREFIX) for value in replies)
        return tuple(dict.fromkeys(replies)) if has_own_words else None

    def _read_part(self, part: str) -> Iterator[object]:
        """Yield the values of choices, and the words between them with their commas."""
        words: list[str] = []
        pieces = part.split(",") if self.prompt.many and not _is_marked(part) else [part]
        for piece in pieces:
            values = None if words and _is_marked(words[0]) else self._find_values(piece.strip())
            if values is None:
                words.append(piece)
            else:
                yield from _join_own_words(words)
                yield from values
                words = []
        yield from _join_own_words(words)

    def _find_values(self, piece: str) -> list[object] | None:
        """Return the values of the choices that are meant; None for words that are no choice."""
        if not piece:
            return []
        try:
            choices = self.find_choices(piece) if self.prompt.many else (self.find_choice(piece),)
        except _UnknownChoiceError:
            if not any(map(str.isalpha, piece)):
                raise
            return None
        return [choice.value for choice in choices]

    def _build_unknown_error(self, reply: str) -> _UnknownChoiceError:
        last = self.numbered[-1][0]
        return _UnknownChoiceError(
            f"There is no {quote_answer(reply)}; the numbers end at {last}. {_LIST}"
        )


class PlainPrompter:
    """The prompter that only prints lines and reads lines; no escape code is ever written.

    Args:
        input_stream: where the replies are from; stdin unless stated.
        output_stream: where everything is shown; stderr unless stated.
    """

    def __init__(
        self, input_stream: TextIO | None = None, output_stream: TextIO | None = None
    ) -> None:
        self._input = sys.stdin if input_stream is None else input_stream
        self._output = sys.stderr if output_stream is None else output_stream
        self._has_explained_keys = False
        self._has_ended = False
        if isinstance(self._input, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):  # it has been read from before
                self._input.reconfigure(errors="surrogateescape")

    def show(self, text: str, _: MessageStyle = "plain") -> None:
        """Show a text."""
        # A line is not wrapped: a screen reader reads it as one sentence and a braille line breaks
        # it where it must, while a break of ours would be heard as an end.
        self._output.write(f"{escape_unseen(text)}\n")

    def ask(self, prompt: Prompt) -> object:
        """Ask a question once and return the reply."""
        self.show("")
        self._show_prompt(prompt, whole=True)
        numbered_choices = _NumberedChoices.from_prompt(prompt) if prompt.choices else None
        if numbered_choices and not numbered_choices.numbered:
            self.show("None of them can be chosen now.")
            return () if prompt.many else None
        while True:
            try:
                reply = self._read_reply(several=prompt.several)
                if reply == HELP:
                    self.show(prompt.help or NO_MORE)
                    self._show_prompt(prompt, whole=bool(numbered_choices), why=False)
                    continue
                if reply in {BACK, MENU}:
                    return reply
                return (
                    self._resolve_choice(numbered_choices, reply)
                    if numbered_choices
                    else _resolve_text(prompt, reply)
                )
            except _AskAgainError as error:
                self.show(str(error))
                self._show_prompt(prompt, whole=False)

    def _show_prompt(self, prompt: Prompt, *, whole: bool, why: bool = True) -> None:
        """Show a question; what can be chosen is listed where the whole of it is shown."""
        self.show(prompt.words)
        if whole and why and prompt.why:
            self.show(prompt.why)
        if not self._has_explained_keys:
            self._has_explained_keys = True
            self.show(f"{STEERING_HINT} {_ENTER}")
        if not prompt.choices:
            if prompt.current not in {None, ""}:
                current = join_lines(str(prompt.current), "; " if prompt.several else " ")
                self.show(f"Now: {current}")
                self.show(f"Enter keeps it, {_CLEAR} alone leaves it open.")
            self._write_cue("Answer: ")
            return
        numbered_choices = _NumberedChoices.from_prompt(prompt)
        if whole:
            for line in numbered_choices.iter_lines():
                self.show(line)
        if numbered_choices.numbered:
            self.show(_describe_current(numbered_choices))
            self._write_cue("Numbers or names: " if prompt.many else "Number or name: ")

    def _write_cue(self, cue: str) -> None:
        self._output.write(cue)
        self._output.flush()

    def _read_reply(self, *, several: bool) -> str:
        """Return what was typed, without invisible characters; several lines only where allowed."""
        typed_lines = [self._read_line(), *self._read_pasted_lines()]
        lines = [
            line for typed_line in typed_lines if (line := join_lines(strip_unseen(typed_line)))
        ]
        for typed_line in typed_lines:
            if (
                self._input.isatty()
                and len(typed_line.encode(errors="surrogateescape")) >= _LONGEST
            ):
                raise _AskAgainError(_LOST)
            if _BYTES.search(typed_line):
                raise _AskAgainError(_NO_TEXT)
            if _CONTROLS.search(typed_line):
                raise _AskAgainError(_NO_KEY)
        if lines[1:] and not several:
            raise _AskAgainError(_SEVERAL)
        return "\n".join(lines)

    def _read_line(self) -> str:
        try:
            line = "" if self._has_ended else self._input.readline()
        except UnicodeDecodeError as error:
            raise _AskAgainError(_NO_TEXT) from error
        if not line:
            self.show("")
            raise EOFError
        return line.removesuffix("\n").removesuffix("\r")

    def _read_pasted_lines(self) -> Iterator[str]:
        """Yield the lines that came with the first; they are no replies to later questions."""
        while self._input.isatty() and not self._has_ended and self._has_more_input():
            line = self._input.readline()
            self._has_ended = not line  # the end is heard at the next prompt
            yield line.removesuffix("\n").removesuffix("\r")

    def _has_more_input(self) -> bool:
        with suppress(OSError, ValueError):  # what is no file here: then lines come one by one
            return bool(select.select([self._input], [], [], _AT_ONCE)[0])
        return False

    def _resolve_choice(self, numbered_choices: _NumberedChoices, reply: str) -> object:
        prompt = numbered_choices.prompt
        if not reply:
            current = numbered_choices.list_current()
            if prompt.many:
                return tuple(choice.value for _, choice in current)
            if current:
                return current[0][1].value
            raise _AskAgainError(f"One of them must be chosen. {_LIST}")
        if prompt.own_words and (typed := numbered_choices.find_own_words(reply)):
            self._confirm_own_words(typed, many=prompt.many)
            return typed if prompt.many else typed[0]
        if not prompt.many:
            choice = numbered_choices.find_choice(reply)
            self.show(f"Chosen: {_format_spoken(choice.title)}")
            return choice.value
        chosen = numbered_choices.find_choices(reply)
        self.show(f"Chosen: {_join_titles(chosen)}")
        return tuple(choice.value for choice in chosen)

    def _confirm_own_words(self, replies: Sequence[object], *, many: bool) -> None:
        """Offer to take words that are no choice as they are; the question comes again if not."""
        words = [str(reply) for reply in replies if str(reply).startswith(OTHER_PREFIX)]
        listed = "; ".join(text.removeprefix(OTHER_PREFIX) for text in words)
        if many and "," in listed:
            self.show(_OWN_COMMAS)
        self.show(f"Not one of the choices: {listed}. Take it in your own words?")
        self._write_cue("Yes or no (Enter is yes): ")
        if self._read_reply(several=False).casefold() not in {"", "y", "yes"}:
            raise _AskAgainError(_LIST)
        self.show(f"Taken in your own words: {listed}")


def _is_marked(text: str) -> bool:
    """Return whether "other:" stands before words, as in the plan file."""
    start, colon, _ = text.strip().partition(":")
    return bool(colon) and f"{start.casefold()}: " == OTHER_PREFIX


def _join_own_words(pieces: Sequence[str]) -> tuple[str, ...]:
    """Return words with the commas at which they were split, as an answer; nothing without any."""
    words = ",".join(pieces).strip()
    if _is_marked(words):
        words = words.partition(":")[2].strip()
    return (f"{OTHER_PREFIX}{words}",) if words else ()


def _resolve_text(prompt: Prompt, reply: str) -> str:
    current = "" if prompt.current is None else str(prompt.current)
    if current and reply == _CLEAR:
        return ""
    return reply or current


def _describe_current(numbered_choices: _NumberedChoices) -> str:
    """Describe what is chosen now, and what Enter does."""
    current = numbered_choices.list_current()
    if numbered_choices.prompt.many:
        how_to = "Separate with commas, such as 1, 3-5."
        if not current:
            return f"{how_to} Now: none. Enter leaves it so."
        numbers = ", ".join(str(number) for number, _ in current)
        titles = _join_titles([choice for _, choice in current])
        return f"{how_to} Now: {numbers}: {titles}. Enter keeps them, {_NONE} takes none."
    if not current:
        return "One of them must be chosen."
    number, choice = current[0]
    if not number:
        return "Enter leaves it open."
    return f"Now: {number}, {_format_spoken(choice.title)}. Enter keeps it."


def _join_titles(choices: Sequence[PromptChoice]) -> str:
    return "; ".join(_format_spoken(choice.title) for choice in choices) or _NONE


def _format_spoken(text: str) -> str:
    """Return a line as it is read out: columns of a table are separated by semicolons."""
    return re.sub(" {2,}", "; ", join_lines(text))


def _normalize_text(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
