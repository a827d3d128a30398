"""Words that look like a person's name, told from offices, places, organizations, and products."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from statplan.records.capitalized_words import Word, read_words
from statplan.records.known_words import list_known_words
from statplan.records.name_lists import is_place
from statplan.records.name_segments import (
    NEXT_WORD,
    Segment,
    is_joined,
    is_pair_in_capitals,
    iter_segments,
)

_MOST_WORDS = 4
_MIN_TITLE_WORDS = 3
_DIRECTIONS = frozenset("nsew")
_PRONOUNS = frozenset("ai")


@dataclass(frozen=True, slots=True)
class Name:
    """What looks like a person's name: where it begins in the text, and how it is written.

    `words` are the normalized words that are compared, without titles and initials.
    """

    start: int
    text: str
    words: tuple[str, ...]


def find_names(text: str, known_words: Collection[str]) -> Iterator[Name]:
    """Yield what looks like a person's name.

    Args:
        text: prose without markup, in which a vertical bar ends what belongs together.
        known_words: normalized words of what is public anyway, such as offices and departments.
    """
    position = 0
    for part in re.split(r"[|:]", text):
        words = read_words(part, known_words)
        found_names = (
            *_find_capitalized_names(part, words),
            *_find_reversed_names(part, words),
            *_find_lower_case_names(part, words),
        )
        yield from (replace(name, start=position + name.start) for name in found_names)
        position += len(part) + 1


def _find_capitalized_names(part: str, words: Sequence[Word]) -> Iterator[Name]:
    is_strict = _is_title_case(words)
    for segment in iter_segments(part, words):
        name = _find_name(part, replace(segment, is_strict=is_strict))
        if name and not _is_of_thing(part, segment):
            yield name


def _is_of_thing(part: str, segment: Segment) -> bool:
    """Return whether a public place that has the name follows, as in Jimmy Lee playground."""
    following = NEXT_WORD.match(part, segment.words[-1].end)
    if segment.title or following is None or following[0].startswith(("'", "\u2019")):
        return False
    return following[1] in list_known_words("public_places")


def _is_title_case(words: Sequence[Word]) -> bool:
    main_words = [word for word in words if not word.is_function_word]
    return len(main_words) >= _MIN_TITLE_WORDS and all(word.is_capitalized for word in main_words)


def _find_name(part: str, segment: Segment) -> Name | None:
    """Return the name in a segment; None where nothing in it looks like one."""
    words = segment.words
    while words and words[-1].is_particle:
        words = words[:-1]
    while words and words[0].is_particle:
        words = words[1:]
    if not words:
        return None
    names = [word for word in words if not word.is_initial and not word.is_particle]
    has_courtesy_title = segment.title is not None and segment.title.is_courtesy_title
    if segment.title and has_courtesy_title and names and not names[0].is_known:
        return _build_name(part, (segment.title, *words))
    if len(names) == 1 and _is_name_alone(part, names[0], segment):
        return _build_name(part, words)
    return _find_pair(part, segment, words, names)


def _find_pair(
    part: str, segment: Segment, words: Sequence[Word], names: Sequence[Word]
) -> Name | None:
    """Return the words from a given name on; None where no two words look like a name."""
    is_strict = segment.is_strict or len(names) > _MOST_WORDS
    for index, word in enumerate(words[:-1]):
        following = next((each for each in words[index + 1 :] if each in names), None)
        if following is None:
            is_pair = word.is_clear_given_name and not is_place(word.form)
        elif word.is_initial:
            is_pair = _is_initial_of(part, word, following, segment)
        else:
            is_start = segment.is_start and index == 0
            is_pair = _is_pair(
                word, following, replace(segment, is_start=is_start, is_strict=is_strict)
            )
        if is_pair:
            return _build_name(part, _cut_at_ordinary(words[index:]))
    return None


def _is_name_alone(part: str, word: Word, segment: Segment) -> bool:
    """Return whether a single word is a name: after a role, or since it says or does something."""
    is_clear = word.is_clear_given_name or not word.is_ordinary
    if segment.title:
        is_common = word.is_common_surname and not word.is_known and not segment.is_strict
        return is_common or word.is_clear_given_name or (is_clear and not is_place(word.form))
    following = NEXT_WORD.match(part, word.end)
    is_speaking = following is not None and following[1] in list_known_words("verbs_of_speech")
    is_all = not part.replace(word.text, "", 1).strip(" .")
    is_listed = word.is_clear_given_name or word.is_unusual_surname
    is_name = (is_all and is_listed) or (is_clear and is_speaking)
    return is_name and not segment.is_strict and not is_place(word.form)


def _is_initial_of(part: str, initial: Word, following: Word, segment: Segment) -> bool:
    if part[initial.end : initial.end + 1] != "." and initial.form in _PRONOUNS:
        return False
    if initial.form in _DIRECTIONS and not segment.has_verb:
        return False
    is_name = not following.is_ordinary or (following.is_common_surname and not segment.is_strict)
    return is_name and not following.is_known


def _is_pair(word: Word, following: Word, segment: Segment) -> bool:
    """Return whether two words in a row look like a given name and a surname."""
    if following.is_known or word.is_function_word or following.is_function_word:
        return False
    if word.is_clear_given_name:
        is_surname = following.is_common_surname or following.is_given_name
        is_place_name = segment.is_strict or is_place(word.form)
        return is_surname or not following.is_ordinary or not is_place_name
    if word.is_given_name:
        return following.is_unusual_surname or _is_pair_of_ordinary_words(following, segment)
    if word.is_ordinary:
        is_unusual = not following.is_ordinary and not is_place(following.form)
        is_within = is_unusual and not segment.is_start
        said = segment.has_verb and (following.is_surname or not following.is_ordinary)
        return not segment.is_strict and (is_within or said)
    if segment.is_strict:
        is_surname = word.is_surname and following.is_unusual_surname
        return following.is_clear_given_name or is_surname or is_pair_in_capitals([word, following])
    is_surname = following.is_surname or following.is_common_surname or following.is_given_name
    return is_surname or not following.is_ordinary or segment.has_verb


def _is_pair_of_ordinary_words(following: Word, segment: Segment) -> bool:
    """Return whether what follows a name such as Rose, which is a word as well, makes it a name."""
    if segment.is_strict:
        return following.text.isupper() and following.is_common_surname
    is_within = segment.has_verb or not segment.is_start
    return following.is_common_surname or (is_within and not following.is_ordinary)


def _cut_at_ordinary(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words without ordinary ones after the first two names."""
    kept: list[Word] = []
    for word in words:
        names = [each for each in kept if not each.is_initial and not each.is_particle]
        if len(names) > 1 and word.is_ordinary and not word.is_common_surname:
            break
        kept.append(word)
    while kept[-1].is_particle:
        kept.pop()
    return tuple(kept)


