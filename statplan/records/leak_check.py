"""The search of files and records that are about to be public for what is withheld."""

import html
import re
from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

from statplan.errors import Problem, StatplanError
from statplan.plan.english import format_count
from statplan.records.marks import Mark
from statplan.records.unicode import TOKEN, normalize_text, remove_emphasis, split_words
from statplan.records.withheld_text import (
    WithheldText,
    is_searchable,
    list_secrets,
    list_telling_tokens,
)

MIN_LEAK_LENGTH = 4  # letters and digits; anything shorter stands in every text by chance
# Characters that change how others look and are not seen themselves (Unicode category Cf).
INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_SHOWN = 5  # leaks of one file that a message names
_RUN_ON = 8  # letters; from so many on they are found whatever stands between them
_BREAKS = {"n": " ", "N": " "}


@dataclass(frozen=True, slots=True)
class Leak:
    """A withheld text that was found; `line` counts from one, 0 where no single line has it."""

    withheld: WithheldText
    line: int


def find_leaks(text: str, withheld_texts: Iterable[WithheldText]) -> tuple[Leak, ...]:
    """Return every withheld text that a public text holds, each at its first place.

    It is found whatever its capitals, accents, blanks and line breaks, and through
    what HTML, XML, JSON, web addresses and iCalendar (folded lines too) make of letters; only as
    whole words, so that "Ann" is not found in "Annex". What has fewer than four letters and digits
    is not looked for.

    Args:
        text: the whole of what is to be public.
        withheld_texts: what it may not hold.
    """
    leaks = []
    variants = [*_iter_decoded_texts(text)]
    for withheld_text in withheld_texts:
        searched = _normalize_for_search(withheld_text.text)
        if sum(char.isalnum() for char in searched) < MIN_LEAK_LENGTH:
            continue
        if any(_has_whole_words(variant, searched) for variant in variants):
            leaks.append(Leak(withheld_text, _find_line(text, searched)))
    return tuple(leaks)


def refuse_leaks(files: Mapping[str, bytes], withheld_texts: Iterable[WithheldText]) -> None:
    """Refuse a whole set of public files where one of them holds what is withheld.

    Args:
        files: the files by the names that messages give them, in UTF-8.
        withheld_texts: what they may not hold.

    Raises:
        StatplanError: exit code 4; each leak with its file, its line and what it is from.
    """
    all_texts = tuple(withheld_texts)
    problems = [
        _describe_leak(file_name, leak)
        for file_name, content in files.items()
        for leak in find_leaks(f"{file_name}\n{content.decode()}", all_texts)[:_SHOWN]
    ]
    if problems:
        count = len(problems)
        raise StatplanError(
            f"{format_count(count, 'place')} would make public what is withheld; "
            "nothing was written.",
            remedy="Take it out of the answers that are published, above all under publicity.",
            exit_code=4,
            problems=tuple(problems),
        )


def _describe_leak(name: str, leak: Leak) -> Problem:
    fact = f"it would hold what is withheld: {leak.withheld.source}."
    remedy = "Take it out of what the plan publishes."
    return Problem(max(leak.line - 1, 0), 0, "", fact, remedy).with_file(name)


def _iter_decoded_texts(text: str) -> Iterator[str]:
    """Yield the text as it is, and as each kind of reader understands it."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    unescaped = html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", _decode_escape, text))
    calendar = re.sub(r"\\([\\,;nN])", lambda match: _BREAKS.get(match[1], match[1]), unfolded)
    unslashed = re.sub(r"\\[nrt]", " ", unescaped).replace('\\"', '"').replace("\\\\", "\\")
    bare = html.unescape(re.sub(r"<[^<>]*>", "", text))
    spaced = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    decoded_texts = (text, unescaped, unslashed, calendar, bare, spaced, unquote(text))
    yield from dict.fromkeys(map(_normalize_for_search, dict.fromkeys(decoded_texts)))


def _decode_escape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _normalize_for_search(text: str) -> str:
    """Return a text in one form: words as they are compared, with single blanks between them."""
    visible = text if text.isascii() else INVISIBLE.sub("", text)
    return " ".join(normalize_text(visible).split())


def _has_whole_words(text: str, searched: str) -> bool:
    """Return whether a text holds another as whole words; both as `_normalize_for_search` gives."""
    position = text.find(searched)
    while position >= 0:
        end = position + len(searched)
        inside = searched[0].isalnum() and text[position - 1 : position].isalnum()
        runs_on = searched[-1].isalnum() and text[end : end + 1].isalnum()
        if not inside and not runs_on:
            return True
        position = text.find(searched, position + 1)
    return False


def _find_line(text: str, searched: str) -> int:
    """Return the line where a withheld text begins; 0 where its letters are not in one place."""
    lines = [_normalize_for_search(line) for line in text.split("\n")]
    for number, line in enumerate(lines, start=1):
        if _has_whole_words(line, searched):
            return number
    joined = " ".join(lines)
    position = joined.find(searched)
    ends = [*accumulate(len(line) + 1 for line in lines)]
    return bisect(ends, position) + 1 if position >= 0 else 0


class TextVariant:
    """One way in which a text can be read: its words with their lines, and all without gaps."""

    def __init__(self, lines: Sequence[str]) -> None:
        pairs = [(word, number) for number, line in enumerate(lines) for word in split_words(line)]
        self._words = [word for word, _ in pairs]
        self._lines = [number for _, number in pairs]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word, []).append(place)
        self._whole = "".join(self._words)
        self._starts = [number for word, number in pairs for _ in word]

    def find_words(self, wanted_words: Sequence[str]) -> Iterator[int]:
        """Yield the lines on which a run of words begins."""
        for place in self._places.get(wanted_words[0], ()):
            if self._words[place : place + len(wanted_words)] == [*wanted_words]:
                yield self._lines[place]

    def find_letters(self, wanted_letters: str) -> Iterator[int]:
        """Yield the lines on which letters and digits begin, whatever stands between them."""
        position = self._whole.find(wanted_letters)
        while position >= 0:
            yield self._starts[position]
            position = self._whole.find(wanted_letters, position + 1)


def list_variants(lines: Sequence[str]) -> tuple[TextVariant, ...]:
    """Return a text as it is, as it is printed without its emphasis, and as a web address."""
    ways = (tuple(lines), tuple(map(remove_emphasis, lines)), tuple(map(unquote, lines)))
    return tuple(map(TextVariant, dict.fromkeys(ways)))


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
