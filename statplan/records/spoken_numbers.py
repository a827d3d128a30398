"""Numbers in words, in fractions, and with letters that look like digits, and their digits."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: number for number, word in enumerate((*_UNITS, *_TEENS), start=1)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
"""
_SCALE_WORDS = ("hundred", "thousand", "million", "billion")
_MEASURES = ("dollars", "bucks", "euros", "pounds", "percent", "half", "quarters", "grand")
# What hardly a line has: a unit alone ("one of us") is worth no look.
_TELLING_WORDS = frozenset((*_TEENS, *_TENS, *_ORDINALS.split(), *_SCALE_WORDS, *_MEASURES))
_DIGIT_WORDS = {"zero": 0, "oh": 0} | {word: number for number, word in enumerate(_UNITS, start=1)}
_MIN_SPOKEN = 3  # digits in words that are a number
_ANY_DIGIT = "|".join(_DIGIT_WORDS)
_SPOKEN_DIGITS = re.compile(
    rf"\b(?:{_ANY_DIGIT})(?:[\s,-]{{1,3}}(?:{_ANY_DIGIT})){{{_MIN_SPOKEN - 1},}}\b", re.IGNORECASE
)
_LETTER_IN_NUMBER = re.compile(
    r"(?<=\d)[OoIl]+(?![A-Za-z])|(?<![A-Za-z])[OoIl](?=\d)|(?<=\d)[OoIl](?=\d)"
)
_DIGITS_OF_LETTERS = str.maketrans("OoIl", "0011")
_WORD = re.compile("[a-z]+")
_COMMA_OF_WORDS = re.compile(r"(?<=[a-z]),(?=\s[a-z])", re.IGNORECASE)
_UNIT, _TEEN, _TEN = "|".join(_UNITS), "|".join(_TEENS), "|".join(_TENS)
# Three fifty, twelve-fifty, twenty twenty-seven.
_TENS_AND_UNIT = rf"(?:{_TEN})(?:[ -](?:{_UNIT}))?"
_PAIR = re.compile(
    rf"(?<!hundred )(?<!thousand )(?<!and )\b(?P<first>{_UNIT}|{_TEEN}|{_TENS_AND_UNIT})[ -]"
    rf"(?P<second>{_TEEN}|{_TENS_AND_UNIT})\b(?![ -](?:{'|'.join(_SCALE_WORDS)}))",
    re.IGNORECASE,
)
_SCALE = r"(?P<scale>100|1000|1000000|1000000000)\b"
_THOUSAND_AND = re.compile(r"\b(\d{1,3})[ -]?thousand[ -](?:and )?(\d{1,3})\b", re.IGNORECASE)
_MIXED = re.compile(r"(?<![\d/.,])(\d+)[ -](?:and )?([1357])/([248])(?![\d/])")
_WORDS_OF_FRACTION = re.compile(
    r"\b(?P<whole>\d+) and (?P<part>(?:a|one|1) half|(?:a|one|1) quarter|(?:three|3) quarters)\b",
    re.IGNORECASE,
)
_HALF_OF_SCALE = re.compile(rf"\bhalf[ -](?:an? )?{_SCALE}", re.IGNORECASE)
_TIMES_SCALE = re.compile(rf"(?<![\d.,])(?P<number>\d{{1,3}}(?:\.\d+)?) {_SCALE}")
_SMALL_NUMBER = rf"(?:[\d.]+|{_UNIT}|{_TEEN}|{_TENS_AND_UNIT})"
_SHARED_SCALE = re.compile(
    rf"\b(?P<first>{_SMALL_NUMBER})(?P<sign> to | and | or |\s?[-\u2013]\s?)"
    rf"(?P<rest>\$?{_SMALL_NUMBER} (?P<scale>thousand|million|billion)\b)",
    re.IGNORECASE,
)
_MAX_IN_WORDS, _MAX_WORDS = 100, 6


