"""Numbers, amounts, dates, and long numbers in a text, by what they say and not how it is said."""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

_MONTHS = {
    form: number
    for number in range(1, 13)
    for form in (month_name[number].lower(), month_abbr[number].lower())
} | {"sept": 9}
_SPANISH_MONTHS = """
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
"""
_MONTHS |= {name: number for number, name in enumerate(_SPANISH_MONTHS.split(), start=1)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>\d{4}|'\d{2})(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"(?<!\d)(?P<year>\d{4})(?P<sign>[-/._ ])"
            r"(?P<first>\d{1,2})(?P=sign)(?P<second>\d{1,2})(?!\d)"
        ),
        (
            r"(?<!\d)(?P<first>\d{1,2})\s?(?P<sign>[-/._])\s?(?P<second>\d{1,2})\s?(?P=sign)\s?"
            r"(?P<year>\d{4}|\d{2})(?!\d)"
        ),
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<first>[01]\d)(?P<second>[0-3]\d)(?!\d)",
        r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/])",
        rf"(?<![^\W\d_])(?P<month>{_MONTH})(?![^\W\d_])\.?[\s_-]{{0,3}}(?:the\s)?{_DAY}(?:,?[\s_-]{{0,3}}{_YEAR})?",
        rf"(?<!\d){_DAY}\.?[\s_-]{{0,3}}(?:day\s)?(?:of\s|de\s)?(?P<month>{_MONTH})(?![^\W\d_])\.?(?:,?[\s_-]{{0,3}}(?:de\s)?{_YEAR})?",
    )
)
# Dates without a sign, which any number of six or eight digits can be.
_COMPACT_DATES = tuple(
    re.compile(rf"(?<!\d){pattern}(?!\d)")
    for pattern in (
        r"(?P<first>[0-3]\d)(?P<second>[0-3]\d)(?P<year>(?:19|20)\d{2})",
        r"(?P<first>[0-3]\d)(?P<second>[0-3]\d)(?P<year>\d{2})",
        r"(?P<year>\d{2})(?P<first>[0-3]\d)(?P<second>[0-3]\d)",
    )
)
_DAYS_OF_MONTH = re.compile(
    rf"(?<![^\W\d_])(?P<month>{_MONTH})\.?\s(?P<days>\d{{1,2}}(?:,\s?\d{{1,2}})*,?\s(?:and|&|or)\s\d{{1,2}})"
    r"(?:st|nd|rd|th)?(?![\d:])",
    re.IGNORECASE,
)
_QUARTERS = {"fir": "1", "sec": "2", "thi": "3", "fou": "4"}
_SHORT_YEAR = r"(?:FY\s?)?(?P<year>(?:19|20)\d{2}|'?\d{2})(?![\d/.-])"
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bQ(?P<quarter>[1-4])[\s,/-]{{0,2}}(?:of\s)?{_SHORT_YEAR}",
        rf"\b(?P<quarter>[1-4])Q[\s,/-]{{0,2}}{_SHORT_YEAR}",
        rf"\b(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter,?\s(?:of\s)?{_SHORT_YEAR}",
        r"\b(?P<year>(?:19|20)\d{2})[\s,/-]{0,2}Q(?P<quarter>[1-4])\b",
        rf"\b(?P<month>{_MONTH})\b\.?,?\s(?:of\s|de\s)?(?P<year>(?:19|20)\d{{2}}|'\d{{2}})(?!\d)",
        r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])[/.](?P<year>(?:19|20)\d{2})(?![\d/.-])",
        r"(?<![\d/.-])(?P<month>0[1-9]|1[0-2])/(?P<year>\d{2})(?![\d/.-])",
        r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})[-/](?P<month>0[1-9]|1[0-2])(?![\d/.-])",
    )
)
_CURRENCY = r"(?:US\s?|CA?\s?|AU?\s?|NZ\s?)?[$£€¥]|USD|EUR|GBP|CAD|AUD|NZD"
_PERCENT = r"%|per\s?cent\b|pct\b|percentage points?\b"
_SCALES = {
    "k": 3, "thousand": 3, "grand": 3, "m": 6, "mm": 6, "mn": 6, "mil": 6, "mio": 6,
    "million": 6, "millions": 6, "b": 9, "bn": 9, "billion": 9, "billions": 9,
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?:(?P<money>{_CURRENCY})\s?|(?<![\w.])(?<!\d,))"
    r"(?P<digits>\d{1,3}(?:[,.' ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
    r"|(?<=[$£€¥])\.\d+)"
    rf"(?:\s?-?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
    rf"(?:[\s-]?(?:(?P<after>{_CURRENCY}|dollars?\b|bucks\b|euros?\b|pounds?\b)"
    rf"|(?P<percent>{_PERCENT})))?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?")
