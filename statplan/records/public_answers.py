"""Answers in the head of notes: words that may be public, since when, and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from statplan.records.front_matter import FENCE

ALLOW = "allow"
_LINE = re.compile(
    rf"{ALLOW}: (\d{{4}}-\d{{2}}-\d{{2}}) \| ([^|\s](?:[^|]*[^|\s])?) \| (\S(?:.*\S)?)"
)


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """An answer that words of the notes may be public.

    Attributes:
        day: the day on which it was given.
        words: the name or number.
        reason: why it may be public.
    """

    day: date
    words: str
    reason: str

    def render_line(self) -> str:
        """Return the line of the head."""
        return f"{ALLOW}: {self.day} | {self.words} | {self.reason}"


def parse_public_answer(line: str) -> PublicAnswer | None:
    """Return the answer in a line of the head; None where the line is not as it is written."""
    match = _LINE.fullmatch(line)
    if not match:
        return None
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None
    return PublicAnswer(day, match[2], match[3])


def add_public_answers(text: str, answers: Iterable[PublicAnswer]) -> str:
    """Return notes with answers in their head; one with the same words and reason stays.

    Args:
        text: the whole file of the notes, whose head is right.
        answers: the new answers.
    """
    for answer in answers:
        text = _add_answer(text, answer)
    return text


def _add_answer(text: str, answer: PublicAnswer) -> str:
    lines = text.splitlines(keepends=True)
    end = next(index for index, line in enumerate(lines[1:], 1) if line.rstrip("\r\n") == FENCE)
    line_end = lines[0][len(lines[0].rstrip("\r\n")) :]
    new_line = answer.render_line() + line_end
    for index in range(1, end):
        earlier = parse_public_answer(lines[index].rstrip("\r\n"))
        if earlier and earlier.words == answer.words:
            is_same = earlier.reason == answer.reason
            return text if is_same else "".join((*lines[:index], new_line, *lines[index + 1 :]))
    return "".join((*lines[:end], new_line, *lines[end:]))
