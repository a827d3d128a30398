"""Bookings: what shares a room collides, whatever the room and the series are called."""

from typing import Any

import pytest

from statplan.schedule import make_schedule
from tests.support.plans import answers, plan


def make_year(*series: dict[str, Any], room: str | None = None) -> list[str]:
    """The facts of a quarter in which nothing has a backup date."""
    place = {"place": {"room": room}} if room else {}
    made = plan(*series, months=3, backup={"keep": "no"}, **place)
    return [problem.fact for problem in make_schedule(made).problems]


def build_series(series_id: str, on: str = "second Thursday", **more: Any) -> dict[str, Any]:
    return {"id": series_id, "every": "month", "on": on, "at": "08:00", **more}


@pytest.mark.parametrize("room", ["Room 8", "City Hall (East)"])
def test_a_series_that_collides_with_two_is_reported_with_both(room: str) -> None:
    facts = make_year(
        build_series("a", name="Alpha"),
        build_series("b", "third Thursday", name="Beta"),
        build_series("c", "Thursday", name="Gamma", every="week"),
        room=room,
    )
    assert len(facts) == 2
    assert [fact.split(" (")[0] for fact in facts] == ["Gamma", "Gamma"]
    assert ["Alpha (a/" in fact for fact in facts] == [True, False]
    assert ["Beta (b/" in fact for fact in facts] == [False, True]


def test_a_name_with_words_of_the_tool_is_a_name() -> None:
    assert not make_year(
        build_series("a", name="Alpha (moved online)"),
        build_series("b", name="Beta", at="11:00"),
        build_series("c", name="Gamma", at="14:00", minutes=60),
        room="Room 8",
    )


@pytest.mark.parametrize(
    ("first", "second", "collides"),
    [
        ("Room 1", "Room 1 and Room 2", True),
        ("Rooms 1 & 2", "Room 2", True),
        ("Room 1 + Room 2", "Rooms 2 and 3", True),
        ("Room 10", "Room 1", False),
        ("Rooms 1 and 2", "Room 12", False),
        ("Room 1", "Room 2", False),
    ],
)
def test_a_room_and_several_that_hold_it_collide(first: str, second: str, collides: bool) -> None:
    pair = build_series("a", room=first), build_series("b", room=second)
    for series in (pair, pair[::-1]):
        facts = make_year(*series)
        assert len(facts) == collides
        assert all("(a/2027-01)" in fact and "(b/2027-01)" in fact for fact in facts)


def test_a_backup_stays_out_of_a_room_that_another_shares() -> None:
    blocked = build_series("b", "second Friday", room="Rooms 1 and 2")
    made = answers(build_series("a", room="Room 1"), blocked, months=3)
    days = [
        meeting.backup.slot.day.isoweekday()
        for meeting in make_schedule(plan(*made["frequency"]["series"], months=3)).meetings
        if meeting.key.series == "a" and hasattr(meeting.backup, "slot")
    ]
    assert days == [5, 1, 1]  # in January, the second Friday is before the second Thursday
