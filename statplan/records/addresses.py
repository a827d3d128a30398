"""The words of each e-mail address, link, house, room, and identifier in a withheld text."""

import re
from collections.abc import Iterator, Sequence

from statplan.records.civic_words import CIVIC_WORDS, STREET_KINDS
from statplan.records.letters import split_words
from statplan.records.name_lists import is_given_name, is_surname
from statplan.records.ordinary_words import is_ordinary_word

EMAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
STREET = re.compile(r"\b(\d+[A-Za-z]?)\s+((?:[^\W\d_][\w'.-]*\s+){1,4}?)(\w+)\b\.?")
_URL = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,}(?:/[^\s)>\]]*)?)", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"(?=[\w./#-]*\d)(?=[\w./#-]*[A-Za-z])\w+(?:[./#-]\w+)*")
_GROUPS_OF_DIGITS = re.compile(r"(?<![\w.,-])\d+(?:[-./ ]\d+){2,}(?![\w-])")
_AMOUNT = re.compile(r"[\d.,]+(?:k|m|mm|bn|b|st|nd|rd|th|am|pm|s)?", re.IGNORECASE)
_NUMBERED_ROOM = re.compile(
    r"\b(room|rm|suite|ste|apt|apartment|unit|floor)\.?\s+#?(\w*\d\w*)", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\b(badge|lot|block|box|parcel|case|file|docket|claim|ticket|complaint|permit|license|account|"
    r"plate|employee|id|ext|extension|invoice)\.?\s+(?:no\.?\s*|number\s+|#\s*)?(\d+)\b",
    re.IGNORECASE,
)
_LABEL_FORMS = {"ext": ("ext", "extension", "x"), "extension": ("ext", "extension", "x")}
_MIN_IDENTIFIER_LENGTH, _MIN_LINK_END_LENGTH, _MIN_CODE_LENGTH = 4, 8, 5


def iter_part_phrases(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of each address, link, identifier, room, and house in a text."""
    for match in EMAIL.finditer(text):
        yield from _iter_email_phrases(match)
    for match in _URL.finditer(text):
        yield from _iter_link_phrases(match[1])
    for match in (*_IDENTIFIER.finditer(text), *_GROUPS_OF_DIGITS.finditer(text)):
        words = tuple(split_words(match.group()))
        if _count_letters(words) >= _MIN_IDENTIFIER_LENGTH and not _AMOUNT.fullmatch(match.group()):
            yield words
    for match in _NUMBERED_ROOM.finditer(text):
        yield from ((form, match[2].lower()) for form in ("room", "rm", match[1].lower()))
    for match in _LABELLED.finditer(text):
        label = match[1].lower()
        for form in _LABEL_FORMS.get(label, (label,)):
            yield from ((form, match[2]), (form, "no", match[2]), (form, "number", match[2]))
    for match in STREET.finditer(text):
        yield from _iter_house_phrases(match)


def is_mailbox_of_person(local_words: Sequence[str]) -> bool:
    """Return whether the words before the @ of an address are a person's: jane.doe, jdoe, doej."""
    if len(local_words) == 1:
        word = local_words[0]
        return not is_ordinary_word(word) and (is_surname(word[1:]) or is_surname(word[:-1]))
    return any(map(is_given_name, local_words)) and all(map(str.isalpha, local_words))


def _count_letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _iter_email_phrases(match: re.Match[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of an address, in signs and as it is said, and of its mailbox."""
    local_words, labels = tuple(split_words(match[1])), match[2].split(".")
    host_words = tuple(split_words(match[2]))
    yield (*local_words, *host_words)
    yield (*local_words, "at", *host_words)
    yield (*local_words, "at", *_say_with("dot", labels))
    if _count_letters(local_words) < _MIN_IDENTIFIER_LENGTH:
        return
    if local_words[1:]:
        yield local_words
        yield local_words[::-1]
    elif is_mailbox_of_person(local_words):
        yield local_words
    if len(local_words) == 2 and is_mailbox_of_person(local_words):  # noqa: PLR2004
        yield from iter_short_names(*local_words)


def iter_short_names(first: str, last: str) -> Iterator[tuple[str, ...]]:
    """Yield one word for a given name and a surname of which one is an initial: jdoe, janed."""
    short_names = (f"{first[0]}{last}", f"{first}{last[0]}", f"{last}{first[0]}")
    for index, name in enumerate(short_names):
        if index and len(name) < _MIN_IDENTIFIER_LENGTH:
            continue
        if not is_ordinary_word(name) and not is_given_name(name) and name not in CIVIC_WORDS:
            yield (name,)


def _say_with(sign: str, parts: Sequence[str]) -> Iterator[str]:
    for index, part in enumerate(parts):
        yield from ((sign,) if index else ())
        yield from split_words(part)


def _iter_link_phrases(address: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of host and path, and of each part of them that tells something."""
    path = re.split("[?#]", address)[0].rstrip("/")
    host, *segments = path.split("/")
    if not segments:
        first_label = tuple(split_words(host.split(".")[0]))
        yield from (first_label,) if first_label[1:] else ()
        return
    yield tuple(split_words(address))
    yield tuple(split_words(path))
    said_host = tuple(_say_with("dot", host.split(".")))
    yield (*said_host, *(word for part in segments for word in ("slash", *split_words(part))))
    path_words = tuple(split_words(" ".join(segments)))
    is_told_by_path = segments[1:] and not all(map(is_ordinary_word, path_words))
    if is_told_by_path and _count_letters(path_words) >= _MIN_LINK_END_LENGTH:
        yield path_words
    for segment in segments:
        words = tuple(split_words(segment))
        is_code = bool(re.search(r"\d", segment)) and bool(re.search("[A-Za-z]", segment))
        if is_code and _count_letters(words) >= _MIN_CODE_LENGTH:
            yield words
    last_words = tuple(split_words(segments[-1]))
    is_long = _count_letters(last_words) >= _MIN_LINK_END_LENGTH
    if is_long and not any(map(is_ordinary_word, last_words)):
        yield last_words


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
