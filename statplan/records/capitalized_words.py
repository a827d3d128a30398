"""The words of a text, and what lists of names and of ordinary words say about each."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from statplan.records.known_words import list_known_words
from statplan.records.name_lists import is_common_surname, is_given_name, is_surname
from statplan.records.ordinary_words import is_ordinary_word
from statplan.records.unicode import normalize_text

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['\u2019](?:s|S)?$")
_INNER = re.compile(r"['\u2019-]")
_MIN_ACRONYM = 2


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
        return self.text[0].isupper()

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
        return self.is_known or all(map(is_ordinary_word, _INNER.split(self.form)))

    @property
    def is_given_name(self) -> bool:
        """Whether it is a given name, perhaps an ordinary word as well."""
        return not self.is_known and is_given_name(_INNER.split(self.form)[0])

    @property
    def is_clear_given_name(self) -> bool:
        """Whether it is a given name, and hardly anything else."""
        is_ordinary = self.form in list_known_words("ordinary_given_names")
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
        return any(map(is_common_surname, _INNER.split(self.form)))

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals and no name."""
        letters = self.text.removesuffix("s")
        is_name = self.is_clear_given_name or self.is_unusual_surname
        return len(letters) >= _MIN_ACRONYM and letters.isupper() and not is_name


def read_words(text: str, known_words: Collection[str]) -> tuple[Word, ...]:
    """Return the words of a text, in order; those of `known_words` are known to be public."""
    words = []
    for match in _WORD.finditer(text):
        written = _POSSESSIVE.sub("", match.group())
        form = normalize_text(written)
        words.append(Word(written, match.start(), form, form in known_words))
    return tuple(words)
