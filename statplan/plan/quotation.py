"""The quotation of answers in messages: shortened, on one line, invisible characters named."""

import re
from datetime import time

_MAX_QUOTE_LENGTH = 60

# Characters that some calendar or document program drops, breaks on or is misled by: controls,
# line and paragraph separators, byte order marks, bidirectional overrides, what XML refuses, and
# the backslash, which the iCalendar writer turns into a line break before an N.
FORBIDDEN_IN_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\\\\"
    "\ufffe\uffff\ud800-\udfff]"
)


def quote_answer(answer: object) -> str:
    """Return an answer as a message quotes it, shortened."""
    if answer is None:
        return "nothing"
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, time):
        return f"{answer:%H:%M}"
    if isinstance(answer, dict):
        return "a group of answers"
    if isinstance(answer, list | tuple):
        return "a list"
    text = str(answer)
    excerpt = escape_invisible(text[:_MAX_QUOTE_LENGTH]) + "..." * (len(text) > _MAX_QUOTE_LENGTH)
    return f"'{excerpt}'" if isinstance(answer, str) else excerpt


def escape_invisible(text: str) -> str:
    """Return a text on one line, with invisible characters written out."""
    return FORBIDDEN_IN_TEXT.sub(_escape_character, " ".join(text.split()))


def _escape_character(match: re.Match[str]) -> str:
    character = match.group()
    return character if character == "\\" else f"<U+{ord(character):04X}>"
