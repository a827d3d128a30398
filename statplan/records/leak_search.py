"""The search of a text for things that are known: one index of them, one pass of each variant."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from statplan.records.civic_words import TITLES
from statplan.records.known_things import Phrase, list_known_things
from statplan.records.known_words import list_known_words
from statplan.records.ordinary_words import is_ordinary_word
from statplan.records.spoken_numbers import spell_numbers_in_digits
from statplan.records.text_variants import TextVariant, list_variants
from statplan.records.values import (
    DATES,
    DIGITS,
    LONG_NUMBER,
    SHORT_DIGITS,
    Value,
    compile_digits,
    find_long_numbers,
    find_values,
)
from statplan.records.withheld_names import WithheldName
from statplan.records.withheld_text import WithheldText

_RUN_ON = 8  # letters; from so many on they are found whatever stands between them
_LONG_NAME = 5  # letters; from so many on a name is found within a longer word
_SHORTEST_NAME = 2  # letters; so short a name is found as a whole word with a capital
_CLOSE = 2  # characters that may stand between the letters of a short name
_SHORT_TEXT = 20_000  # characters; a number may run over two lines of it
_NOT_DIGITS = re.compile(r"\D+")
_MAX_ENDING = 3  # letters
_ENDINGS = frozenset({"", "s", "es"})
_ARTICLES = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "each", "every", "any", "no", "our", "its"}
)
_LEADS = frozenset(
    {"after", "also", "and", "as", "but", "if", "since", "so", "then", "when", "while"}
)
_SHORT_NAME_IN_ADDRESS = re.compile(r"[a-z]{0,2}|\d+")


@dataclass(frozen=True, slots=True)
class Leak:
    """A withheld text of which something was found.

    Attributes:
        withheld: the text.
        line: the line, counted from one.
        part: what of it was found; empty for all of it, a line or a sentence.
    """

    withheld: WithheldText
    line: int
    part: str = ""


class WithheldIndex:
    """All that is looked for of some withheld texts, to search many texts for.

    Args:
        withheld_texts: the texts.
        public_words: normalized words that are public anyway.
        has_dates: whether dates are looked for; a schedule has many.
    """

    def __init__(
        self,
        withheld_texts: Iterable[WithheldText],
        public_words: Collection[str] = (),
        *,
        has_dates: bool = True,
    ) -> None:
        self._phrases: dict[Phrase, list[WithheldText]] = {}
        self._names: dict[WithheldName, list[WithheldText]] = {}
        self._digits: dict[str, list[WithheldText]] = {}
        self._short_digits: dict[str, list[WithheldText]] = {}
        self._long_numbers: dict[str, list[WithheldText]] = {}
        self._values: dict[Value, list[WithheldText]] = {}
        for withheld_text in dict.fromkeys(withheld_texts):
            things = list_known_things(withheld_text, public_words)
            for phrase in things.phrases:
                self._phrases.setdefault(phrase, []).append(withheld_text)
            for name in things.names:
                self._names.setdefault(name, []).append(withheld_text)
            for value in dict.fromkeys(things.values):
                if value.kind == DIGITS:
                    self._digits.setdefault(value.content, []).append(withheld_text)
                elif value.kind == LONG_NUMBER:
                    self._long_numbers.setdefault(value.content, []).append(withheld_text)
                elif value.kind == SHORT_DIGITS:
                    self._short_digits.setdefault(value.content, []).append(withheld_text)
                elif has_dates or value.kind not in DATES:
                    self._values.setdefault(value, []).append(withheld_text)
        self._has_dates = any(value.kind in DATES for value in self._values)
        self._digits_of_values = compile_digits(self._values)

    def find_leaks(self, text: str) -> tuple[Leak, ...]:
        """Return every line of a text that holds something withheld, in order."""
        leaks: dict[Leak, None] = {}
        variants = list_variants(text)
        by_letters: dict[tuple[str, bool], list[TextVariant]] = {}
        for variant in variants:
            by_letters.setdefault((variant.letters, variant.is_guess), []).append(variant)
            if not variant.is_guess:
                leaks |= dict.fromkeys(self._search_values(variant))
        for (letters, is_guess), same_letters in by_letters.items():
            leaks |= dict.fromkeys(self._search_names(letters, same_letters))
            if not is_guess:
                leaks |= dict.fromkeys(self._search_phrases(letters, same_letters))
        return tuple(sorted(leaks, key=lambda leak: leak.line))

    def _search_names(self, letters: str, variants: Iterable[TextVariant]) -> Iterator[Leak]:
        for name, withheld_texts in self._names.items():
            for variant in variants:
                for position in _find_name(variant, letters, name):
                    if _is_name_there(variant, name, position):
                        line = _find_line(variant, position)
                        yield from (Leak(text, line, name.letters) for text in withheld_texts)

    def _search_phrases(self, letters: str, variants: Iterable[TextVariant]) -> Iterator[Leak]:
        for phrase, withheld_texts in self._phrases.items():
            positions = _find_all(letters, "".join(phrase.words))
            for position, variant in product(positions, variants):
                if _is_phrase_there(variant, phrase, position):
                    part = "" if phrase.is_whole else " ".join(phrase.words)
                    line = _find_line(variant, position)
                    yield from (Leak(text, line, part) for text in withheld_texts)

    def _search_values(self, variant: TextVariant) -> Iterator[Leak]:
        patterns = (
            *((digits, rf"(?<!\d){digits}(?!\d)", texts) for digits, texts in self._digits.items()),
            *(
                (digits, rf"(?<=[A-Za-z]){digits}(?![\w%])(?![.,]\d)", texts)
                for digits, texts in self._short_digits.items()
            ),
        )
        for digits, pattern, withheld_texts in patterns:
            if digits in variant.text:
                for match in re.finditer(pattern, variant.text):
                    line = variant.find_line(match.start()) + 1
                    yield from (Leak(text, line, digits) for text in withheld_texts)
        if not self._long_numbers and not self._values:
            return
        for form in dict.fromkeys((variant.text, spell_numbers_in_digits(variant.text))):
            yield from self._search_long_numbers(variant, form)
            for part_line, part in self._iter_telling_parts(form):
                yield from self._search_dates_and_numbers(variant, part_line, part)

    def _search_long_numbers(self, variant: TextVariant, form: str) -> Iterator[Leak]:
        all_digits = _NOT_DIGITS.sub("", form) if self._long_numbers else ""
        sought = {
            digits: texts for digits, texts in self._long_numbers.items() if digits in all_digits
        }
        for found in find_long_numbers(form) if sought else ():
            line = variant.get_line(form.count("\n", 0, found.start)) + 1
            for digits, withheld_texts in sought.items():
                if digits in found.value.content:
                    yield from (Leak(text, line, digits) for text in withheld_texts)

    def _iter_telling_parts(self, form: str) -> Iterator[tuple[int, str]]:
        """Yield the index and text of lines that can hold a sought value; all at once of notes."""
        if not self._values or not (self._has_dates or self._digits_of_values.search(form)):
            return
        if self._has_dates or len(form) < _SHORT_TEXT:
            yield 0, form
            return
        for index, line in enumerate(form.split("\n")):
            if self._digits_of_values.search(line):
                yield index, line

    def _search_dates_and_numbers(
        self, variant: TextVariant, first_line: int, form: str
    ) -> Iterator[Leak]:
        for found in find_values(form):
            if found.value in self._values:
                line = variant.get_line(first_line + form.count("\n", 0, found.start)) + 1
                for text in self._values[found.value]:
                    yield Leak(text, line, found.value.content)


def _find_name(variant: TextVariant, letters: str, name: WithheldName) -> Iterator[int]:
    is_short = len(name.letters) <= _SHORTEST_NAME and name.letters.upper() != name.letters
    return variant.find_whole_words(name.letters) if is_short else _find_all(letters, name.letters)


def _find_all(letters: str, sought: str) -> Iterator[int]:
    position = letters.find(sought)
    while position >= 0:
        yield position
        position = letters.find(sought, position + 1)


def _find_line(variant: TextVariant, position: int) -> int:
    start, _ = variant.find_span(variant.find_word(position))
    return variant.find_line(start) + 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where letters stand among the words of a text: the words that they are in, and the rest."""

    first: int
    last: int
    before: str
    after: str

    @property
    def is_whole(self) -> bool:
        return not self.before and not self.after