def _find_reversed_names(part: str, words: Sequence[Word]) -> Iterator[Name]:
    """Yield names with the surname first: Lopez, Maria."""
    for index, (surname, given_name) in enumerate(pairwise(words)):
        is_after_name = (
            index > 0
            and words[index - 1].is_capitalized
            and is_joined(part, words[index - 1], surname)
        )
        gap = part[surname.end : given_name.start]
        is_pair = gap.startswith(",") and not gap[1:].strip() and not is_after_name
        is_pair = is_pair and not _begins_thing(part, words[index + 1 :])
        if is_pair and _is_reversed_pair(
            surname, given_name, is_alone=len(words) == len((surname, given_name))
        ):
            yield _build_name(part, (surname, given_name))


def _begins_thing(part: str, words: Sequence[Word]) -> bool:
    """Return whether the first word begins the name of a thing: Mildred Avenue."""
    return (
        len(words) > 1
        and is_joined(part, words[0], words[1])
        and words[1].is_capitalized
        and words[1].form in list_known_words("thing_ends")
    )


def _is_reversed_pair(surname: Word, given_name: Word, *, is_alone: bool) -> bool:
    """Return whether two words are a surname and a given name; alone they need be less clear."""
    both = (surname, given_name)
    has_day = any(word.form in list_known_words("calendar_and_people") for word in both)
    if has_day or any(word.is_acronym or not word.is_capitalized for word in both):
        return False
    if given_name.is_clear_given_name:
        is_name = surname.is_unusual_surname and not is_place(surname.form)
        return is_name or (is_alone and surname.is_surname)
    return is_alone and not any(word.is_ordinary or is_place(word.form) for word in both)


def _find_lower_case_names(part: str, words: Sequence[Word]) -> Iterator[Name]:
    """Yield names that somebody wrote without capitals: maria lopez."""
    for given_name, surname in pairwise(words):
        is_lower_case = given_name.text.islower() and surname.text.islower()
        if (
            is_lower_case
            and given_name.is_clear_given_name
            and not given_name.is_particle
            and surname.is_unusual_surname
            and not surname.is_given_name
            and is_joined(part, given_name, surname)
        ):
            yield _build_name(part, (given_name, surname))


def _build_name(part: str, words: Sequence[Word]) -> Name:
    forms = tuple(
        word.form
        for word in words
        if not (word.is_initial or word.is_particle or word.is_courtesy_title)
    )
    return Name(words[0].start, " ".join(_cut(part, words).split()), forms)


def _cut(part: str, words: Sequence[Word]) -> str:
    return part[words[0].start : words[-1].end]
