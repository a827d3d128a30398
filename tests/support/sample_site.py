"""Sites in memory: a plan, what was decided and published since, and the public folder of it."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from statplan.calendars.build_calendar import desired_entries
from statplan.ledger import Decision, Ledger, compare_entries, record_publish
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import DecisionKind
from statplan.ledger.year_records import build_planned_year
from statplan.ledger.year_state import build_year_state
from statplan.plan import Plan, loader
from statplan.schedule import TimeSlot, make_schedule
from statplan.schedule.date_rules import build_date_rules
from statplan.site import Site, make_site, render_public_files
from tests.support.plans import LINEAGE

Data = dict[str, Any]
Step = tuple[str, DecisionKind, str]
CITY: Data = {
    "statplan": 1,
    "lineage": LINEAGE,
    "created": "2026-12-01",
    "program": {
        "name": "RiverStat",
        "organization": "City of Riverton",
        "timezone": "America/Chicago",
        "purpose": "Keep Public Works honest about its backlog",
    },
    "participants": {
        "people": [
            {"id": "law", "office": "City Attorney", "name": "Jo Hidden", "email": "law@x.example"},
            {"id": "mayor", "office": "Mayor"},
        ],
        "departments": [
            {"id": "works", "name": "Public Works", "head": "law"},
            {"id": "health", "name": "Public Health"},
        ],
    },
    "focus": {
        "subjects": [{"id": "blight", "name": "Vacant buildings"}],
        "closed_topics": ["Personnel matters"],
    },
    "frequency": {
        "first_day": "2027-01-01",
        "place": {
            "room": "Conference Room 3",
            "address": "100 Main Street",
            "mode": "both",
            "link": "https://meet.example.gov/hidden",
        },
        "series": [
            {
                "id": "blight", "name": "BlightStat", "every": "month", "on": "second Thursday",
                "at": "08:00", "subject": "blight", "required": ["law"],
            },
            {
                "id": "rota", "name": "Department review", "every": "2 weeks", "on": "Tuesday",
                "at": "15:00", "rotate": "departments",
            },
        ],
    },
    "publicity": {
        "access": "open with questions",
        "publishes": ["schedule"],
        "about": "The mayor and the departments look at figures together.",
        "join": "Write two days ahead: https://www.example.gov/seats.",
        "questions": ["cards", "web form"],
        "broadcast": [{"by": "television", "channel": "Channel 2", "captions": "yes"}],
        "accessibility": "Sign language on request: ada@example.gov.",
        "contact": "riverstat@example.gov",
        "address": "https://www.example.gov/riverstat/",
        "languages": ["en", "es"],
        "redaction": {"rules": ["Names of residents"]},
        "privacy": "State law protects personnel records.",
    },
}  # fmt: skip
LIFE: tuple[Step, ...] = (
    ("2027-02-08", "bump", "blight/2027-02"),
    ("2027-03-01", "held", "blight/2027-02"),
    ("2027-03-02", "cancel", "rota/2027-W11"),
    ("2027-03-02", "move", "blight/2027-03 2027-03-10 09:30"),
    ("2027-03-02", "cancel", "blight/2027-04"),
    ("2027-03-20", "restore", "blight/2027-04"),
)
REASON = "The flood of the archive, zq9999x"


def city(**publicity: Any) -> Data:
    """The city's answers, with other answers on publicity; None takes one away."""
    made = deepcopy(CITY)
    made["publicity"] |= publicity
    made["publicity"] = {key: each for key, each in made["publicity"].items() if each is not None}
    return made


@dataclass(frozen=True)
class Told:
    """A plan, and the ledger after everything was decided and published."""

    plan: Plan
    ledger: Ledger

    def site(self, day: str, *languages: str, published: bool = True) -> Site:
        schedule = make_schedule(self.plan)
        today = date.fromisoformat(day)
        return make_site(
            self.plan, self.ledger, schedule, today, published=published, languages=languages
        )


def tell(data: Data, life: Sequence[Step] = (), first: str = "2026-12-10") -> Told:
    """Publish a plan, decide what is to be decided, and publish after each day of it."""
    found = loader.validate_answers(data)
    assert found.plan is not None, found.problems
    plan = found.plan
    ledger = publish_again(plan, Ledger(LINEAGE), first)
    for day in dict.fromkeys(step[0] for step in life):
        for _, kind, said in (step for step in life if step[0] == day):
            ledger = replace(ledger, decisions=(*ledger.decisions, make_decision(day, kind, said)))
        ledger = publish_again(plan, ledger, day)
    return Told(plan, ledger)


def make_decision(day: str, kind: DecisionKind, said: str) -> Decision:
    meeting, *rest = said.split()
    at = datetime.combine(date.fromisoformat(day), time(12), UTC)
    to = TimeSlot(date.fromisoformat(rest[0]), time.fromisoformat(rest[1]), 90) if rest else None
    return Decision(meeting, kind, at, to, REASON)


def publish_again(plan: Plan, ledger: Ledger, day: str) -> Ledger:
    schedule = make_schedule(plan, collect_published_facts(ledger))
    ground, today = build_date_rules(plan, schedule), date.fromisoformat(day)
    settled = build_year_state(schedule, ledger, ground, today)
    changes = compare_entries(ledger, desired_entries(plan, settled, ground), today)
    now = datetime.combine(today, time(18), UTC)
    planned_year = build_planned_year(plan, schedule, today)
    return record_publish(ledger, changes, now, planned_year=planned_year)


def tell_years(data: Data, years: Sequence[tuple[str, str]]) -> Told:
    """Publish several years of a plan: each first day, and the day of its publish."""
    told = None
    for first_day, day in years:
        data["frequency"]["first_day"] = first_day
        plan = loader.validate_answers(data).plan
        assert plan is not None
        ledger = told.ledger if told else Ledger(LINEAGE)
        told = Told(plan, publish_again(plan, ledger, day))
    assert told is not None
    return told


def files_of(site: Site) -> dict[str, str]:
    """The public folder as texts."""
    return {name: data.decode() for name, data in render_public_files(site).items()}
