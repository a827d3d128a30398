"""A meeting is found by what people call it; what names several or none is answered with both."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.ledger import DecisionRequest, Ledger, MeetingState, YearState, record_decision
from statplan.ledger.decisions import format_slot
from statplan.ledger.meeting_lookup import MeetingMatch, find_meeting, format_candidate
from statplan.ledger.year_state import build_decision_context
from statplan.plan.english import format_long_date
from statplan.plan.lookup import index_names
from statplan.plan.phrases import PhraseContext
from statplan.schedule import Schedule, make_schedule
from tests.support.plans import LINEAGE, monthly, plan
from tests.support.sampling import count_examples

TODAY = date(2027, 3, 8)  # a Monday
RECESS = {"day": "2027-07-01", "until": "2027-07-31", "why": "Summer recess"}
TURNS = {"id": "stat", "every": "month", "on": "first Tuesday", "at": "13:00", "rotate": "subjects"}
PLAN = plan(
    {**monthly("blightstat"), "name": "BlightStat", "department": "works", "number_from": 1},
    {**monthly("health", "third Monday"), "name": "Health Stat", "department": "health"},
    TURNS,
    {"id": "weekly", "every": "week", "on": "Wednesday", "at": "09:00", "name": "Weekly Stat"},
    closures=[RECESS],
)
SCHEDULE = make_schedule(PLAN)
YEAR_STATES = (
    build_decision_context(PLAN, SCHEDULE, TODAY).build_state(Ledger(LINEAGE)).meeting_states
)


@dataclass(frozen=True)
class Year:
    """A year in which some meetings were decided about."""

    ledger: Ledger = field(default_factory=lambda: Ledger(LINEAGE))
    today: date = TODAY
    schedule: Schedule = SCHEDULE

    def state(self) -> YearState:
        return build_decision_context(PLAN, self.schedule, self.today).build_state(self.ledger)

    def decide(self, key: str, request: DecisionRequest) -> "Year":
        context = build_decision_context(PLAN, self.schedule, self.today)
        now = datetime(2027, 1, 4, 12, tzinfo=UTC)
        outcome = record_decision(context, self.ledger, key, request, now)
        return Year(outcome.ledger, self.today, self.schedule)

    def match(self, query: str) -> MeetingMatch:
        context = PhraseContext(self.today, "US")
        return find_meeting(query, self.state(), self.schedule, index_names(PLAN), context)

    def find(self, query: str) -> str:
        return self.match(query).meeting_state.key

    def refuse(self, query: str) -> tuple[str, str]:
        with pytest.raises(StatplanError) as refused:
            self.match(query)
        assert refused.value.exit_code == 2
        assert refused.value.remedy
        return refused.value.message, str(refused.value.remedy)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("blightstat/2027-03", "blightstat/2027-03"),
        ("BlightStat/2027-03", "blightstat/2027-03"),
        ("weekly/2027-w20", "weekly/2027-W20"),
        ("2027-03-11", "blightstat/2027-03"),
        (" 2027-03-11 ", "blightstat/2027-03"),
        ("the meeting on 2027-03-11", "blightstat/2027-03"),
        ("March 11", "blightstat/2027-03"),
        ("Mar 11", "blightstat/2027-03"),
        ("11 March 2027", "blightstat/2027-03"),
        ("3/11", "blightstat/2027-03"),
        ("3/11/27", "blightstat/2027-03"),
        ("Thu Mar 11, 2027", "blightstat/2027-03"),
        ("Thu Mar 11, 2027, 8:00 a.m.", "blightstat/2027-03"),
        ("Thursday, March 11, 2027", "blightstat/2027-03"),
        ("thurs", "blightstat/2027-03"),
        ("in two days", "weekly/2027-W10"),
        ("blightstat March 11", "blightstat/2027-03"),
        ("BlightStat this Thursday", "blightstat/2027-03"),
        ("blightstat Mar", "blightstat/2027-03"),
        ("Public Works March 11 at 8 am", "blightstat/2027-03"),
        ("week of March 31", "weekly/2027-W13"),
        ("January 14", "blightstat/2027-01"),
        ("blightstat/Jan 14", "blightstat/2027-01"),
        ("2027-03-11 08:00", "blightstat/2027-03"),
        ("2027-03-11, 08:00", "blightstat/2027-03"),
        ("Thursday", "blightstat/2027-03"),
        ("on Thursday", "blightstat/2027-03"),
        ("wednesday", "weekly/2027-W10"),
        ("next", "weekly/2027-W10"),
        ("the next meeting", "weekly/2027-W10"),
        ("blightstat next", "blightstat/2027-03"),
        ("next health stat", "health/2027-03"),
        ("next meeting of Public Works", "blightstat/2027-03"),
        ("the next blightstat meeting", "blightstat/2027-03"),
        ("W12", "weekly/2027-W12"),
        ("w13", "weekly/2027-W13"),
        ("2027-W13", "weekly/2027-W13"),
        ("week 13", "weekly/2027-W13"),
        ("weekly w20", "weekly/2027-W20"),
        ("weekly/W20", "weekly/2027-W20"),
        ("week of 2027-03-31", "weekly/2027-W13"),
        ("the week of 2027-03-28", "weekly/2027-W13"),
        ("weekly next week", "weekly/2027-W11"),
        ("blightstat this week", "blightstat/2027-03"),
        ("blightstat/March", "blightstat/2027-03"),
        ("BLIGHTSTAT MARCH", "blightstat/2027-03"),
        ("March BlightStat", "blightstat/2027-03"),
        ("the BlightStat meeting in March", "blightstat/2027-03"),
        ("blightstat March 2027", "blightstat/2027-03"),
        ("blightstat 2027-03", "blightstat/2027-03"),
        ("blightstat/2027-03-11", "blightstat/2027-03"),
        ("blightstat: 2027-03-11", "blightstat/2027-03"),
        ("BlightStat Thursday", "blightstat/2027-03"),
        ("Public Works, April", "blightstat/2027-04"),
        ("works June", "blightstat/2027-06"),
        ("health stat October", "health/2027-10"),
        ("Blight March", "stat/2027-03"),
        ("Safety April", "stat/2027-04"),
        ("stat 2027-03-02", "stat/2027-03"),
    ],
)
def test_a_meeting_is_found_by_what_people_call_it(query: str, key: str) -> None:
    assert Year().find(query) == key
    assert Year().find(query.upper()) == key


@pytest.mark.slow
def test_every_meeting_is_found_by_what_is_printed_of_it() -> None:
    states = Year().state().meeting_states
    assert len(states) > 60
    for state in states:
        assert Year().find(state.key) == state.key
        slot = state.history.slot
        assert slot
        series, title = state.meeting.key.series, state.meeting.title
        assert Year().find(f"{series} {slot.day}, {slot.start_time:%H:%M}") == state.key
        assert Year().find(f"{title}, {format_slot(slot)}") == state.key
        assert Year().find(f"{title}, {format_long_date(slot.day)}") == state.key
        if state.meeting.number:
            assert Year().find(state.meeting.name) == state.key


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("blightstat", 9),
        ("Health", 9),
        ("March", 8),
        ("W10", 2),
        ("this week", 2),
        ("health 2027", 0),
        ("2027-03", 8),
    ],
)
def test_what_may_be_several_meetings_is_answered_with_all(query: str, count: int) -> None:
    fact, remedy = Year().refuse(query)
    if not count:
        assert "may be any of" not in fact
        return
    assert fact.startswith(f"'{query}' may be any of {count} meetings:\n")
    assert fact.count("\n    ") == min(count, 12)
    assert remedy == "Name it by its key, as above."


def test_a_weekday_on_that_weekday_may_be_today_or_in_a_week() -> None:
    fact, _ = Year(today=date(2027, 3, 10)).refuse("Wednesday")
    assert "weekly/2027-W10" in fact
    assert "weekly/2027-W11" in fact


def test_the_last_meeting_ahead_of_a_series_is_found_by_its_name() -> None:
    assert Year(today=date(2027, 11, 20)).find("blightstat") == "blightstat/2027-12"
    assert Year(today=date(2027, 11, 20)).find("public works") == "blightstat/2027-12"


def test_a_backup_date_names_its_meeting_and_says_so() -> None:
    match = Year().match("2027-03-12")
    assert match.meeting_state.key == "blightstat/2027-03"
    assert match.note == (
        "Friday, March 12, 2027, is the backup date of blightstat/2027-03, BlightStat #3: "
        "Public Works."
    )
    assert not Year().match("2027-03-11").note
    released = Year().decide("blightstat/2027-03", DecisionRequest("release"))
    assert "there is no meeting on Friday, March 12, 2027." in released.refuse("2027-03-12")[0]


def test_a_cancelled_meeting_is_found_by_the_date_that_it_had() -> None:
    year = Year().decide("blightstat/2027-03", DecisionRequest("cancel"))
    for query in ("2027-03-11", "Thursday", "blightstat March"):
        assert year.find(query) == "blightstat/2027-03"
    assert format_candidate(year.match("Thursday").meeting_state) == (
        "blightstat/2027-03  cancelled  BlightStat #3: Public Works"
    )
    assert year.find("blightstat next") == "blightstat/2027-04"


def test_a_meeting_that_was_moved_is_found_by_both_dates() -> None:
    move = DecisionRequest("move", day=date(2027, 3, 9))
    year = Year().decide("blightstat/2027-03", move)
    assert year.find("2027-03-09") == "blightstat/2027-03"
    match = year.match("2027-03-11")
    assert match.meeting_state.key == "blightstat/2027-03"
    assert match.note == (
        "Thursday, March 11, 2027, was the planned date of blightstat/2027-03, BlightStat #3: "
        "Public Works."
    )


@pytest.mark.parametrize(
    ("query", "fact", "nearest"),
    [
        (
            "week of 2027-07-07",
            "there is no meeting in the week of July 7, 2027: recess (Summer recess).",
            "weekly/2027-W26, Weekly Stat, on Wed Jun 30, 2027, 9:00 a.m.",
        ),
        (
            "2027-07-07",
            "there is no meeting on Wednesday, July 7, 2027: recess (Summer recess).",
            "weekly/2027-W26, Weekly Stat, on Wed Jun 30, 2027, 9:00 a.m.",
        ),
        (
            "W28",
            "there is no meeting in W28: recess (Summer recess).",
            "weekly/2027-W26, Weekly Stat, on Wed Jun 30, 2027, 9:00 a.m.",
        ),
        (
            "blightstat July",
            "there is no meeting of blightstat in July: recess (Summer recess).",
            "blightstat/2027-06, BlightStat #6: Public Works, on Thu Jun 10, 2027, 8:00 a.m.",
        ),
        (
            "July",
            "there is no meeting in July: recess (Summer recess).",
            "weekly/2027-W26, Weekly Stat, on Wed Jun 30, 2027, 9:00 a.m.",
        ),
        (
            "2027-03-05",
            "there is no meeting on Friday, March 5, 2027.",
            "weekly/2027-W09, Weekly Stat, on Wed Mar 3, 2027, 9:00 a.m.",
        ),
        (
            "Friday",
            "",
            "",
        ),
        (
            "Sunday",
            "there is no meeting on Sunday within the next 7 days.",
            "health/2027-03, Health Stat, on Mon Mar 15, 2027, 8:00 a.m.",
        ),
        (
            "2031-05-06",
            (
                "there is no meeting on Tuesday, May 6, 2031: the schedule is for Friday, January "
                "1, 2027, to Friday, December 31, 2027."
            ),
            "weekly/2027-W52, Weekly Stat, on Wed Dec 29, 2027, 9:00 a.m.",
        ),
    ],
)
def test_a_time_without_a_meeting_is_answered_with_the_reason_and_the_nearest(
    query: str, fact: str, nearest: str
) -> None:
    if not fact:  # it is the backup date of a meeting
        assert Year().find(query) == "blightstat/2027-03"
        return
    message, remedy = Year().refuse(query)
    assert message == fact
    assert remedy == f"The nearest is {nearest} `statplan show` has the year."


@pytest.mark.parametrize(("query", "count"), [("blightstat Q1", 3), ("blightstat 2027-Q3", 2)])
def test_a_quarter_has_the_meetings_of_its_months(query: str, count: int) -> None:
    message, _ = Year().refuse(query)
    assert message.startswith(f"'{query}' may be any of {count} meetings:")


def test_a_meeting_that_the_plan_leaves_out_has_its_reason() -> None:
    message, remedy = Year().refuse("BlightStat/2027-07")
    assert message.startswith("blightstat/2027-07 is not on the schedule: ")
    assert "Summer recess" in message
    assert "The nearest is blightstat/2027-06" in remedy


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ("", "`statplan status` lists what is next."),
        ("soon", "`statplan status` lists what is next."),
        ("blightstta/2027-03", "Did you mean blightstat/2027-03"),
        ("blihgtstat", "Did you mean blightstat"),
        ("Publik Works", "Did you mean Public Works"),
        ("blight stats", "Did you mean blightstat or blight?"),  # and not BlightStat, the same
    ],
)
def test_what_is_no_meeting_says_what_to_type(query: str, remedy: str) -> None:
    fact, said = Year().refuse(query)
    assert fact == f"there is no meeting '{query}'."
    assert remedy in said


@pytest.mark.parametrize("query", ["2027-02-30", "2/30/2027", "blightstat February 30, 2027"])
def test_a_day_that_is_none_is_answered_by_the_reader_of_days(query: str) -> None:
    fact, _ = Year().refuse(query)
    assert query.removeprefix("blightstat ") in fact
    assert "there is no meeting" not in fact


# Names with the meetings that they have, and times with the meetings that take place then.
NAMES: dict[str, Callable[[MeetingState], bool]] = {
    "": lambda state: bool(state.key),
    "blightstat": lambda state: state.meeting.key.series == "blightstat",
    "Public Works": lambda state: "works" in state.meeting.subject_ids,
    "Health Stat": lambda state: state.meeting.key.series == "health",
    "Safety": lambda state: "safety" in state.meeting.subject_ids,
    "weekly": lambda state: state.meeting.key.series == "weekly",
}
FORMS = (
    "{name} {time}",
    "{time} {name}",
    "{name}, {time}",
    "{name}/{time}",
    "the {name} on {time}",
)


def list_expected(name: str, days: set[date], period: str) -> set[str]:
    """The meetings of a name on some days or of a period; else those with a backup date then."""
    states = [state for state in YEAR_STATES if NAMES[name](state)]
    present = {
        state.key
        for state in states
        if (state.history.slot and state.history.slot.day in days)
        or state.meeting.key.period == period
    }
    is_day = len(days) == 1
    backups = {
        state.key
        for state in states
        if is_day and state.history.backup and state.history.backup.day in days
    }
    return present or backups


def list_found(query: str) -> set[str]:
    """The meetings that are found: one, those that are listed, or none."""
    try:
        return {Year().find(query)}
    except StatplanError as error:
        refusal = error
    assert (refusal.exit_code, bool(refusal.remedy)) == (2, True)
    count = re.search(r"may be any of (\d+) meetings", refusal.message)
    if not count:
        return set()
    keys = set(re.findall(r"\n    (\S+/\S+)  ", refusal.message))
    assert len(keys) == min(int(count[1]), 12)
    return keys if len(keys) == int(count[1]) else {"many"}


@pytest.mark.slow
@given(
    name=st.sampled_from(sorted(NAMES)),
    form=st.sampled_from(FORMS),
    day=st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    kind=st.sampled_from(("day", "words", "month", "month and year", "week")),
    is_upper=st.booleans(),
)
@settings(max_examples=count_examples(150, 2000), deadline=None)
def test_a_name_and_a_time_find_the_meetings_of_both(
    name: str, form: str, day: date, kind: str, *, is_upper: bool
) -> None:
    month = {
        date(2027, day.month, number) for number in range(1, monthrange(2027, day.month)[1] + 1)
    }
    iso = day.isocalendar()
    week = {date.fromisocalendar(iso.year, iso.week, number) for number in range(1, 8)}
    time, days, named = {
        "day": (str(day), {day}, ""),
        "words": (f"{day:%B} {day.day}, {day.year}", {day}, ""),
        "month": (f"{day:%B}", month, ""),
        "month and year": (f"{day:%B} {day.year}", month, ""),
        "week": (f"{iso.year}-W{iso.week:02}", week, f"{iso.year}-W{iso.week:02}"),
    }[kind]
    query = (form.format(name=name, time=time) if name else time).strip()
    expected = list_expected(name, days, named)
    found = list_found(query.upper() if is_upper else query)
    assert found == expected or (found == {"many"} and len(expected) > 12)


WORDS = (
    *(
        "next",
        "this",
        "last",
        "week",
        "of",
        "the",
        "March",
        "Thursday",
        "W20",
        "2027",
        "11",
        "3/11",
    ),
    *("blightstat", "Public", "Works", "/", "-", ",", "at", "8:00", "noon", "first", "meeting"),
)


@pytest.mark.slow
@given(st.one_of(st.text(max_size=20), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)))
@settings(max_examples=count_examples(150, 2000), deadline=None)
def test_any_words_name_meetings_or_are_refused_with_a_remedy(query: str) -> None:
    list_found(query)
