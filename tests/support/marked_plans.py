"""Plans in which every text that somebody wrote is a mark, so that it is found wherever it comes.

The texts are walked off the plan's own JSON Schema: a field that is new is marked without a word
here, and is internal until `PUBLIC` names it.
"""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from statplan.plan import loader
from statplan.plan.paths import split_path
from statplan.schedule import make_schedule
from tests.support.generated_plans import _SCHEMA, _defined, _take_out, _value
from tests.support.plans import PEOPLE

# What of a plan's texts residents may read where the plan publishes its schedule, and no more.
PUBLIC = frozenset(
    {
        "program.name",
        "program.organization",
        "frequency.series[].name",
        "focus.subjects[].name",
        "participants.departments[].name",
        "publicity.schedule_page",
        "publicity.contact",
        "publicity.about",
        "publicity.access",
        "publicity.broadcast[].by",
        "publicity.publishes[]",
        "frequency.series[].access",
        "publicity.accessibility",
        "publicity.address",
        "publicity.broadcast[].channel",
        "publicity.privacy",
        "publicity.redaction.rules[]",
    }
)
# What they may read besides where they may come in.
PUBLIC_WHERE_OPEN = frozenset(
    {
        "focus.closed_topics[]",
        "frequency.place.address",
        "frequency.place.room",
        "frequency.series[].room",
        "frequency.series[].exceptions[].room",
        "publicity.join",
        "publicity.questions[]",
        "publicity.sensitive",
        "publicity.unreached_questions",
    }
)
# And what they are told where some of them may come: invited, as reporters, or as the plan says.
PUBLIC_WHERE_SOME_COME = frozenset({"publicity.join", "publicity.sensitive"})
QUESTIONS = frozenset({"publicity.questions[]", "publicity.unreached_questions"})
# Words that are no text of anybody: they are looked up in a list, or are the form of an answer.
NO_TEXT = frozenset(
    {
        "program.timezone",
        "frequency.holidays.subdivision",
        "frequency.civic_dates[].rule",
        "frequency.series[].rule",
        "frequency.series[].changes[].rule",
        "frequency.holidays.open[]",
        "frequency.holidays.meetings[].holiday",
    }
)
PERSON = "zq-person-"
_FORMS = {
    "@": "{}@example.gov",
    "https": "https://{}.example.gov/page",
    "^other: ": "other: {}",
}
# Where nobody wrote anything, another answer holds: a mark there would hide that one.
STAY_OPEN = frozenset({"frequency.series[].access"})
_NOBODY = frozenset({None, "closed", "employees"})


@dataclass
class Marked:
    """Answers full of marks; `marks` tells for each mark the field in which it stands."""

    data: dict[str, Any]
    marks: dict[str, str] = field(default_factory=dict)

    def internal(self) -> dict[str, str]:
        """The marks that no public output may hold, with their fields."""
        public = public_paths(frozenset(access for access, _ in self._list_series_access()))
        closed_places = self._list_closed_places()
        held = json.dumps(self.data)
        found = {
            mark: path
            for mark, path in self.marks.items()
            if path not in public or mark in closed_places
        }
        people = {f"{PERSON}{each}": "participants.people[].id" for each in PEOPLE}
        return {mark: path for mark, path in {**found, **people}.items() if mark in held}

    def _list_series_access(self) -> list[tuple[str | None, dict[str, Any]]]:
        """Who may attend each series, and the series; a plan without any has the program's."""
        access = self.data["publicity"].get("access")
        all_series = self.data["frequency"].get("series") or [{}]
        return [(series.get("access") or access, series) for series in all_series]

    def _list_closed_places(self) -> set[str]:
        """The rooms in which nobody from outside may be, whatever else is open."""
        places, shared_rooms = set(), set()
        shared_room = self.data["frequency"].get("place", {}).get("room")
        for access, series in self._list_series_access():
            own_rooms = [each.get("room") for each in series.get("exceptions") or ()]
            if not is_open(access):
                places |= {series.get("room"), *own_rooms}
            elif not series.get("room"):
                shared_rooms.add(shared_room)
        return (places | {shared_room}) - shared_rooms - {None}


def is_open(access: str | None) -> bool:
    """Whether anybody may come in."""
    return (access or "").startswith("open")


def public_paths(answers: frozenset[str | None]) -> frozenset[str]:
    """The paths of what residents may read, by who may come in to some meeting or other."""
    if any(map(is_open, answers)):
        return PUBLIC | PUBLIC_WHERE_OPEN
    if answers <= _NOBODY:
        return PUBLIC
    may_ask = answers - _NOBODY - {"invitation", "press"}
    return PUBLIC | PUBLIC_WHERE_SOME_COME | (QUESTIONS if may_ask else frozenset())


def texts() -> frozenset[str]:
    """The paths of all texts that a plan can hold."""
    return frozenset(_texts(_SCHEMA, "")) - NO_TEXT


