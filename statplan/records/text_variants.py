"""The ways in which a text can be read: as it is, as printed, as decoded, in other letters."""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

from statplan.records.letters import (
    TOKEN,
    confuse_letters,
    remove_emphasis,
    replace_look_alikes,
    simplify_letters,
    spell_umlauts,
)
from statplan.records.ordinary_words import is_ordinary_word

_FOLD = re.compile(r"\r\n[ \t]")
_TAG = re.compile(r"<(?![a-z]+:|[^<>\s]+@)[^<>\n]*>")
_TAG_OVER_LINES = re.compile(r"<(?![a-z]+:|[^<>\s]+@)[^<>]*>")
# Tags between words: whatever is before and after them is never one word.
_TAG_OF_BLOCK = re.compile(
    r"</?(?:t[dhr]|table|thead|tbody|caption|[uod]l|li|d[dt]|p|div|h[1-6]|br|hr|section|title)\b[^<>\n]*>"
)
_CODE_OF_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_CODE_OF_PYTHON = re.compile(r"\\x([0-9a-fA-F]{2})")
_MAX_DECODED = 2  # times that a character was encoded over
_BREAK = re.compile(r"\\[nNrt]")
_OCTET = re.compile(r"%[0-9a-fA-F]{2}")
_MIXED_WORD = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]+[013457$@!|]|[013457$@!|]+[A-Za-z])[A-Za-z0-9$@!|]*"
)
_ALIKE_WORD = re.compile(r"\b[A-Za-z]*(?:[lI|]|rn|vv)[A-Za-z|]*")
_MIN_LETTERS_OF_MIXED = 3
_LETTERS_OF_DIGITS = tuple(str.maketrans("013457$@!|", f"o{one}eastsa{one}{one}") for one in "il")
_NO_LETTERS = {number: None for number in range(128) if not chr(number).isalnum()}
_SPELT = frozenset("äöüøåÄÖÜØÅ")