_ROUND_NUMBER = re.compile(r"\d{4,6}000")
_PLAIN_YEAR = re.compile(r"(?:19|20)\d{2}")
_DIGIT_RUN = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<![\d$£€.,])\+?\(?\d(?:[\s()./\-\u2013]{0,3}\d){6,}")
DATE, DAY, DAY_OF_YEAR = "date", "day", "day of year"
QUARTER, MONTH = "quarter", "month"
PERIODS = frozenset({QUARTER, MONTH})
DATES = frozenset({DATE, DAY, DAY_OF_YEAR}) | PERIODS
LONG_NUMBER, DIGITS, SHORT_DIGITS = "long number", "digits", "short digits"
_MIN_DIGITS = 4
_PHONE_LENGTH, _LOCAL_LENGTH = (10, 15), 7


@dataclass(frozen=True, slots=True)
class Value:
    """What a number says: its kind, and itself in one form."""

    kind: str
    content: str


def is_telling(value: Value) -> bool:
    """Return whether a value hardly stands in another text by chance."""
    if value.kind in {"number", "percent"}:
        return len(value.content) >= 4  # noqa: PLR2004 - digits
    return value.kind not in {DAY, DAY_OF_YEAR, SHORT_DIGITS} | PERIODS


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value, and where it is written in a text."""

    value: Value
    start: int
    end: int


def find_sought_values(text: str) -> Iterator[FoundValue]:
    """Yield the values by which a withheld text can be known.

    Numbers of one or two digits, round ones of three, and years are none.
    """
    for iter_values in (_iter_sought_dates, _iter_sought_long_numbers, _iter_sought_numbers):
        found_values = [*iter_values(text)]
        yield from found_values
        for found in found_values:
            blank = " " * (found.end - found.start)
            text = f"{text[: found.start]}{blank}{text[found.end :]}"


def _iter_sought_dates(text: str) -> Iterator[FoundValue]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            for year, month, day in _read_dates(match):
                if not year and "/" in match.group():
                    continue  # as likely a fraction
                for kind in (DATE, DAY) if year else (DAY, DAY_OF_YEAR):
                    yield FoundValue(_format_date(kind, year, month, day), *match.span())


def _iter_sought_long_numbers(text: str) -> Iterator[FoundValue]:
    for match in _LONG_NUMBER.finditer(text):
        digits = _keep_digits(match.group())
        if _ROUND_NUMBER.fullmatch(match.group()):
            continue  # as likely an amount
        is_phone = _PHONE_LENGTH[0] <= len(digits) <= _PHONE_LENGTH[1]
        sought = digits[-_LOCAL_LENGTH:] if is_phone else digits
        yield FoundValue(Value(LONG_NUMBER, sought), *match.span())
        for run in _DIGIT_RUN.finditer(match.group()):
            yield from _iter_digits(run.group(), match)


def _iter_sought_numbers(text: str) -> Iterator[FoundValue]:
    for match in _NUMBER.finditer(text):
        for value in _read_number(match):
            if _is_known_alone(value, match):
                yield FoundValue(value, *match.span())
        yield from _iter_runs_of_digits(match)
    for match in _DIGIT_RUN.finditer(text):
        if not _PLAIN_YEAR.fullmatch(match.group()):
            yield from _iter_digits(match.group(), match)


def _iter_digits(run: str, match: re.Match[str]) -> Iterator[FoundValue]:
    """Yield the digits of a number, with and without zeros before them."""
    for digits in dict.fromkeys((run, run.lstrip("0"))):
        if len(digits) >= _MIN_DIGITS:
            yield FoundValue(Value(DIGITS, digits), *match.span())


def _iter_runs_of_digits(match: re.Match[str]) -> Iterator[FoundValue]:
    """Yield a number as it is in a word: fine12500.pdf, B417."""
    for value in _read_number(match):
        if not value.content.isdigit() or not _is_known_alone(value, match):
            continue
        is_long = len(value.content) >= _MIN_DIGITS
        kind = DIGITS if is_long else SHORT_DIGITS
        wanted = "money" if is_long else "number"
        if value.kind == wanted and not _PLAIN_YEAR.fullmatch(value.content):
            yield FoundValue(Value(kind, value.content), *match.span())


def find_values(text: str) -> Iterator[FoundValue]:
    """Yield every date and number in a text, in each way in which it can be meant."""
    yield from _iter_dates(text)
    yield from find_periods(text)
    for match in _NUMBER.finditer(text):
        for value in _read_number(match):
            yield FoundValue(value, *match.span())


def _iter_dates(text: str) -> Iterator[FoundValue]:
    for pattern in (*_DATES, *_COMPACT_DATES):
        dated_kinds = (DATE,) if pattern in _COMPACT_DATES else (DATE, DAY_OF_YEAR)
        for match in pattern.finditer(text):
            for year, month, day in _read_dates(match):
                for kind in dated_kinds if year else (DAY,):
                    yield FoundValue(_format_date(kind, year, month, day), *match.span())
    for match in _DAYS_OF_MONTH.finditer(text):
        month = _MONTHS[match["month"].lower()]
        for day in re.findall(r"\d+", match["days"]):
            yield FoundValue(_format_date(DAY, 0, month, int(day)), *match.span())


def find_periods(text: str) -> Iterator[FoundValue]:
    """Yield each month and each quarter of a year."""
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            year = groups["year"].strip("'")[-2:]
            if groups.get("quarter"):
                written = groups["quarter"].lower()
                number = _QUARTERS.get(written[:3], written[:1])
                yield FoundValue(Value(QUARTER, f"{year}-{number}"), *match.span())
            else:
                written = groups["month"].lower()
                number = str(_MONTHS[written] if written in _MONTHS else int(written))
                yield FoundValue(Value(MONTH, f"{year}-{number}"), *match.span())


def compile_digits(values: Iterable[Value]) -> re.Pattern[str]:
    """Return the pattern of the digits that each of some numbers has, however it is written."""
    digits = {_keep_digits(value.content).strip("0") for value in values}
    return re.compile("|".join("[,.' ]?".join(each) for each in sorted(digits)) or "(?!)")


def find_long_numbers(text: str) -> Iterator[FoundValue]:
    """Yield each number of seven digits or more, whatever stands between them."""
    for match in _LONG_NUMBER.finditer(text):
        yield FoundValue(Value(LONG_NUMBER, _keep_digits(match.group())), *match.span())


def _read_dates(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the years, months and days that a date can mean; 0 for a year that it does not say."""
    groups = match.groupdict()
    written_year = (groups.get("year") or "").strip("'")
    years = [int(written_year or 0)]
    if len(written_year) == 2:  # noqa: PLR2004 - the digits of a short year
        years = [1900 + years[0], 2000 + years[0]]
    if groups.get("month"):
        orders = [(_MONTHS[groups["month"].lower()], int(groups["day"]))]
    else:
        first, second = int(groups["first"]), int(groups["second"])
        orders = [(first, second), (second, first)]
    for year, (month, day) in product(years, dict.fromkeys(orders)):
        if 1 <= month <= 12 and 1 <= day <= 31:  # noqa: PLR2004 - months and days
            yield year, month, day


def _format_date(kind: str, year: int, month: int, day: int) -> Value:
    content = f"{year}-{month}-{day}" if kind == DATE else f"{month}-{day}"
    return Value(kind, content)


def _read_number(match: re.Match[str]) -> Iterator[Value]:
    """Yield what a number can say: 12.500 is twelve and a half, or as many thousand."""
    digits, scale = match["digits"], match["scale"]
    is_money = bool(match["money"] or match["after"])
    if not is_money and not scale and _PLAIN_YEAR.fullmatch(digits):
        return
    for number in dict.fromkeys(_parse_digits(digits)):
        scaled = number * 10 ** _SCALES[scale.lower()] if scale else number
        content = f"{scaled.normalize():f}"
        if match["percent"]:
            yield Value("percent", content)
            continue
        yield Value("number", content)
        if is_money:
            yield Value("money", content)


def _parse_digits(digits: str) -> Iterator[Decimal]:
    if _GROUPED.fullmatch(digits):
        last = max(digits.rfind(","), digits.rfind("."))
        decimals = len(digits) - last - 1
        has_decimals = last >= 0 and decimals < 3  # noqa: PLR2004 - the digits of a group
        whole = digits[:last] if has_decimals else digits
        fraction = digits[last + 1 :] if has_decimals else ""
        yield Decimal(f"{_keep_digits(whole)}.{fraction or 0}")
        if digits.count(".") == 1 and not re.search("[,' ]", digits):
            yield Decimal(digits)
    else:
        yield Decimal(digits.replace(",", "."))


def _is_known_alone(value: Value, match: re.Match[str]) -> bool:
    """Return whether a value is known by itself: money, or a number of some digits."""
    if value.kind == "money":
        return True
    number = Decimal(value.content)
    if value.kind == "percent":
        return number >= 10 and number % 10 != 0  # noqa: PLR2004 - round ones are in every text
    if number != int(number):
        return len(_keep_digits(value.content)) >= 3  # noqa: PLR2004 - two are in every text
    if match["money"] or match["after"] or number >= 1000:  # noqa: PLR2004 - as a house number
        return number >= 100  # noqa: PLR2004
    return number >= 100 and number % 10 != 0  # noqa: PLR2004


def _keep_digits(text: str) -> str:
    return re.sub(r"\D", "", text)
