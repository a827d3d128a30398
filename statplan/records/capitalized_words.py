"""The words of a text, and what lists of names and of ordinary words say about each."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from statplan.records.known_words import list_known_words
from statplan.records.letters import normalize_text
from statplan.records.name_lists import is_common_surname, is_given_name, is_surname
from statplan.records.ordinary_words import is_ordinary_word

_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['\u2019](?:s|S)?$")
_INNER = re.compile(r"['\u2019-]")
_MIN_ACRONYM, _MIN_NAME = 2, 4
_INNER_CAPITAL = re.compile("[a-z][A-Z]")
_NAME_PREFIX = re.compile("^(?:Ma?c|De|Di|Du|La|Le|Van|Fitz|O)(?=[A-Z])")
_VOWEL = re.compile("[aeiouy]")
_BRITISH_ENDS = {"is": "iz", "ys": "yz", "our": "or", "re": "er", "ll": "l", "ogue": "og"}
_BRITISH = re.compile("is(?=e|i|a)|ys(?=e|i)|our|re$|ll(?=e|i)|ogue$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        text: the word as it is written, without a possessive.
        start: where it begins.
        form: the word as it is compared, without case and accents.
        is_known: whether it is part of the name of something public.
    """

    text: str
    start: int
    form: str
    is_known: bool

    @property
    def end(self) -> int:
        """The index after the word."""
        return self.start + len(self.text)

    @property
    def is_capitalized(self) -> bool:
        """Whether it begins with a capital."""
        return self.text.removeprefix("al-").removeprefix("el-")[0].isupper()

    @property
    def is_function_word(self) -> bool:
        """Whether it is a word such as "the" or "under", which is never part of a name."""
        return self.form in list_known_words("function_words")

    @property
    def is_initial(self) -> bool:
        """Whether it is a single capital."""
        return len(self.form) == 1 and self.is_capitalized

    @property
    def is_particle(self) -> bool:
        """Whether it is a small word between the parts of a name, such as "de"."""
        return self.text.islower() and self.form in list_known_words("particles")

    @property
    def is_courtesy_title(self) -> bool:
        """Whether it is a title that only a person has, such as Ms."""
        return self.form in list_known_words("courtesy_titles")

    @property
    def is_title(self) -> bool:
        """Whether it is a title, an office, or a role, which may stand before a name."""
        return self.is_courtesy_title or self.form in list_known_words("role_titles")

    @property
    def is_ordinary(self) -> bool:
        """Whether it is part of something public, or an English word in all its parts."""
        is_english = self.text.isascii() and all(map(_is_english, _INNER.split(self.form)))
        return self.is_known or is_english

    @property
    def is_given_name(self) -> bool:
        """Whether it is a given name, perhaps an ordinary word as well."""
        is_other = self.is_known or self.is_function_word
        return not is_other and is_given_name(_INNER.split(self.form)[0])

    @property
    def is_clear_given_name(self) -> bool:
        """Whether it is a given name, and hardly anything else."""
        first = _INNER.split(self.form)[0]
        is_ordinary = first in list_known_words("ordinary_given_names")
        return self.is_given_name and not is_ordinary

    @property
    def is_surname(self) -> bool:
        """Whether it, or a part of it, is a frequent surname."""
        return any(map(is_surname, (self.form, *_INNER.split(self.form))))

    @property
    def is_unusual_surname(self) -> bool:
        """Whether it is a frequent surname and no ordinary word."""
        return self.is_surname and not self.is_ordinary

    @property
    def is_common_surname(self) -> bool:
        """Whether it is one of the surnames that most people know as one, such as Brown."""
        parts = _INNER.split(self.form)
        more_surnames = list_known_words("more_surnames")
        return any(is_common_surname(part) or part in more_surnames for part in parts)

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals, as no name is, or is the name of a product."""
        letters = self.text.removesuffix("s")
        is_name = self.is_clear_given_name or self.is_unusual_surname
        if len(letters) >= _MIN_ACRONYM and letters.isupper():
            return len(letters) < _MIN_NAME or not is_name
        if self.is_initial:
            return False
        is_product = bool(_INNER_CAPITAL.search(_NAME_PREFIX.sub("", self.text)))
        return is_product or (self.text.isascii() and not _VOWEL.search(self.form))


def read_words(text: str, known_words: Collection[str]) -> tuple[Word, ...]:
    """Return the words of a text, in order; those of `known_words` are known to be public."""
    words = []
    for match in _WORD.finditer(text):
        written = _POSSESSIVE.sub("", match.group())
        form = normalize_text(written)
        words.append(Word(written, match.start(), form, form in known_words))
    return tuple(words)


def _is_english(word: str) -> bool:
    """Return whether a word is ordinary in its American or its British spelling."""
    american = _BRITISH.sub(lambda end: _BRITISH_ENDS[end[0]], word)
    return is_ordinary_word(word) or is_ordinary_word(american)
