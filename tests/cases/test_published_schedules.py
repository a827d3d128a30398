"""The published schedules of real bodies, and 6 of our own, from plans as a city writes them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from statplan.plan import Plan, loader
from statplan.schedule import Schedule, make_schedule

FOLDER = Path(__file__).parent / "schedules"
PUBLISHED: dict[str, dict[str, Any]] = json.loads((FOLDER / "published.json").read_text("utf-8"))


def load(name: str) -> Plan:
    loaded = loader.load_plan_bytes((FOLDER / f"{name}.yaml").read_bytes())
    assert not loaded.problems
    assert loaded.plan
    return loaded.plan


def list_days(schedule: Schedule, group: str) -> list[date]:
    """The days of the series of a group, whose names a plus sign separates."""
    series_ids = group.split("+")
    days = (meeting.slot.day for meeting in schedule.meetings if meeting.key.series in series_ids)
    return sorted(days)


def count_dates_by_hand(plan: Plan) -> int:
    """The exceptions, the days called off, and the listed dates of all series."""
    return sum(
        len(dates or ())
        for series in plan.frequency.series or ()
        for dates in (series.exceptions, series.called_off, series.dates)
    )


def test_every_plan_has_its_published_dates() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(PUBLISHED)
    assert sum(not name.startswith("own-") for name in PUBLISHED) == 24


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_plan_gives_the_published_dates(name: str) -> None:
    case, schedule = PUBLISHED[name], make_schedule(load(name))
    assert not schedule.problems
    assert not schedule.undecided
    for group, texts in case["published"].items():
        published, days = [date.fromisoformat(text) for text in texts], list_days(schedule, group)
        if "only_known_dates" in case:
            assert set(published) <= set(days)
        else:
            assert days == published


@pytest.mark.parametrize("name", PUBLISHED)
def test_only_so_many_dates_are_written_by_hand(name: str) -> None:
    """What a rule or a closed-day policy gives is not written as an exception."""
    assert count_dates_by_hand(load(name)) == PUBLISHED[name]["written_by_hand"]
