"""An answer that is written into the plan makes the year that it said, back-ups included.

The answers are not the search's: they are years that some pattern makes, with meetings and back-ups
put elsewhere at random, wherever nobody is double-booked.
"""

from copy import deepcopy
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.plan import Plan, loader, writer
from statplan.plan.time_values import make_weekday_rule
from statplan.schedule import Backup, Meeting, Schedule, TimeSlot, make_schedule
from statplan.slots import Obstacle, Pattern, PlacedMeeting, SearchAnswer, SeriesAnswer
from statplan.slots.apply import apply_answer
from tests.support.plans import HOLIDAYS, answers
from tests.support.sampling import count_examples

Data = dict[str, Any]
WORKDAYS = range(5)
TIMES = (time(8), time(9, 30), time(13), time(15))
EVERY = ("week", "2 weeks", "3 weeks", "month", "2 months", "quarter")
POLICIES = ("next working day", "previous working day", "same week", "use backup", "skip")


def open_plan(random: Random) -> Data:
    """A plan whose series have neither weekday nor time; the last may be one for each."""
    series: list[Data] = [
        {
            "id": f"s{number}",
            "every": random.choice(EVERY),
            "closed_day": {"holiday": random.choice(POLICIES)},
            "room": random.choice(("Hall", "Annex")),
            "backup": {"keep": random.choice(("yes", "yes", "no"))},
        }
        for number in range(random.randint(1, 3))
    ]
    if random.random() < 0.5:
        series[-1]["for_each"] = "departments"
    return answers(*series, holidays={"country": "US", "listed": HOLIDAYS})


def pattern_of(every: str, random: Random) -> Pattern:
    weekday = random.choice(WORKDAYS)
    if "week" in every:
        count = int(every[0]) if every[0].isdigit() else 1
        return Pattern(
            make_weekday_rule((weekday,)), random.choice(TIMES), phase=random.randrange(count)
        )
    months = {"month": 1, "2 months": 2, "quarter": 3}[every]
    on = make_weekday_rule((weekday,), random.choice((1, 2, 3, 4, -1)))
    return Pattern(on, random.choice(TIMES), month=random.randint(1, months))


def on_patterns(data: Data, patterns: dict[str, Pattern]) -> Data:
    """The plan with its patterns as one would write them by hand, a series for each department."""
    made = deepcopy(data)
    series: list[Data] = []
    for each in made["frequency"]["series"]:
        ids = [each["id"]]
        if each.pop("for_each", None):
            ids = [key for key in patterns if key.startswith(f"{each['id']}-")]
        for key in ids:
            pattern = patterns[key]
            written = {
                **each,
                "id": key,
                "on": str(pattern.on),
                "at": f"{pattern.start_time:%H:%M}",
            }
            if each["every"] == "quarter":
                written["in_month"] = pattern.month
            elif each["every"] == "2 months" and pattern.month == 2:
                written["starts"] = "2027-02-01"
            elif pattern.phase:
                written["starts"] = str(date(2027, 1, 1) + timedelta(weeks=pattern.phase))
            if key != each["id"]:
                written["department"] = key.partition("-")[2]
            series.append(written)
    made["frequency"]["series"] = series
    return made


def perturbed(schedule: Schedule, patterns: dict[str, Pattern], random: Random) -> SearchAnswer:
    """The year, with some meetings and back-ups put elsewhere where nobody else is that day."""
    closed = {each.day for each in schedule.closed_days}
    used = {each.day for meeting in schedule.meetings for each in stands(meeting) if each}
    found: dict[str, list[PlacedMeeting]] = {each: [] for each in patterns}
    for meeting in schedule.meetings:
        own = [each for each in schedule.meetings if each.key.series == meeting.key.series]
        nominal = meeting.move.nominal_day if meeting.move else meeting.slot.day
        at = patterns[meeting.key.series].start_time
        stand, backup = stands(meeting)
        bound = min((each.slot.day for each in own if each.slot > stand), default=stand.day)
        span = (stand.day + timedelta(days=count) for count in range(1, (bound - stand.day).days))
        free = [each for each in span if each.weekday() in WORKDAYS and each not in used | closed]
        if random.random() < 0.2 and len(free) > 1:
            stand = TimeSlot(free.pop(0), random.choice((at, time(16))), 90)
            used.add(stand.day)
        if (backup and backup.day <= stand.day) or (bound > stand.day and random.random() < 0.2):
            backup = TimeSlot(free[-1], random.choice((at, time(16))), 90) if free else None
            used |= {backup.day} if backup else set()
        lost = random.random() < 0.03
        seats = (None, None) if lost else (stand, backup)
        placed = PlacedMeeting(meeting.key, TimeSlot(nominal, at, 90), *seats)
        found[meeting.key.series].append(placed)
    lines = tuple(
        SeriesAnswer(key, patterns[key], tuple(each)) for key, each in found.items() if each
    )
    return SearchAnswer(lines, 0, 0)