def _texts(schema: Any, path: str) -> Any:
    if "$ref" in schema:
        yield from _texts(_defined(schema), path)
    for each in schema.get("anyOf", ()):
        yield from _texts(each, path)
    for key, each in schema.get("properties", {}).items():
        yield from _texts(each, f"{path}.{key}".removeprefix("."))
    for each in schema.get("patternProperties", {}).values():
        yield from _texts(each, f"{path}.*")
    if "items" in schema:
        yield from _texts(schema["items"], f"{path}[]")
    if _form(schema):
        yield path


def _form(schema: Any) -> str:
    """How a mark stands in a text; empty where it is no text."""
    if schema.get("type") != "string" or "enum" in schema or "const" in schema:
        return ""
    pattern = schema.get("pattern", "")
    if not pattern:
        return "" if "format" in schema or "examples" in schema else "{}"
    return next((form for part, form in _FORMS.items() if part in pattern), "")


_DAYS = {  # in every year that is marked: its first months
    "frequency.series[].called_off[].day": "2027-01-01",  # becomes one of the series' own
    "frequency.closures[].day": "2027-02-03",
}


def marked(data: dict[str, Any], seed: int, *, whole: bool = True) -> Marked:
    """Answers with a mark in every text; what contradicts itself by that is taken out.

    Where they are made whole, texts that they lack are put in.
    """
    for each in PEOPLE:
        data = json.loads(json.dumps(data).replace(f'"{each}"', f'"{PERSON}{each}"'))
    made = Marked(data)
    made.data = _Marker(made, Random(seed), whole).fill(_SCHEMA, data, "")  # noqa: S311 - nothing secret
    while problems := loader.validate_answers(made.data).problems:
        for path in sorted({split_path(each.path) for each in problems}, key=str, reverse=True):
            _take_out(made.data, path)
    _call_off_own_days(made.data)
    return made


def _call_off_own_days(data: dict[str, Any]) -> None:
    """Let each series call off its first meeting without an exception, if it has one."""
    called_off = {
        series["id"]: series.pop("called_off")
        for series in data["frequency"].get("series") or ()
        if series.get("called_off")
    }
    plan = loader.validate_answers(data).plan
    meetings = make_schedule(plan).meetings if plan else ()
    for series in data["frequency"].get("series") or ():
        excepted = {each["meeting"] for each in series.get("exceptions") or ()}
        own_meetings = [
            each
            for each in meetings
            if each.key.series == series["id"] and str(each.key) not in excepted
        ]
        if series["id"] in called_off and own_meetings:
            first = own_meetings[0]
            day = first.move.nominal_day if first.move else first.slot.day
            cancellation = called_off[series["id"]][0]
            series["called_off"] = [cancellation | {"day": str(day)}]


@dataclass
class _Marker:
    made: Marked
    random: Random
    whole: bool

    def fill(self, schema: Any, value: Any, path: str) -> Any:
        """The value with every text of it marked, and what it lacks of texts put in."""
        if value is None and not self.whole:
            return None
        if "$ref" in schema:
            schema = _defined(schema)
        if "anyOf" in schema and any(_texts(schema, path)):
            return self._fill_one_kind(schema["anyOf"], value, path)
        if "properties" in schema:
            return self._group(schema, value or {}, path)
        if "patternProperties" in schema:
            ((pattern, inner),) = schema["patternProperties"].items()
            absent = dict.fromkeys(["SP206"] if "SP" in pattern else ["2027-05-31"])
            known = (value or absent).items()
            return {key: self.fill(inner, each, f"{path}.*") for key, each in known}
        if "items" in schema and (self.whole or isinstance(value, list)):
            known = value if isinstance(value, list) else [None]
            return [self.fill(schema["items"], each, f"{path}[]") for each in known]
        form = "" if path in NO_TEXT else _form(schema)
        return form.format(self._mark(path)) if form else value

    def _fill_one_kind(self, kinds: Any, value: Any, path: str) -> Any:
        """The value as the one of several kinds that it is; a choice that is made stays."""
        if value is not None and any(value in each.get("enum", ()) for each in kinds):
            return value
        lists = [each for each in kinds if isinstance(value, list) and "items" in each]
        kind = next(each for each in (*lists, *kinds) if any(_texts(each, path)))
        return self.fill(kind, value, path)

    def _group(self, schema: Any, value: Any, path: str) -> Any:
        made = dict(value)
        for key, inner in schema["properties"].items():
            if key not in made and not self.whole:
                continue
            here = f"{path}.{key}".removeprefix(".")
            if key not in made and here in STAY_OPEN:
                continue
            if set(_texts(inner, here)) - NO_TEXT:
                made[key] = self.fill(inner, made.get(key), here)
            elif key in schema.get("required", ()) and key not in made:
                made[key] = _DAYS.get(here) or _value(inner, self.random)
        return made

    def _mark(self, path: str) -> str:
        mark = f"zq{len(self.made.marks):04}x"
        self.made.marks[mark] = path
        return mark
