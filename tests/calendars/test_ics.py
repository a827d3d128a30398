"""What iCalendar files say, told by readers that know nothing of us."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from statplan.calendars import ics
from statplan.calendars.build_calendar import make_calendar
from statplan.calendars.feed import CalendarAddress, Feed
from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.plan.text_types import normalize_name
from statplan.plan.timezones import load_timezone
from statplan.schedule import make_schedule
from statplan.schedule.model import Backup
from tests.support.ics_lint import lint
from tests.support.plans import answers, monthly
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated

checked = settings(
    max_examples=count_examples(10, 40),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def feed_of(data: dict[str, Any]) -> Feed:
    made = Plan.model_validate(data)
    return make_calendar(made, make_schedule(made))


def wanted(feed: Feed) -> list[tuple[str, datetime, datetime, str]]:
    """Every hold as UID, start and end in UTC, and title."""
    here = load_timezone(feed.zone)
    return sorted(
        (
            each.uid,
            each.start.replace(tzinfo=here).astimezone(UTC),
            each.end.replace(tzinfo=here).astimezone(UTC),
            ics.format_title(feed, each),
        )
        for each in feed.entries
    )


@checked
@given(generated())
def test_a_draft_has_the_primaries_and_back_ups_in_order_and_nothing_else(
    data: dict[str, Any],
) -> None:
    made = Plan.model_validate(data)
    schedule = make_schedule(made)
    expected = [(meeting.slot.start, str(meeting.key), "primary") for meeting in schedule.meetings]
    expected += [
        (meeting.backup.slot.start, str(meeting.key), "backup")
        for meeting in schedule.meetings
        if isinstance(meeting.backup, Backup) and meeting.backup.reserve_key is None
    ]
    expected += [(day.slot.start, str(day.key), "reserve") for day in schedule.reserve_days]
    feed = make_calendar(made, schedule)
    drafted = [(entry.start, entry.meeting, entry.role) for entry in feed.entries]
    assert sorted(drafted) == sorted(expected)
    assert [start for start, *_ in drafted] == sorted(start for start, *_ in drafted)


@pytest.mark.slow
@checked
@given(generated())
def test_a_strict_reader_finds_exactly_the_holds(data: dict[str, Any]) -> None:
    feed = feed_of(data)
    calendar = IcsCalendarStream.calendar_from_ics(ics.write(feed).decode())
    found = sorted(
        (each.uid, each.start.astimezone(UTC), each.end.astimezone(UTC), each.summary)
        for each in calendar.events
        if isinstance(each.start, datetime) and isinstance(each.end, datetime)
    )
    assert found == wanted(feed)


@pytest.mark.slow
@checked
@given(generated())
def test_a_reader_of_recurrences_finds_exactly_the_holds(data: dict[str, Any]) -> None:
    feed = feed_of(data)
    calendar = icalendar.Calendar.from_ical(ics.write(feed))
    events = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2031, 1, 1))
    found = sorted(
        (
            str(each["UID"]),
            each["DTSTART"].dt.astimezone(UTC),
            each["DTEND"].dt.astimezone(UTC),
            str(each["SUMMARY"]),
        )
        for each in events
    )
    assert found == wanted(feed)


@pytest.mark.slow
@checked
@given(generated())
def test_the_lint_of_the_bytes_finds_nothing(data: dict[str, Any]) -> None:
    assert lint(ics.write(feed_of(data))) == []


@checked
@given(generated())
def test_the_fast_way_writes_the_bytes_of_the_library(data: dict[str, Any]) -> None:
    feed = feed_of(data)
    events = b"".join(ics.build_event(feed, each).to_ical() for each in feed.entries)
    assert events in ics.write(feed)


names = st.text(min_size=1, max_size=120).filter(lambda text: "\\" not in text)


@pytest.mark.slow
@settings(max_examples=count_examples(37, 150))
@given(names, names)
def test_any_name_that_a_plan_may_hold_comes_back_as_it_was(title: str, room: str) -> None:
    try:
        title, room = normalize_name(title), normalize_name(room)
    except ValueError:
        return
    data = answers(monthly(name="stat"))
    data["frequency"]["series"][0] |= {"name": title, "room": room}
    feed = feed_of(data)
    written = ics.write(feed)
    assert lint(written) == []
    assert b"".join(ics.build_event(feed, each).to_ical() for each in feed.entries) in written
    (first, *_) = IcsCalendarStream.calendar_from_ics(written.decode()).events
    assert first.summary == ics.format_title(feed, feed.entries[0])
    assert first.location == feed.entries[0].text.place
    assert first.description == feed.entries[0].text.description


@pytest.mark.parametrize(
    "title",
    [
        "Blight, homes; and: streets",
        'The "big" one',
        "BEGIN:VEVENT",
        "x ATTENDEE:mailto:evil@example.org",
        "%0D%0A ^n &amp; <b>",
        "Straßenbeleuchtung und Gehwege für alle Bürgerinnen und Bürger der Stadt, " * 2,
        "👩‍👩‍👧‍👦🏳️‍🌈 families and flags 👩‍👩‍👧‍👦 across the fold of a line of 75 of 75 of 75 of 75",
        "اجتماع الأداء",
        "日本語の会議" * 12,
    ],
)
def test_titles_that_break_other_programs_stay_literal(title: str) -> None:
    test_any_name_that_a_plan_may_hold_comes_back_as_it_was.hypothesis.inner_test(title, title)


def test_a_hold_tells_outlook_and_everybody_else_that_it_is_tentative() -> None:
    events = _events(feed_of(answers(monthly())))
    assert {str(each["STATUS"]) for each in events} == {"TENTATIVE"}
    assert {str(each["X-MICROSOFT-CDO-BUSYSTATUS"]) for each in events} == {"TENTATIVE"}
    titles = [str(each["SUMMARY"]) for each in events]
    assert titles[:2] == ["HOLD: TestStat", "BACK-UP: TestStat"]


def test_settled_dates_are_confirmed_and_their_back_ups_stay_tentative() -> None:
    events = _events(feed_of(answers(monthly(), entries="confirmed")))
    told = [
        (str(each["SUMMARY"]), str(each["STATUS"]), str(each["X-MICROSOFT-CDO-BUSYSTATUS"]))
        for each in events
    ]
    assert told[:2] == [
        ("TestStat", "CONFIRMED", "BUSY"),
        ("BACK-UP: TestStat", "TENTATIVE", "TENTATIVE"),
    ]


def test_primary_and_back_up_name_each_other() -> None:
    events = _events(feed_of(answers(monthly())))
    related = {str(each["UID"]): str(each["RELATED-TO"]) for each in events}
    assert all(related[related[uid]] == uid and related[uid] != uid for uid in related)


def test_the_description_tells_a_person_what_the_entry_is() -> None:
    data = answers(monthly(subject="blight"), closures=[{"day": "2027-01-14", "why": "Budget"}])
    data["leadership"] = {"attends": "every", "principal": ["mayor"], "facilitator": "manager"}
    primary, backup, *_ = _events(feed_of(data))
    assert str(primary["DESCRIPTION"]) == (
        "Hold for a meeting of the year's schedule.\n"
        "Subject: Blight\n"
        "Led by: Mayor\n"
        "Moved from Thursday, January 14, 2027: Budget.\n"
        "Back-up date: Monday, January 18, 2027, 8:00 a.m.\n"
        "Plan: statplan.yaml, kept by Manager; meeting stat/2027-01."
    )
    assert "kept free in case the meeting of Friday, January 15, 2027, 8:00 a.m. is bumped" in str(
        backup["DESCRIPTION"]
    )


def test_a_uid_survives_a_change_of_date_and_differs_between_plans() -> None:
    def uids(data: dict[str, Any]) -> list[str]:
        return [each.uid for each in feed_of(data).entries]

    before = uids(answers(monthly()))
    after = uids(answers(monthly(on="third Tuesday", at="15:00")))
    other = answers(monthly())
    other["lineage"] = "6f1c2b1e-0000-4000-8000-000000000002"
    assert before == after
    assert not set(before) & set(uids(other))
    assert all(re.fullmatch(r"[0-9a-f-]{36}@statplan", uid) for uid in before)


def test_a_plan_without_an_identity_is_refused_with_the_remedy() -> None:
    data = answers(monthly())
    del data["lineage"]
    with pytest.raises(StatplanError, match="lineage") as refused:
        feed_of(data)
    assert "statplan init" in str(refused.value.remedy)


def _events(feed: Feed) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(ics.write(feed)).walk("VEVENT"))  # type: ignore[arg-type]


def _time(event: icalendar.Event, name: str) -> datetime:
    time = event.decoded(name)
    assert isinstance(time, datetime)
    return time


@pytest.mark.parametrize(("method", "count"), [("", 0), ("REQUEST", 1)])
def test_people_are_named_in_messages_alone(method: str, count: int) -> None:
    """A calendar that is subscribed to asks nobody to come."""
    person = CalendarAddress("mayor@city.example", "Mayor")
    made = replace(
        feed_of(answers(monthly())), method=method, organizer=person, attendees=(person,)
    )
    text = ics.write(made).decode()
    events = text.count("BEGIN:VEVENT")
    assert events
    assert text.count("ORGANIZER") == text.count("ATTENDEE") == count * events
