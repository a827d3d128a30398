"""Generated plans: a city, one series, a state with a series for each agency, and very many."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

Answers = dict[str, Any]

FIRST = date(2027, 1, 1)
RHYTHMS = (("week", ""), ("2 weeks", ""), ("2 weeks", ""), ("month", "second "))
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_HOLIDAYS = ("01-01", "01-18", "05-31", "07-05", "09-06", "11-11", "11-25", "12-24")


def city() -> Answers:
    """A city of eight series, 24 departments and 28 people; some 200 lines as a file."""
    series = [
        _monthly(f"stat-{index}", f"{ordinal} {day}", department=f"department-{index}")
        for index, (ordinal, day) in enumerate(
            (ordinal, day) for ordinal in ("second", "third") for day in _WEEKDAYS[:4]
        )
    ]
    return answers_of(series, people=28, departments=24)


def single() -> Answers:
    """One monthly series."""
    return answers_of([_monthly("stat", "second Thursday")], people=8, departments=8)


def state() -> Answers:
    """As Maryland's StateStat: 24 agencies monthly, six topics quarterly, one panel of eight."""
    agencies = _monthly("agency", "Tuesday, Wednesday and Thursday", for_each="departments")
    topics = _monthly("topic", "Monday", for_each="subjects") | {"every": "quarter"}
    agencies["times"] = ["13:00"]
    for series in (agencies, topics):
        series["backup"] = {"times": ["11:00", "13:00", "15:00"]}
    made = answers_of([agencies, topics], people=32, departments=24)
    made["participants"]["panel"] = [_person(index) for index in range(8)]
    made["focus"] = {"subjects": [_named("topic", index) for index in range(6)]}
    return made


def many(count: int) -> Answers:
    """So many series of about 30 dates a year, each with its department, its head and its room."""
    series = [
        {
            "id": f"stat-{index}",
            "every": every,
            "on": ordinal + _WEEKDAYS[index % len(_WEEKDAYS)],
            "at": "09:00",
            "department": f"department-{index}",
            "room": f"Room {index}",
        }
        for index in range(count)
        for every, ordinal in (RHYTHMS[index % len(RHYTHMS)],)
    ]
    return answers_of(series, people=count, departments=count)


def write(folder: Path, answers: Answers) -> Path:
    """Write answers as a plan file, and return it."""
    folder.mkdir(parents=True)
    path = folder / "statplan.yaml"
    path.write_text(yaml.safe_dump(answers, sort_keys=False), encoding="utf-8")
    return path


def answers_of(series: list[Answers], *, people: int, departments: int) -> Answers:
    """The answers of a plan with some series, people and departments, and holidays written out."""
    holidays = {f"{FIRST.year}-{day}": "Holiday" for day in _HOLIDAYS}
    beyond = {str(FIRST + timedelta(days=365)): "Holiday"}
    heads = [{"head": _person(index)} for index in range(departments)]
    return {
        "statplan": 1,
        "lineage": "6f1c2b1e-0000-4000-8000-000000000001",
        "created": "2026-11-23",
        "program": {
            "name": "ExampleStat",
            "organization": "City of Example",
            "timezone": "America/Chicago",
        },
        "participants": {
            "people": [
                {"id": _person(index), "office": f"Office {index}"} for index in range(people)
            ],
            "departments": [_named("department", index) | head for index, head in enumerate(heads)],
        },
        "frequency": {
            "first_day": str(FIRST),
            "holidays": {"country": "US", "listed": holidays | beyond},
            "series": series,
        },
    }


def _monthly(name: str, on: str, **more: object) -> Answers:
    return {"id": name, "name": name.title(), "every": "month", "on": on, "at": "09:00", **more}


def _named(kind: str, index: int) -> Answers:
    return {"id": f"{kind}-{index}", "name": f"{kind.title()} {index}"}


def _person(index: int) -> str:
    return f"person-{index}"
