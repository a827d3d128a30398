"""Look through what is about to be public for what is withheld, whatever its form hides it in."""

import html
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

from statplan.errors import Problem, StatplanError
from statplan.records.letters import normalize_text
from statplan.records.secrets import WithheldText

MIN_LEAK_LENGTH = 4  # letters and digits; anything shorter stands in every text by chance
# Characters that change how others look and are not seen themselves (Unicode category Cf).
INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_SHOWN = 5  # leaks of one file that a message names


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
            f"{'1 place' if count == 1 else f'{count} places'} would make public what is withheld; "
            "nothing was written.",
            hint="Take it out of the answers that are published, above all under publicity.",
            exit_code=4,
            problems=tuple(problems),
        )


def _describe_leak(name: str, leak: Leak) -> Problem:
    fact = f"it would hold what is withheld: {leak.withheld.source}."
    remedy = "Take it out of what the plan publishes."
    return Problem(max(leak.line - 1, 0), 0, "", fact, remedy).with_file(name)


def _iter_decoded_texts(text: str) -> Iterator[str]:
    """Yield the text as it stands, and as each kind of reader understands it."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    unescaped = html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", _decode_escape, text))
    calendar = re.sub(r"\\([\\,;nN])", lambda match: _BREAKS.get(match[1], match[1]), unfolded)
    unslashed = re.sub(r"\\[nrt]", " ", unescaped).replace('\\"', '"').replace("\\\\", "\\")
    bare = html.unescape(re.sub(r"<[^<>]*>", "", text))
    spaced = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    decoded_texts = (text, unescaped, unslashed, calendar, bare, spaced, unquote(text))
    yield from dict.fromkeys(map(_normalize_for_search, dict.fromkeys(decoded_texts)))


_BREAKS = {"n": " ", "N": " "}


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
