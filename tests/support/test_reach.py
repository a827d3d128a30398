"""What the generators of plans reach: each field, pairs of fields, and the edges of a year."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

import pytest

from statplan.plan import Plan
from statplan.plan.loader import validate_answers
from statplan.plan.paths import find_answers
from statplan.plan.questions import list_questions
from statplan.plan.series import Series
from statplan.schedule import Backup, NoBackup, Schedule, make_schedule
from tests.support.generated_plans import drawn
from tests.support.plans import Answers, answers, monthly
from tests.support.sampling import count_examples
from tests.support.schedule_plans import draw_large_plan, draw_schedule_plan

COUNT = count_examples(200, 400)
FIELD_FLOOR, PAIR_FLOOR = 0.05, 0.01
FIELDS = sorted(set(Series.model_fields) - {"id"})
# Fields that no series has together: the reader refuses each of these pairs.
TURNS = ("subject", "department", "rotate", "for_each")
OF_DEPARTMENTS = ("for_each", "groups", "places", "times")
REFUSED = {
    *combinations(sorted(TURNS), 2),
    *(
        tuple(sorted(("dates", each)))
        for each in ("every", "on", "rule", "changes", "not_in", "in_month", "starts", "until")
    ),
    *(tuple(sorted(("dates", each))) for each in OF_DEPARTMENTS),
    *(tuple(sorted(("rule", each))) for each in ("every", "on", "in_month", *OF_DEPARTMENTS)),
    *(tuple(sorted(("first_turn", each))) for each in ("subject", "department", *OF_DEPARTMENTS)),
    *(
        tuple(sorted((turn, each)))
        for turn in ("subject", "department", "rotate")
        for each in ("groups", "places", "times")
    ),
}


@pytest.fixture(scope="module")
def plans() -> list[Answers]:
    return [draw_schedule_plan(seed) for seed in range(COUNT)]


@pytest.fixture(scope="module")
def schedules(plans: list[Answers]) -> list[Schedule]:
    return [make_schedule(Plan.model_validate(each)) for each in plans]


def count_fields(plans: Iterable[Answers]) -> Counter[str]:
    """How many of the plans have each field."""
    counts: Counter[str] = Counter()
    for data in plans:
        for question in list_questions():
            if any(answer is not None for _, answer in find_answers(data, question.path)):
                counts[question.path] += 1
    return counts


def test_every_field_of_the_plan_is_drawn_in_one_plan_of_twenty(plans: list[Answers]) -> None:
    by_schema = count_fields(drawn(seed) for seed in range(COUNT))
    by_schedule = count_fields(plans)
    paths = [each.path for each in list_questions()]
    shares = {path: max(by_schema[path], by_schedule[path]) / COUNT for path in paths}
    assert {path: share for path, share in shares.items() if share < FIELD_FLOOR} == {}


def list_pairs(data: Answers) -> Iterator[tuple[str, ...]]:
    for series in data["frequency"]["series"]:
        yield from combinations(sorted(series.keys() - {"id"}), 2)


def test_every_pair_of_fields_of_a_series_is_drawn_in_one_plan_of_a_hundred(
    plans: list[Answers],
) -> None:
    counts = Counter(pair for data in plans for pair in set(list_pairs(data)))
    pairs = set(combinations(FIELDS, 2)) - REFUSED
    assert {pair for pair in pairs if counts[pair] / COUNT < PAIR_FLOOR} == set()
    assert not REFUSED & counts.keys()


SAMPLES = {
    "every": "month", "on": "first Monday", "dates": ["2027-03-01"], "subject": "blight",
    "changes": [{"from": "2027-05-01", "every": "month"}], "department": "works",
    "rotate": "departments", "for_each": "departments", "times": ["09:00"], "in_month": 1,
    "rule": "FREQ=WEEKLY;BYDAY=TU", "not_in": ["July"], "first_turn": "works",
    "groups": [{"of": ["works"], "every": "week"}],
    "places": [{"of": "works", "at": "09:00"}], "starts": "2027-02-01", "until": "2027-11-30",
}  # fmt: skip


@pytest.mark.parametrize("pair", sorted(REFUSED))
def test_a_pair_that_is_never_drawn_is_refused(pair: tuple[str, ...]) -> None:
    series = monthly() | {field: SAMPLES[field] for field in pair}
    if "dates" in pair:
        series = {key: each for key, each in series.items() if key in {"id", "at", *pair}}
    assert validate_answers(answers(series)).problems


@pytest.mark.slow
def test_years_begin_and_end_on_the_edges_of_the_calendar(schedules: list[Schedule]) -> None:
    firsts = Counter(each.first for each in schedules)
    days = {meeting.slot.day for each in schedules for meeting in each.meetings}
    for reached in (
        firsts[date(2028, 2, 29)],
        firsts[date(2027, 7, 1)] and firsts[date(2027, 10, 1)],
        sum(day.isocalendar().week == 53 for day in days),
        sum((day.month, day.day) in {(12, 31), (1, 1)} for day in days),
        sum(day.month == 2 and day.day == 29 for day in days),
    ):
        assert reached >= 1


@pytest.mark.slow
def test_years_are_empty_of_one_meeting_and_full(schedules: list[Schedule]) -> None:
    counts = [len(each.meetings) for each in schedules]
    assert counts.count(1) >= COUNT * FIELD_FLOOR
    assert counts.count(0) <= COUNT * 0.25
    assert sum(count > 50 for count in counts) >= COUNT * 0.02
    large = make_schedule(Plan.model_validate(draw_large_plan(1)))
    assert len(large.meetings) > 1000


def test_every_way_to_a_date_is_taken(schedules: list[Schedule]) -> None:
    """Meetings that move, to another time, by an exception; that are left out; without backup."""
    reached: Counter[str] = Counter()
    for schedule in schedules:
        kinds = set()
        for meeting in schedule.meetings:
            move = meeting.move
            kinds |= {"moved"} if move else set()
            kinds |= {"by exception"} if move and move.is_exception else set()
            kinds |= {"at another time"} if move and move.nominal_time else set()
            kinds |= {"without backup"} if isinstance(meeting.backup, NoBackup) else set()
            if isinstance(meeting.backup, Backup):
                kinds |= {"backup"}
                other = meeting.backup.slot.start_time != meeting.slot.start_time
                kinds |= {"backup at another time"} if other else set()
                kinds |= {"days tried"} if meeting.backup.rejected_days else set()
            kinds |= {"numbered"} if meeting.number else set()
        kinds |= {"left out"} if schedule.omitted else set()
        kinds |= {"undecided"} if schedule.undecided else set()
        kinds |= {"problem"} if schedule.problems else set()
        reached.update(kinds)
    floors = dict.fromkeys(
        ("moved", "by exception", "at another time", "without backup", "backup", "days tried",
         "backup at another time", "numbered", "left out", "problem"),
        FIELD_FLOOR,
    ) | {"undecided": PAIR_FLOOR}  # fmt: skip
    assert {kind for kind, floor in floors.items() if reached[kind] / COUNT < floor} == set()