def drawn(seed: int) -> tuple[Data, SearchAnswer] | None:
    random = Random(seed)  # noqa: S311 - nothing secret
    data = open_plan(random)
    patterns: dict[str, Pattern] = {}
    for each in data["frequency"]["series"]:
        ids = [each["id"]]
        if "for_each" in each:
            ids = [f"{each['id']}-{one['id']}" for one in data["participants"]["departments"]]
        patterns |= {key: pattern_of(each["every"], random) for key in ids}
    schedule = make_schedule(valid(on_patterns(data, patterns)))
    if schedule.problems:
        return None
    return data, perturbed(schedule, patterns, random)


def valid(data: Data) -> Plan:
    found = loader.validate_answers(data)
    assert found.plan is not None, found.problems
    return found.plan


def stands(meeting: Meeting) -> tuple[TimeSlot, TimeSlot | None]:
    return meeting.slot, meeting.backup.slot if isinstance(meeting.backup, Backup) else None


@pytest.mark.slow
@given(st.integers(0, 10**9))
@settings(max_examples=count_examples(6, 25))
def test_the_year_is_the_answer_s_meeting_by_meeting_and_back_up_by_back_up(seed: int) -> None:
    pair = drawn(seed)
    if pair is None:
        return
    data, answer = pair
    applied = apply_answer(valid(data), data, answer)
    text = writer.edit_plan(writer.render_plan(data), applied.changes)
    found = loader.parse_plan(text)
    assert found.plan is not None, found.problems
    schedule = make_schedule(found.plan)
    assert schedule.problems == ()
    placed = [each for line in answer.series_answers for each in line.meetings]
    wanted = {each.meeting_key: (each.slot, each.backup) for each in placed if each.slot}
    assert {each.key: stands(each) for each in schedule.meetings} == wanted


@pytest.mark.slow
def test_what_is_drawn_holds_exceptions_of_every_kind() -> None:
    """Else the property above proves little."""
    keys: set[str] = set()
    pairs = [pair for seed in range(60) if (pair := drawn(seed))]
    for data, answer in pairs:
        for path, value in apply_answer(valid(data), data, answer).changes.items():
            keys.add(path.rpartition(".")[2])
            rows = value if isinstance(value, list) else []
            keys |= {key for row in rows for key in row}
    assert len(pairs) > 30
    assert keys >= {"on", "at", "in_month", "starts", "places", "of", "week", "exceptions"}
    assert keys >= {"meeting", "day", "backup", "backup_at", "without_backup", "called_off", "why"}


def one_of(policy: Data | None = None, **more: Any) -> tuple[Data, SearchAnswer]:
    data = answers({"id": "stat", "every": "month"}, backup=policy or {})
    pattern = Pattern(make_weekday_rule((3,), 2), time(8))
    schedule = make_schedule(valid(on_patterns(data, {"stat": pattern})))
    line = [PlacedMeeting(each.key, each.slot, *stands(each)) for each in schedule.meetings]
    line[6] = replace(line[6], **more)
    return data, SearchAnswer((SeriesAnswer("stat", pattern, tuple(line)),), 0, 0)


def test_a_year_without_exceptions_is_a_day_and_a_time() -> None:
    data, answer = one_of()
    changes = apply_answer(valid(data), data, answer).changes
    assert changes == {
        "frequency.series[0].on": "second Thursday",
        "frequency.series[0].at": "08:00",
    }


