"""A phrase as tokens, and a cursor that the grammars move over them.

A grammar is a function that yields each way in which the tokens at a cursor can be read, with the
cursor behind them. A phrase means something if all that consume it whole agree.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from statplan.plan.time_values import format_numeral

TokenKind = Literal["word", "number", "numeral", "mark", "end"]
ReadValue = TypeVar("ReadValue")
_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TEN_WORDS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_LONGEST_PHRASE = 200
_PATTERN = re.compile(
    r"(?P<half>[ap](?:\. ?| )m\b\.?)|(?P<numeral>[0-9]+(?:st|nd|rd|th)\b)|(?P<number>[0-9]+)"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>\S)"
)
_SAME_CHARACTERS = str.maketrans(
    {"\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-", "\u2019": "'"}
)
_APOSTROPHE = re.compile("'(?![0-9])")
_MARKS_OF_WORDS = ("word", "half", "numeral")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, an ordinal in figures, or a mark, in small letters."""

    kind: TokenKind
    text: str = ""
    is_spaced: bool = False


_END = Token("end")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in a phrase, in front of one of its tokens."""

    tokens: tuple[Token, ...]
    position: int = 0

    @property
    def token(self) -> Token:
        """The next token; one of kind `end` behind the last."""
        return self.tokens[self.position] if self.position < len(self.tokens) else _END

    @property
    def is_at_end(self) -> bool:
        """True behind the last token."""
        return self.position >= len(self.tokens)

    def advance(self, count: int = 1) -> "Cursor":
        """Return the cursor some tokens further on."""
        return replace(self, position=self.position + count)

    def take(self, *choices: Iterable[str] | str) -> "Cursor | None":
        """Return the cursor behind some words, of which each is one of its choices; else None."""
        cursor = self
        for words in choices:
            allowed = (words,) if isinstance(words, str) else words
            if cursor.token.text not in allowed or cursor.is_at_end:
                return None
            cursor = cursor.advance()
        return cursor

    def skip(self, *words: str) -> "Cursor":
        """Return the cursor behind one of some words, if it comes next."""
        return self.take(words) or self


def split_phrase(text: str) -> Cursor:
    """Return a cursor in front of a phrase; a phrase that is far too long has no tokens."""
    folded = _APOSTROPHE.sub("", text.translate(_SAME_CHARACTERS)).casefold().strip()
    if len(folded) > _LONGEST_PHRASE:
        return Cursor(())
    return Cursor(tuple(_iter_tokens(folded)))


def _iter_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens; a period that ends a word or the phrase is none."""
    end, last_kind = 0, ""
    for match in _PATTERN.finditer(text):
        is_spaced, kind, word = match.start() > end, str(match.lastgroup), match.group()
        is_period = word == "." and not is_spaced
        if is_period and (last_kind in _MARKS_OF_WORDS or match.end() == len(text)):
            end = match.end()
            continue
        end, last_kind = match.end(), kind
        if kind == "half":
            yield Token("word", f"{word[0]}m", is_spaced)
        elif kind == "numeral":
            is_right = format_numeral(int(word[:-2])) == word
            yield Token("numeral" if is_right else "mark", word, is_spaced)
        else:
            token_kind: TokenKind = "word" if kind == "word" else "mark"
            yield Token("number" if kind == "number" else token_kind, word, is_spaced)


def iter_numbers(cursor: Cursor, *, most: int = 9999) -> Iterator[tuple[int, Cursor]]:
    """Yield a whole number, in figures or in words."""
    token = cursor.token
    after = cursor.advance()
    if token.kind == "number" and len(token.text) <= len(str(most)):
        yield int(token.text), after
    elif token.text in _NUMBER_WORDS:
        yield _NUMBER_WORDS[token.text], after
    elif token.text in _TEN_WORDS:
        tens, unit = _TEN_WORDS[token.text], after.skip("-")
        if _NUMBER_WORDS.get(unit.token.text, 10) < 10:  # noqa: PLR2004 - one to nine
            yield tens + _NUMBER_WORDS[unit.token.text], unit.advance()
        yield tens, after


def list_whole(readings: Iterable[tuple[ReadValue, Cursor]]) -> list[ReadValue]:
    """Return the values of the readings that consume the whole phrase, each once."""
    return list(dict.fromkeys(value for value, cursor in readings if cursor.is_at_end))
