"""Plans that many tests begin from, and generated ones."""

from typing import Any

from statplan.plan import Plan

LINEAGE = "6f1c2b1e-0000-4000-8000-000000000001"
PEOPLE = ("mayor", "manager", "finance", "law", "works-head")
Answers = dict[str, Any]


def answers(*series: Answers, **frequency: Any) -> Answers:
    """Answers with some series in Chicago in 2027; the rest of `frequency` as given."""
    return {
        "statplan": 1,
        "lineage": LINEAGE,
        "created": "2026-12-01",
        "program": {"name": "TestStat", "timezone": "America/Chicago"},
        "participants": {
            "people": [{"id": each, "office": each.title()} for each in PEOPLE],
            "departments": [
                {"id": "works", "name": "Public Works", "head": "works-head"},
                {"id": "health", "name": "Health"},
                {"id": "police", "name": "Police"},
            ],
        },
        "focus": {
            "subjects": [
                {"id": "blight", "name": "Blight", "owner": "works"},
                {"id": "safety", "name": "Safety", "departments": ["police", "works"]},
            ]
        },
        "frequency": {"first_day": "2027-01-01", "series": list(series), **frequency},
    }


def plan(*series: Answers, **frequency: Any) -> Plan:
    """The plan of such answers."""
    return Plan.model_validate(answers(*series, **frequency))


def monthly(name: str = "stat", on: str = "second Thursday", **more: Any) -> Answers:
    """A monthly series at 8:00."""
    return {"id": name, "every": "month", "on": on, "at": "08:00", **more}


HOLIDAYS = {
    "2027-01-01": "New Year's Day",
    "2027-05-31": "Memorial Day",
    "2027-07-05": "Independence Day (observed)",
    "2027-09-06": "Labor Day",
    "2027-11-25": "Thanksgiving Day",
    "2027-12-24": "Christmas Day (observed)",
    "2028-01-17": "Martin Luther King Jr. Day",
    "2028-05-29": "Memorial Day",
    "2028-07-04": "Independence Day",
}
