"""Characters that cannot be seen, that look like others, or that draw letters as signs."""

import re
import unicodedata
from collections.abc import Iterator

from statplan.errors import Problem

# Invisible without being of a category that says so: joiners, fillers, the blank of Braille.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_EMOJI_STYLE = "\ufe0f"
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cs", "Cn", "Zl", "Zp"})
_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
_WORD = re.compile(r"[^\W\d_]+")
# Languages of the Pacific Northwest are written with theta and lambda among Latin letters.
_SALISH = re.compile("^(?=.*[\u0259\u02b7])[^\u0370-\u03ff]*(?:[\u03b8\u03bb][^\u0370-\u03ff]*)+$")
_BRAILLE = re.compile("[\u2801-\u28ff]")


def find_hidden_characters(line: str, number: int) -> Iterator[Problem]:
    """Yield every kind of character in a line that cannot be seen, or turns the direction of text.

    Args:
        line: the line, without its end.
        number: its number, counted from one.
    """
    seen: set[str] = set()
    for column, char in enumerate(line, start=1):
        if char in seen or not _is_hidden(char, line[column - 2 : column - 1]):
            continue
        seen.add(char)
        name = unicodedata.name(char, "a character without a name").lower()
        fact = f"there is a character that cannot be seen: U+{ord(char):04X}, {name}."
        remedy = "Delete it; where it came with pasted text, type the words anew."
        yield Problem(number, column, "", fact, remedy)


def _is_hidden(char: str, before: str) -> bool:
    if char == _EMOJI_STYLE and before and unicodedata.category(before) == "So":
        return False
    if char in _BLANK or any(ord(char) in selectors for selectors in _SELECTORS):
        return True
    return unicodedata.category(char) in _HIDDEN and char != "\t"


def find_mixed_scripts(line: str, number: int) -> Iterator[Problem]:
    """Yield every word of a line whose letters come from two alphabets that look alike."""
    for word in _WORD.finditer(line):
        scripts = {unicodedata.name(char, "").partition(" ")[0] for char in word.group()}
        if _SALISH.search(word.group()):
            scripts -= {"GREEK"}
        if not word.group().isascii() and len(scripts & _SCRIPTS) > 1:
            both = " and ".join(script.capitalize() for script in sorted(scripts & _SCRIPTS))
            fact = f"one word holds letters of two alphabets that look alike: {both}."
            yield Problem(number, word.start() + 1, "", fact, "Type the word anew.")


def find_drawn_letters(line: str, number: int) -> Iterator[Problem]:
    """Yield the first character of a line that draws a letter as a sign: Braille."""
    match = _BRAILLE.search(line)
    if match:
        fact = "letters stand here in Braille, which nothing here can read."
        yield Problem(number, match.start() + 1, "", fact, "Write them as letters.")
