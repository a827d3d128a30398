"""Words that look like a person's name, told from offices, places, organizations, and products."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from statplan.records.capitalized_words import Word, read_words
from statplan.records.known_words import list_known_words
from statplan.records.name_lists import is_place

_GAP = re.compile(r"[ \t]*\n?[ \t]*")
_NEXT_WORD = re.compile(r"(?:['\u2019]s)?[ \t]*\n?[ \t]*\b([a-z]+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;|][\s\"'\u201c\u2018(\[]*|\n[ \t]*\n\s*)$")
_ABBREVIATIONS = frozenset({"st", "ste", "ft", "mt", "ald", "cllr", "atty", "supt"})
_MOST_WORDS, _LONGEST_PLACE = 4, 4
_MIN_TITLE_WORDS = 3
_DIRECTIONS = frozenset("nsew")
_PRONOUNS = frozenset("ai")


@dataclass(frozen=True, slots=True)
class Name:
    """What looks like a person's name: where it begins in the text, and how it stands there.

    `words` are the normalized words that are compared, without titles and initials.
    """

    start: int
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words in a row that may be one name, and what stands around them.

    Attributes:
        words: the words.
        title: the title before them, if there is one.
        is_start: whether a sentence begins with them.
        is_strict: whether ordinary words have capitals here too, as in a heading.
        has_verb: whether a verb of what people say and do follows.
    """

    words: tuple[Word, ...] = ()
    title: Word | None = None
    is_start: bool = False
    is_strict: bool = False
    has_verb: bool = False


def find_names(text: str, known_words: Collection[str]) -> Iterator[Name]:
    """Yield what looks like a person's name.

    Args:
        text: prose without markup, in which a vertical bar ends what belongs together.
        known_words: normalized words of what is public anyway, such as offices and departments.
    """
    position = 0
    for part in text.split("|"):
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
    for run in _iter_runs(part, words):
        for segment in _split_run(part, run):
            spans_lines = bool(segment.words) and "\n" in _cut(part, segment.words)
            name = _find_name(part, replace(segment, is_strict=is_strict or spans_lines))
            if name:
                yield name


def _is_title_case(words: Sequence[Word]) -> bool:
    small_words = list_known_words("small_words")
    main_words = [word for word in words if word.form not in small_words]
    return len(main_words) >= _MIN_TITLE_WORDS and all(word.is_capitalized for word in main_words)