class TextVariant:
    """One way in which a text can be read.

    Attributes:
        text: the text in simple letters, with its capitals.
        letters: all letters and digits of it without gaps, in lower case.
        is_guess: whether digits were read as letters, so that it is searched for names alone.
    """

    def __init__(
        self, text: str, line_numbers: Sequence[int] = (), *, is_guess: bool = False
    ) -> None:
        self.text = text
        self.is_guess = is_guess
        self._folded = text.casefold()
        self.letters = _keep_letters(self._folded)
        self._line_numbers = line_numbers
        self._spans_by_line: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def words(self) -> list[str]:
        """The words as they are compared."""
        return TOKEN.findall(self._folded)

    @cached_property
    def starts(self) -> list[int]:
        """The place in `letters` where each word begins, and their length."""
        return [0, *accumulate(map(len, self.words))]

    @cached_property
    def _line_starts(self) -> list[int]:
        """The place in `text` where each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    @cached_property
    def _letter_counts(self) -> list[int]:
        """The number of letters before each line."""
        return [0, *accumulate(len(_keep_letters(line)) for line in self._folded.split("\n"))]

    def find_word(self, position: int) -> int:
        """Return the index of the word that holds a place in `letters`."""
        return bisect_right(self.starts, position) - 1

    def find_whole_words(self, word: str) -> Iterator[int]:
        """Yield each place in `letters` where a word begins that is just that."""
        if word in self._folded:
            yield from (self.starts[at] for at, each in enumerate(self.words) if each == word)

    def find_span(self, index: int) -> tuple[int, int]:
        """Return where a word begins and ends in the text."""
        line = bisect_right(self._letter_counts, self.starts[index]) - 1
        start = self._line_starts[line]
        if line not in self._spans_by_line:
            matches = TOKEN.finditer(self.text[start : self._line_starts[line + 1] - 1])
            self._spans_by_line[line] = [
                (start + match.start(), start + match.end()) for match in matches
            ]
        first = bisect_left(self.starts, self._letter_counts[line])
        return self._spans_by_line[line][index - first]

    def get_token(self, index: int) -> str:
        """Return a word as it is written."""
        start, end = self.find_span(index)
        return self.text[start:end]

    def find_line(self, position: int) -> int:
        """Return the index of the line that holds a place in the text."""
        return self.get_line(bisect_right(self._line_starts, position) - 1)

    def get_line(self, index: int) -> int:
        """Return the index in the text as it was for the index of a line of this variant."""
        return self._line_numbers[index] if index < len(self._line_numbers) else index

    def read_between(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        return self.text[self.find_span(index)[1] : self.find_span(index + 1)[0]]


def _keep_letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return text.translate(_NO_LETTERS) if text.isascii() else "".join(TOKEN.findall(text))


def list_variants(text: str) -> tuple[TextVariant, ...]:
    """Return every way in which a text can be read, each once."""
    unfolded, line_numbers = _unfold(text)
    decoded_texts = dict.fromkeys(_iter_decoded_texts(unfolded))
    readings = dict.fromkeys(
        reading for decoded in decoded_texts for reading in _iter_letter_forms(decoded)
    )
    variants = [TextVariant(reading, line_numbers) for reading in readings]
    return (*variants, *_iter_guesses(variants[-1]))


def _unfold(text: str) -> tuple[str, Sequence[int]]:
    """Join the lines that iCalendar folded; return the number of each line where some were."""
    if "\r" not in text or not _FOLD.search(text):
        return text, ()
    numbers, number = [], 0
    unfolded_lines = _FOLD.sub("\x00", text).split("\n")
    for line in unfolded_lines:
        numbers.append(number)
        number += 1 + line.count("\x00")
    return "\n".join(unfolded_lines).replace("\x00", ""), numbers


def _iter_decoded_texts(text: str) -> Iterator[str]:
    """Yield the text as it is, and as each kind of reader understands it."""
    decoded = text
    if "\\u" in decoded:
        decoded = _CODE_OF_JSON.sub(lambda match: chr(int(match[1], 16)), decoded)
    if "\\x" in decoded:
        decoded = _CODE_OF_PYTHON.sub(lambda match: chr(int(match[1], 16)), decoded)
    for _ in range(_MAX_DECODED):
        if _OCTET.search(decoded):
            decoded = unquote(decoded)
        if "&" in decoded:
            decoded = html.unescape(decoded)
    yield decoded
    yield remove_emphasis(_remove_tags(_TAG_OF_BLOCK.sub(" ", decoded), ""))
    spaced = _remove_tags(decoded, " ")
    yield remove_emphasis(_BREAK.sub(" ", spaced) if "\\" in spaced else spaced)


def _remove_tags(text: str, replacement: str) -> str:
    """Return a text without tags; its lines stay."""
    if "<" not in text:
        return text
    rest = _TAG.sub(replacement, text)
    return _TAG_OVER_LINES.sub(_keep_breaks, rest) if "<" in rest else rest


def _keep_breaks(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def _iter_letter_forms(text: str) -> Iterator[str]:
    """Yield the text in simple letters, in those that they look like, and with umlauts spelt."""
    yield simplify_letters(text)
    if not text.isascii():
        yield replace_look_alikes(text)
        if not _SPELT.isdisjoint(text):
            yield simplify_letters(spell_umlauts(text))


def _iter_guesses(variant: TextVariant) -> Iterator[TextVariant]:
    """Yield the words that mix letters and digits, and those with letters that look alike."""
    matches = [
        match
        for match in _MIXED_WORD.finditer(variant.text)
        if sum(map(str.isalpha, match.group())) >= _MIN_LETTERS_OF_MIXED
    ]
    words = "\n".join(match.group() for match in matches)
    lines = [variant.find_line(match.start()) for match in matches]
    for table in _LETTERS_OF_DIGITS if matches else ():
        yield TextVariant(words.translate(table), lines, is_guess=True)
    alike = [
        match for match in _ALIKE_WORD.finditer(variant.text) if not is_ordinary_word(match.group())
    ]
    if alike:
        words = "\n".join(confuse_letters(match.group()) for match in alike)
        lines = [variant.find_line(match.start()) for match in alike]
        yield TextVariant(words, lines, is_guess=True)
