"""The things by which a withheld text can be known: phrases, names, and values."""

import re
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations

from statplan.records.addresses import (
    STREET,
    iter_part_phrases,
    iter_short_names,
)
from statplan.records.civic_words import (
    CIVIC_WORDS,
    STREET_KINDS,
)
from statplan.records.letters import (
    remove_emphasis,
    replace_look_alikes,
    simplify_letters,
    spell_umlauts,
    split_words,
)
from statplan.records.name_lists import is_given_name
from statplan.records.spoken_numbers import list_number_forms, spell_numbers_in_digits
from statplan.records.values import (
    Value,
    find_periods,
    find_sought_values,
    is_telling,
)
from statplan.records.withheld_names import (
    WithheldName,
    iter_name_forms,
    iter_names,
    iter_names_in_file_names,
    iter_names_of_mailboxes,
)
from statplan.records.withheld_text import Parts, WithheldText

_MIN_PHRASE_LENGTH = 3  # letters and digits; anything shorter stands in every text by chance
_MIN_NAME_LENGTH = 3
_MARKUP = re.compile(r"^(?:[\s>#*+|-]|[0-9]+[.)]\s|\[[ xX]\]\s)+|[\s|]+$")
_PARTS = re.compile(r"\||(?<=[.!?;])\s")
_CAPITALIZED_WORDS = re.compile(r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+\b")
_FULL_NAME = re.compile(r"\b([^\W\d_]+)\s+(?:[^\W\d_]\.?\s+)?([^\W\d_]{2,})\b")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are looked for in a row; `is_whole` of a text, a line or a sentence of it."""

    words: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class KnownThings:
    """What of one withheld text is looked for."""

    phrases: tuple[Phrase, ...]
    names: tuple[WithheldName, ...] = ()
    values: tuple[Value, ...] = ()


def list_known_things(withheld_text: WithheldText, public_words: Collection[str]) -> KnownThings:
    """Return what is looked for of a withheld text.

    Args:
        withheld_text: the text.
        public_words: normalized words that are public anyway; what consists of them alone is no
            secret, but for the whole of the text.
    """
    lines = [_MARKUP.sub("", remove_emphasis(line)) for line in withheld_text.text.split("\n")]
    public = {*public_words} | withheld_text.allowed_words
    phrases = dict.fromkeys(
        Phrase(words, is_whole=True)
        for words in map(tuple, map(split_words, _list_parts(lines, public)))
        if _count_letters(words) >= _MIN_PHRASE_LENGTH
    )
    text, raw_text = "\n".join(lines), withheld_text.text
    parts = [
        Phrase(words, is_whole=False)
        for words in _iter_all_part_phrases(text)
        if not {*words} <= public and Phrase(words, is_whole=True) not in phrases
    ]
    in_numbers = [
        replace(phrase, words=words)
        for phrase in (*phrases, *parts)
        for words in list_number_forms(phrase.words)
    ]
    all_phrases = tuple(dict.fromkeys((*phrases, *parts, *in_numbers)))
    if withheld_text.parts is Parts.NONE:
        return KnownThings(all_phrases)
    takes_all = withheld_text.parts is Parts.ALL
    names_in_rows = [*_iter_name_phrases(text), *(_iter_capitalized(text) if takes_all else ())]
    all_phrases = tuple(dict.fromkeys((*all_phrases, *names_in_rows)))
    names = [
        form
        for name in dict.fromkeys(_iter_all_names(text, raw_text))
        if name.letters not in public and (takes_all or not name.is_ordinary)
        for form in iter_name_forms(name, text)
    ]
    values = [value for value in _iter_values(text, public) if takes_all or is_telling(value)]
    return KnownThings(all_phrases, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(values)))


def _iter_capitalized(text: str) -> Iterator[Phrase]:
    """Yield words with capitals in a row, which small letters do not hide: blue heron."""
    for match in _CAPITALIZED_WORDS.finditer(simplify_letters(text)):
        words = split_words(match.group())
        for start, end in combinations(range(len(words) + 1), 2):
            row = words[start:end]
            if row[1:] and CIVIC_WORDS.isdisjoint(row):
                yield Phrase(tuple(row), is_whole=False)


def _iter_all_names(text: str, raw_text: str) -> Iterator[WithheldName]:
    yield from iter_names(text)
    yield from iter_names_of_mailboxes(raw_text)
    yield from iter_names_in_file_names(raw_text)


def _list_parts(lines: Sequence[str], public_words: AbstractSet[str]) -> Iterator[str]:
    """Yield all of a text, and each of its lines and sentences that is not public anyway."""
    yield " ".join(line for line in lines if line)
    for line in lines:
        sentences = [part for part in _PARTS.split(line) if split_words(part)[1:]]
        yield from (part for part in (line, *sentences) if not {*split_words(part)} <= public_words)
    simplified = "\n".join(lines)
    other_forms = (replace_look_alikes(simplified), spell_umlauts(simplified))
    yield from (form for form in other_forms if split_words(form) != split_words(simplified))


def _iter_all_part_phrases(text: str) -> Iterator[tuple[str, ...]]:
    yield from iter_part_phrases(text)
    for line in text.split("\n"):
        words = tuple(split_words(line))
        if len(words) == 2 and min(map(len, words)) < _MIN_NAME_LENGTH:  # noqa: PLR2004 - Bo Li
            yield words[::-1]


def _count_letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _iter_name_phrases(text: str) -> Iterator[Phrase]:
    """Yield a street without its number, and a person with an initial: Elm Street, jdoe, Doe J."""
    for match in STREET.finditer(text):
        if match[3].lower() in STREET_KINDS:
            street = tuple(split_words(match[2]))
            for kind in sorted({match[3].lower(), "street", "st", "ave", "avenue", "rd", "road"}):
                yield Phrase((*street, kind), is_whole=False)
    for match in _FULL_NAME.finditer(simplify_letters(text)):
        first, last = match[1].casefold(), match[2].casefold()
        is_capitalized = match[1][0].isupper() and match[2][0].isupper()
        is_name = is_given_name(first) or CIVIC_WORDS.isdisjoint({first, last})
        if is_capitalized and is_name:
            short_names = ((last, first[0]), *iter_short_names(first, last))
            yield from (Phrase(words, is_whole=False) for words in short_names)
            if is_given_name(first):
                yield Phrase((last, first), is_whole=False)


def _iter_values(text: str, public_words: AbstractSet[str]) -> Iterator[Value]:
    simplified = simplify_letters(text)
    for form in dict.fromkeys((simplified, spell_numbers_in_digits(simplified))):
        for found in find_sought_values(form):
            if not {*split_words(form[found.start : found.end])} <= public_words:
                yield found.value
    for line in simplified.split("\n"):
        yield from (
            found.value
            for found in find_periods(line)
            if found.end - found.start == len(line.strip(" .,"))
        )
