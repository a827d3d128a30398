"""Answers drawn from the plan's own JSON Schema, and what contradicts itself taken out.

Hypothesis draws the seed alone: so each example has answers of every kind.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from statplan.plan import SECTIONS, loader
from statplan.plan.json_schema import build_json_schema
from statplan.plan.paths import get_answer, split_path
from statplan.plan.phrases import FIRST_YEAR, LAST_YEAR
from statplan.plan.time_values import WEEKDAYS

Data = dict[str, Any]
IDS = ("a", "b-2", "311")
ROSTERS = (
    ("participants", "people"),
    ("participants", "departments"),
    ("focus", "subjects"),
    ("focus", "priorities"),
)
_SCHEMA = build_json_schema()
_NULL = {"type": "null"}
_SPAN = (date(LAST_YEAR, 12, 31) - date(FIRST_YEAR, 1, 1)).days
_WORDS = (
    "no yes on ~ null 08:00 9:30 0900 1e3 .inf 0o17 2027-01-05",
    "a: b=c #1 - [x {y & *z ! | > % @ ` ' \"",
)
_LETTERS = "aZ09 .,;:-'\"#&*!?|>%@`{}[]()=<~^$+/_àÑßΩжש中🏛é\u0301"
_PATTERNED = {
    "^SP": ("SP001", "SP002", "SP010", "SP206", "SP504", "SP510", "SP999"),
    "-[0-9a-f]{4}-": ("6f1c2b1e-0000-4000-8000-000000000001",),
    "/[0-9]{4}": ("series-0/2027-03", "series-1/2027-W15", "series-0-a/2027-Q1"),
    "^[a-z0-9]+": IDS,
    "^[A-Za-z0-9_-]": ("calendars", "out/2027_a.b"),
    "@": ("clerk@example.gov", "o'neil+stat@stat.example.gov"),
    "^https?": ("https://example.gov/stat?id=1#top", "http://example.gov"),
    "{2}$": ("US", "DE"),
    "^other: ": ("other: ombuds office", "other: by letter, in person"),
}
# Answers that have no pattern, by the first of their examples.
_PHRASES = {
    "08:00": ("00:00", "08:00", "09:30", "21:45", "2:30 p.m."),
    "month": ("week", "2 weeks", "7 weeks", "month", "2 months", "quarter"),
    "once a month": ("monthly", "twice a month", "4 times a year", "every 6 weeks"),
    "second Thursday": (
        *(f"{word} {day}" for word in ("first", "last") for day in WEEKDAYS[:4]),
        *WEEKDAYS,
        "Tuesday, Wednesday and Thursday",
        "first and third Tuesday",
    ),
}
_DAY = "2027-01-31"


def _text(schema: Data, random: Random) -> str:
    pattern = schema.get("pattern", "")
    example = next(iter(schema.get("examples", ())), "")
    if schema.get("format") == "date" or example == _DAY:
        return str(date(FIRST_YEAR, 1, 1) + timedelta(days=random.randint(0, _SPAN)))
    if pattern:
        known = next(texts for part, texts in _PATTERNED.items() if part in pattern)
        return random.choice(known)
    if example in _PHRASES:
        return random.choice(_PHRASES[example])
    if "examples" in schema:
        return str(random.choice(schema["examples"]))
    letters = "".join(random.choices(_LETTERS, k=random.randint(1, 12)))
    words = random.choices([*" ".join(_WORDS).split(), letters], k=random.randint(1, 3))
    lines = [" ".join(words), letters][: random.randint(1, 9) // 8 + 1]
    return "\n".join(lines)


def _group(schema: Data, random: Random) -> Data:
    table = schema.get("patternProperties")
    if table:
        ((pattern, value),) = table.items()
        kind = {"pattern": pattern} if "SP" in pattern else {"format": "date"}
        return {_text(kind, random): _value(value, random) for _ in range(2)}
    whole = schema.get("required", ())
    return {
        key: _value(each, random)
        for key, each in schema["properties"].items()
        if key in whole or random.random() < _OFTEN
    }


_OFTEN, _SELDOM = 0.6, 0.1


def _value(schema: Data, random: Random) -> Any:
    """Something that a part of the schema accepts by its form."""
    if "$ref" in schema:
        return _group(_defined(schema), random)
    if "anyOf" in schema:
        kinds = [each for each in schema["anyOf"] if each != _NULL]
        nothing = kinds != schema["anyOf"] and random.random() < _SELDOM
        return None if nothing else _value(random.choice(kinds), random)
    if "enum" in schema or "const" in schema:
        return random.choice(schema.get("enum", [schema.get("const")]))
    makers: dict[str, Any] = {
        "boolean": lambda: random.random() < _OFTEN,
        "integer": lambda: random.randint(schema["minimum"], schema["maximum"]),
        "array": lambda: [_value(schema["items"], random) for _ in range(random.randint(0, 3))],
        "object": lambda: _group(schema, random),
        "string": lambda: _text(schema, random),
    }
    return makers[schema["type"]]()


def _defined(schema: Data) -> Data:
    found: Data = _SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return found


def drawn(seed: int) -> Data:
    """Answers that the reader accepts: some sections, in which everybody's id is known."""
    random = Random(seed)  # noqa: S311 - nothing secret
    data: Data = {"statplan": 1}
    for name in random.sample(SECTIONS, random.randint(1, len(SECTIONS))):
        data[name] = _value(_SCHEMA["properties"][name], random) or {}
    for name, roster in ROSTERS:
        section = _defined(_SCHEMA["properties"][name]["anyOf"][0])
        record = _defined(section["properties"][roster]["anyOf"][0]["items"])
        records = [{**_group(record, random), "id": each} for each in IDS]
        data.setdefault(name, {})[roster] = records
    for index, series in enumerate(get_answer(data, "frequency.series") or ()):
        series["id"] = f"series-{index}"
    if random.random() < _SELDOM:
        data["advice"] = _value(_SCHEMA["properties"]["advice"], random) or {}
    take_out_faults(data)
    _name_known_holidays(data)
    return data


