"""Generated instances of the slot search: a city, a state with one panel, very many series.

The families, their sizes and how busy people are [`ours`]: real calendars are nobody's to publish.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from benchmarks.plans import FIRST, Answers, answers_of
from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.plan import Plan
from statplan.slots import Preferences, SlotProblem, make_problem

_DAYS = tuple(
    FIRST + timedelta(days=number)
    for number in range(485)
    if (FIRST + timedelta(days=number)).weekday() < 5
)
_CITY = ("month", "2 weeks", "month", "month", "quarter", "month", "2 weeks", "month")
_WITHIN = {"week": 2, "2 weeks": 4, "month": 5, "quarter": 5}


@dataclass(frozen=True, slots=True)
class Load:
    """How busy a person is: weekly meetings, single ones, weeks of vacation; the firm share."""

    weekly: int
    single: int
    vacation: int
    firm: float


BUSY, LIGHT = Load(12, 110, 3, 0.72), Load(7, 80, 3, 0.72)
PANEL, PANEL_TIGHT = Load(1, 12, 1, 0.6), Load(2, 12, 1, 0.7)


@dataclass(frozen=True, slots=True)
class Instance:
    """A plan whose series have no place yet, and how busy its people are."""

    name: str
    plan: Plan
    busy: BusyTimes
    wishes: Preferences = field(default_factory=Preferences)

    def problem(self) -> SlotProblem:
        """What is asked of the search."""
        return make_problem(self.plan, self.busy, self.wishes)


def city(count: int, seed: int = 1, *, loose: bool = False) -> Instance:
    """A city of `count` series, 12 people and two rooms; each series needs four to six people."""
    random = Random(f"city {count} {seed} {loose}")
    people = [f"person-{number}" for number in range(12)]
    series = [
        _series(f"s{number}", _CITY[number % len(_CITY)])
        | {
            "required": sorted(
                random.sample(people, random.choice((4, 5, 6) if not loose else (4, 5)))
            ),
            "optional": sorted(random.sample(people, 2)),
            "room": random.choice(("Room A", "Room B")),
            "minutes": random.choice((60, 90, 90, 120)),
        }
        for number in range(count)
    ]
    plan = Plan.model_validate(answers_of(series, people=12, departments=1))
    load = LIGHT if loose else BUSY
    calendars = [_calendar(random, ("person", each), load) for each in people]
    calendars += [
        _calendar(random, ("room", room), Load(4, 40, 0, 1)) for room in ("room a", "room b")
    ]
    return Instance(f"city{'F' * loose}{count}", plan, BusyTimes(tuple(calendars)))


def state(seed: int = 1, *, tight: bool = False) -> Instance:
    """24 agencies monthly and six topics quarterly, with a panel of eight in all of them."""
    random = Random(f"state {seed} {tight}")
    agencies = _series("agency", "month") | {"for_each": "departments"}
    topics = _series("topic", "quarter") | {"for_each": "subjects"}
    made = answers_of([agencies, topics], people=32, departments=24)
    panel = [f"person-{number}" for number in range(24, 32)]
    made["participants"]["panel"] = panel
    made["focus"] = {
        "subjects": [{"id": f"topic-{index}", "name": f"Topic {index}"} for index in range(6)]
    }
    load = PANEL_TIGHT if tight else PANEL
    shared = _spans(random, Load(3, 40, 0, 1))
    calendars = [
        BusyCalendar(("person", each), tuple(sorted([*shared, *_spans(random, load)])))
        for each in panel
    ]
    calendars += [_calendar(random, ("person", f"person-{each}"), LIGHT) for each in range(24)]
    return Instance(
        f"StateStat-{2 if tight else 1}", Plan.model_validate(made), BusyTimes(tuple(calendars))
    )


def large(count: int = 200, seed: int = 1) -> Instance:
    """So many series of every cadence, half again as many people, each series with two to five."""
    random = Random(f"large {count} {seed}")
    people = [f"person-{number}" for number in range(count * 3 // 2)]
    cadences = ("month", "month", "2 weeks", "quarter", "month")
    series = [
        _series(f"s{number}", cadences[number % len(cadences)])
        | {
            "required": sorted(random.sample(people, random.randint(2, 5))),
            "room": f"Room {random.randrange(max(count // 10, 1))}",
            "minutes": random.choice((60, 90)),
        }
        for number in range(count)
    ]
    plan = Plan.model_validate(answers_of(series, people=len(people), departments=1))
    calendars = tuple(_calendar(random, ("person", each), LIGHT) for each in people)
    return Instance(f"large {count}", plan, BusyTimes(calendars))


def _series(name: str, every: str) -> Answers:
    return {
        "id": name,
        "every": every,
        "minutes": 90,
        "closed_day": {"holiday": "same week"},
        "backup": {"within": _WITHIN[every]},
    }


def _calendar(random: Random, owner: tuple[str, str], load: Load) -> BusyCalendar:
    return BusyCalendar(owner, tuple(sorted(_spans(random, load))))


def _spans(random: Random, load: Load) -> Iterator[BusyInterval]:
    for _ in range(load.weekly):
        weekday, start, firm = random.randrange(5), _start(random), random.random() < load.firm
        step, phase = random.choice((1, 1, 1, 2)), random.randrange(2)
        days = [day for day in _DAYS if day.weekday() == weekday]
        for day in days[phase::step]:
            yield _span(random, day, start, firm=firm)
    for _ in range(load.single):
        day = random.choice(_DAYS)
        yield _span(random, day, _start(random), firm=random.random() < load.firm)
    for _ in range(load.vacation):
        first = random.choice([day for day in _DAYS if day.weekday() == 0])
        begins = datetime.combine(first, time())
        yield BusyInterval(begins, begins + timedelta(days=5), is_firm=True, is_all_day=True)


def _start(random: Random) -> time:
    half_hours = random.randrange(17)
    return time(8 + half_hours // 2, half_hours % 2 * 30)


def _span(random: Random, day: date, start: time, *, firm: bool) -> BusyInterval:
    begins = datetime.combine(day, start)
    return BusyInterval(
        begins, begins + timedelta(minutes=random.choice((30, 60, 60, 90))), is_firm=firm
    )
