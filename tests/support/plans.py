"""Plans that many tests begin from, and generated ones."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

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


_WORKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")
_TIMES = ("08:00", "09:30", "13:00", "15:00")
_SPAN = (date(2027, 1, 1), date(2028, 6, 30))
_LENGTHS = st.sampled_from((0, 0, 1, 4, 13, 40))
_POLICIES = ("next working day", "previous working day", "same week", "use back-up", "skip")


@st.composite
def backups(draw: st.DrawFn) -> Answers:
    """A back-up policy."""
    after = draw(st.integers(1, 4))
    rule = draw(st.sampled_from(("soonest", "same week", "week later", "reserve day")))
    policy: Answers = {
        "after": after,
        "within": draw(st.integers(after, 15)),
        "before_next": draw(st.integers(1, 3)),
        "rule": rule,
        "keep": draw(st.sampled_from(("yes", "yes", "yes", "no"))),
    }
    if rule == "reserve day":
        policy["reserve"] = f"{draw(st.sampled_from(_ORDINALS))} {draw(st.sampled_from(_WORKDAYS))}"
    if draw(st.booleans()):
        policy["times"] = draw(st.lists(st.sampled_from(_TIMES), max_size=2, unique=True))
    return policy


@st.composite
def series(draw: st.DrawFn, name: str) -> Answers:
    """One series of any cadence."""
    unit = draw(st.sampled_from(("weeks", "months", "quarter", "dates", "each")))
    day = draw(st.sampled_from(_WORKDAYS))
    found: Answers = {"id": name, "at": draw(st.sampled_from(_TIMES))}
    if unit == "weeks":
        count = draw(st.integers(1, 9))
        found |= {"every": "week" if count == 1 else f"{count} weeks", "on": day}
    elif unit == "dates":
        dates = draw(st.lists(st.dates(*_SPAN), min_size=1, max_size=8, unique=True))
        found["dates"] = sorted(str(each) for each in dates)
    elif unit == "each":
        every = draw(st.sampled_from(("month", "6 weeks", "quarter")))
        found |= {"every": every, "on": "Monday, Tuesday and Friday", "for_each": "departments"}
    else:
        every = draw(st.sampled_from(("month", "2 months", "quarter")))
        found |= {"every": every, "on": f"{draw(st.sampled_from(_ORDINALS))} {day}"}
    if unit != "each":
        turns = draw(st.sampled_from((None, "departments", "subjects", ["blight", "health"])))
        if turns:
            found["rotate"] = turns
    found["minutes"] = draw(st.sampled_from((30, 90, 120)))
    found["closed_day"] = draw(st.sampled_from(_POLICIES))
    found["avoid_near_holidays"] = draw(st.sampled_from(("yes", "no")))
    found["required"] = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
    found["backup"] = draw(backups())
    if draw(st.booleans()):
        found["room"] = draw(st.sampled_from(("Room A", "room a", "Room B")))
    return found


@st.composite
def generated(draw: st.DrawFn) -> Answers:
    """Answers with one to four series, closed days and a calendar or fiscal year."""
    count = draw(st.integers(1, 4))
    lines = [draw(series(f"s{number}")) for number in range(count)]
    first = draw(st.sampled_from(("2027-01-01", "2027-07-01", "2027-02-15", "2028-02-29")))
    closures = [
        {"day": str(day), "until": str(day + timedelta(days=length)), "why": "Closed for the test"}
        for day, length in draw(st.lists(st.tuples(st.dates(*_SPAN), _LENGTHS), max_size=8))
    ]
    made = answers(
        *lines,
        first_day=first,
        months=draw(st.integers(1, 14)),
        holidays={"country": "US", "listed": HOLIDAYS},
        closures=closures,
        civic_dates=[{"name": "Council", "every": "month", "on": "first Tuesday"}],
    )
    made["program"]["timezone"] = draw(
        st.sampled_from(("America/Chicago", "Pacific/Auckland", "Europe/Dublin", "Asia/Kolkata"))
    )
    return made


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
