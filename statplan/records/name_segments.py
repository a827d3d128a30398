"""Words in a row that may be a person's name, cut from offices, places, and organizations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from statplan.records.capitalized_words import Word
from statplan.records.known_words import list_known_words
from statplan.records.name_lists import is_place

NEXT_WORD = re.compile(r"(?:['\u2019]s)?[ \t]*\n?[ \t]*\b([a-z]+)")
_GAP = re.compile(r"[ \t]*\n?[ \t]*")
_SENTENCE_START = re.compile(
    r"(?:^(?:\s*(?:[-+]|\d+[.)])\s)?|[.!?;][\s\"'\u201c\u2018(\[]*|\n[ \t]*\n\s*)$"
)
_ABBREVIATIONS = frozenset({"st", "ste", "ft", "mt", "ald", "cllr", "atty", "supt"})
_VOWEL = re.compile("[aeiouy]")
_LONGEST_PLACE, _MIN_NAME = 4, 4


@dataclass(frozen=True, slots=True)
class Segment:
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


def iter_segments(part: str, words: Sequence[Word]) -> Iterator[Segment]:
    """Yield the words in a row that are neither titles nor places, organizations, and things.

    Args:
        part: the text in which the words are.
        words: the words.
    """
    for run in _iter_runs(part, words):
        yield from _split_run(part, run)


def _iter_runs(part: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield words in a row that are capitalized, with a role before them, and particles between."""
    run: list[Word] = []
    for word in words:
        if run and not is_joined(part, run[-1], word):
            yield run
            run = []
        if word.is_capitalized or (run and word.is_particle):
            run.append(word)
            continue
        yield run
        run = [word] if word.is_title else []
    yield run


def is_joined(part: str, word: Word, following: Word) -> bool:
    """Return whether only blanks, or the period of an initial or a title, stand between words."""
    gap = part[word.end : following.start]
    is_short = word.is_initial or word.is_courtesy_title or word.form in _ABBREVIATIONS
    return bool(_GAP.fullmatch(gap.removeprefix(".") if is_short else gap))


def _split_run(part: str, run: Sequence[Word]) -> Iterator[Segment]:
    """Yield the parts of a run that are neither titles nor places, organizations, and things."""
    place_words = _find_place_words(run)
    segment = Segment(is_start=bool(run and _SENTENCE_START.search(part[: run[0].start])))
    is_in_thing = False
    for index, word in enumerate(run):
        is_surname = _is_surname_at_end(part, run, index, segment)
        if word.is_title and not (segment.words and is_surname):
            yield segment
            segment, is_in_thing = Segment(title=word), False
        elif is_in_thing:
            continue
        elif is_surname:
            segment = replace(segment, words=(*segment.words, word))
        elif index in place_words:
            yield segment
            segment = Segment()
        elif word.form in list_known_words("thing_starts") and not segment.words:
            segment, is_in_thing = Segment(), True
        elif _ends_thing(word, segment):
            segment = Segment()
        elif _ends_segment(run, index, segment):
            yield segment
            segment = Segment()
        else:
            segment = replace(segment, words=(*segment.words, word))
    if segment.words:
        yield replace(segment, has_verb=_has_verb(part, segment.words[-1]))


def _ends_thing(word: Word, segment: Segment) -> bool:
    """Return whether a word ends the name of a thing; Glen does only after other words."""
    if word.is_acronym or word.form not in list_known_words("thing_ends"):
        return False
    before = [each for each in segment.words if not each.is_function_word]
    is_first_name = any(each.is_clear_given_name and not each.is_surname for each in before)
    return not word.is_given_name or bool(before and not is_first_name)


def _find_place_words(run: Sequence[Word]) -> set[int]:
    """Return the indexes of words that make up a place, or a namesake of places."""
    found_indexes: set[int] = set()
    for start in range(len(run)):
        for end in range(start + 2, min(start + _LONGEST_PLACE, len(run)) + 1):
            words = " ".join(word.form for word in run[start:end])
            if is_place(words) or words in list_known_words("namesakes"):
                found_indexes |= {*range(start, end)}
    return found_indexes


def _ends_segment(run: Sequence[Word], index: int, segment: Segment) -> bool:
    """Return whether a word stands between names: a day, a people, a place, or an acronym."""
    word = run[index]
    if word.form.split("-")[0] in list_known_words("calendar_and_people"):
        return not _is_name_of_month(run, index)
    if is_place(word.form) and not word.is_given_name:
        return not (segment.title or (segment.words and word.is_surname))
    return _is_acronym(run, index)


def _is_name_of_month(run: Sequence[Word], index: int) -> bool:
    """Return whether April, May, June, or August is a given name: a surname follows."""
    following = run[index + 1] if index + 1 < len(run) else None
    return run[index].is_given_name and following is not None and following.is_common_surname


def _is_surname_at_end(part: str, run: Sequence[Word], index: int, segment: Segment) -> bool:
    """Return whether a word such as Hall, Park, or Marshall ends a person's name here."""
    word = run[index]
    if index + 1 < len(run) or word.is_initial:
        return False
    has_courtesy_title = segment.title is not None and segment.title.is_courtesy_title
    names = [name for name in segment.words if not name.is_initial]
    if not names:
        is_surname = segment.title is not None and word.is_common_surname
        return has_courtesy_title or (is_surname and _has_verb(part, word))
    *others, name = names
    has_others = any(other.is_given_name or not other.is_ordinary for other in others)
    if has_others or not name.is_clear_given_name or not word.is_common_surname:
        return False
    is_no_street = not (
        name.is_surname or is_place(name.form) or word.form in list_known_words("kinds_of_street")
    )
    return has_courtesy_title or is_no_street or _has_verb(part, word)


def _is_acronym(run: Sequence[Word], index: int) -> bool:
    if not run[index].is_acronym:
        return False
    pairs = (run[max(index - 1, 0) : index + 1], run[index : index + 2])
    return not any(_is_in_capitals(pair) and is_pair_in_capitals(pair) for pair in pairs)


def _is_in_capitals(words: Sequence[Word]) -> bool:
    """Return whether all words are in capitals and could be said as words."""
    return all(word.text.isupper() and _VOWEL.search(word.form) for word in words)


def is_pair_in_capitals(words: Sequence[Word]) -> bool:
    """Return whether two words in capitals look like a given name and a surname."""
    if len(words) == 1:
        return False
    are_unusual = all(len(word.form) >= _MIN_NAME and not word.is_ordinary for word in words)
    return are_unusual or (words[0].is_given_name and words[1].is_surname)


def _has_verb(part: str, word: Word) -> bool:
    """Return whether a verb of what people say and do follows, or a possessive."""
    following = NEXT_WORD.match(part, word.end)
    return following is not None and (
        following[0].startswith(("'s", "\u2019s"))
        or following[1] in list_known_words("verbs_of_people")
    )
