"""The names in a withheld text: words that name somebody or something, in any alphabet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from statplan.records.addresses import EMAIL, is_mailbox_of_person
from statplan.records.civic_words import (
    AMBIGUOUS_WORDS,
    CALENDAR_WORDS,
    CIVIC_WORDS,
    TITLE_ENDS,
    TITLES,
)
from statplan.records.known_words import list_known_words
from statplan.records.letters import (
    TOKEN,
    normalize_text,
    simplify_letters,
    spell_umlauts,
    split_words,
)
from statplan.records.name_forms import iter_letter_forms
from statplan.records.name_lists import is_given_name, is_surname
from statplan.records.ordinary_words import is_ordinary_word

_MIN_NAME_LENGTH, _MIN_UNCASED_LENGTH, _MIN_LOWER_LENGTH, _SHORT_NAME_LENGTH = 3, 2, 4, 2
_FEW_WORDS = 4
_LINK = re.compile(r"https?://[^\s)>\]]+|(?:[\w-]+\.)+[a-z]{2,}/[^\s)>\]]*", re.IGNORECASE)
_JOINED_NAME = re.compile(r"[^\W\d_]+(?:['`-][^\W\d_]+)+")
_NOT_BLANK = re.compile(r"\w+")
_FILE_NAME = re.compile(
    r"(?<!\w)[@#]\w+|\S*[_\\]\S*|\S+\.(?:pdf|docx?|xlsx?|jpe?g|png|pptx?|txt|msg|eml|zip)\b|"
    r"\b[A-Z]?[a-z]+[A-Z]\w*"
)
_CAMEL_PART = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_ENDS = frozenset(".!?:;|\n")
_NO_SHORT_NAMES = frozenset(
    {"co", "ft", "hr", "id", "iv", "jr", "no", "ok", "sr", "st", "tv", "vs"}
)


@dataclass(frozen=True, slots=True)
class WithheldName:
    """A word that names somebody or something.

    Attributes:
        letters: the word as it is compared.
        is_ordinary: whether it is also an English word, which counts with a capital alone.
        is_sure: whether the withheld text has it as a name, and not only where a sentence begins.
    """

    letters: str
    is_ordinary: bool = False
    is_sure: bool = True


def iter_names(text: str) -> Iterator[WithheldName]:
    """Yield the words of a text that are names, in any alphabet."""
    without_hosts = _LINK.sub(_keep_path, EMAIL.sub(" ", text))
    accented = {
        normalize_text(word)
        for form in (without_hosts, spell_umlauts(without_hosts))
        for word in _NOT_BLANK.findall(form)
        if not word.isascii()
    }
    for form in dict.fromkeys(map(simplify_letters, (without_hosts, spell_umlauts(without_hosts)))):
        for name in (*_iter_words_of_names(form), *_iter_joined_names(form)):
            yield replace(name, is_ordinary=name.is_ordinary and name.letters not in accented)


def iter_names_of_mailboxes(text: str) -> Iterator[WithheldName]:
    """Yield the names in e-mail addresses: jsmithers@, jane.doe@."""
    for match in EMAIL.finditer(text):
        words = [word for word in split_words(match[1]) if word.isalpha()]
        is_one_word = len(words) == 1 and not is_ordinary_word(words[0])
        surnames = [words[0][1:]] if is_one_word else []
        for word in (*words, *surnames):
            if len(word) > _MIN_LOWER_LENGTH and not is_ordinary_word(word):
                yield from [] if _is_compound(word) else [WithheldName(word)]
        if not words or not is_mailbox_of_person(words):
            continue
        for part in words if words[1:] else (words[0][1:], words[0][:-1]):
            is_name = len(part) >= _MIN_NAME_LENGTH and (bool(words[1:]) or is_surname(part))
            if is_name and part not in CIVIC_WORDS:
                yield WithheldName(part, is_ordinary_word(part), is_sure=not is_ordinary_word(part))


def _is_compound(word: str) -> bool:
    """Return whether a mailbox is named for an office and no person: publicworks, cityhall."""
    places = range(_MIN_NAME_LENGTH, len(word) - _MIN_NAME_LENGTH + 1)
    pairs = ((word[:place], word[place:]) for place in places)
    return not is_surname(word) and any(all(map(is_ordinary_word, pair)) for pair in pairs)


def iter_names_in_file_names(text: str) -> Iterator[WithheldName]:
    """Yield the names in file names, paths, handles, hashtags: smithers_file.pdf, #ForSmithers."""
    for match in _FILE_NAME.finditer(_LINK.sub(_keep_path, EMAIL.sub(" ", text))):
        words = [
            part for word in TOKEN.findall(match.group()) for part in _CAMEL_PART.findall(word)
        ]
        is_handle = match.group().startswith("@") and words and not is_ordinary_word(words[0])
        handles = [words[0][1:]] if is_handle else []
        for word in (*words, *handles):
            if len(word) > _MIN_LOWER_LENGTH and not is_ordinary_word(word):
                yield WithheldName(word.casefold())


