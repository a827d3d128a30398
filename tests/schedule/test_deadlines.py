"""Deadlines: worked examples, and the same days in the charter, advice, calendars, and status."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from statplan.advice import RuleContext
from statplan.calendars.audience import find_audience
from statplan.calendars.build_calendar import desired_entries
from statplan.calendars.publication import Publication
from statplan.charter import make_charter
from statplan.charter.grammar import spell_count
from statplan.documents import render_document
from statplan.ledger import Ledger, compare_entries, record_publish
from statplan.ledger.year_state import build_decision_context
from statplan.plan import Plan
from statplan.plan.english import format_short_date
from statplan.schedule import DeadlineKind, Deadlines, Meeting, Schedule, TimeSlot, make_schedule
from statplan.schedule.deadlines import find_deadlines, find_next_meetings
from statplan.schedule.open_days import OpenDays
from tests.support.commands import run
from tests.support.plans import LINEAGE, Answers, answers, monthly, plan
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated

_DAY = timedelta(days=1)
_BREAK = {"day": "2027-03-29", "until": "2027-04-02", "why": "School break"}
_OFFICES_CLOSED = {**_BREAK, "offices_closed": "yes"}


def slot_on(day: str, hour: int = 8) -> TimeSlot:
    return TimeSlot(date.fromisoformat(day), time(hour), 90)


def deadlines_of(
    slot: TimeSlot,
    next_slot: TimeSlot | None = None,
    closures: tuple[Answers, ...] = (),
    within_days: int | None = None,
    **preparation: int,
) -> Deadlines:
    """The deadlines of a meeting in the United States in 2027."""
    data = answers(
        monthly(), holidays={"country": "US"}, closures=[*closures], preparation=preparation
    )
    if within_days is not None:
        data["publicity"] = {"publishes": ["notes"], "redaction": {"within_days": within_days}}
    made = Plan.model_validate(data)
    return find_deadlines(made, slot, next_slot, make_schedule(made).open_days)


@pytest.mark.parametrize(
    ("day", "days", "closures", "due"),
    [
        ("2027-03-11", 3, (), "2027-03-08"),
        ("2027-03-11", 0, (), "2027-03-11"),
        ("2027-06-02", 2, (), "2027-05-28"),  # over Memorial Day
        ("2027-01-05", 8, (), "2026-12-22"),  # over New Year and Christmas of the year before
        ("2027-04-05", 3, (_BREAK,), "2027-03-31"),  # nobody meets, and the offices work
        ("2027-04-05", 3, (_OFFICES_CLOSED,), "2027-03-24"),
    ],
)
def test_data_are_due_so_many_days_on_which_the_offices_work_before(
    day: str, days: int, closures: tuple[Answers, ...], due: str
) -> None:
    found = deadlines_of(slot_on(day), closures=closures, data_due=days)
    assert found == Deadlines(data=date.fromisoformat(due))


@pytest.mark.parametrize(
    ("day", "hours", "closures", "memo"),
    [
        ("2027-03-11", 48, (), "2027-03-09T08:00"),
        ("2027-03-11", 9, (), "2027-03-10T23:00"),
        ("2027-03-08", 48, (), "2027-03-05T08:00"),  # two days before a Monday is a Saturday
        ("2027-12-27", 48, (), "2027-12-23T08:00"),  # Christmas, observed on Friday the 24th
        ("2027-01-05", 96, (), "2026-12-31T08:00"),  # New Year's Day
        ("2027-04-05", 72, (_BREAK,), "2027-04-02T08:00"),
        ("2027-04-05", 72, (_OFFICES_CLOSED,), "2027-03-26T08:00"),
    ],
)
def test_the_memo_goes_out_on_a_day_on_which_the_offices_work(
    day: str, hours: int, closures: tuple[Answers, ...], memo: str
) -> None:
    found = deadlines_of(slot_on(day), closures=closures, memo_hours=hours)
    assert found == Deadlines(memo=datetime.fromisoformat(memo))


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        ("2027-03-10", 2, "2027-03-12"),
        ("2027-03-11", 2, "2027-03-12"),  # the second day after a Thursday is a Saturday
        ("2027-03-12", 2, "2027-03-14"),  # no working day is left between a Friday and a Sunday
        ("2027-03-12", 0, "2027-03-12"),
        ("2027-05-27", 4, "2027-05-28"),  # Memorial Day
    ],
)
def test_follow_up_is_due_within_its_days(day: str, days: int, due: str) -> None:
    found = deadlines_of(slot_on(day), follow_up_days=days)
    assert found == Deadlines(follow_up=date.fromisoformat(due))


def test_responses_are_due_before_the_next_meeting_where_there_is_one() -> None:
    first, following = slot_on("2027-05-13"), slot_on("2027-06-02")
    assert deadlines_of(first, responses_due=2) == Deadlines()
    found = deadlines_of(first, following, responses_due=2)
    assert found == Deadlines(responses=date(2027, 5, 28))
    assert found.index_by_kind() == {DeadlineKind.RESPONSE: date(2027, 5, 28)}


@pytest.mark.parametrize(
    ("day", "days", "closures", "due"),
    [
        ("2027-12-22", 2, (), "2027-12-27"),  # over Christmas, observed on Friday the 24th
        ("2027-12-30", 2, (), "2028-01-04"),  # New Year of a year after the plan's
        ("2027-03-26", 2, (_OFFICES_CLOSED,), "2027-04-06"),
        ("2027-03-26", 0, (), "2027-03-26"),
    ],
)
def test_papers_are_published_within_working_days(
    day: str, days: int, closures: tuple[Answers, ...], due: str
) -> None:
    found = deadlines_of(slot_on(day), closures=closures, within_days=days)
    assert found == Deadlines(publication=date.fromisoformat(due))


def test_calendars_show_the_deadlines_of_a_meeting_and_not_the_publication() -> None:
    found = deadlines_of(
        slot_on("2027-03-08"), data_due=1, memo_hours=48, follow_up_days=2, within_days=5
    )
    assert found.index_by_kind() == {
        DeadlineKind.DATA: date(2027, 3, 5),
        DeadlineKind.MEMO: date(2027, 3, 5),
        DeadlineKind.FOLLOW_UP: date(2027, 3, 10),
    }


def list_next(*series: Answers) -> dict[str, str]:
    meetings = make_schedule(plan(*series)).meetings
    return {str(key): str(after.key) for key, after in find_next_meetings(meetings).items()}


def test_the_next_meeting_is_that_of_the_same_department_where_they_take_turns() -> None:
    following = list_next(monthly(rotate=["works", "health", "police"]), monthly("other"))
    assert following["stat/2027-01"] == "stat/2027-04"
    assert following["other/2027-01"] == "other/2027-02"
    assert {f"stat/2027-{month}" for month in (10, 11, 12)}.isdisjoint(following)


def test_the_next_meeting_about_two_departments_is_the_first_about_either() -> None:
    first, *others = make_schedule(plan(monthly())).meetings[:4]

    def about(meeting: Meeting, *subject_ids: str) -> Meeting:
        return replace(meeting, subject_ids=subject_ids)

    both = about(first, "works", "health")
    police, health, works = map(about, others, ("police", "health", "works"))
    assert find_next_meetings([works, police, both, health]) == {both.key: health}


# The same deadlines in everything that states them.

PREPARATION = st.fixed_dictionaries(
    {
        "data_due": st.integers(0, 30),
        "memo_hours": st.integers(1, 400),
        "follow_up_days": st.integers(0, 14),
        "responses_due": st.integers(0, 20),
    }
)
slow = settings(
    max_examples=count_examples(12, 60),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def with_preparation(data: Answers, preparation: dict[str, int]) -> Answers:
    data["frequency"]["preparation"] = preparation
    return data


def step(day: date, count: int, open_days: OpenDays) -> date:
    """The working day so many after a day, one day at a time."""
    while count:
        day += _DAY if count > 0 else -_DAY
        if open_days.is_working_day(day):
            count -= 1 if count > 0 else -1
    return day


def follow_the_charter(
    made: Plan, schedule: Schedule, meeting: Meeting, following: Meeting | None
) -> dict[DeadlineKind, date]:
    """The deadlines of a meeting by what the charter says of them in words."""
    preparation, open_days = made.frequency.preparation, schedule.open_days
    assert preparation.data_due is not None
    assert preparation.memo_hours
    assert preparation.follow_up_days is not None
    assert preparation.responses_due is not None
    memo = (meeting.slot.start - timedelta(hours=preparation.memo_hours)).date()
    last_day = meeting.slot.day + preparation.follow_up_days * _DAY
    days_after = [
        meeting.slot.day + number * _DAY for number in range(1, preparation.follow_up_days + 1)
    ]
    due = {
        DeadlineKind.DATA: step(meeting.slot.day, -preparation.data_due, open_days),
        DeadlineKind.MEMO: memo if open_days.is_working_day(memo) else step(memo, -1, open_days),
        DeadlineKind.FOLLOW_UP: max(filter(open_days.is_working_day, days_after), default=last_day),
    }
    if following:
        due[DeadlineKind.RESPONSE] = step(following.slot.day, -preparation.responses_due, open_days)
    return due


def find_following(schedule: Schedule, meeting: Meeting) -> Meeting | None:
    """The next meeting of a series about something that a meeting is about."""
    return next(
        (
            later
            for later in sorted(schedule.meetings, key=lambda one: one.slot)
            if later.key.series == meeting.key.series
            and later.slot > meeting.slot
            and (
                {*meeting.subject_ids} & {*later.subject_ids}
                or not (meeting.subject_ids or later.subject_ids)
            )
        ),
        None,
    )


def read_days(entries: Any) -> dict[tuple[str, str], date]:
    return {
        entry.key: entry.start.date()
        for entry in entries
        if entry.role in {*map(str, DeadlineKind)}
    }


def list_charter_sentences(made: Plan) -> Iterator[str]:
    preparation = made.frequency.preparation
    assert preparation.memo_hours
    yield f"send their data {spell_count(preparation.data_due or 0, 'working day')} before"
    hours = spell_count(preparation.memo_hours, "hour")
    closed = "If the offices are closed then, it goes out on the working day before."
    yield f"The memo goes out {hours} before the meeting. {closed}"
    within = spell_count(preparation.follow_up_days or 0, "day")
    yield f"The follow-up memo is issued within {within} after the meeting."
    due = spell_count(preparation.responses_due or 0, "working day")
    yield f"no later than {due} before their next meeting."


@pytest.mark.slow
@slow
@given(generated(), PREPARATION)
def test_charter_advice_and_calendars_give_the_same_deadlines(
    data: Answers, preparation: dict[str, int]
) -> None:
    made = Plan.model_validate(with_preparation(data, preparation))
    schedule = make_schedule(made)
    assume(schedule.meetings)
    expected = {
        (str(meeting.key), str(kind)): day
        for meeting in schedule.meetings
        for kind, day in follow_the_charter(
            made, schedule, meeting, find_following(schedule, meeting)
        ).items()
    }
    charter = render_document(make_charter(made, schedule), "md").decode()
    for sentence in list_charter_sentences(made):
        assert sentence in charter.replace("\n", " ")
    advice = RuleContext(made, data, schedule)
    assert expected == {
        (str(key), str(kind)): day
        for key, deadlines in advice.deadlines.items()
        for kind, day in deadlines.index_by_kind().items()
    }
    before = min([schedule.first, *expected.values()]) - _DAY
    decisions, ledger = build_decision_context(made, schedule, before), Ledger(LINEAGE)
    wanted = desired_entries(made, decisions.build_state(ledger), decisions.date_rules)
    now = datetime.combine(before, time(), UTC)
    changes = compare_entries(ledger, wanted, before)
    publication = Publication(made, record_publish(ledger, changes, now), changes)
    analyst, everybody = find_audience(made, "analyst"), find_audience(made, "all")
    assert expected == read_days(publication.build_feed(analyst).entries)
    assert read_days(publication.build_feed(everybody).entries) == {}


@slow
@given(generated(), PREPARATION)
def test_a_deadline_is_on_a_day_off_only_where_no_other_day_is_left(
    data: Answers, preparation: dict[str, int]
) -> None:
    made = Plan.model_validate(with_preparation(data, preparation))
    schedule = make_schedule(made)
    open_days = schedule.open_days
    for meeting in schedule.meetings:
        due = RuleContext(made, data, schedule).find_deadlines_on(meeting, meeting.slot)
        assert due.data
        assert due.memo
        assert due.follow_up
        assert open_days.is_working_day(due.data) or preparation["data_due"] == 0
        assert open_days.is_working_day(due.memo.date())
        assert due.memo <= meeting.slot.start - timedelta(hours=preparation["memo_hours"])
        if not open_days.is_working_day(due.follow_up):
            between = open_days.count_working_days(meeting.slot.day, due.follow_up)
            assert between == 0


_TITLES = {
    DeadlineKind.DATA: "Data due",
    DeadlineKind.MEMO: "Memo out",
    DeadlineKind.FOLLOW_UP: "Follow-up memo due",
    DeadlineKind.RESPONSE: "Responses due",
}


def set_clock(patch: pytest.MonkeyPatch, day: date) -> None:
    """Let commands run at noon of a day in Chicago."""
    noon = datetime.combine(day, time(18), UTC)
    patch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


def read_analyst_calendar() -> list[date]:
    """The days on which the analyst's calendar says that something is due."""
    code, output, _ = run("calendar", "--for", "analyst", "-f", "ics")
    assert code == 0
    events: list[Any] = Calendar.from_ical(output).walk("VEVENT")
    starts = [event["DTSTART"].dt for event in events]
    return sorted(start for start in starts if not isinstance(start, datetime))


