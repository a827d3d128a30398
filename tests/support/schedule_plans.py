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
from statplan.schedule import make_schedule
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
WORKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WORKING_WEEKS = (
    WORKDAYS[:4],
    ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    (*WORKDAYS, "Saturday"),
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")
TIMES = ("08:00", "09:30", "13:00", "15:00")
EDGE_TIMES = ("00:00", "01:30", "02:30", "21:45")  # beside midnight, and where clocks change
POLICIES = ("next working day", "previous working day", "same week", "use back-up", "skip")
DEPARTMENTS = ("works", "health", "police")
SUBJECTS = ("blight", "safety")
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


def _draw_backup(draw: _Draw) -> Answers:
    after = draw.number(1, 4)
    policy = draw.optional(
        {
            "keep": (0.3, lambda: draw.one(("yes", "yes", "no"))),
            "rule": (0.6, lambda: draw.one(("soonest", "same week", "week later"))),
            "after": (0.4, lambda: after),
            "within": (0.4, lambda: draw.number(after, 15)),
            "before_next": (0.4, lambda: draw.number(1, 3)),
            "times": (0.4, lambda: draw.some(TIMES, 2)),
        }
    )
    if draw.has(0.3):
        reserve = f"{draw.one(ORDINALS)} {draw.one(WORKDAYS)}"
        policy |= {"rule": "reserve day", "reserve": reserve}
    return policy


def _draw_rule(draw: _Draw) -> Answers:
    """A rhythm with its day."""
    if draw.has(0.35):
        count = draw.one((1, 1, 2, 3, 7, 9))
        return {"every": "week" if count == 1 else f"{count} weeks", "on": draw.one(WORKDAYS)}
    every = draw.one(("month", "month", "2 months", "3 months", "quarter", "quarter"))
    rule = {"every": every, "on": f"{draw.one(ORDINALS)} {draw.one(WORKDAYS)}"}
    return rule | ({"in_month": draw.number(1, 3)} if every == "quarter" and draw.has(0.7) else {})


def _draw_turns(draw: _Draw) -> Answers:
    return draw.one(
        (
            {},
            {"rotate": "departments"},
            {"rotate": "subjects"},
            {"rotate": ["blight", "health"]},
            {"subject": draw.one(SUBJECTS)},
            {"department": draw.one(DEPARTMENTS)},
        )
    )


def _draw_for_each(draw: _Draw) -> Answers:
    list_name = draw.one(("departments", "departments", "subjects"))
    series = {**_draw_for_each_rule(draw), "for_each": list_name}
    every = series["every"]
    if every == "quarter" and draw.has(0.5):
        series["in_month"] = draw.number(1, 3)
    if draw.has(0.6):
        series["times"] = draw.some(TIMES, 2)
    if draw.has(0.7):
        ids = DEPARTMENTS if list_name == "departments" else SUBJECTS
        series["places"] = [_draw_place(draw, each, every) for each in draw.some(ids, 2)]
    return series


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
    if kind != "dates" and draw.has(0.3):
        series["changes"] = _draw_changes(draw, series, first, months)
    return series | draw.optional(
        {
            "name": (0.3, lambda: draw.one(("Results Night", "Alpha (moved online)", "Étage 2"))),
            "minutes": (0.6, lambda: draw.one((30, 90, 120))),
            "closed_day": (0.7, lambda: draw.one(POLICIES)),
            "avoid_near_holidays": (0.3, lambda: draw.one(("yes", "no"))),
            "required": (0.4, lambda: draw.some(PEOPLE, 2)),
            "optional": (0.3, lambda: draw.some(PEOPLE, 2)),
            "without_panel": (0.2, lambda: "yes"),
            "chair": (0.25, lambda: draw.one(PEOPLE)),
            "room": (0.4, lambda: draw.one(("Room A", "room a", "Room (East)"))),
            "number_from": (0.2, lambda: draw.one((1, 7, 100_000))),
            "backup": (0.7, lambda: _draw_backup(draw)),
        }
    )


def _draw_changes(draw: _Draw, series: Answers, first: str, months: int) -> list[Answers]:
    days = sorted({draw.day(first, months) for _ in range(draw.number(1, 2))})
    changes = []
    for day in days:
        rule = _draw_for_each_rule(draw) if "for_each" in series else _draw_rule(draw)
        rule.pop("in_month", None)
        same_kind = ("week" in rule["every"]) == ("week" in series["every"])
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
        closures.append({"day": day, **end, "why": "Closed for the test"})
    civic_dates = [
        {"name": f"Council {number}", **_draw_civic_rule(draw, first, months)}
        for number in range(draw.one((0, 1, 2)))
    ]
    return {
        **({"closures": closures} if closures else {}),
        **({"civic_dates": civic_dates} if civic_dates else {}),
        **draw.optional(
            {
                "holidays": (0.9, lambda: _draw_holidays(draw)),
                "working_days": (0.2, lambda: list(draw.one(WORKING_WEEKS))),
                "closed_day": (0.4, lambda: draw.one(POLICIES)),
                "avoid_near_holidays": (0.3, lambda: draw.one(("yes", "no"))),
            }
        ),
    }


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


def _draw_holidays(draw: _Draw) -> Answers:
    return draw.one(
        (
            {"country": "US", "listed": HOLIDAYS},
            {"country": "US", "listed": HOLIDAYS},
            {"listed": HOLIDAYS},
            {"country": "US", "subdivision": "LA", **({"observed": "no"} if draw.has(0.5) else {})},
            {"country": "NZ", "observed": draw.one(("yes", "no"))},
        )
    )


def draw_schedule_plan(seed: int) -> Answers:
    """Draw answers that the reader accepts, with one to four series."""
    draw = _Draw(Random(seed))  # noqa: S311 - nothing secret
    first = draw.one(FIRST_DAYS)
    months = draw.one((1, 2, 3, 6, 12, 12, 14))
    count = draw.one((1, 1, 2, 3, 4))
    lines = [_draw_series(draw, f"s{number}", first, months) for number in range(count)]
    made = answers(*lines, first_day=first, months=months)
    made["frequency"] |= _draw_closed_days(draw, first, months) | draw.optional(
        {
            "minutes": (0.4, lambda: draw.one((45, 60, 150))),
            "entries": (0.3, lambda: draw.one(("holds", "confirmed"))),
            "backup": (0.5, lambda: _draw_backup(draw)),
        }
    )
    made["program"]["timezone"] = draw.one(ZONES)
    made["participants"] |= draw.optional({"panel": (0.4, lambda: draw.some(PEOPLE, 3))})
    made["leadership"] = draw.optional(
        {
            "principal": (0.6, lambda: draw.some(PEOPLE, 2)),
            "attends": (0.6, lambda: draw.one(("every", "most", "some"))),
            "designee": (0.3, lambda: draw.one(PEOPLE)),
            "facilitator": (0.4, lambda: draw.one(PEOPLE)),
            "chair": (0.3, lambda: draw.one(PEOPLE)),
        }
    )
    take_out_faults(made)
    if draw.has(0.4):
        _add_exceptions(draw, made)
    return made


def _add_exceptions(draw: _Draw, made: Answers) -> None:
    """Add exceptions for meetings that the year has, and dates that are called off."""
    schedule = make_schedule(Plan.model_validate(made))
    for series in made["frequency"]["series"]:
        own_ids = {series["id"], *(f"{series['id']}-{each}" for each in (*DEPARTMENTS, *SUBJECTS))}
        meetings = [each for each in schedule.meetings if each.key.series in own_ids]
        if not meetings:
            continue
        chosen = draw.some(meetings, min(3, len(meetings)))
        series["exceptions"] = [
            _draw_exception(draw, str(each.key), each.slot.day) for each in chosen
        ]
        if draw.has(0.5):
            nominal = draw.one(meetings)
            day = nominal.move.nominal_day if nominal.move else nominal.slot.day
            series["called_off"] = [{"day": str(day), "why": "The room is closed"}]
    take_out_faults(made)


def _draw_exception(draw: _Draw, meeting: str, day: date) -> Answers:
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
    return exception


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
