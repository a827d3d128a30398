"""What is withheld in one place and stands in clear in another."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from statplan.errors import Problem
from statplan.records.letters import Reading, folded, readings, words
from statplan.records.marks import Mark

SHORTEST = 3  # letters and digits; anything shorter stands in every text by chance
_RUN_ON = 8  # from so many on, letters are found whatever stands between them
_NUMBER = 4
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MARKUP = re.compile(r"^[\s>#*+|-]+|[\s|]+$")
_ENDS = frozenset(".!?:;|\n")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A text that no public file may hold; `where` names the answer or the mark that says so."""

    text: str
    where: str


def secrets(mark: Mark, known: Collection[str] = ()) -> tuple[str, ...]:
    """What a mark withholds: the whole of it, and each line of a block.

    Args:
        mark: the mark.
        known: words, folded, that are public anyway; a line of such words alone is no secret.
    """
    lines = [_MARKUP.sub("", each) for each in mark.text.split("\n")]
    told = [each for each in lines if not {*words(each)} <= {*known}]
    found = dict.fromkeys((" ".join(lines).strip(), *told))
    return tuple(each for each in found if _is_told(words(each)))


def telling(mark: Mark, known: Collection[str]) -> tuple[str, ...]:
    """Names and numbers in what a mark withholds: each would tell what it is about.

    A name is a capitalized word that does not only begin a sentence; a number has four characters
    or more and is no year.

    Args:
        mark: the mark.
        known: words, folded, that are public anyway.
    """
    found = [*_TOKEN.finditer(mark.text)]
    chosen = dict.fromkeys(
        each.group()
        for index, each in enumerate(found)
        if folded(each.group()) not in known
        and (_is_number(each.group()) or _is_name(mark.text, found, index))
    )
    return tuple(chosen)


def _is_number(token: str) -> bool:
    has_digit = any(char.isdigit() for char in token)
    return has_digit and len(token) >= _NUMBER and not _YEAR.fullmatch(token)


def _is_name(text: str, tokens: Sequence[re.Match[str]], index: int) -> bool:
    token = tokens[index].group()
    if not token[0].isupper() or len(token) < SHORTEST:
        return False
    before = text[: tokens[index].start()].rstrip(" *_(\"'")
    begins = not before or before[-1] in _ENDS
    if not begins:
        return True
    follows = tokens[index + 1] if index + 1 < len(tokens) else None
    if follows is None or not follows.group()[0].isupper():
        return False
    return text[tokens[index].end() : follows.start()].isspace()


def in_clear(
    public: list[str], marks: Iterable[Mark], known: Collection[str]
) -> Iterator[tuple[int, Problem]]:
    """Every place where a public text holds what a mark withholds, with its line in that text.

    Messages do not repeat what is withheld: they may end up in a log that others read.
    """
    reads = [*readings(public)]
    seen: set[int] = set()
    for mark in marks:
        whole = {line for each in secrets(mark, known) for line in lines_with(each, reads)}
        for line in sorted(whole - seen):
            fact = f"what is withheld in line {mark.line} stands here in clear."
            yield line, Problem(0, 0, "", fact, "Mark it here too, or reword this line.")
        seen |= whole
        for token in telling(mark, known):
            for line in sorted(_lines_with_token(token, public, reads) - seen):
                seen.add(line)
                fact = f"a name or number that is withheld in line {mark.line} stands here in "
                remedy = "Mark it here too, or leave it out of that mark; where it may be public, "
                remedy += "give it with --allow."
                yield line, Problem(0, 0, "", f"{fact}clear.", remedy)


def denied(
    public: list[str], secrets_elsewhere: Iterable[Withheld]
) -> Iterator[tuple[int, Problem]]:
    """Every place where a public text holds what the plan or another record withholds."""
    reads = [*readings(public)]
    for each in secrets_elsewhere:
        for line in sorted({*lines_with(each.text, reads)}):
            fact = f"this line holds what stays inside: {each.where}."
            yield line, Problem(0, 0, "", fact, "Say the office in its place, or mark it.")


def lines_with(text: str, reads: Iterable[Reading]) -> Iterator[int]:
    """The lines on which a withheld text begins: its words, or its letters where they are many."""
    wanted = words(text)
    if not _is_told(wanted):
        return
    together = "".join(wanted)
    for each in reads:
        yield from each.find(wanted)
        if len(together) >= _RUN_ON:
            yield from each.find_run_on(together)


def _is_told(wanted: list[str]) -> bool:
    return sum(map(len, wanted)) >= SHORTEST


def _lines_with_token(token: str, public: list[str], reads: Iterable[Reading]) -> set[int]:
    """The lines that hold a name or a number as a word, written with its capitals."""
    wanted = words(token)
    found = {line for each in reads for line in each.find(wanted)}
    return {line for line in found if _has_capital(token, public[line])}


def _has_capital(token: str, line: str) -> bool:
    """Whether a line has a word like a name that is written as a name, too."""
    first = folded(token)
    alike = [each.group() for each in _TOKEN.finditer(line) if folded(each.group()) == first]
    return not alike or any(not each[0].islower() for each in alike)
