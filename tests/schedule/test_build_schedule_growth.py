"""The work of making a year grows with its number of series and no faster; counted, not timed."""

from collections.abc import Iterator
from typing import Any

import pytest

from statplan.plan import Plan
from statplan.schedule import MeetingKey, Schedule, make_schedule
from tests.support.plans import monthly, plan

FEW, MANY = 50, 100


class Counter:
    """Reads a field of every meeting key, and counts how often somebody asks for it."""

    def __init__(self, name: str) -> None:
        self._field = MeetingKey.__dict__[name]
        self.reads = 0

    def __get__(self, key: MeetingKey, owner: type) -> str:
        self.reads += 1
        return str(self._field.__get__(key, owner))

    def __set__(self, key: MeetingKey, text: str) -> None:
        self._field.__set__(key, text)


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Counter, Counter]]:
    """Count the reads of both fields that meeting keys have."""
    pair = Counter("series"), Counter("period")
    with monkeypatch.context() as patch:
        for name, counter in zip(("series", "period"), pair, strict=True):
            patch.setattr(MeetingKey, name, counter)
        yield pair


def series(number: int) -> dict[str, Any]:
    """Return a series with one exception that its year has and one that it lacks."""
    name = f"stat-{number}"
    exceptions = [{"meeting": f"{name}/2027-{month}", "at": "09:00"} for month in ("07", "13")]
    return monthly(name, room=f"Room {number}", exceptions=exceptions)


def count_reads(program: Plan, counters: tuple[Counter, Counter]) -> int:
    before = sum(counter.reads for counter in counters)
    make_schedule(program)
    return sum(counter.reads for counter in counters) - before


def strangers(schedule: Schedule) -> list[str]:
    return [problem.fact for problem in schedule.problems if "has no meeting" in problem.fact]


@pytest.mark.slow
def test_twice_as_many_series_look_at_meeting_keys_twice_as_often(
    counters: tuple[Counter, Counter],
) -> None:
    few, many = (plan(*map(series, range(count))) for count in (FEW, MANY))
    base = count_reads(few, counters)
    assert base > FEW * 12  # every meeting's key is read, so the counters count
    assert count_reads(many, counters) <= 2 * base


def test_each_of_many_series_has_its_own_exceptions_checked() -> None:
    schedule = make_schedule(plan(*map(series, range(MANY))))
    assert strangers(schedule) == [
        f"the year has no meeting stat-{number}/2027-13." for number in range(MANY)
    ]
    problem = next(each for each in schedule.problems if "stat-7/" in each.fact)
    assert str(problem.remedy).startswith("Did you mean stat-7/2027-")
