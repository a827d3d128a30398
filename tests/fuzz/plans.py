"""Plan files of every kind: sound answers, with answers of any kind put in some of their places."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any

from statplan.plan import loader, writer
from statplan.plan.json_schema import build_json_schema
from statplan.plan.paths import split_path
from tests.support.generated_plans import drawn
from tests.support.plans import LINEAGE, PEOPLE
from tests.support.schedule_plans import list_holidays

Data = dict[str, Any]
Schema = dict[str, Any]

SCHEMA = build_json_schema()
_NULL = {"type": "null"}
_FIRST = date(2026, 12, 1)
_EMPTY: tuple[Any, ...] = ([], {}, None, "", [None], [[]], [{}], {"": ""})
_NUMBERS = (0, -1, 1, 10**6, 2**31, 2**63, 2**64, 10**40, -(10**40), 0.1, 1e308, True, False)
TEXTS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "'=1"),
    *("\uff1d1", "\uff0b1", "\uff0d1", "\uff20A1"),  # full-width signs of a formula
    *("CON", "nul", "aux.ics", "LPT1", "com\u00b9", "CONIN$", "a/nul/b", "..", "../../x", "a."),
    *("שלום עולם", "مرحبا", "\u202eabc", "\u2066a\u2069", "e\u0301\u0327\u0323", "\U0001d516tat"),
    *("\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f3db", "\ufb01", "中" * 200),
    *("\x00", "a\x00b", "\u2400", "\ud800", "\udfff\ud800", "\ufeffa", "\x1b[31m", "\x7f\x85"),
    *("a" * 201, "é" * 4001, "W" * 200, "a b " * 50, "\u0301" * 40, "\u2028", "x" * 60_000),
    *("null", "~", "yes", "2027-01-05", "08:00", "1e3", "<b>&amp;", "]]>", "{{ 7*7 }}", "#eval"),
    *("*a*", "[x](javascript:alert(1))", "| a | b |", "\\n\\,", "BEGIN:VEVENT", "a: b", "- x", "%"),
)
_PATTERNED: dict[str, tuple[str, ...]] = {
    "^SP": ("SP001", "SP504", "SP999"),
    "-[0-9a-f]{4}-": (LINEAGE,),
    "/[0-9]{4}": ("s0/2027-03", "s0/2027-W15", "s1/2027-Q1", "s1-works/2027-03", "s0/2027-3-3"),
    "^[a-z0-9]+": (*PEOPLE, "works", "health", "police", "blight", "safety", "nul", "public"),
    "^[A-Za-z0-9_-]": ("calendars", "out/2027_a.b", "nul", "a/COM1.x", "a.", "statplan.yaml"),
    "@": ("clerk@example.gov", f"{'a' * 200}@example.gov"),
    "^https?": ("https://example.gov/stat?id=1#top", f"https://example.gov/{'a' * 900}"),
    "{2}$": ("US", "DE", "XX", "FR"),
    "^other: ": ("other: ombuds office", "other: ", "other: =1+1"),
}
# Answers that have no pattern, by the first of their examples.
_PHRASES: dict[str, tuple[str, ...]] = {
    "08:00": ("00:00", "02:30", "08:00", "09:30", "21:45", "23:59", "2 pm", "2:00"),
    "month": ("week", "2 weeks", "52 weeks", "month", "2 months", "52 months", "quarter"),
    "once a month": ("monthly", "twice a month", "366 times a year", "every 52 weeks", "biweekly"),
    "second Thursday": (
        *("first Monday", "fifth Friday", "last Friday", "Tuesday", "Tuesday and Friday"),
        *("first and third Tuesday", "last working day", "31st", "Monday before s1"),
    ),
}
_DAY = "2027-01-31"


def draw_plans(seed: int) -> tuple[bytes, bytes]:
    """Draw a sound plan file, and what became of it; the reader accepts about half of them."""
    random = Random(seed)  # noqa: S311 - nothing secret
    data = _sound(random)
    _mend(data)
    before = json.dumps(data).encode()
    for _ in range(random.choice((1, 2, 3, 5, 9))):
        _put_somewhere(data, SCHEMA, random)
    if random.random() < 0.6:
        _mend(data)
    return before, _text(data, random)


def _sound(random: Random) -> Data:
    """Draw answers with everything that a calendar needs, and others beside them."""
    data: Data = {"statplan": 1}
    if random.random() < 0.3:
        data = drawn(random.randrange(2**32))
    data["lineage"], data["created"] = LINEAGE, "2026-12-01"
    program = data.setdefault("program", {})
    program["timezone"] = random.choice(("America/Chicago", "Pacific/Auckland", "Asia/Kathmandu"))
    people = [{"id": each, "office": each.title()} for each in PEOPLE]
    departments = [{"id": each, "name": each.title()} for each in ("works", "health", "police")]
    data["participants"] = {
        **data.get("participants", {}),
        "people": [*people, *({"id": each, "office": each} for each in ("a", "b-2", "311"))],
        "departments": [
            *departments,
            *({"id": each, "name": each} for each in ("a", "b-2", "311")),
        ],
    }
    topics = [{"id": each, "name": each} for each in ("blight", "safety", "a", "b-2", "311")]
    data["focus"] = {**data.get("focus", {}), "subjects": topics}
    frequency = data.setdefault("frequency", {})
    frequency |= {"first_day": random.choice(("2027-01-01", "2027-02-15", "2028-02-29"))}
    frequency["months"] = random.choice((1, 3, 12, 24))
    frequency["series"] = [_series(f"s{number}", random) for number in range(random.randint(1, 2))]
    listed = list_holidays(frequency["first_day"], frequency["months"])
    frequency.setdefault("holidays", {"country": "US", "listed": listed})
    if random.random() < 0.4:
        data.setdefault("publicity", {})["publishes"] = ["schedule", "notes"]
    return data


def _series(name: str, random: Random) -> Data:
    hours = (8, 10, 13, 15) if name == "s0" else (9, 11, 14, 16)
    series: Data = {"id": name, "at": f"{random.choice(hours):02}:00", "minutes": 30}
    day = random.choice(("Monday", "Tuesday", "Friday"))
    kind = random.choice(("week", "month", "quarter", "dates", "each", "bare"))
    if kind == "week":
        series |= {"every": random.choice(("week", "6 weeks")), "on": day}
    elif kind in {"month", "quarter"}:
        series |= {"every": kind, "on": f"{random.choice(('first', 'fifth', 'last'))} {day}"}
    elif kind == "dates":
        series["dates"] = [str(_day(random)) for _ in range(random.randint(0, 4))]
    elif kind == "each":
        series |= {"every": "month", "on": day, "times": ["17:00"], "for_each": "departments"}
    if kind != "each" and random.random() < 0.3:
        shared: list[Any] = [["works", "blight"], "police"]
        series["rotate"] = random.choice(
            ("departments", "subjects", [], ["works", "blight"], shared)
        )
    if "rotate" not in series and kind != "each" and random.random() < 0.2:
        series["subject"] = random.choice((["blight", "safety"], ["blight", "blight"], "blight"))
    if random.random() < 0.2:
        series["at_least"] = random.choice(("monthly", "twice a month", "every 6 weeks"))
    if kind != "each" and random.random() < 0.15:
        series["for_each"] = random.choice(("departments", "subjects"))
    return series


def _day(random: Random) -> date:
    return _FIRST + timedelta(days=random.randint(0, 500))


def _put_somewhere(data: Data, schema: Schema, random: Random) -> None:
    """Put an answer of any kind at a place of the schema, drawn on the way down."""
    key, part = random.choice(list(_resolved(schema)["properties"].items()))
    kinds = [_resolved(each) for each in part.get("anyOf", [part]) if each != _NULL]
    groups = [each for each in kinds if "properties" in each]
    records = [each for each in kinds if "properties" in _resolved(each.get("items", {}))]
    inside = data.get(key)
    if groups and random.random() < 0.9:
        if not isinstance(inside, dict):
            inside = data[key] = {}
        _put_somewhere(inside, groups[0], random)
    elif records and isinstance(inside, list) and inside and random.random() < 0.7:
        record = random.choice(inside)
        if isinstance(record, dict):
            _put_somewhere(record, records[0]["items"], random)
    else:
        data[key] = _answer(part, random)


def _resolved(schema: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    definition: Schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return definition


def _answer(schema: Schema, random: Random) -> Any:
    """Draw an answer: mostly one of the form that the schema wants, at its limits or hostile."""
    draw = random.random()
    if draw < 0.12:
        return json.loads(json.dumps(random.choice(_EMPTY)))
    if draw < 0.18:
        return random.choice((*_NUMBERS, *TEXTS))
    return _formed(_resolved(schema), random)


def _formed(schema: Schema, random: Random) -> Any:
    if "anyOf" in schema:
        kinds = [each for each in schema["anyOf"] if each != _NULL]
        return _answer(random.choice(kinds), random)
    if "enum" in schema or "const" in schema:
        return random.choice(schema.get("enum", [schema.get("const")]))
    if "patternProperties" in schema:
        day = {"format": "date"} if "SP" not in str(schema) else {"pattern": "^SP"}
        return {_word(day, random): _word({}, random) for _ in range(random.randint(0, 2))}
    return _of_type(schema, random)


def _of_type(schema: Schema, random: Random) -> Any:
    match schema.get("type"):
        case "boolean":
            return random.random() < 0.5
        case "integer":
            least, most = schema["minimum"], schema["maximum"]
            return random.choice((least, most, least - 1, most + 1, random.randint(least, most)))
        case "array":
            return [_answer(schema["items"], random) for _ in range(random.choice((0, 0, 1, 2, 3)))]
        case "object":
            wanted = schema.get("required", ())
            return {
                key: _answer(part, random)
                for key, part in schema["properties"].items()
                if key in wanted or random.random() < 0.4
            }
    return _word(schema, random)


def _word(schema: Schema, random: Random) -> str:
    example = next(iter(schema.get("examples", ())), "")
    if schema.get("format") == "date" or example == _DAY:
        return random.choice((str(_day(random)), str(_day(random)), "1990-01-01", "2100-12-31"))
    pattern = schema.get("pattern", "")
    if pattern:
        known = next(words for part, words in _PATTERNED.items() if part in pattern)
        return random.choice(known)
    if "examples" in schema:
        return random.choice(_PHRASES.get(example, tuple(map(str, schema["examples"]))))
    return random.choice(TEXTS)


def _mend(data: Data) -> None:
    """Take out every answer that the reader refuses, so that what is left goes on to be used."""
    for _ in range(30):
        problems = loader.validate_answers(data).problems
        paths = sorted({each.path for each in problems}, key=len, reverse=True)
        if not paths:
            return
        for path in paths:
            _take_out(data, _steps(path))


def _steps(path: str) -> tuple[str | int, ...]:
    try:
        return split_path(path)
    except ValueError:  # a key that no path can name
        return tuple(path.partition("[")[0].split(".")[:2])


def _take_out(data: Any, path: tuple[str | int, ...]) -> None:
    around: list[Any] = [data]
    for step in path[:-1]:
        if not _has(around[-1], step):
            break
        around.append(around[-1][step])
    for parent, step in zip(reversed(around), reversed(path[: len(around)]), strict=True):
        if _has(parent, step) and step != "series":
            del parent[step]
            return


def _has(parent: Any, step: str | int) -> bool:
    if isinstance(parent, dict):
        return step in parent
    return isinstance(parent, list) and isinstance(step, int) and step < len(parent)


def _text(data: Data, random: Random) -> bytes:
    """Write the answers as a person, an editor or a program would."""
    letters = random.random() < 0.5
    text = json.dumps(data, indent=random.choice((None, 2)), ensure_ascii=letters)
    if random.random() < 0.3:
        text = _written(data) or text
    ending = random.choice(("\n", "\n", "\r\n"))
    mark = random.choice(("", "", "", "\ufeff"))
    return (mark + text.replace("\n", ending)).encode("utf-8", "surrogatepass")


def _written(data: Data) -> str:
    """Return a plan as statplan writes it; empty where the answers are of no plan."""
    if loader.validate_answers(data).problems:
        return ""
    return writer.render_plan(data)
