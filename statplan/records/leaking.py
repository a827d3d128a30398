"""Withheld text that stands in clear elsewhere in a public text."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from statplan.errors import Problem
from statplan.records.letters import normalize_text, split_words
from statplan.records.marks import Mark
from statplan.records.readings import TextVariant, list_variants
from statplan.records.secrets import (
    TOKEN,
    WithheldText,
    is_searchable,
    list_secrets,
    list_telling_tokens,
)

_RUN_ON = 8  # letters; from so many on they are found whatever stands between them


def find_marked_leaks(
    public_lines: list[str], marks: Iterable[Mark], public_words: Collection[str]
) -> Iterator[tuple[int, Problem]]:
    """Yield every place where a public text holds what a mark withholds, with its line there.

    Messages do not repeat what is withheld: they may end up in a log that others read.
    """
    variants = list_variants(public_lines)
    seen: set[int] = set()
    for mark in marks:
        leak_lines = {
            line
            for secret in list_secrets(mark, public_words)
            for line in find_lines_with(secret, variants)
        }
        for line in sorted(leak_lines - seen):
            fact = f"what is withheld in line {mark.line} stands here in clear."
            yield line, Problem(0, 0, "", fact, "Mark it here too, or reword this line.")
        seen |= leak_lines
        token_counts = Counter(
            line
            for token in list_telling_tokens(mark, public_words)
            for line in _find_token_lines(token, public_lines, variants) - seen
        )
        for line, count in sorted(token_counts.items()):
            yield line, _describe_token_leak(mark, count)
        seen |= {*token_counts}


def _describe_token_leak(mark: Mark, count: int) -> Problem:
    subject, verb = "a name or number", "stands"
    if count > 1:
        subject, verb = f"{count} names or numbers", "stand"
    withheld = f"that {'is' if count == 1 else 'are'} withheld in line {mark.line}"
    remedy = (
        "Mark it here too, or leave it out of that mark; where it may be public, give it with "
        "--allow."
    )
    return Problem(0, 0, "", f"{subject} {withheld} {verb} here in clear.", remedy)


def find_confidential_leaks(
    public_lines: list[str], confidential_texts: Iterable[WithheldText]
) -> Iterator[tuple[int, Problem]]:
    """Yield every place where a public text holds what the plan or another record withholds."""
    variants = list_variants(public_lines)
    for confidential in confidential_texts:
        for line in sorted({*find_lines_with(confidential.text, variants)}):
            fact = f"this line holds what stays inside: {confidential.source}."
            yield line, Problem(0, 0, "", fact, "Say the office in its place, or mark it.")


def find_lines_with(text: str, variants: Iterable[TextVariant]) -> Iterator[int]:
    """Yield the lines on which a withheld text begins: its words, or its letters if many."""
    wanted_words = split_words(text)
    if not is_searchable(wanted_words):
        return
    joined_words = "".join(wanted_words)
    for variant in variants:
        yield from variant.find_words(wanted_words)
        if len(joined_words) >= _RUN_ON:
            yield from variant.find_letters(joined_words)


def _find_token_lines(
    token: str, public_lines: list[str], variants: Iterable[TextVariant]
) -> set[int]:
    """Return the lines that hold a name or a number as a word, written with its capitals."""
    wanted_words = split_words(token)
    lines = {line for variant in variants for line in variant.find_words(wanted_words)}
    return {line for line in lines if _has_capital(token, public_lines[line])}


def _has_capital(token: str, line: str) -> bool:
    """Return whether a line has such a word written as a name is, or holds no such word."""
    wanted_token = normalize_text(token)
    same_words = [
        match.group()
        for match in TOKEN.finditer(line)
        if normalize_text(match.group()) == wanted_token
    ]
    return not same_words or any(not word[0].islower() for word in same_words)