def _keep_path(match: re.Match[str]) -> str:
    return " ".join(match.group().split("://")[-1].split("/")[1:])


def _iter_words_of_names(text: str) -> Iterator[WithheldName]:
    tokens = [*TOKEN.finditer(text)]
    for index, token in enumerate(tokens):
        word = token.group()
        is_civic = word.casefold() in CIVIC_WORDS
        if is_civic or any(char.isdigit() for char in word):
            if word[0].isupper() and _is_surname_too(text, tokens, index):
                yield WithheldName(word.casefold(), is_ordinary=True, is_sure=False)
        elif _is_uncased(word):
            if len(word) >= _MIN_UNCASED_LENGTH and _is_in_short_run(tokens, index):
                yield WithheldName(word)
        elif word[0].isupper():
            yield from _read_capitalized_word(text, tokens, index)
        else:
            yield from _read_lower_word(text, tokens, index)


def _read_capitalized_word(
    text: str, tokens: Sequence[re.Match[str]], index: int
) -> Iterator[WithheldName]:
    word = tokens[index].group()
    letters = word.casefold()
    if len(word) == _SHORT_NAME_LENGTH and word.istitle():
        if len(tokens) == 1 or _touches_name(text, tokens, index):
            is_sure = letters not in list_known_words("function_words")
            if is_sure or _follows_name(text, tokens, index):
                yield WithheldName(letters, is_ordinary=True, is_sure=is_sure)
    elif len(word) >= _MIN_NAME_LENGTH:
        is_ordinary = is_ordinary_word(word)
        is_acronym = word.isupper() and len(word) <= _FEW_WORDS < len(tokens)
        if not is_acronym and not (is_ordinary and _is_in_title(text, tokens, index)):
            yield WithheldName(letters, is_ordinary, _is_surely_name(text, tokens, index))


def _read_lower_word(
    text: str, tokens: Sequence[re.Match[str]], index: int
) -> Iterator[WithheldName]:
    word = tokens[index].group()
    letters = word.casefold()
    is_ordinary = is_ordinary_word(word)
    if len(tokens) <= _FEW_WORDS and len(word) >= _MIN_LOWER_LENGTH and not is_ordinary:
        yield WithheldName(letters)
    elif word.islower() and is_surname(letters) and _follows_name(text, tokens, index):
        yield WithheldName(letters, is_ordinary, is_sure=not is_ordinary)
    elif _is_given_name(tokens, index) and index + 1 < len(tokens):
        after = tokens[index + 1].group()
        is_name = is_surname(after) or not is_ordinary_word(after)
        if is_name and after.islower() and _is_next(text, tokens, index + 1):
            yield WithheldName(letters, is_ordinary)


def _follows_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a word ends a person's name: after a given name, or after a title."""
    if not index or not _is_next(text, tokens, index):
        return False
    before, word = tokens[index - 1].group(), tokens[index].group()
    letters = before.lower()
    is_name = letters not in CIVIC_WORDS and before[0].isupper()
    if word[0].isupper():
        return is_name or letters in list_known_words("courtesy_titles")
    return letters in TITLES or _is_given_name(tokens, index - 1)


