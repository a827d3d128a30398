"""What rules read of days: the deadlines, the next meetings, and the days beside holidays."""

from datetime import date, datetime
from typing import Any

from statplan.advice import RuleContext
from statplan.advice.due_dates import find_late, summarize_meetings
from statplan.plan.loader import validate_answers
from statplan.schedule import Deadlines, make_schedule
from statplan.schedule.model import Meeting
from tests.support.plan_changes import changed


def context_of(**changes: Any) -> RuleContext:
    found = validate_answers(changed(changes))
    assert found.plan, found.problems
    return RuleContext(found.plan, found.answers, make_schedule(found.plan))


def of(context: RuleContext, day: date) -> Meeting:
    (found,) = (each for each in context.schedule.meetings if each.slot.day == day)
    return found


def test_a_rule_reads_the_deadlines_of_each_meeting() -> None:
    context = context_of(**{"frequency.preparation.memo_hours": 72})
    assert context.deadlines[of(context, date(2027, 1, 21)).key] == Deadlines(
        data=date(2027, 1, 6),  # January 18 is a holiday
        memo=datetime(2027, 1, 15, 9, 0),  # noqa: DTZ001 - local time; a Friday, not that holiday
        follow_up=date(2027, 1, 22),  # a Friday, not Saturday
        responses=date(2027, 2, 11),  # before the meeting of February 18
        publication=date(2027, 2, 4),
    )


def test_a_rule_reads_the_deadlines_of_a_meeting_on_its_backup_date() -> None:
    context = context_of()
    meeting = of(context, date(2027, 1, 21))
    later = of(context, date(2027, 2, 9)).slot
    due = context.find_deadlines_on(meeting, later)
    assert due.follow_up == date(2027, 2, 11)
    assert due.responses == context.deadlines[meeting.key].responses


def test_each_meeting_is_paired_with_the_next_of_its_series() -> None:
    context = context_of()
    pairs = {(one.slot.day, other.slot.day) for one, other in context.meeting_pairs}
    assert (date(2027, 1, 21), date(2027, 2, 18)) in pairs
    assert len(pairs) == len(context.schedule.meetings) - 4  # the last of each series has none


def test_a_plan_without_meetings_has_no_pairs_and_no_deadlines() -> None:
    context = context_of(**{"frequency.series": None})
    assert context.meeting_pairs == []
    assert context.deadlines == {}


def test_the_days_beside_a_holiday_are_working_weekdays() -> None:
    beside = context_of().days_beside_holidays
    assert beside[date(2027, 1, 15)] == beside[date(2027, 1, 19)] == "Martin Luther King Jr. Day"
    assert date(2027, 1, 17) not in beside
    assert date(2027, 11, 26) not in beside  # a holiday itself


def test_meetings_are_counted_once() -> None:
    meetings = context_of().schedule.meetings
    named = summarize_meetings([meetings[0], meetings[0], meetings[1]])
    assert named == "HousingStat: Vacant houses on Tue Jan 12, 2027 and 1 more meeting"


def test_what_is_not_stated_is_never_late() -> None:
    meeting = context_of().schedule.meetings[0]
    assert find_late([(meeting, None, date(2027, 1, 1)), (meeting, date(2027, 1, 1), None)]) is None