@pytest.mark.slow
@settings(slow, max_examples=count_examples(4, 30))
@given(generated(), PREPARATION, st.integers(0, 1000))
def test_status_and_the_calendar_before_and_after_a_publish_give_the_same_deadlines(
    data: Answers, preparation: dict[str, int], number: int
) -> None:
    data["program"]["timezone"] = "America/Chicago"
    made = Plan.model_validate(with_preparation(data, preparation))
    schedule = make_schedule(made)
    assume(schedule.meetings and not schedule.problems)
    meeting = schedule.meetings[number % len(schedule.meetings)]
    deadlines = RuleContext(made, data, schedule).deadlines
    due = deadlines[meeting.key].index_by_kind()
    expected = {
        (key, kind): day
        for key, one in deadlines.items()
        for kind, day in one.index_by_kind().items()
    }
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "statplan.yaml"
        path.write_text(json.dumps(data), encoding="utf-8")
        patch.chdir(folder)
        set_clock(patch, min([schedule.first, *expected.values()]) - _DAY)
        assert read_analyst_calendar() == sorted(expected.values())
        assert run("publish", "--yes")[0] == 0
        assert read_analyst_calendar() == sorted(expected.values())
        for kind, day in due.items():
            set_clock(patch, day)
            code, output, _ = run("status")
            assert code == 0
            lines = output.partition("Due within a week\n")[2].partition("\n\n")[0].splitlines()
            rows = [re.split(r"  +", line.strip(), maxsplit=2) for line in lines]
            title = f"{_TITLES[kind]}: {meeting.name}"
            assert [format_short_date(day), str(meeting.key), title] in rows