def _locate(variant: TextVariant, position: int, length: int) -> _Place:
    first = variant.find_word(position)
    last = variant.find_word(position + length - 1)
    before = variant.words[first][: position - variant.starts[first]]
    after = variant.words[last][position + length - variant.starts[last] :]
    return _Place(first, last, before, after)


def _is_phrase_there(variant: TextVariant, phrase: Phrase, position: int) -> bool:
    length = sum(map(len, phrase.words))
    place = _locate(variant, position, length)
    words = tuple(variant.words[place.first : place.last + 1])
    if place.is_whole and (length >= _RUN_ON or place.first == place.last):
        return True
    if place.is_whole:
        return words == phrase.words or _is_split_word(variant, place, length)
    if length < _RUN_ON:
        return False
    if place.first == place.last:
        return not _is_word(words[0])
    return not place.before and place.after in _ENDINGS


def _is_name_there(variant: TextVariant, name: WithheldName, position: int) -> bool:
    place = _locate(variant, position, len(name.letters))
    if place.first != place.last:
        return _is_split_name(variant, name, place)
    if _has_foreign_ending(name, place):
        return True
    if not place.before and place.after in _ENDINGS:
        return not name.is_ordinary or _is_written_as_name(variant, name, place.first)
    word = variant.words[place.first]
    if _is_word(word):
        return False
    return _is_name_in_word(name, place, word, variant.get_token(place.first))


