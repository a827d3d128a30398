"""A plan that has every text a plan can have, and every file that is made of it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import Any

from statplan.calendars import WRITERS, make_calendar, render_calendar
from statplan.calendars.audience import find_audience
from statplan.calendars.build_calendar import desired_entries
from statplan.calendars.publication import Publication
from statplan.charter import make_charter
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render_document
from statplan.ledger import (
    DecisionContext,
    DecisionRequest,
    Ledger,
    compare_entries,
    record_decision,
    record_publish,
)
from statplan.papers import make_briefing, make_letter
from statplan.plan import SECTIONS, Plan, loader
from statplan.plan.json_schema import build_json_schema
from statplan.plan.paths import split_path
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from tests.support.plans import LINEAGE

Data = dict[str, Any]
Path = tuple[str | int, ...]
PLAIN = "plain words"
_SCHEMA = build_json_schema()
_NULL = {"type": "null"}
_FORMS = {
    "^SP": "SP001", "@": "clerk@example.gov", "^https?": "https://example.gov/stat",
    "^[a-z0-9]+": "a", "^[A-Za-z0-9_-]": "calendars", "{2}$": "US", "-[0-9a-f]{4}-": LINEAGE,
}  # fmt: skip
_SERIES = (
    "dates",
    "changes",
    "until",
    "for_each",
    "rotate",
    "first_turn",
    "times",
    "in_month",
    "department",
    "places",
    "groups",
    "rule",
    "not_in",
)
_NOW = datetime(2026, 12, 10, 12, tzinfo=UTC)
_DIGEST = re.compile("(?<=^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{4})-[0-9a-f]{6}(?=/)")  # of all texts


def _value(schema: Data) -> Any:
    if "$ref" in schema:
        return _group(_SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return _value(next(each for each in schema["anyOf"] if each != _NULL))
    if "enum" in schema or "const" in schema:
        return schema.get("enum", [schema.get("const")])[0]
    makers: dict[str, Any] = {
        "boolean": lambda: True,
        "integer": lambda: schema["minimum"],
        "array": lambda: [_value(schema["items"])],
        "object": lambda: _group(schema),
        "string": lambda: _text(schema),
    }
    return makers[schema["type"]]()


def _group(schema: Data) -> Data:
    if "patternProperties" in schema:
        return {}
    return {key: _value(each) for key, each in schema["properties"].items()}


def _text(schema: Data) -> str:
    if schema.get("format") == "date":
        return "2027-02-11"
    pattern = schema.get("pattern")
    if not pattern and "examples" in schema:
        return str(schema["examples"][0])
    return next(text for part, text in _FORMS.items() if part in pattern) if pattern else PLAIN


@cache
def _full() -> Data:
    data: Data = {"statplan": 1, "lineage": LINEAGE, "created": "2026-12-01"}
    data |= {name: _value(_SCHEMA["properties"][name]) for name in SECTIONS}
    data["program"]["timezone"] = "America/Chicago"
    data["leadership"]["attends"] = "every"
    data["publicity"] |= {"access": "open with questions", "publishes": ["schedule", "notes"]}
    frequency = data["frequency"]
    frequency |= {"first_day": "2027-01-01", "months": 3}
    frequency["working_days"] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    frequency["backup"] = {}
    (series,) = frequency["series"]
    for key in _SERIES:
        series.pop(key)
    series |= {"every": "month", "on": "second Thursday", "starts": "2027-01-01", "minutes": 90}
    series |= {"mode": "both", "access": "open with questions"}
    series["backup"] = {}
    series["called_off"][0]["day"] = "2027-03-11"
    key = f"{series['id']}/2027-02"
    place = {"room": PLAIN, "mode": "both", "link": "https://example.gov/stat", "chair": "a"}
    series["exceptions"] = [{"meeting": key, "day": "2027-02-18", **place, "why": PLAIN}]
    frequency["closures"] = [{"day": "2027-01-14", "why": PLAIN}]
    frequency["civic_dates"] = [{"name": PLAIN, "dates": ["2027-02-12"]}]
    frequency["slots"] |= {"last": "17:00", "liked_until": "12:00"}
    frequency["holidays"] = {"listed": {}}
    found = loader.validate_answers(data)
    assert not found.problems, found.problems
    return data


def full() -> Data:
    """Answers in which every text that a plan can hold is given."""
    return deepcopy(_full())


def _leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
        for step, value in steps:
            yield from _leaves(value, (*path, step))
    else:
        yield path, data


@cache
def free() -> tuple[Path, ...]:
    """Where words of any kind stand; those of a ground may hold no markup."""
    found = (path for path, value in _leaves(_full()) if value == PLAIN)
    return tuple(
        path for path in found if path != ("publicity", "redaction", "grounds", 0, "words")
    )


@cache
def formed() -> tuple[Path, ...]:
    """Where ids, addresses, links and folders stand."""
    wanted_forms = {"clerk@example.gov", "https://example.gov/stat", "a", "calendars"}
    return tuple(path for path, value in _leaves(_full()) if value in wanted_forms)


def put(data: Data, path: Path, text: str) -> None:
    """Write an answer."""
    inside: Any = data
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = text


def told(text: str, paths: tuple[Path, ...] | None = None) -> Data:
    """The plan with a text in every place for words, or in some."""
    data = full()
    for path in free() if paths is None else paths:
        put(data, path, text)
    return data


def refused(data: Data) -> set[Path]:
    """Where something is refused."""
    return {split_path(each.path) for each in loader.validate_answers(data).problems}


def made(data: Data, *, paper: bool = True) -> dict[str, bytes]:
    """Every file that is made of a plan: drafts, a publish, a bump, messages, the charter.

    What goes on paper takes most of the time, and can be left out.
    """
    plan = loader.validate_answers(data).plan
    assert plan is not None
    schedule = make_schedule(plan)
    feed, charter = make_calendar(plan, schedule), make_charter(plan, schedule)
    found = {
        f"draft.{form}": render_calendar(feed, form) for form in WRITERS if paper or form != "pdf"
    }
    found |= {
        f"charter.{form}": render_document(charter, form)
        for form in DOCUMENTS
        if paper or form not in {"pdf", "docx"}
    }
    if paper:
        for department in plan.participants.departments or ():
            letter = make_letter(plan, schedule, department.id, _NOW.date())
            found[f"letter-{department.id}.pdf"] = render_document(letter, "pdf")
        found["briefing.docx"] = render_document(make_briefing(plan, schedule), "docx")
    return found | _published(plan)


def _published(plan: Plan) -> dict[str, bytes]:
    schedule = make_schedule(plan)
    ground = build_date_rules(plan, schedule)
    year = DecisionContext(schedule, ground, _NOW.date())
    audiences = tuple(
        find_audience(plan, name) for name in ("analyst", "leadership", "public", "a")
    )
    ledger = Ledger(plan.lineage or "")
    found: dict[str, bytes] = {}
    for key in (None, *(str(each.key) for each in schedule.meetings[:1])):
        if key:
            ledger = record_decision(
                year, ledger, key, DecisionRequest("bump", "Storm"), _NOW
            ).ledger
        changes = compare_entries(
            ledger, desired_entries(plan, year.build_state(ledger), ground), year.as_of
        )
        ledger = record_publish(ledger, changes, _NOW)
        publication = Publication(plan, ledger, changes, audiences, invite=True)
        # The name of a dated folder ends in a digest of what was published, words included.
        found |= {_DIGEST.sub("", name): data for name, data in publication.iter_files()}
    return found
