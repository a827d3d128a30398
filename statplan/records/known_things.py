"""The things by which a withheld text can be known: phrases, names, and values."""

import re
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from statplan.records.civic_words import AMBIGUOUS_WORDS, CIVIC_WORDS, STREET_KINDS, TITLE_ENDS
from statplan.records.letters import (
    TOKEN,
    normalize_text,
    remove_emphasis,
    replace_look_alikes,
    simplify_letters,
    spell_umlauts,
    split_words,
)
from statplan.records.name_lists import is_given_name
from statplan.records.ordinary_words import is_ordinary_word
from statplan.records.values import (
    Value,
    find_sought_values,
    is_telling,
    spell_numbers_in_digits,
)
from statplan.records.withheld_text import Parts, WithheldText

_MIN_PHRASE_LENGTH = 3  # letters and digits; anything shorter stands in every text by chance
_MIN_NAME_LENGTH, _MIN_UNCASED_LENGTH, _MIN_LOWER_LENGTH, _MIN_IDENTIFIER_LENGTH = 3, 2, 4, 4
_MIN_LINK_END_LENGTH = 8
_FEW_WORDS = 4
_MARKUP = re.compile(r"^(?:[\s>#*+|-]|[0-9]+[.)]\s|\[[ xX]\]\s)+|[\s|]+$")
_PARTS = re.compile(r"\||(?<=[.!?;])\s")
_ENDS = frozenset(".!?:;|\n")
_EMAIL = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,}(?:/[^\s)>\]]*)?)", re.IGNORECASE
)
_LINK = re.compile(r"https?://[^\s)>\]]+|(?:[\w-]+\.)+[a-z]{2,}/[^\s)>\]]*", re.IGNORECASE)
_FULL_NAME = re.compile(r"\b([^\W\d_]+)\s+(?:[^\W\d_]\.?\s+)?([^\W\d_]{3,})\b")
_JOINED_NAME = re.compile(r"[^\W\d_]+(?:['`-][^\W\d_]+)+")
_IDENTIFIER = re.compile(r"(?=[\w./#-]*\d)(?=[\w./#-]*[A-Za-z])\w+(?:[./#-]\w+)*")
_AMOUNT = re.compile(r"[\d.,]+(?:k|m|mm|bn|b|st|nd|rd|th|am|pm|s)?", re.IGNORECASE)
_STREET = re.compile(r"\b(\d+[A-Za-z]?)\s+((?:[^\W\d_][\w'.-]*\s+){1,4}?)(\w+)\b\.?")
_NUMBERED_ROOM = re.compile(
    r"\b(room|rm|suite|ste|apt|apartment|unit|floor)\.?\s+#?(\w*\d\w*)", re.IGNORECASE
)
_NOT_BLANK = re.compile(r"\w+")
_UMLAUTS_SPELT = re.compile("ae|oe|ue")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are looked for in a row; `is_whole` of a text, a line or a sentence of it."""

    words: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A word that names somebody or something.

    Attributes:
        letters: the word as it is compared.
        is_ordinary: whether it is also an English word, which counts with a capital alone.
        is_sure: whether the withheld text has it as a name, and not only where a sentence begins.
    """

    letters: str
    is_ordinary: bool = False
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class KnownThings:
    """What of one withheld text is looked for."""

    phrases: tuple[Phrase, ...]
    names: tuple[Name, ...] = ()
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
    text = "\n".join(lines)
    parts = [
        Phrase(words, is_whole=False)
        for words in _iter_part_phrases(text)
        if not {*words} <= public and Phrase(words, is_whole=True) not in phrases
    ]
    all_phrases = tuple(dict.fromkeys((*phrases, *parts)))
    if withheld_text.parts is Parts.NONE:
        return KnownThings(all_phrases)
    takes_all = withheld_text.parts is Parts.ALL
    all_phrases = tuple(dict.fromkeys((*all_phrases, *_iter_name_phrases(text))))
    names = [
        form
        for name in dict.fromkeys(_iter_names(text))
        if name.letters not in public and (takes_all or not name.is_ordinary)
        for form in _iter_name_forms(name)
    ]
    values = [value for value in _iter_values(text, public) if takes_all or is_telling(value)]
    return KnownThings(all_phrases, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(values)))


def _list_parts(lines: Sequence[str], public_words: AbstractSet[str]) -> Iterator[str]:
    """Yield all of a text, and each of its lines and sentences that is not public anyway."""
    yield " ".join(line for line in lines if line)
    for line in lines:
        sentences = [part for part in _PARTS.split(line) if split_words(part)[1:]]
        yield from (part for part in (line, *sentences) if not {*split_words(part)} <= public_words)
    simplified = "\n".join(lines)
    other_forms = (replace_look_alikes(simplified), spell_umlauts(simplified))
    yield from (form for form in other_forms if split_words(form) != split_words(simplified))


