"""Look through what is about to be public for what is withheld, whatever its form hides it in."""

import html
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

from statplan.errors import Problem, StatplanError
from statplan.records.letters import folded
from statplan.records.secrets import Withheld

SHORTEST = 4  # letters and digits; anything shorter stands in every text by chance
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

    withheld: Withheld
    line: int


def leaks(text: str, withheld: Iterable[Withheld]) -> tuple[Leak, ...]:
    """Every withheld text that a public text holds, each at its first place.

    It is found whatever its capitals, accents, blanks and line breaks, and through
    what HTML, XML, JSON, web addresses and iCalendar (folded lines too) make of letters; only as
    whole words, so that "Ann" is not found in "Annex". What has fewer than four letters and digits
    is not looked for.

    Args:
        text: the whole of what is to be public.
        withheld: what it may not hold.
    """
    found = []
    readings = [*_readings(text)]
    for each in withheld:
        wanted = _plain(each.text)
        if sum(char.isalnum() for char in wanted) < SHORTEST:
            continue
        if any(_holds(reading, wanted) for reading in readings):
            found.append(Leak(each, _line(text, wanted)))
    return tuple(found)


def guard(files: Mapping[str, bytes], withheld: Iterable[Withheld]) -> None:
    """Refuse a whole set of public files where one of them holds what is withheld.

    Args:
        files: the files by the names that messages give them, in UTF-8.
        withheld: what they may not hold.

    Raises:
        StatplanError: exit code 4; each leak with its file, its line and what it is from.
    """
    secrets = tuple(withheld)
    problems = [
        _problem(name, each)
        for name, data in files.items()
        for each in leaks(f"{name}\n{data.decode()}", secrets)[:_SHOWN]
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


def _problem(name: str, leak: Leak) -> Problem:
    fact = f"it would hold what is withheld: {leak.withheld.where}."
    remedy = "Take it out of what the plan publishes."
    return Problem(max(leak.line - 1, 0), 0, "", fact, remedy).in_file(name)


def _readings(text: str) -> Iterator[str]:
    """The text as it stands, and as each kind of reader understands it."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    unescaped = html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", _letter, text))
    calendar = re.sub(r"\\([\\,;nN])", lambda found: _BREAKS.get(found[1], found[1]), unfolded)
    words = re.sub(r"\\[nrt]", " ", unescaped).replace('\\"', '"').replace("\\\\", "\\")
    bare = html.unescape(re.sub(r"<[^<>]*>", "", text))
    spaced = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    readings = (text, unescaped, words, calendar, bare, spaced, unquote(text))
    yield from dict.fromkeys(map(_plain, dict.fromkeys(readings)))


_BREAKS = {"n": " ", "N": " "}


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _plain(text: str) -> str:
    """A text in one form: as words are compared, with what stands between them, single blanks."""
    seen = text if text.isascii() else INVISIBLE.sub("", text)
    return " ".join(folded(seen).split())


def _holds(text: str, wanted: str) -> bool:
    """Whether a text holds another as whole words; both in the form of `_plain`."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        inside = wanted[0].isalnum() and text[at - 1 : at].isalnum()
        runs_on = wanted[-1].isalnum() and text[end : end + 1].isalnum()
        if not inside and not runs_on:
            return True
        at = text.find(wanted, at + 1)
    return False


def _line(text: str, wanted: str) -> int:
    """The line where a withheld text begins; 0 where its letters are not in one place."""
    lines = [_plain(each) for each in text.split("\n")]
    for number, each in enumerate(lines, start=1):
        if _holds(each, wanted):
            return number
    joined = " ".join(lines)
    at = joined.find(wanted)
    ends = [*accumulate(len(each) + 1 for each in lines)]
    return bisect(ends, at) + 1 if at >= 0 else 0
