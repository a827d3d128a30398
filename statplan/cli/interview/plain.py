"""Ask in plain lines, for screen readers and terminals that can do no more than print."""

import io
import re
import select
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from statplan.cli.interview.prompter import (
    BACK,
    HELP,
    MENU,
    NO_MORE,
    Choice,
    Prompt,
    Style,
)
from statplan.cli.interview.text import STEER, joined, noted, typed, visible
from statplan.plan.words import shown

_CLEAR, _NONE = "-", "none"
_LONGEST = 4095  # bytes: a terminal takes no more of a line and drops the rest without a word
_LIST = "Type ? for the list."
_ENTER = "Enter alone keeps what stands, or leaves it open."
_LOST = "The end of that line was lost: a terminal takes 4,095 characters. Type less."
_NO_TEXT = "That holds bytes that are no text. Type it again."
_NO_KEY = "That holds a key that writes nothing, an arrow for example. Type it again."
_SEVERAL = "Several lines came at once and one is asked for, so none was taken. Type one line."
_AT_ONCE = 0.05  # seconds: nobody types the next line so soon, but a paste does
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BYTES = re.compile("[\ud800-\udfff]")
_NUMBERS = re.compile(r"\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?(?=\s|$)")


class _AskAgainError(Exception):
    """A reply that is no answer; its text says why."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """The choices of a prompt as they are numbered; 0 is to leave it open."""

    prompt: Prompt
    numbered: tuple[tuple[int, Choice], ...]

    @classmethod
    def of(cls, prompt: Prompt) -> "_Listed":
        left = (Choice(None, prompt.open),) if prompt.open else ()
        can = (each for each in prompt.choices if not each.off)
        return cls(prompt, (*((0, each) for each in left), *enumerate(can, 1)))

    def lines(self) -> Iterator[str]:
        """What can be chosen, one line each."""
        if self.prompt.open:
            yield f"0. {self.prompt.open}"
        numbers = {id(each): number for number, each in self.numbered}
        for each in self.prompt.choices:
            if each.heading:
                yield f"{_spoken(each.heading).rstrip(':')}:"
            if each.off:
                yield f"- {_spoken(noted(each))}: not now, because {each.off}"
            else:
                yield f"{numbers[id(each)]}. {_spoken(noted(each))}"

    def standing(self) -> tuple[tuple[int, Choice], ...]:
        """What Enter keeps."""
        now = self.prompt.current
        stands = (now if isinstance(now, tuple) else ()) if self.prompt.many else (now,)
        return tuple(each for each in self.numbered if each[1].value in stands)

    def one(self, reply: str) -> Choice:
        """The choice that a number, a title or the beginning of a title means."""
        if re.fullmatch(r"\d{1,4}", reply):
            for number, each in self.numbered:
                if number == int(reply):
                    return each
        said = _plain(reply)
        titles = [*(each for _, each in self.numbered), *(c for c in self.prompt.choices if c.off)]
        exact = [each for each in titles if _plain(_spoken(each.title)) == said]
        found = exact or [each for each in titles if _plain(_spoken(each.title)).startswith(said)]
        if not found:
            raise self._unknown(reply)
        if found[1:]:
            several = "; ".join(_spoken(each.title) for each in found)
            raise _AskAgainError(f"{shown(reply)} may mean several: {several}. Type more of it.")
        if found[0].off:
            raise _AskAgainError(f"{found[0].title}: not now, because {found[0].off}. {_LIST}")
        return found[0]

    def several(self, reply: str) -> tuple[Choice, ...]:
        """The choices that numbers, ranges and titles mean, in the order of the list."""
        if reply.casefold() == _NONE:
            return ()
        try:
            found = [self.one(reply)]
        except _AskAgainError:
            found = [
                each
                for part in re.split("[,;]", reply)
                if part.strip()
                for each in self._part(part.strip())
            ]
            if not found:
                raise
        return tuple(each for _, each in self.numbered if each in found)

    def _part(self, part: str) -> list[Choice]:
        spans, end = [], 0
        while found := _NUMBERS.match(part, end):
            spans.append(sorted(int(each) for each in (found[1], found[2] or found[1])))
            end = found.end()
        if part[end:].strip() or not spans:
            return [self.one(part)]
        known = {number for number, _ in self.numbered}
        for number in (each for span in spans for each in span if each not in known):
            raise self._unknown(str(number))
        return [each for number, each in self.numbered if any(a <= number <= b for a, b in spans)]

    def _unknown(self, reply: str) -> _AskAgainError:
        last = self.numbered[-1][0]
        return _AskAgainError(f"There is no {shown(reply)}; the numbers end at {last}. {_LIST}")


class Plain:
    """The prompter that only prints lines and reads lines; no escape code is ever written.

    Args:
        reading: where the replies are from.
        writing: where everything is shown.
    """

    def __init__(self, reading: TextIO | None = None, writing: TextIO | None = None) -> None:
        self._reading = sys.stdin if reading is None else reading
        self._writing = sys.stderr if writing is None else writing
        self._steered = False
        self._ended = False
        if isinstance(self._reading, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):  # it has been read from before
                self._reading.reconfigure(errors="surrogateescape")

    def say(self, text: str, _: Style = "plain") -> None:
        """Show a text."""
        # A line is not wrapped: a screen reader reads it as one sentence and a braille line breaks
        # it where it must, while a break of ours would be heard as an end.
        self._writing.write(f"{visible(text)}\n")

    def put(self, prompt: Prompt) -> object:
        """Put a question once and return the reply."""
        self.say("")
        self._ask(prompt, whole=True)
        listed = _Listed.of(prompt) if prompt.choices else None
        if listed and not listed.numbered:
            self.say("None of them can be chosen now.")
            return () if prompt.many else None
        while True:
            try:
                reply = self._reply(several=prompt.several)
                if reply == HELP:
                    self.say(prompt.help or NO_MORE)
                    self._ask(prompt, whole=bool(listed), why=False)
                    continue
                if reply in {BACK, MENU}:
                    return reply
                return self._chosen(listed, reply) if listed else _text(prompt, reply)
            except _AskAgainError as wrong:
                self.say(str(wrong))
                self._ask(prompt, whole=False)

    def _ask(self, prompt: Prompt, *, whole: bool, why: bool = True) -> None:
        """Show a question; what can be chosen is listed where the whole of it is shown."""
        self.say(prompt.words)
        if whole and why and prompt.why:
            self.say(prompt.why)
        if not self._steered:
            self._steered = True
            self.say(f"{STEER} {_ENTER}")
        if not prompt.choices:
            if prompt.current not in {None, ""}:
                now = joined(str(prompt.current), "; " if prompt.several else " ")
                self.say(f"Now: {now}")
                self.say(f"Enter keeps it, {_CLEAR} alone leaves it open.")
            self._cue("Answer: ")
            return
        listed = _Listed.of(prompt)
        if whole:
            for line in listed.lines():
                self.say(line)
        if listed.numbered:
            self.say(_now(listed))
            self._cue("Numbers or names: " if prompt.many else "Number or name: ")

    def _cue(self, words: str) -> None:
        self._writing.write(words)
        self._writing.flush()

    def _reply(self, *, several: bool) -> str:
        """What was typed, without what cannot be seen; several lines only where they may be."""
        typed_lines = [self._line(), *self._pasted()]
        lines = [line for each in typed_lines if (line := joined(typed(each)))]
        for each in typed_lines:
            if self._reading.isatty() and len(each.encode(errors="surrogateescape")) >= _LONGEST:
                raise _AskAgainError(_LOST)
            if _BYTES.search(each):
                raise _AskAgainError(_NO_TEXT)
            if _CONTROLS.search(each):
                raise _AskAgainError(_NO_KEY)
        if lines[1:] and not several:
            raise _AskAgainError(_SEVERAL)
        return "\n".join(lines)

    def _line(self) -> str:
        try:
            line = "" if self._ended else self._reading.readline()
        except UnicodeDecodeError as error:
            raise _AskAgainError(_NO_TEXT) from error
        if not line:
            self.say("")
            raise EOFError
        return line.removesuffix("\n").removesuffix("\r")

    def _pasted(self) -> Iterator[str]:
        """The lines that came along with the first: they are no replies to what comes later."""
        while self._reading.isatty() and not self._ended and self._comes():
            line = self._reading.readline()
            self._ended = not line  # the end is heard at the next prompt
            yield line.removesuffix("\n").removesuffix("\r")

    def _comes(self) -> bool:
        with suppress(OSError, ValueError):  # what is no file here: then lines come one by one
            return bool(select.select([self._reading], [], [], _AT_ONCE)[0])
        return False

    def _chosen(self, listed: _Listed, reply: str) -> object:
        prompt = listed.prompt
        if not reply:
            stands = listed.standing()
            if prompt.many:
                return tuple(each.value for _, each in stands)
            if stands:
                return stands[0][1].value
            raise _AskAgainError(f"One of them must be chosen. {_LIST}")
        if not prompt.many:
            one = listed.one(reply)
            self.say(f"Chosen: {_spoken(one.title)}")
            return one.value
        several = listed.several(reply)
        self.say(f"Chosen: {_titles(several)}")
        return tuple(each.value for each in several)


def _text(prompt: Prompt, reply: str) -> str:
    current = "" if prompt.current is None else str(prompt.current)
    if current and reply == _CLEAR:
        return ""
    return reply or current


def _now(listed: _Listed) -> str:
    """What stands there, and what Enter does, in words."""
    stands = listed.standing()
    if listed.prompt.many:
        how = "Parted by commas, as 1, 3-5."
        if not stands:
            return f"{how} Now: none. Enter leaves it so."
        numbers = ", ".join(str(number) for number, _ in stands)
        now = _titles([each for _, each in stands])
        return f"{how} Now: {numbers}: {now}. Enter keeps them, {_NONE} takes none."
    if not stands:
        return "One of them must be chosen."
    number, each = stands[0]
    if not number:
        return "Enter leaves it open."
    return f"Now: {number}, {_spoken(each.title)}. Enter keeps it."


def _titles(choices: Sequence[Choice]) -> str:
    return "; ".join(_spoken(each.title) for each in choices) or _NONE


def _spoken(text: str) -> str:
    """A line as it is read out: columns of a table are parted by semicolons."""
    return re.sub(" {2,}", "; ", joined(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
