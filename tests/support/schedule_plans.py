"""Plans drawn for their schedule: every field that places a meeting, on the edges of the calendar.

Hypothesis draws the seed alone, so that each kind of answer is as frequent as is said here.
`tests/support/test_reach.py` counts how often each field is drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from statplan.plan import Plan
from statplan.plan.paths import split_path
from statplan.plan.time_values import MONTHS
from statplan.schedule import Meeting, make_schedule
from tests.support.generated_plans import take_out_faults
from tests.support.plans import HOLIDAYS, PEOPLE, Answers, answers

Case = TypeVar("Case")

# Around New Year, in ISO week 53, on a leap day, and where fiscal years and clock changes lie.
FIRST_DAYS = (
    "2027-01-01", "2027-07-01", "2027-10-01", "2026-12-28", "2027-12-31", "2028-02-29",
    "2027-03-14", "2027-02-15",
)  # fmt: skip
ZONES = (
    "America/Chicago", "America/New_York", "America/Phoenix", "Pacific/Auckland",
    "Australia/Lord_Howe", "Europe/Dublin", "Asia/Kolkata", "Pacific/Honolulu",
)  # fmt: skip
OPEN_HOLIDAYS = ("Columbus Day", "Veterans Day", "Martin Luther King Jr. Day")
WORKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WORKING_WEEKS = (
    WORKDAYS[:4],
    ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    (*WORKDAYS, "Saturday"),
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")
TIMES = ("08:00", "09:30", "13:00", "15:00")
EDGE_TIMES = ("00:00", "01:30", "02:30", "21:45")  # beside midnight, and where clocks change
POLICIES = (
    "next working day",
    "previous working day",
    "a week later",
    "same week",
    "use backup",
    "skip",
    "meets anyway",
)
CLOSED_KINDS = ("holiday", "recess", "closure", "civic_date")
DEPARTMENTS = ("works", "health", "police")
SUBJECTS = ("blight", "safety")
ROOMS = {  # texts for rooms, and which rooms they name
    "Room A": {"a"}, "room a": {"a"}, "Room (East)": {"east"}, "Rooms A & B": {"a", "b"},
    "Room A and Room C": {"a", "c"},
}  # fmt: skip
MODES = ("in person", "remote", "both")
LINKS = ("https://meet.example.gov/stat", "https://meet.example.gov/other")
BRINGS = ("head", "key staff", "data contact", "other: the union's president")
MINIMUMS = ("monthly", "twice a month", "4 times a year", "every 6 weeks", "weekly", "yearly")
ACCESS = ("closed", "open", "press", "other: partners of the city")
RRULES = ("FREQ=MONTHLY;BYDAY=1TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "FREQ=YEARLY;BYMONTH=3,9")


@dataclass(frozen=True, slots=True)
class _Draw:
    """Draws answers by chance."""

    random: Random

    def has(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, cases: Sequence[Case]) -> Case:
        return self.random.choice(cases)

    def some(self, cases: Sequence[Case], most: int) -> list[Case]:
        return self.random.sample(cases, self.random.randint(1, most))

    def number(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def day(self, first: str, months: int) -> str:
        """A day of the year, seldom one beside it."""
        reach = 31 * months
        low = -20 if self.has(0.1) else 0
        return str(date.fromisoformat(first) + timedelta(days=self.number(low, reach)))

    def time(self) -> str:
        return self.one(EDGE_TIMES if self.has(0.1) else TIMES)

    def optional(self, table: dict[str, tuple[float, Callable[[], object]]]) -> Answers:
        """Each answer of a table that falls to its share."""
        return {key: make() for key, (share, make) in table.items() if self.has(share)}


def list_needs(meeting: Meeting) -> set[tuple[str, str]]:
    """The rooms and the people that a meeting needs for itself."""
    room = meeting.room
    rooms = ROOMS.get(room, {room.casefold()}) if room else set()
    return {("room", each) for each in rooms} | {("person", each) for each in meeting.required}


def _draw_backup(draw: _Draw) -> Answers:
    after = draw.number(1, 4)
    policy = draw.optional(
        {
            "keep": (0.3, lambda: draw.one(("yes", "yes", "no"))),
            "rule": (0.6, lambda: draw.one(("soonest", "same week", "week later"))),
            "after": (0.4, lambda: after),
            "within": (0.4, lambda: draw.number(after, 15)),
            "before_next": (0.4, lambda: draw.number(1, 3)),
            "at": (0.2, draw.time),
            "times": (0.4, lambda: draw.some(TIMES, 2)),
        }
    )
    if draw.has(0.3):
        reserve = f"{draw.one(ORDINALS)} {draw.one(WORKDAYS)}"
        policy |= {"rule": "reserve day", "reserve": reserve}
    return policy


def _draw_program_backup(draw: _Draw) -> Answers:
    """A policy for all series, of which some share a reserve day."""
    policy = _draw_backup(draw)
    if draw.has(0.5):
        reserve = f"{draw.one(ORDINALS)} {draw.one(WORKDAYS)}"
        own = {"rule": "reserve day", "reserve": reserve, "shared": "yes", "at": draw.one(TIMES)}
        policy = {key: policy[key] for key in ("after", "times") if key in policy} | own
    return policy


def _draw_rule(draw: _Draw) -> Answers:
    """A rhythm with its day or days."""
    if draw.has(0.35):
        count = draw.one((1, 1, 2, 3, 7, 9))
        days = " and ".join(draw.some(WORKDAYS, 2)) if draw.has(0.3) else draw.one(WORKDAYS)
        return {"every": "week" if count == 1 else f"{count} weeks", "on": days}
    every = draw.one(("month", "month", "2 months", "3 months", "quarter", "quarter"))
    rule = {"every": every, "on": _draw_month_days(draw)}
    return rule | ({"in_month": draw.number(1, 3)} if every == "quarter" and draw.has(0.7) else {})


def _draw_month_days(draw: _Draw) -> str:
    """One or more days of a month."""
    if draw.has(0.5):
        return f"{draw.one(ORDINALS)} {draw.one(WORKDAYS)}"
    ordinals = draw.random.sample(ORDINALS, 2)
    return draw.one(
        (
            f"{ordinals[0]} and {ordinals[1]} {draw.one(WORKDAYS)}",
            " and ".join(f"{ordinals[0]} {day}" for day in draw.random.sample(WORKDAYS, 2)),
            f"second to last {draw.one(WORKDAYS)}",
            f"{draw.one(('first', 'last', 'second to last'))} working day",
            draw.one(("1st", "15th", "31st", "last day")),
            f"third {draw.one(WORKDAYS)} after the first {draw.one(WORKDAYS)}",
            f"{draw.one(WORKDAYS)} before the {ordinals[0]} {draw.one(WORKDAYS)}",
            f"day after the {draw.one(('first', 'last'))} {draw.one(WORKDAYS)}",
        )
    )


def _draw_gaps(draw: _Draw, series: Answers) -> list[str]:
    """Months in which a series never meets, or its own day in one of them."""
    months = draw.some(MONTHS, 3)
    day = str(series.get("on", ""))
    is_one_day = len(day.split()) == 2
    return [f"{day} in {month}" if is_one_day and draw.has(0.4) else month for month in months]


def _draw_turns(draw: _Draw) -> Answers:
    listed = draw.one((["blight", "health"], [["blight", "health"], "works"]))
    turns: Answers = draw.one(
        (
            {},
            {"rotate": "departments"},
            {"rotate": "subjects"},
            {"rotate": listed},
            {"subject": draw.one(SUBJECTS)},
            {"department": draw.one(DEPARTMENTS)},
            {"subject": list(SUBJECTS)},
            {"department": draw.some(DEPARTMENTS, 3)},
        )
    )
    if "rotate" in turns and draw.has(0.6):
        firsts = {"departments": DEPARTMENTS, "subjects": SUBJECTS}
        turns["first_turn"] = draw.one(firsts.get(str(turns["rotate"]), ("blight", "health")))
    return turns


def _draw_for_each(draw: _Draw) -> Answers:
    list_name = draw.one(("departments", "departments", "subjects"))
    series = {**_draw_for_each_rule(draw), "for_each": list_name}
    every = series["every"]
    if every == "quarter" and draw.has(0.5):
        series["in_month"] = draw.number(1, 3)
    if draw.has(0.6):
        series["times"] = draw.some(TIMES, 2)
    ids = DEPARTMENTS if list_name == "departments" else SUBJECTS
    if draw.has(0.7):
        series["places"] = [_draw_place(draw, each, every) for each in draw.some(ids, 2)]
    if draw.has(0.5):
        series["groups"] = [_draw_group(draw, ids)]
    return series


def _draw_group(draw: _Draw, ids: Sequence[str]) -> Answers:
    table: dict[str, tuple[float, Callable[[], object]]] = {
        "on": (0.6, lambda: draw.one(("Monday", "Wednesday and Thursday"))),
        "at": (0.6, lambda: draw.one(TIMES)),
        "times": (0.5, lambda: draw.some(TIMES, 2)),
    }
    every = draw.one(("week", "month", "2 weeks", "quarter"))
    return {"of": draw.some(ids, 2), "every": every, **draw.optional(table)}


def _draw_for_each_rule(draw: _Draw) -> Answers:
    every = draw.one(("month", "2 weeks", "6 weeks", "quarter", "2 months"))
    return {"every": every, "on": draw.one(("Monday, Tuesday and Friday", "Tuesday and Thursday"))}


def _draw_place(draw: _Draw, turn_id: str, every: str) -> Answers:
    weekly = "week" in every
    months = 3 if every == "quarter" else 2
    day = draw.one(WORKDAYS)
    table: dict[str, tuple[float, Callable[[], object]]] = {
        "on": (0.7, lambda: day if weekly else f"{draw.one(ORDINALS)} {day}"),
        "at": (0.7, lambda: draw.one(TIMES)),
    }
    if weekly:
        table["week"] = (0.8, lambda: draw.number(1, int(every[0])))
    elif every != "month":
        table["in_month"] = (0.8, lambda: draw.number(1, months))
    return {"of": turn_id, **draw.optional(table)}


def _draw_series(draw: _Draw, name: str, first: str, months: int) -> Answers:
    kind = draw.one(("rule", "rule", "rule", "dates", "each"))
    series: Answers = {"id": name, "at": draw.time()}
    if kind == "dates":
        count = draw.one((1, 2, 8))
        series["dates"] = sorted({draw.day(first, months) for _ in range(count)})
    else:
        series |= _draw_for_each(draw) if kind == "each" else _draw_rule(draw)
    series |= draw.optional(
        {
            "starts": (0.25, lambda: draw.day(first, months)),
            "until": (0.25, lambda: draw.day(first, months)),
        }
    )
    if kind != "each":
        series |= _draw_turns(draw)
    if kind == "rule" and draw.has(0.2):
        series = {key: series[key] for key in series if key not in {"every", "on", "in_month"}}
        series |= {"rule": draw.one(RRULES), "starts": draw.day(first, months)}
    if kind != "dates" and draw.has(0.3):
        series["not_in"] = _draw_gaps(draw, series)
    if kind != "dates" and draw.has(0.3):
        series["changes"] = _draw_changes(draw, series, first, months)
    series |= draw.optional(
        {
            "name": (0.3, lambda: draw.one(("Results Night", "Alpha (moved online)", "Étage 2"))),
            "minutes": (0.6, lambda: draw.one((30, 90, 120))),
            "closed_day": (0.7, lambda: _draw_closed_day_policies(draw)),
            "avoid_near_holidays": (0.3, lambda: draw.one(("yes", "no"))),
            "required": (0.4, lambda: draw.some(PEOPLE, 2)),
            "optional": (0.4, lambda: draw.some(PEOPLE, 2)),
            "presenters": (0.4, lambda: draw.some(PEOPLE, 2)),
            "at_least": (0.4, lambda: draw.one(MINIMUMS)),
            "purpose": (0.4, lambda: "Look at one matter at a time."),
            "out_of_scope": (0.4, lambda: ["Single complaints"]),
            "covers": (0.4, lambda: draw.one(("the last month", "three weeks"))),
            "agenda": (0.4, lambda: [{"item": "Follow-up", "minutes": 10}, {"item": "New items"}]),
            "access": (0.4, lambda: draw.one(ACCESS)),
            "without_panel": (0.2, lambda: "yes"),
            "chair": (0.25, lambda: draw.one(PEOPLE)),
            "room": (0.4, lambda: draw.one([*ROOMS])),
            "mode": (0.4, lambda: draw.one(MODES)),
            "number_from": (0.2, lambda: draw.one((1, 7, 100_000))),
            "backup": (0.7, lambda: _draw_backup(draw)),
        }
    )
    if series.get("mode") != "in person" and draw.has(0.5):
        series["link"] = draw.one(LINKS)
    return series


def _draw_changes(draw: _Draw, series: Answers, first: str, months: int) -> list[Answers]:
    days = sorted({draw.day(first, months) for _ in range(draw.number(1, 2))})
    changes = []
    for day in days:
        rule = _draw_for_each_rule(draw) if "for_each" in series else _draw_rule(draw)
        rule.pop("in_month", None)
        if "for_each" not in series and draw.has(0.3):
            rule = {"rule": draw.one(RRULES)}
        is_by_days = "every" in series and "every" in rule
        same_kind = is_by_days and ("week" in rule["every"]) == ("week" in series["every"])
        if same_kind and draw.has(0.4):
            del rule["on"]
        changes.append({"from": day, **rule, **({"at": draw.one(TIMES)} if draw.has(0.5) else {})})
    return changes


def _draw_closed_days(draw: _Draw, first: str, months: int) -> Answers:
    lengths = (0, 0, 1, 4, 13, 40)
    closures = []
    for _ in range(draw.one((0, 1, 3, 8))):
        day = draw.day(first, months)
        until = date.fromisoformat(day) + timedelta(days=draw.one(lengths))
        end = {"until": str(until)} if draw.has(0.7) else {}
        offices = {"offices_closed": "yes"} if draw.has(0.3) else {}
        closures.append({"day": day, **end, "why": "Closed for the test", **offices})
    civic_dates = [
        {"name": f"Council {number}", **_draw_civic_rule(draw, first, months)}
        for number in range(draw.one((0, 1, 2)))
    ]
    return {
        **({"closures": closures} if closures else {}),
        **({"civic_dates": civic_dates} if civic_dates else {}),
        **draw.optional(
            {
                "holidays": (0.9, lambda: _draw_holidays(draw, list_holidays(first, months))),
                "working_days": (0.2, lambda: list(draw.one(WORKING_WEEKS))),
                "closed_day": (0.4, lambda: _draw_closed_day_policies(draw)),
                "avoid_near_holidays": (0.3, lambda: draw.one(("yes", "no"))),
            }
        ),
    }


def _draw_closed_day_policies(draw: _Draw) -> Answers:
    table = {kind: (0.5, lambda: draw.one(POLICIES)) for kind in CLOSED_KINDS}
    return draw.optional({**table, "leaves_period": (0.3, lambda: draw.one(("yes", "no")))})


def _draw_civic_rule(draw: _Draw, first: str, months: int) -> Answers:
    starts = {"starts": draw.day(first, months)} if draw.has(0.4) else {}
    return draw.one(
        (
            {"every": "month", "on": "first Tuesday", **starts},
            {"every": "2 weeks", "on": "Wednesday", **starts},
            {"rule": draw.one(RRULES), **starts},
            {"dates": sorted({draw.day(first, months) for _ in range(4)})},
        )
    )


def list_holidays(first: str, months: int) -> dict[str, str]:
    """The holidays of the calendar years that the days planned for a year of meetings touch."""
    day = date.fromisoformat(first)
    years = range(day.year, (day + timedelta(days=28 * months + 119)).year + 1)
    return {text: name for text, name in HOLIDAYS.items() if int(text[:4]) in years}


def _draw_holiday_policies(draw: _Draw, listed: dict[str, str]) -> list[Answers]:
    names = sorted(set(listed.values()))
    return [{"holiday": name, "policy": draw.one(POLICIES)} for name in draw.some(names, 2)]


def _draw_holidays(draw: _Draw, listed: dict[str, str]) -> Answers:
    policies = {"meetings": _draw_holiday_policies(draw, listed)} if len(listed) > 1 else {}
    return draw.one(
        (
            {"country": "US", "listed": listed},
            {"country": "US", "listed": listed, **policies},
            {"listed": listed},
            {"country": "US", "subdivision": "LA", **({"observed": "no"} if draw.has(0.5) else {})},
            {"country": "NZ", "observed": draw.one(("yes", "no"))},
            {"country": "US", "open": draw.some(OPEN_HOLIDAYS, 2)},
        )
    )


def draw_schedule_plan(seed: int) -> Answers:
    """Draw answers that the reader accepts, with one to four series."""
    draw = _Draw(Random(seed))  # noqa: S311 - nothing secret
    first = draw.one(FIRST_DAYS)
    months = draw.one((1, 2, 3, 6, 12, 12, 14))
    count = draw.one((1, 1, 2, 3, 4))
    lines = [_draw_series(draw, f"s{number}", first, months) for number in range(count)]
    for series in lines[1:]:
        if "for_each" not in series and draw.has(0.2):
            for key in ("every", "on", "in_month", "rule", "dates", "changes"):
                series.pop(key, None)
            series["on"] = draw.one(("Monday before s0", "day after s0", "second Friday after s0"))
    made = answers(*lines, first_day=first, months=months)
    made["frequency"] |= _draw_closed_days(draw, first, months) | draw.optional(
        {
            "minutes": (0.4, lambda: draw.one((45, 60, 150))),
            "entries": (0.3, lambda: draw.one(("holds", "confirmed"))),
            "backup": (0.6, lambda: _draw_program_backup(draw)),
            "slots": (0.1, lambda: {"first": "08:00", "last": "17:00"}),
        }
    )
    made["program"]["timezone"] = draw.one(ZONES)
    made["participants"] |= draw.optional(
        {
            "panel": (0.4, lambda: draw.some(PEOPLE, 3)),
            "partners": (0.4, lambda: draw.some(PEOPLE, 2)),
            "department_brings": (0.4, lambda: draw.some(BRINGS, 3)),
        }
    )
    for department in made["participants"].get("departments", ()):
        department.update(
            draw.optional(
                {
                    "head": (0.3, lambda: draw.one(PEOPLE)),
                    "key_staff": (0.3, lambda: draw.some(PEOPLE, 2)),
                    "contact": (0.3, lambda: draw.one(PEOPLE)),
                }
            )
        )
    for subject in made["focus"].get("subjects", ()):
        subject.update(draw.optional({"leader": (0.3, lambda: draw.one(PEOPLE))}))
    made["leadership"] = draw.optional(
        {
            "principal": (0.6, lambda: draw.some(PEOPLE, 2)),
            "attends": (0.6, lambda: draw.one(("every", "first of each month", "first", "some"))),
            "designee": (0.3, lambda: draw.one(PEOPLE)),
            "facilitator": (0.4, lambda: draw.one(PEOPLE)),
            "chair": (0.3, lambda: draw.one(PEOPLE)),
        }
    )
    take_out_faults(made)
    if draw.has(0.4):
        _add_exceptions(draw, made)
    return made


_DATED = ("closures", "civic_dates", "holidays", "starts", "until", "changes", "called_off",
          "exceptions", "dates")  # fmt: skip


def take_out_unused_dates(made: Answers) -> None:
    """Take out each answer with a date that the year does not use, as after a shorter year."""
    take_out_faults(made)
    while True:
        problems = make_schedule(Plan.model_validate(made)).problems
        steps = [split_path(each.path) for each in problems]
        groups = {step for path in steps for step in path if step in _DATED}
        if not groups:
            return
        frequency = made["frequency"]
        for group in groups:
            frequency.pop(group, None)
            for series in frequency["series"]:
                series.pop(group, None)
        take_out_faults(made)


def _add_exceptions(draw: _Draw, made: Answers) -> None:
    """Add exceptions for meetings that the year has, and dates that are called off."""
    schedule = make_schedule(Plan.model_validate(made))
    for series in made["frequency"]["series"]:
        own_ids = {series["id"], *(f"{series['id']}-{each}" for each in (*DEPARTMENTS, *SUBJECTS))}
        meetings = [each for each in schedule.meetings if each.key.series in own_ids]
        if not meetings:
            continue
        off = draw.one(meetings) if draw.has(0.7) else None
        if off:
            day = off.move.nominal_day if off.move else off.slot.day
            series["called_off"] = [{"day": str(day), "why": "The room is closed"}]
        others = [each for each in meetings if each is not off]
        if others:
            topics = "for_each" not in series
            series["exceptions"] = [
                _draw_exception(draw, str(each.key), each.slot.day, topics=topics)
                for each in draw.some(others, min(3, len(others)))
            ]
    take_out_faults(made)


def _draw_exception(draw: _Draw, meeting: str, day: date, *, topics: bool) -> Answers:
    if draw.has(0.2):
        return {"meeting": meeting, "called_off": "yes", "why": "No data this month"}
    moved = day + timedelta(days=draw.number(-6, 9))
    exception = {
        "meeting": meeting,
        **draw.optional(
            {
                "day": (0.6, lambda: str(moved)),
                "at": (0.4, draw.time),
                "why": (0.5, lambda: "The budget hearing"),
            }
        ),
    }
    if draw.has(0.5):
        after = max(moved, day) + timedelta(days=draw.number(1, 9))
        exception["backup"] = str(after)
        exception |= draw.optional({"backup_at": (0.5, lambda: draw.one(TIMES))})
    elif draw.has(0.5) or exception.keys() <= {"meeting", "why"}:
        exception["without_backup"] = "yes"
    return exception | _draw_own_answers(draw, topics=topics)


def _draw_own_answers(draw: _Draw, *, topics: bool) -> Answers:
    """How one meeting is held, if not as its series; a topic, where it has not one of its own."""
    answers_of_place = draw.optional(
        {
            "minutes": (0.3, lambda: draw.one((15, 45, 180))),
            "room": (0.3, lambda: draw.one([*ROOMS])),
            "mode": (0.3, lambda: draw.one(MODES)),
            "chair": (0.3, lambda: draw.one(PEOPLE)),
        }
    )
    if answers_of_place.get("mode") != "in person" and draw.has(0.3):
        answers_of_place["link"] = draw.one(LINKS)
    if topics and draw.has(0.45):
        topic = draw.one((("subject", SUBJECTS), ("department", DEPARTMENTS)))
        answers_of_place[topic[0]] = draw.one(topic[1])
    return answers_of_place


def generated() -> st.SearchStrategy[Answers]:
    """Answers with a schedule, of every kind."""
    return st.integers(0, 2**32).map(draw_schedule_plan)


def draw_large_plan(seed: int) -> Answers:
    """Draw a plan with thousands of meetings: a weekly series for each of forty departments."""
    draw = _Draw(Random(seed))  # noqa: S311 - nothing secret
    made = answers(
        {
            "id": "each", "every": "week", "on": ", ".join(WORKDAYS[:4]) + " and Friday",
            "at": "08:00", "minutes": 30, "for_each": "departments",
            "times": ["09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"],
            "backup": _draw_backup(draw),
        },
        first_day=draw.one(FIRST_DAYS),
        **_draw_closed_days(draw, "2027-01-01", 12),
    )  # fmt: skip
    made["participants"]["departments"] = [
        {"id": f"department-{number}", "name": f"Department {number}"} for number in range(40)
    ]
    made["focus"] = {}
    take_out_faults(made)
    return made