def _iter_part_phrases(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of each address, link, identifier, and house in a text."""
    for match in _EMAIL.finditer(text):
        yield tuple(split_words(match.group()))
        local_words = tuple(split_words(match[1]))
        is_long = _count_letters(local_words) >= _MIN_IDENTIFIER_LENGTH
        if local_words[1:] and is_long and not all(map(_is_no_name, local_words)):
            yield local_words
    for match in _URL.finditer(text):
        yield from _iter_link_phrases(match[1])
    for match in _IDENTIFIER.finditer(text):
        words = tuple(split_words(match.group()))
        if _count_letters(words) >= _MIN_IDENTIFIER_LENGTH and not _AMOUNT.fullmatch(match.group()):
            yield words
    for match in _NUMBERED_ROOM.finditer(text):
        yield from ((form, match[2].lower()) for form in ("room", "rm", match[1].lower()))
    for match in _STREET.finditer(text):
        yield from _iter_house_phrases(match)
    for line in text.split("\n"):
        words = tuple(split_words(line))
        if len(words) == 2 and min(map(len, words)) < _MIN_NAME_LENGTH:  # noqa: PLR2004 - Bo Li
            yield words[::-1]


def _is_no_name(word: str) -> bool:
    """Return whether a word names nobody: code-enforcement@ is an office, and rose.grant@ not."""
    return is_ordinary_word(word) and not is_given_name(word)


def _count_letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _iter_link_phrases(address: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of host and path, and of what ends the path if it tells something."""
    path = re.split("[?#]", address)[0].rstrip("/")
    if "/" not in path:
        return
    yield tuple(split_words(address))
    yield tuple(split_words(path))
    last_words = tuple(split_words(path.rpartition("/")[2]))
    is_long = _count_letters(last_words) >= _MIN_LINK_END_LENGTH
    if is_long and not any(map(is_ordinary_word, last_words)):
        yield last_words


def _iter_name_phrases(text: str) -> Iterator[Phrase]:
    """Yield a street without its number, and a person with an initial: Elm Street, jdoe, Doe J."""
    for match in _STREET.finditer(text):
        if match[3].lower() in STREET_KINDS:
            street = tuple(split_words(match[2]))
            for kind in sorted({match[3].lower(), "street", "st", "ave", "avenue", "rd", "road"}):
                yield Phrase((*street, kind), is_whole=False)
    for match in _FULL_NAME.finditer(simplify_letters(text)):
        first, last = match[1], match[2]
        letters = first.casefold(), last.casefold()
        if first[0].isupper() and last[0].isupper() and CIVIC_WORDS.isdisjoint(letters):
            if not is_ordinary_word(f"{first[0]}{last}"):
                yield Phrase((f"{letters[0][0]}{letters[1]}",), is_whole=False)
            yield Phrase((letters[1], letters[0][0]), is_whole=False)


def _iter_house_phrases(match: re.Match[str]) -> Iterator[tuple[str, ...]]:
    """Yield a house number and its street in any order and without the street's kind."""
    number, kind = match[1].lower(), match[3].lower()
    street = tuple(split_words(match[2]))
    if kind not in STREET_KINDS or not street:
        return
    yield (number, *street)
    for kinds in ((), *((form,) for form in sorted({kind, kind[:2], "street", "st", "ave", "rd"}))):
        yield (*street, *kinds, number)
        yield (*street, *kinds, "no", number)


def _iter_names(text: str) -> Iterator[Name]:
    """Yield the words of a text that are names, in any alphabet."""
    without_hosts = _LINK.sub(_keep_path, _EMAIL.sub(" ", text))
    accented = {
        normalize_text(word)
        for form in (without_hosts, spell_umlauts(without_hosts))
        for word in _NOT_BLANK.findall(form)
        if not word.isascii()
    }
    for form in dict.fromkeys(map(simplify_letters, (without_hosts, spell_umlauts(without_hosts)))):
        for name in (*_iter_words_of_names(form), *_iter_joined_names(form)):
            yield replace(name, is_ordinary=name.is_ordinary and name.letters not in accented)
    for match in _EMAIL.finditer(text):
        words = [word for word in split_words(match[1]) if word.isalpha()]
        initialed_words = [word for word in words if not is_ordinary_word(word)]
        for word in (*words, *(word[1:] for word in initialed_words)):  # jsmithers
            if len(word) > _MIN_LOWER_LENGTH and not is_ordinary_word(word):
                yield Name(word)


def _keep_path(match: re.Match[str]) -> str:
    return " ".join(match.group().split("://")[-1].split("/")[1:])


def _iter_words_of_names(text: str) -> Iterator[Name]:
    tokens = [*TOKEN.finditer(text)]
    is_short = len(tokens) <= _FEW_WORDS
    for index, token in enumerate(tokens):
        word = token.group()
        letters = word.casefold()
        if letters in AMBIGUOUS_WORDS and _follows_name(text, tokens, index):
            yield Name(letters, is_ordinary=True, is_sure=False)
        if letters in CIVIC_WORDS or any(char.isdigit() for char in word):
            continue
        if _is_uncased(word):
            if len(word) >= _MIN_UNCASED_LENGTH and _is_in_short_run(tokens, index):
                yield Name(letters)
            continue
        is_ordinary = is_ordinary_word(word)
        if word[0].isupper() and len(word) >= _MIN_NAME_LENGTH:
            is_acronym = word.isupper() and len(word) <= _FEW_WORDS and not is_short
            if not is_acronym and not (is_ordinary and _is_in_title(text, tokens, index)):
                yield Name(letters, is_ordinary, _is_surely_name(text, tokens, index))
        elif is_short and len(word) >= _MIN_LOWER_LENGTH and not is_ordinary:
            yield Name(letters)


def _follows_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a capitalized word that is a body or a title as well ends a person's name."""
    if not index or not tokens[index].group()[0].isupper():
        return False
    before = tokens[index - 1]
    is_next = text[before.end() : tokens[index].start()] in {" ", ". "}
    return is_next and before.group()[0].isupper() and before.group().lower() not in CIVIC_WORDS


def _is_in_title(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a word begins a job title or the name of a body: Recreation Supervisor."""
    for first, second in pairwise(tokens[index:]):
        is_next = text[first.end() : second.start()] == " " and second.group()[0].isupper()
        if not is_next or not is_ordinary_word(second.group()):
            return False
        if second.group().lower() in TITLE_ENDS:
            return True
    return False


def _iter_joined_names(text: str) -> Iterator[Name]:
    """Yield names of several words that a hyphen or an apostrophe joins, as one word."""
    for match in _JOINED_NAME.finditer(text):
        words = TOKEN.findall(match.group())
        if words[-1][0].isupper() and _count_letters(words) > _MIN_LOWER_LENGTH:
            joined = "".join(words).casefold()
            yield Name(joined, is_ordinary_word(joined))


def _is_uncased(word: str) -> bool:
    """Return whether a word is of an alphabet without capitals."""
    return word.lower() == word.upper()


def _is_in_short_run(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a word without capitals is one of a few such words in a row."""
    first = last = index
    while first > 0 and _is_uncased(tokens[first - 1].group()):
        first -= 1
    while last + 1 < len(tokens) and _is_uncased(tokens[last + 1].group()):
        last += 1
    return last - first < _FEW_WORDS


def _is_surely_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a capitalized word is a name, and not only since it begins a sentence."""
    before = text[: tokens[index].start()].rstrip(" (\"'")
    start = text.rfind("\n", 0, tokens[index].start()) + 1
    line, _, after_line = text[start:].partition("\n")
    if line.isupper() and len(split_words(line)) >= _FEW_WORDS:
        return False
    if before and before[-1] not in _ENDS:
        return True
    if index + 1 == len(tokens):
        return True
    next_token = tokens[index + 1]
    between = text[tokens[index].end() : next_token.start()]
    if "|" in between:
        return not after_line.startswith("\n")  # where the line below the header was
    if "\n" in between:
        return True
    return next_token.group()[0].isupper() and between.isspace()


def _iter_name_forms(name: Name) -> Iterator[Name]:
    """Yield a name as it is, in the letters that it looks like, and without spelt umlauts."""
    yield name
    forms = {replace_look_alikes(name.letters).lower()}
    if not name.is_ordinary:
        forms.add(_UMLAUTS_SPELT.sub(lambda match: match.group()[0], name.letters))
    for form in sorted(forms - {name.letters}):
        yield Name(form, is_ordinary_word(form), name.is_sure)


def _iter_values(text: str, public_words: AbstractSet[str]) -> Iterator[Value]:
    simplified = simplify_letters(text)
    for form in dict.fromkeys((simplified, spell_numbers_in_digits(simplified))):
        for found in find_sought_values(form):
            if not {*split_words(form[found.start : found.end])} <= public_words:
                yield found.value
