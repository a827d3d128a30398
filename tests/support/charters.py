"""Charters that many tests begin from, and what they say."""

import re
from copy import deepcopy
from typing import Any

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.documents.blocks import Document
from statplan.plan import Plan
from statplan.schedule import make_schedule

Answers = dict[str, Any]


ESSENTIALS: Answers = {
    "statplan": 1,
    "program": {
        "name": "BlightSTAT",
        "organization": "City of Elm Grove",
        "government": "city",
        "timezone": "America/Chicago",
        "purpose": "To bring blighted houses back into use.",
    },
    "leadership": {
        "form": "mayor",
        "attends": "some",
        "designee": "cao",
        "designee_may": {"can_assign": "yes", "can_hold_accountable": "no"},
        "facilitator": "lead",
        "same_person": "yes",
        "tone": "problem-focused",
    },
    "focus": {
        "kind": "subject",
        "subjects": [{"id": "blight", "name": "Blight"}, {"id": "fires", "name": "Fires"}],
        "priorities": [{"id": "p", "name": "Fewer blighted houses", "target": "100 a year"}],
    },
    "participants": {
        "people": [
            {"id": "cao", "office": "Chief Administrative Officer", "name": "name given"},
            {"id": "lead", "office": "Director of Performance"},
            {"id": "law", "office": "City Attorney", "division": "legal"},
        ],
        "departments": [{"id": "code", "name": "Code Enforcement", "head": "cao"}],
        "panel": ["cao", "law"],
        "analysts": {"people": ["lead"]},
        "buy_in": {"gains": ["A place to raise issues."]},
    },
    "frequency": {
        "first_day": "2027-01-01",
        "series": [
            {"id": "blightstat", "every": "month", "on": "second Thursday", "at": "08:00"},
        ],
        "minutes": 120,
        "place": {"room": "Room 8"},
        "holidays": {"country": "US", "subdivision": "LA"},
        "closed_day": {"holiday": "next working day"},
        "backup": {"keep": "yes"},
        "release": {"by": "2027-11-30"},
    },
    "publicity": {"access": "open with questions", "publishes": ["schedule", "slides"]},
}


def merged(one: Answers, other: Answers) -> Answers:
    both = deepcopy(one)
    for key, value in other.items():
        both[key] = merged(both.get(key, {}), value) if isinstance(value, dict) else value
    return both


def with_series(*series: Answers, **more: object) -> Answers:
    return merged(ESSENTIALS, {"frequency": {"series": list(series), **more}})


def charter(answers: Answers) -> Document:
    plan = Plan.model_validate(answers)
    return make_charter(plan, make_schedule(plan))


def text(answers: Answers) -> str:
    return render_document(charter(answers), "md").decode()


def section(answers: Answers, title: str) -> str:
    parts = re.split(r"^## (?:[0-9]+\. )?", text(answers), flags=re.MULTILINE)
    found = [part for part in parts if part.startswith(title)]
    return found[0] if found else ""