def _iter_runs(part: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield words in a row that are capitalized, with a role before them, and particles between."""
    run: list[Word] = []
    for word in words:
        if run and not _is_joined(part, run[-1], word):
            yield run
            run = []
        if word.is_capitalized or (run and word.is_particle):
            run.append(word)
            continue
        yield run
        run = [word] if word.is_title else []
    yield run


def _is_joined(part: str, word: Word, following: Word) -> bool:
    gap = part[word.end : following.start]
    is_short = word.is_initial or word.is_courtesy_title or word.form in _ABBREVIATIONS
    return bool(_GAP.fullmatch(gap.removeprefix(".") if is_short else gap))


def _split_run(part: str, run: Sequence[Word]) -> Iterator[_Segment]:
    """Yield the parts of a run that are neither titles nor places, organizations, and things."""
    place_words = _find_place_words(run)
    segment = _Segment(is_start=bool(run and _SENTENCE_START.search(part[: run[0].start])))
    is_in_thing = False
    for index, word in enumerate(run):
        is_surname = _is_surname_at_end(part, run, index, segment)
        if word.is_title and not (segment.words and is_surname):
            yield segment
            segment, is_in_thing = _Segment(title=word), False
        elif is_in_thing:
            continue
        elif index in place_words or _ends_segment(run, index, segment):
            yield segment
            segment = _Segment()
        elif word.form in list_known_words("thing_starts") and not segment.words:
            segment, is_in_thing = _Segment(), True
        elif word.form in list_known_words("thing_ends") and not is_surname:
            segment = _Segment()
        else:
            segment = replace(segment, words=(*segment.words, word))
    if segment.words:
        yield replace(segment, has_verb=_has_verb(part, segment.words[-1]))


def _find_place_words(run: Sequence[Word]) -> set[int]:
    """Return the indexes of words that make up the name of a place of several words."""
    found_indexes: set[int] = set()
    for start in range(len(run)):
        for end in range(start + 2, min(start + _LONGEST_PLACE, len(run)) + 1):
            if is_place(" ".join(word.form for word in run[start:end])):
                found_indexes |= {*range(start, end)}
    return found_indexes


def _ends_segment(run: Sequence[Word], index: int, segment: _Segment) -> bool:
    """Return whether a word stands between names: a day, a people, a place, or an acronym."""
    word = run[index]
    if word.form in list_known_words("calendar_and_people"):
        return not _is_name_of_month(run, index)
    if is_place(word.form) and not word.is_given_name:
        return not (segment.title or (segment.words and word.is_surname))
    return _is_acronym(run, index)


def _is_name_of_month(run: Sequence[Word], index: int) -> bool:
    """Return whether April, May, June, or August is a given name: a surname follows."""
    following = run[index + 1] if index + 1 < len(run) else None
    return run[index].is_given_name and following is not None and following.is_unusual_surname


def _is_surname_at_end(part: str, run: Sequence[Word], index: int, segment: _Segment) -> bool:
    """Return whether a word such as Hall, Park, or Marshall ends a person's name here."""
    word = run[index]
    names = [name for name in segment.words if not name.is_initial]
    if segment.title and not names:
        is_surname = segment.title.is_courtesy_title or word.is_common_surname
    else:
        is_surname = len(names) == 1 and names[0].is_clear_given_name and word.is_common_surname
    has_title = segment.title is not None and segment.title.is_courtesy_title
    is_last = index + 1 == len(run)
    return is_surname and is_last and (has_title or _has_verb(part, word))


def _is_acronym(run: Sequence[Word], index: int) -> bool:
    word = run[index]
    before, after = run[index - 1 : index], run[index + 1 : index + 2]
    is_pair = any(word.is_given_name and other.is_surname for other in after) or any(
        other.is_given_name and word.is_surname for other in before
    )
    return word.is_acronym and not is_pair


def _has_verb(part: str, word: Word) -> bool:
    following = _NEXT_WORD.match(part, word.end)
    return following is not None and following[1] in list_known_words("verbs_of_people")


def _find_name(part: str, segment: _Segment) -> Name | None:
    """Return the name in a segment; None where nothing in it looks like one."""
    words = segment.words
    while words and words[-1].is_particle:
        words = words[:-1]
    if not words:
        return None
    names = [word for word in words if not word.is_initial and not word.is_particle]
    if segment.title and names:
        if segment.title.is_courtesy_title and not names[0].is_known:
            return _build_name(part, (segment.title, *words))
        if len(names) == 1 and _is_name_after_role(names[0], segment):
            return _build_name(part, words)
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


def _is_name_after_role(word: Word, segment: _Segment) -> bool:
    if word.is_clear_given_name or (not word.is_ordinary and not is_place(word.form)):
        return True
    return word.is_common_surname and not word.is_known and not segment.is_strict


def _is_initial_of(part: str, initial: Word, following: Word, segment: _Segment) -> bool:
    if part[initial.end : initial.end + 1] != "." and initial.form in _PRONOUNS:
        return False
    if initial.form in _DIRECTIONS and not segment.has_verb:
        return False
    is_name = not following.is_ordinary or (following.is_common_surname and not segment.is_strict)
    return is_name and not following.is_known


def _is_pair(word: Word, following: Word, segment: _Segment) -> bool:
    """Return whether two words in a row look like a given name and a surname."""
    if following.is_known:
        return False
    if word.is_clear_given_name:
        is_surname = following.is_common_surname or following.is_given_name
        is_place_name = segment.is_strict or is_place(word.form)
        return is_surname or not following.is_ordinary or not is_place_name
    if word.is_given_name:
        return following.is_unusual_surname or _is_pair_of_ordinary_words(following, segment)
    if word.is_ordinary:
        is_surname = following.is_unusual_surname and not segment.is_start
        said = segment.has_verb and following.is_surname
        return not segment.is_strict and (is_surname or said)
    if segment.is_strict:
        is_surname = word.is_surname and following.is_unusual_surname
        return following.is_clear_given_name or is_surname
    is_surname = following.is_common_surname or following.is_clear_given_name
    return is_surname or not following.is_ordinary or segment.has_verb


def _is_pair_of_ordinary_words(following: Word, segment: _Segment) -> bool:
    """Return whether what follows a name such as Rose, which is a word as well, makes it a name."""
    if segment.is_strict:
        return False
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
            and _is_joined(part, words[index - 1], surname)
        )
        gap = part[surname.end : given_name.start]
        if (
            gap.startswith(",")
            and not gap[1:].strip()
            and not is_after_name
            and surname.is_capitalized
            and given_name.is_capitalized
            and surname.is_unusual_surname
            and not is_place(surname.form)
            and given_name.is_clear_given_name
        ):
            yield _build_name(part, (surname, given_name))


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
            and _is_joined(part, given_name, surname)
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