def test_a_backup_off_the_time_of_backups_has_its_own_in_the_plan() -> None:
    early = TimeSlot(date(2027, 7, 15), time(8), 90)
    data, answer = one_of({"at": "14:00"}, backup=early)
    (row,) = apply_answer(valid(data), data, answer).changes["frequency.series[0].exceptions"]
    assert row == {"meeting": "stat/2027-07", "backup": "2027-07-15", "backup_at": "08:00"}


def test_a_shared_reserve_day_is_left_to_the_schedule() -> None:
    policy = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}
    data, answer = one_of(policy)
    (line,) = answer.series_answers
    bare = replace(line, meetings=tuple(replace(each, backup=None) for each in line.meetings))
    applied = apply_answer(valid(data), data, replace(answer, series_answers=(bare,)))
    assert applied.changes.keys() == {"frequency.series[0].on", "frequency.series[0].at"}
    assert len(applied.schedule.reserve_days) == 12


def test_who_is_busy_is_not_written_into_the_plan() -> None:
    elsewhere = TimeSlot(date(2027, 7, 9), time(8), 90)
    busy = Obstacle(date(2027, 7, 8), ("person", "mayor"), since=time(8), until=time(9))
    data, answer = one_of(slot=elsewhere, backup=None, obstacles=(busy,))
    (row,) = apply_answer(valid(data), data, answer).changes["frequency.series[0].exceptions"]
    assert row == {
        "meeting": "stat/2027-07",
        "day": "2027-07-09",
        "why": "Somebody who must be there is busy",
        "without_backup": "yes",
    }


@pytest.mark.parametrize(
    ("obstacle", "why"),
    [
        (Obstacle(date(2027, 7, 8), name="Founders' Day"), "Founders' Day"),
        (Obstacle(date(2027, 7, 8), ("room", "hall"), "Other (other/2027-07)"),
         "Taken by Other (other/2027-07)"),
    ],
)  # fmt: skip
def test_a_closed_day_and_another_meeting_are_named(obstacle: Obstacle, why: str) -> None:
    elsewhere = TimeSlot(date(2027, 7, 9), time(8), 90)
    data, answer = one_of(slot=elsewhere, backup=None, obstacles=(obstacle,))
    (row,) = apply_answer(valid(data), data, answer).changes["frequency.series[0].exceptions"]
    assert row["why"] == why


def test_a_meeting_without_a_place_is_called_off_and_says_why() -> None:
    data, answer = one_of(slot=None, backup=None)
    applied = apply_answer(valid(data), data, answer)
    (row,) = applied.changes["frequency.series[0].exceptions"]
    assert row == {
        "meeting": "stat/2027-07",
        "called_off": "yes",
        "why": "No date was free for all who must be there",
    }
    assert [str(each.key) for each in applied.schedule.omitted] == ["stat/2027-07"]


def test_an_answer_that_cannot_be_is_refused_whole() -> None:
    data, answer = one_of(slot=TimeSlot(date(2027, 7, 10), time(8), 90), backup=None)  # a Saturday
    before = deepcopy(data)
    with pytest.raises(StatplanError, match="cannot say this answer") as refused:
        apply_answer(valid(data), data, answer)
    assert "Nothing was changed" in str(refused.value.remedy)
    assert data == before


def test_how_a_meeting_is_held_is_kept() -> None:
    data, answer = one_of()
    held = {"meeting": "stat/2027-03", "room": "Annex", "why": "Open house"}
    data["frequency"]["series"][0]["exceptions"] = [{**held, "at": "10:00"}]
    applied = apply_answer(valid(data), data, answer)
    assert applied.changes["frequency.series[0].exceptions"] == [held]


def test_older_exceptions_of_the_series_are_replaced() -> None:
    data, answer = one_of()
    data["frequency"]["series"][0]["exceptions"] = [{"meeting": "stat/2027-03", "at": "10:00"}]
    applied = apply_answer(valid(data), data, answer)
    assert applied.changes["frequency.series[0].exceptions"] is None
    assert all(each.slot.start_time == time(8) for each in applied.schedule.meetings)
