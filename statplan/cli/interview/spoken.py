"""How people say days, times and intervals, in the words that a plan is written in.

What is not understood is returned as it was typed; the plan's own check then says what is wrong.
"""

import re
from calendar import month_name

from statplan.plan.times import ORDINALS, WEEKDAYS

_INTERVALS = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "biweekly": "2 weeks",
    "fortnightly": "2 weeks",
    "other week": "2 weeks",
    "other month": "2 months",
}
_NUMBERS = dict(
    zip(("two", "three", "four", "five", "six", "seven", "eight"), range(2, 9), strict=True)
)
_NUMERALS = {f"{number}{end}": word for word, number, end in (
    ("first", 1, "st"), ("second", 2, "nd"), ("third", 3, "rd"), ("fourth", 4, "th"),
    ("fifth", 5, "th"),
)}  # fmt: skip
_DAY = (
    r"(?:(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)\b"
    r"|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?\b)"
)
_EARLIEST = 7  # 2:00 without a.m. or p.m. may be either; 9:00 is the morning
_NOON = 12
_SHORTEST = 3  # letters by which a weekday or a month is known


def every(text: str) -> str:
    """An interval: "every two weeks" or "biweekly" is `2 weeks`."""
    said = re.sub(r"^(every|each|once a|a|per) ", "", " ".join(text.lower().split()))
    said = _INTERVALS.get(said, said)
    first, _, unit = said.partition(" ")
    said = f"{_NUMBERS.get(first, first)} {unit}".strip()
    return re.sub(r"^1 (week|month|quarter)s?$", r"\1", said)


def rhythm(text: str) -> dict[str, str]:
    """How often, and after commas on which day and at what time, as answers of a series.

    "monthly, second Tuesday, 2 pm" has all three; "every two weeks" is an interval alone.
    """
    said = " ".join(text.lower().replace(",", " , ").split())
    found: dict[str, str] = {}
    time = re.search(r",? ?(at )?(\d{1,2}([:.]\d\d)? ?([ap]\.?m\b\.?)?|noon)$", said)
    if time and re.search(r"[:.m]|noon", time[0]):
        found["at"], said = clock(time[2]), said[: time.start()]
    day = re.search(r"[ ,]+(?:on )?(?:the )?(?=" + _DAY + ")", said)
    if day:
        found["on"], said = on(said[day.end() :].replace(" ,", ",")), said[: day.start()]
    return {"every": every(said.strip(" ,")), **found}


def on(text: str) -> str:
    """A weekday of the month or week: "the 2nd thursday" is `second Thursday`."""
    said = re.sub(r"\b(the|every|each|on|of the month)\b", " ", text.lower())
    words = []
    for word in re.findall(r"[a-z0-9]+|,", said):
        ordinal = _NUMERALS.get(word, word)
        words.append(ordinal if ordinal in ORDINALS else _weekday(word))
    return " ".join(words).replace(" ,", ",")


def _weekday(word: str) -> str:
    for name in WEEKDAYS:
        known = f"{name.lower()}s"
        if len(word) >= _SHORTEST and (known.startswith(word) or word == "thurs"):
            return name if known.startswith(word) else "Thursday"
    return word


def clock(text: str) -> str:
    """A time of day: "8:30 am" is `08:30`; "2:00" is left alone, as it may mean 14:00."""
    found = re.fullmatch(
        r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?", re.sub(r"\.(?!\d)", "", text.strip().lower())
    )
    if text.strip().lower() == "noon":
        return "12:00"
    if not found or (found[2] is None and found[3] is None):
        return text.strip()
    hour = int(found[1])
    if found[3]:
        if not 1 <= hour <= _NOON:
            return text.strip()
        hour = hour % _NOON + (_NOON if found[3] == "pm" else 0)
    elif len(found[1]) == 1 and hour < _EARLIEST:
        return text.strip()
    return f"{hour:02}:{found[2] or '00'}"


def day(text: str) -> str:
    """A day: "January 5, 2027" and "5 Jan 2027" are `2027-01-05`; 1/5/2027 may be either."""
    said = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.lower().replace(",", " "))
    parts = re.findall(r"[a-z]+|\d+", said)
    if re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", text.strip()):
        year, month, number = (int(part) for part in parts)
        return f"{year:04}-{month:02}-{number:02}"
    if len(parts) == _SHORTEST and parts[2].isdecimal():
        word, number_word = (parts[0], parts[1]) if parts[0].isalpha() else (parts[1], parts[0])
        names = [name.lower() for name in month_name]
        fitting = [n for n, name in enumerate(names) if n and name.startswith(word)]
        numbered = number_word.isdecimal() and len(number_word) < _SHORTEST
        if len(word) >= _SHORTEST and len(fitting) == 1 and numbered:
            return f"{parts[2]}-{fitting[0]:02}-{int(number_word):02}"
    return text.strip()


def number(text: str) -> int | str:
    """A whole number: "90 minutes" and "488,000" are numbers."""
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?: [a-z]+)*", text.strip().lower())
    return int(found[1].replace(",", "")) if found else text.strip()
