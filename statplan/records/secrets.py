"""What a mark withholds: its words, those of each part of it, and the names and numbers in it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from statplan.records.letters import folded, plain, words
from statplan.records.marks import Mark

SHORTEST = 3  # letters and digits; anything shorter stands in every text by chance
TOKEN = re.compile(r"[^\W_]+")
_NUMBER = 4
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MARKUP = re.compile(r"^(?:[\s>#*+|-]|[0-9]+[.)]\s|\[[ xX]\]\s)+|[\s|]+$")
_PARTS = re.compile(r"\||(?<=[.!?;])\s")
_ENDS = frozenset(".!?:;|\n")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A text that no public file may hold; `where` names the answer, decision or mark."""

    text: str
    where: str


def secrets(mark: Mark, known: Collection[str] = ()) -> tuple[str, ...]:
    """What a mark withholds: the whole of it, each line, and each sentence or cell of some words.

    Args:
        mark: the mark.
        known: words, folded, that are public anyway; a part of such words alone is no secret.
    """
    lines = [_MARKUP.sub("", plain(each)) for each in mark.text.split("\n")]
    parts = [part.strip() for line in lines for part in _PARTS.split(line)]
    several = [each for each in parts if words(each)[1:]]
    told = [each for each in (*lines, *several) if not {*words(each)} <= {*known}]
    whole = " ".join(each for each in lines if each)
    return tuple(each for each in dict.fromkeys((whole, *told)) if is_told(words(each)))


def is_told(wanted: Sequence[str]) -> bool:
    """Whether words are long enough to be looked for."""
    return sum(map(len, wanted)) >= SHORTEST


def telling(mark: Mark, known: Collection[str]) -> tuple[str, ...]:
    """Names and numbers in what a mark withholds: each would tell what it is about.

    A name is a capitalized word that does not only begin a sentence; a number has four characters
    or more and is no year.

    Args:
        mark: the mark.
        known: words, folded, that are public anyway.
    """
    text = "\n".join(_MARKUP.sub("", plain(each)) for each in mark.text.split("\n"))
    found = [*TOKEN.finditer(text)]
    chosen = dict.fromkeys(
        each.group()
        for index, each in enumerate(found)
        if folded(each.group()) not in known
        and (_is_number(each.group()) or _is_name(text, found, index))
    )
    return tuple(chosen)


def _is_number(token: str) -> bool:
    has_digit = any(char.isdigit() for char in token)
    return has_digit and len(token) >= _NUMBER and not _YEAR.fullmatch(token)


def _is_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether a word is a name: capitalized, and not only because a sentence begins with it."""
    token = tokens[index].group()
    if not token[0].isupper() or len(token) < SHORTEST:
        return False
    before = text[: tokens[index].start()].rstrip(" (\"'")
    if before and before[-1] not in _ENDS:
        return True
    if index + 1 == len(tokens):
        return True
    follows = tokens[index + 1]
    between = text[tokens[index].end() : follows.start()]
    alone = "|" in between or "\n" in between
    return alone or (follows.group()[0].isupper() and between.isspace())
