"""The days around a meeting: weekends and holidays are not counted, closures are."""

from datetime import date, datetime
from typing import Any

from statplan.advice.due_dates import DueDates, summarize_meetings
from statplan.plan import loader
from statplan.plan.loader import validate_answers
from statplan.schedule import make_schedule
from statplan.schedule.model import Meeting
from tests.support.plan_changes import changed


def clock_of(**changes: Any) -> tuple[DueDates, tuple[Meeting, ...]]:
    found = validate_answers(changed(changes))
    assert found.plan, found.problems
    schedule = make_schedule(found.plan)
    return DueDates(found.plan, schedule), schedule.meetings


def of(meetings: tuple[Meeting, ...], day: date) -> Meeting:
    (found,) = (each for each in meetings if each.slot.day == day)
    return found


def test_working_days_pass_over_weekends_and_holidays() -> None:
    clock, meetings = clock_of()
    meeting = of(meetings, date(2027, 1, 21))
    assert clock.find_data_due(meeting) == date(2027, 1, 6)  # January 18 is a holiday
    assert clock.find_responses_due(meeting) == date(2027, 1, 13)
    assert clock.find_publication_due(meeting) == date(2027, 2, 4)


def test_offices_work_on_days_on_which_nobody_meets() -> None:
    clock, _ = clock_of()
    assert clock.is_working_day(date(2027, 3, 30))  # the school break
    assert not clock.is_working_day(date(2027, 5, 31))
    assert not clock.is_working_day(date(2027, 1, 9))


def test_hours_and_days_of_the_memos_run_through() -> None:
    clock, meetings = clock_of(**{"frequency.preparation.memo_hours": 72})
    meeting = of(meetings, date(2027, 1, 12))
    assert clock.find_memo_time(meeting) == datetime(2027, 1, 9, 9, 0)  # noqa: DTZ001 - local time
    assert clock.find_follow_up_due(meeting) == date(2027, 1, 14)


def test_the_same_day_is_no_working_day_away() -> None:
    clock, meetings = clock_of(
        **{"frequency.preparation.data_due": 0, "publicity.redaction.within_days": 0}
    )
    assert (
        clock.find_data_due(meetings[0])
        == clock.find_publication_due(meetings[0])
        == meetings[0].slot.day
    )


def test_what_is_not_stated_has_no_day() -> None:
    found = loader.parse_plan("statplan: 1\nfrequency: {first_day: 2027-01-01}\n")
    assert found.plan
    clock = DueDates(found.plan, make_schedule(found.plan))
    _, meetings = clock_of()
    asked = (
        clock.find_data_due,
        clock.find_responses_due,
        clock.find_memo_time,
        clock.find_follow_up_due,
        clock.find_publication_due,
    )
    assert [ask(meetings[0]) for ask in asked] == [None] * 5
    assert [*clock.data_and_memo_days, *clock.request_and_response_days, *clock.meeting_pairs] == []


def test_meetings_are_counted_once() -> None:
    _, meetings = clock_of()
    named = summarize_meetings([meetings[0], meetings[0], meetings[1]])
    assert named == "HousingStat: Vacant houses on Tue Jan 12, 2027 and 1 more meeting"
