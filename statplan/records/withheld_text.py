"""The texts that marks withhold: words, those of each part, and the names and numbers in them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from statplan.records.front_matter import split_lines
from statplan.records.marks import Mark, read_marks
from statplan.records.model import GROUNDS
from statplan.records.record_files import MarkedNotes, is_copy, read_notes
from statplan.records.unicode import TOKEN, normalize_text, remove_emphasis, split_words

MIN_SECRET_LENGTH = 3  # letters and digits; anything shorter stands in every text by chance
_MIN_NUMBER_LENGTH = 4
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MARKUP = re.compile(r"^(?:[\s>#*+|-]|[0-9]+[.)]\s|\[[ xX]\]\s)+|[\s|]+$")
_PARTS = re.compile(r"\||(?<=[.!?;])\s")
_ENDS = frozenset(".!?:;|\n")


@dataclass(frozen=True, slots=True)
class WithheldText:
    """A text that no public file may hold; `source` names the answer, decision or mark."""

    text: str
    source: str


def list_secrets(mark: Mark, public_words: Collection[str] = ()) -> tuple[str, ...]:
    """Return what a mark withholds: all of it, each line, and each sentence or cell of some words.

    Args:
        mark: the mark.
        public_words: normalized words that are public anyway; a part of such words alone is no
            secret.
    """
    lines = [_MARKUP.sub("", remove_emphasis(raw_line)) for raw_line in mark.text.split("\n")]
    parts = [part.strip() for line in lines for part in _PARTS.split(line)]
    sentences = [sentence for sentence in parts if split_words(sentence)[1:]]
    secret_parts = [
        text for text in (*lines, *sentences) if not {*split_words(text)} <= {*public_words}
    ]
    whole = " ".join(text_line for text_line in lines if text_line)
    return tuple(
        secret
        for secret in dict.fromkeys((whole, *secret_parts))
        if is_searchable(split_words(secret))
    )


def is_searchable(wanted_words: Sequence[str]) -> bool:
    """Return whether words are long enough to be looked for."""
    return sum(map(len, wanted_words)) >= MIN_SECRET_LENGTH


def list_telling_tokens(mark: Mark, public_words: Collection[str]) -> tuple[str, ...]:
    """Return names and numbers in what a mark withholds: each would tell what it is about.

    A name is a capitalized word that does not only begin a sentence; a number has four characters
    or more and is no year.

    Args:
        mark: the mark.
        public_words: normalized words that are public anyway.
    """
    text = "\n".join(_MARKUP.sub("", remove_emphasis(line)) for line in mark.text.split("\n"))
    tokens = [*TOKEN.finditer(text)]
    chosen = dict.fromkeys(
        token.group()
        for index, token in enumerate(tokens)
        if normalize_text(token.group()) not in public_words
        and (_is_number(token.group()) or _is_name(text, tokens, index))
    )
    return tuple(chosen)


def _is_number(token: str) -> bool:
    has_digit = any(char.isdigit() for char in token)
    return has_digit and len(token) >= _MIN_NUMBER_LENGTH and not _YEAR.fullmatch(token)


def _is_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether a word is a name: capitalized, and not only since it begins a sentence."""
    token = tokens[index].group()
    if not token[0].isupper() or len(token) < MIN_SECRET_LENGTH:
        return False
    before = text[: tokens[index].start()].rstrip(" (\"'")
    if before and before[-1] not in _ENDS:
        return True
    if index + 1 == len(tokens):
        return True
    next_token = tokens[index + 1]
    between = text[tokens[index].end() : next_token.start()]
    alone = "|" in between or "\n" in between
    return alone or (next_token.group()[0].isupper() and between.isspace())


def collect_withheld_texts(texts: Mapping[str, str]) -> tuple[WithheldText, ...]:
    """Return what the notes of a folder withhold, for the scan of every file to be public.

    Args:
        texts: every file of the folder by the name that messages give it.
    """
    return tuple(
        withheld_text
        for name in sorted(texts)
        for withheld_text in read_withheld_texts(texts[name], name)
    )


def read_withheld_texts(text: str, name: str) -> tuple[WithheldText, ...]:
    """Return what marked notes withhold, for the scan of every file that is to be public.

    Marks count in any file but a cleared copy, also where its head cannot be read.

    Args:
        text: the whole file of the notes.
        name: what messages call it.
    """
    if is_copy(text):
        return ()
    notes = read_notes(text)
    lines, first_number = split_lines(text), 1
    if isinstance(notes, MarkedNotes):
        lines, first_number = [*notes.lines], notes.first_number
    marks = read_marks(lines, first_number, GROUNDS).marks
    line_by_secret = {
        secret: mark.line for mark in marks for secret in list_secrets(mark, TEMPLATE_WORDS)
    }
    return tuple(WithheldText(secret, f"{name}:{line}") for secret, line in line_by_secret.items())


def collect_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of public names, as `RedactionRules.public_words` has them."""
    return frozenset(word for name in names for word in split_words(name))


# The words of the templates' headings, which a mark cannot withhold (`template.py`).
TEMPLATE_WORDS = collect_words(
    (
        "Who came, Office, Came, Agenda, What was discussed, Decisions, Actions, Action, Owner",
        "Due, Status, Commitments made, Requests, Number, Priority, Data needed",
        "For the next meeting, Items closed, merged or on hold, Notes, Slides",
    )
)