def _has_foreign_ending(name: WithheldName, place: _Place) -> bool:
    """Return whether a name of another alphabet is there with the ending of a case."""
    is_cased = name.letters.upper() != name.letters
    is_stem = not place.before and len(place.after) <= _MAX_ENDING
    return is_cased and is_stem and not name.letters.isascii()


def _is_name_in_word(name: WithheldName, place: _Place, word: str, token: str) -> bool:
    """Return whether a longer word, which is no English one, holds a name: Smithersgate."""
    start, end = len(place.before), len(place.before) + len(name.letters)
    if len(token) == len(word) and _has_inner_capitals(token, start, end):
        return True
    if name.letters.upper() == name.letters:
        return True
    if (place.before + place.after).isdigit():
        return not name.is_ordinary
    if len(name.letters) < _LONG_NAME:
        return False
    return not name.is_ordinary or all(
        _SHORT_NAME_IN_ADDRESS.fullmatch(rest) or _is_word(rest)
        for rest in (place.before, place.after)
    )


def _is_split_name(variant: TextVariant, name: WithheldName, place: _Place) -> bool:
    """Return whether a name is there in pieces, as in S.m.i.t.h or Smi-thers."""
    if place.before or place.after not in _ENDINGS:
        words = variant.words[place.first], variant.words[place.last]
        return len(name.letters) >= _RUN_ON and not any(map(_is_word, words))
    if name.is_ordinary and not variant.get_token(place.first)[0].isupper():
        return False
    return _is_split_word(variant, place, len(name.letters))


def _is_split_word(variant: TextVariant, place: _Place, length: int) -> bool:
    """Return whether words in a row are the pieces of one."""
    words = variant.words[place.first : place.last + 1]
    if all(len(word) == 1 for word in words) or words[0].upper() == words[0]:
        return True  # single letters, or the letters of an alphabet without capitals
    gaps = [variant.read_between(index) for index in range(place.first, place.last)]
    if not any(_has_blank(gap) for gap in gaps):
        return length >= _LONG_NAME or all(len(gap) <= _CLOSE for gap in gaps)
    return length >= _RUN_ON or (length >= _LONG_NAME and not all(map(_is_word, words)))


def _has_blank(gap: str) -> bool:
    """Return whether a blank parts two words; a hyphen at the end of a line parts none."""
    return any(char.isspace() for char in gap) and not re.fullmatch(r"-\s*\n[\s>|*]*", gap)


def _has_inner_capitals(token: str, start: int, end: int) -> bool:
    """Return whether a part of a word is set off by capitals, as in JaneDoe."""
    opens = start == 0 or token[start - 1].isdigit() or token[start - 1].islower()
    closes = end == len(token) or not token[end].islower()
    return opens and closes and token[start].isupper()


def _is_written_as_name(variant: TextVariant, name: WithheldName, index: int) -> bool:
    """Return whether a word that is also an English one is there as a name: with a capital."""
    token = variant.get_token(index)
    before = variant.words[index - 1] if index else ""
    gap = variant.read_between(index - 1) if index else "\n"
    is_titled = before in TITLES and gap.strip() in {"", "."} and "\n" not in gap
    if not token[0].isupper():
        return is_titled and len(before) <= _CLOSE + 1  # Mr, Ms, Dr
    if len(token) == _SHORTEST_NAME and token.isupper():
        return is_titled  # MA is Massachusetts, too
    return name.is_sure or is_titled or _is_used_as_name(variant, index, before, gap)


def _is_used_as_name(variant: TextVariant, index: int, before: str, gap: str) -> bool:
    """Return whether a capitalized word has a capital for no other reason than to be a name."""
    has_next = index + 1 < len(variant.words)
    if has_next and variant.read_between(index) == " ":
        after = variant.get_token(index + 1)
        if after[0].isupper() or after.isdigit():
            return False  # Green Lake, Ward 4
        if after in list_known_words("verbs_of_speech"):
            return True
    is_inside = gap.isspace() and "\n" not in gap and before not in _ARTICLES
    return is_inside and (before in _LEADS or variant.get_token(index - 1)[0].islower())


@cache
def _is_word(word: str) -> bool:
    return is_ordinary_word(word)