def spell_numbers_in_digits(text: str) -> str:
    """Return a text with digits for numbers in words, for fractions, and for O and l in numbers."""
    text = _LETTER_IN_NUMBER.sub(lambda match: match.group().translate(_DIGITS_OF_LETTERS), text)
    lowered = text.lower()
    words = _WORD.findall(lowered)
    if sum(word in _DIGIT_WORDS for word in words) >= _MIN_SPOKEN:
        text = _SPOKEN_DIGITS.sub(_join_digits, text)
        lowered = text.lower()
    if any(denominator in text for denominator in ("/2", "/4", "/8")):
        text = _MIXED.sub(_add_fraction, text)
    number_words = _TELLING_WORDS.intersection(words)
    if not number_words:
        return text
    indexes = {
        lowered.count("\n", 0, match.start())
        for word in number_words
        for match in re.finditer(word, lowered)
    }
    lines = text.split("\n")
    for index in indexes:
        lines[index] = _spell_line(lines[index])
    return "\n".join(lines)


def list_number_forms(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return a few words with their small numbers in words, and with digits for words."""
    if len(words) > _MAX_WORDS:
        return []
    forms = [
        tuple(part for word in words for part in _write_in_words(word)),
        tuple(_spell_line(" ".join(words)).split())
        if not _NUMBERS.keys().isdisjoint(words)
        else (),
    ]
    return [form for form in forms if form and form != tuple(words)]


def _write_in_words(word: str) -> Iterator[str]:
    number = int(word) if word.isascii() and word.isdigit() else 0
    if not 0 < number < _MAX_IN_WORDS or word.startswith("0"):
        yield word
        return
    tens = number - number % 10 if number >= 20 else 0  # noqa: PLR2004 - twenty
    yield from (form for form, each in _NUMBERS.items() if each == tens)
    yield from (form for form, each in _NUMBERS.items() if each == number - tens)


def _join_digits(match: re.Match[str]) -> str:
    words = _WORD.findall(match.group().lower())
    breaks = "\n" * match.group().count("\n")
    return "".join(str(_DIGIT_WORDS[word]) for word in words) + breaks


def _spell_line(line: str) -> str:
    from text_to_num import alpha2digit

    line = _SHARED_SCALE.sub(r"\g<first> \g<scale>\g<sign>\g<rest>", line)
    line = _THOUSAND_AND.sub(lambda match: f"{match[1]}{int(match[2]):03}", line)
    paired = _PAIR.sub(_join_pair, _COMMA_OF_WORDS.sub("", line))
    spelled = str(alpha2digit(paired, "en", threshold=0))
    spelled = _WORDS_OF_FRACTION.sub(_add_words_of_fraction, spelled)
    spelled = _HALF_OF_SCALE.sub(lambda match: f"{int(match['scale']) // 2}", spelled)
    return _TIMES_SCALE.sub(_multiply, spelled)


def _join_pair(match: re.Match[str]) -> str:
    first, second = (
        sum(_NUMBERS[word] for word in _WORD.findall(match[name].lower()))
        for name in ("first", "second")
    )
    return f"{first}{second}"


def _add_fraction(match: re.Match[str]) -> str:
    return _format(Decimal(match[1]) + Decimal(match[2]) / Decimal(match[3]))


def _add_words_of_fraction(match: re.Match[str]) -> str:
    """Return twelve and a half, or a million and a half, in digits."""
    whole = Decimal(match["whole"])
    part = match["part"].lower()
    fraction = Decimal("0.5") if part.endswith("half") else Decimal("0.25")
    if part.endswith("s"):
        fraction *= 3
    scale = next((scale for scale in (10**9, 10**6, 10**3) if whole and whole % scale == 0), 1)
    return _format(whole + fraction * scale)


def _multiply(match: re.Match[str]) -> str:
    return _format(Decimal(match["number"]) * int(match["scale"]))


def _format(number: Decimal) -> str:
    return f"{number.normalize():f}"
