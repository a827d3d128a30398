"""What is withheld in one place and stands in clear in another."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from statplan.errors import Problem
from statplan.records.letters import folded, words
from statplan.records.marks import Mark
from statplan.records.readings import Reading, readings
from statplan.records.secrets import TOKEN, Withheld, is_told, secrets, telling

_RUN_ON = 8  # letters; from so many on they are found whatever stands between them


def in_clear(
    public: list[str], marks: Iterable[Mark], known: Collection[str]
) -> Iterator[tuple[int, Problem]]:
    """Every place where a public text holds what a mark withholds, with its line in that text.

    Messages do not repeat what is withheld: they may end up in a log that others read.
    """
    reads = readings(public)
    seen: set[int] = set()
    for mark in marks:
        whole = {line for each in secrets(mark, known) for line in lines_with(each, reads)}
        for line in sorted(whole - seen):
            fact = f"what is withheld in line {mark.line} stands here in clear."
            yield line, Problem(0, 0, "", fact, "Mark it here too, or reword this line.")
        seen |= whole
        told = Counter(
            line
            for token in telling(mark, known)
            for line in _lines_with_token(token, public, reads) - seen
        )
        for line, count in sorted(told.items()):
            yield line, _named(mark, count)
        seen |= {*told}


def _named(mark: Mark, count: int) -> Problem:
    some, stand = "a name or number", "stands"
    if count > 1:
        some, stand = f"{count} names or numbers", "stand"
    withheld = f"that {'is' if count == 1 else 'are'} withheld in line {mark.line}"
    remedy = (
        "Mark it here too, or leave it out of that mark; where it may be public, give it with "
        "--allow."
    )
    return Problem(0, 0, "", f"{some} {withheld} {stand} here in clear.", remedy)


def denied(
    public: list[str], secrets_elsewhere: Iterable[Withheld]
) -> Iterator[tuple[int, Problem]]:
    """Every place where a public text holds what the plan or another record withholds."""
    reads = readings(public)
    for each in secrets_elsewhere:
        for line in sorted({*lines_with(each.text, reads)}):
            fact = f"this line holds what stays inside: {each.where}."
            yield line, Problem(0, 0, "", fact, "Say the office in its place, or mark it.")


def lines_with(text: str, reads: Iterable[Reading]) -> Iterator[int]:
    """The lines on which a withheld text begins: its words, or its letters where they are many."""
    wanted = words(text)
    if not is_told(wanted):
        return
    together = "".join(wanted)
    for each in reads:
        yield from each.find(wanted)
        if len(together) >= _RUN_ON:
            yield from each.find_run_on(together)


def _lines_with_token(token: str, public: list[str], reads: Iterable[Reading]) -> set[int]:
    """The lines that hold a name or a number as a word, written with its capitals."""
    wanted = words(token)
    found = {line for each in reads for line in each.find(wanted)}
    return {line for line in found if _has_capital(token, public[line])}


def _has_capital(token: str, line: str) -> bool:
    """Whether a line has a word like a name that is written as a name, too."""
    first = folded(token)
    alike = [each.group() for each in TOKEN.finditer(line) if folded(each.group()) == first]
    return not alike or any(not each[0].islower() for each in alike)
