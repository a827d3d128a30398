"""What an interview changed is told answer by answer, and where a list grew, record by record."""

from typing import Any

import pytest

from statplan.interview.changes import iter_changes

A, B, C = {"id": "a"}, {"id": "b"}, {"id": "c"}
SERIES = "frequency.series"


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([A], [A], []),
        ([A], [A, B], [(f"{SERIES}[1]", B)]),
        ([A], [{**A, "at": "09:00"}, B], [(f"{SERIES}[0].at", "09:00"), (f"{SERIES}[1]", B)]),
        ([{**A, "at": "09:00"}], [A], [(f"{SERIES}[0].at", None)]),
        ([A, B], [A], [(SERIES, [A])]),
        ([A, B], [B, A], [(SERIES, [B, A])]),
        ([A, B], [A, C, B], [(SERIES, [A, C, B])]),
        ([], [A], [(SERIES, [A])]),
        (None, [A], [(SERIES, [A])]),
    ],
)
def test_records_that_stay_in_place_are_compared_one_by_one(
    old: Any, new: Any, changes: list[tuple[str, Any]]
) -> None:
    before, after = ({"frequency": {"series": series}} for series in (old, new))
    assert list(iter_changes(before, after)) == changes


def test_a_group_is_compared_answer_by_answer() -> None:
    old = {"program": {"name": "A", "purpose": "x"}}
    new = {"program": {"name": "B"}, "focus": {"kind": "both"}}
    assert list(iter_changes(old, new)) == [
        ("program.name", "B"),
        ("program.purpose", None),
        ("focus.kind", "both"),
    ]


def test_a_group_whose_keys_are_days_is_one_change() -> None:
    old, new = ({"frequency": {"holidays": {"listed": {day: "x"}}}} for day in ("a", "b"))
    assert list(iter_changes(old, new)) == [("frequency.holidays.listed", {"b": "x"})]