class _FullRandom(Random):
    """Chooses at random, and takes whatever may be left out."""

    def random(self) -> float:
        return (_SELDOM + _OFTEN) / 2

    def getrandbits(self, k: int, /) -> int:
        return super().getrandbits(k)


def draw_full_plan(seed: int) -> Data:
    """Draw a plan in which nearly every question is answered, with two series."""
    random = _FullRandom(seed)
    data: Data = {"statplan": 1}
    for name in SECTIONS:
        data[name] = _value(_SCHEMA["properties"][name], random)
    for name, roster in ROSTERS:
        section = _defined(_SCHEMA["properties"][name]["anyOf"][0])
        record = _defined(section["properties"][roster]["anyOf"][0]["items"])
        data[name][roster] = [{**_group(record, random), "id": each} for each in IDS]
    rule = {"every": "month", "on": "second Thursday", "at": "08:00", "room": "Room 1"}
    data["frequency"] |= {
        "first_day": "2027-01-01",
        "series": [
            {"id": "series-0", **rule, "subject": "a", "required": ["a"], "optional": ["b-2"]},
            {"id": "series-1", **rule, "on": "last Friday", "rotate": "departments", "chair": "a"},
        ],
    }
    data["program"]["authority"] = {"basis": "ordinance", "reference": "Section 12.4"}
    data["frequency"]["backup"] |= {"keep": "yes", "rule": "reserve day", "reserve": "last Friday"}
    take_out_faults(data)
    _name_known_holidays(data)
    return data


def _name_known_holidays(data: Data) -> None:
    """Let what is said of single holidays be about some that there are."""
    holidays = get_answer(data, "frequency.holidays") or {}
    if holidays.get("country") != "US":
        holidays.pop("open", None)
    elif holidays.get("open"):
        holidays["open"] = ["Columbus Day"]
    listed_names = [name for name in (holidays.get("listed") or {}).values() if name]
    known_names = ["New Year's Day"] if holidays.get("country") == "US" else listed_names
    if not known_names:
        holidays.pop("meetings", None)
    for record in holidays.get("meetings") or ():
        record["holiday"] = known_names[0]


def take_out_faults(data: Data) -> None:
    """Delete each answer that the reader refuses, until it accepts them all."""
    while problems := loader.validate_answers(data).problems:
        for path in sorted({split_path(each.path) for each in problems}, key=str, reverse=True):
            _take_out(data, path)


def _take_out(data: Data, path: tuple[str | int, ...]) -> None:
    """Delete an answer, or the record that lacks it."""
    around: list[Any] = [data]
    for step in path[:-1]:
        inside = _inside(around[-1], step)
        if inside is None:
            return
        around.append(inside)
    for parent, step in zip(reversed(around), reversed(path), strict=True):
        if _inside(parent, step) is not None:
            del parent[step]
            return


def _inside(parent: Any, step: str | int) -> Any:
    if isinstance(parent, dict):
        return parent.get(step)
    return parent[step] if isinstance(step, int) and step < len(parent) else None


def answers() -> st.SearchStrategy[Data]:
    """Answers that the reader accepts, of every kind that the schema knows."""
    return st.integers(0, 2**32).map(drawn)