def _is_surname_too(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a kind of street, a body, or a title is a surname here: Denise Park."""
    letters = tokens[index].group().lower()
    if letters in CALENDAR_WORDS or not _follows_name(text, tokens, index):
        return False
    is_clear = is_surname(letters) and _is_given_name(tokens, index - 1)
    return letters in AMBIGUOUS_WORDS or (letters in CIVIC_WORDS and is_clear)


def _is_next(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether only a blank, a period, or a hyphen is between a word and the one before."""
    return text[tokens[index - 1].end() : tokens[index].start()] in {" ", ". ", "-", "'"}


def _touches_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a capitalized word of two letters has a name or a title beside it."""
    if tokens[index].group().lower() in _NO_SHORT_NAMES | list_known_words("particles"):
        return False
    before = index > 0 and _is_next(text, tokens, index) and tokens[index - 1]
    after = index + 1 < len(tokens) and _is_next(text, tokens, index + 1) and tokens[index + 1]
    return any(token and token.group()[0].isupper() for token in (before, after))


def _is_in_title(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a word begins a job title or the name of a body: Recreation Supervisor."""
    for first, second in pairwise(tokens[index:]):
        is_next = text[first.end() : second.start()] == " " and second.group()[0].isupper()
        if not is_next or not is_ordinary_word(second.group()):
            return False
        if second.group().lower() in TITLE_ENDS:
            return True
    return False


def _iter_joined_names(text: str) -> Iterator[WithheldName]:
    """Yield names of several words that a hyphen or an apostrophe joins, as one word."""
    for match in _JOINED_NAME.finditer(text):
        words = TOKEN.findall(match.group())
        joined = "".join(words).casefold()
        is_name = words[-1][0].isupper() or is_surname(joined)
        if is_name and sum(map(len, words)) > _MIN_LOWER_LENGTH:
            yield WithheldName(joined, is_ordinary_word(joined))
    particles = "|".join(sorted(list_known_words("particles")))
    for match in re.finditer(rf"\b(?:(?:{particles})\s+)+[^\W\d_]{{3,}}", text, re.IGNORECASE):
        words = match.group().split()
        joined = "".join(words).casefold()
        if words[-1][0].isupper() and not is_ordinary_word(joined):
            yield WithheldName(joined)


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
    line = text[start:].partition("\n")[0]
    is_shouted = line.isupper() and len(split_words(line)) >= _FEW_WORDS
    if _is_given_name(tokens, index) or is_shouted:
        return _is_given_name(tokens, index) or (index > 0 and _is_given_name(tokens, index - 1))
    return bool(before and before[-1] not in _ENDS) or _is_before_name(text, tokens, index)


def _is_before_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether what follows a word that begins a sentence makes it a name."""
    if index + 1 == len(tokens):
        return True
    next_token = tokens[index + 1]
    between = text[tokens[index].end() : next_token.start()]
    if "|" in between:
        after_line = text[tokens[index].end() :].partition("\n")[2]
        return not after_line.startswith("\n")  # where the line below the header was
    is_joined = between.isspace() or between in {"-", "'"}
    return "\n" in between or (next_token.group()[0].isupper() and is_joined)


def _is_given_name(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a word is a given name, and seldom anything else."""
    letters = tokens[index].group().lower()
    return is_given_name(letters) and letters not in list_known_words("ordinary_given_names")


def iter_name_forms(name: WithheldName, text: str) -> Iterator[WithheldName]:
    """Yield a name and its other forms: another plural, prefix, or alphabet, without umlauts."""
    yield name
    if len(name.letters) < _MIN_NAME_LENGTH:
        return
    is_after_article = re.search(rf"\bthe {re.escape(name.letters)}\b", text.casefold())
    for letters in iter_letter_forms(name.letters, is_after_article=bool(is_after_article)):
        if letters != name.letters and letters not in CIVIC_WORDS:
            yield WithheldName(letters, is_ordinary_word(letters), name.is_sure)
