"""What two answers say against each other is told, and nothing that they do not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.plan import questions
from statplan.plan.cross_checks import ROSTERS, find_id_faults
from statplan.plan.loader import validate_answers
from statplan.plan.paths import join_path
from statplan.plan.questions import Question
from statplan.plan.time_values import ORDINALS, WEEKDAYS
from tests.support.generated_plans import Data
from tests.support.sampling import count_examples

WITH_ROSTER = [each for each in questions.list_questions() if each.rosters]
UNITS = ("week", "2 weeks", "month", "2 months", "quarter")


def told(*series: Data, **frequency: Any) -> list[tuple[str, str]]:
    """The paths within the frequency section, and the facts, of some series' problems."""
    data = {"statplan": 1, "frequency": {"series": list(series), **frequency}}
    problems = validate_answers(data).problems
    return [(each.path.removeprefix("frequency."), each.fact) for each in problems]


def facts(*series: Data, **frequency: Any) -> list[str]:
    return [fact for _, fact in told(*series, **frequency)]


def plan_with(question: Question, answer: Any) -> Data:
    """A plan in which a question has an answer, and a record has what it must have."""
    data: Data = {"statplan": 1}
    here: Any = data
    *groups, last = question.path.split(".")
    for group in groups:
        name, many, _ = group.partition("[]")
        inside: Data = {"id": "x", "name": "X", "office": "X"} if many else {}
        here[name] = [inside] if many else inside
        here = inside
    here[last] = answer
    return data


@pytest.mark.parametrize("question", WITH_ROSTER, ids=lambda each: str(each.path))
def test_an_id_that_nobody_has_is_told_wherever_one_may_stand(question: Question) -> None:
    for answer, suffix in ((["nobody"], "[0]"),) if question.is_list else (("nobody", ""),):
        faults = find_id_faults(plan_with(question, answer))
        assert [join_path(each.path) for each in faults] == [
            question.path.replace("[]", "[0]") + suffix
        ]
        rosters = " or ".join(question.rosters)
        assert faults[0].fact == f"'nobody' is not in {rosters}."


@pytest.mark.parametrize("question", WITH_ROSTER, ids=lambda each: str(each.path))
def test_the_word_for_a_list_is_nobodys_id(question: Question) -> None:
    answer: Any = ["subjects"] if question.is_list else "subjects"
    assert len(find_id_faults(plan_with(question, answer))) == 1


@pytest.mark.parametrize("word", ["subjects", "departments"])
def test_a_rotation_over_a_whole_list_names_no_ids(word: str) -> None:
    assert find_id_faults({"frequency": {"series": [{"id": "a", "rotate": word}]}}) == []


@pytest.mark.parametrize("answer", [5, None, True, {"a": "b"}, [5], [None], [["a"]], {"id": "a"}])
def test_answers_of_another_kind_are_left_to_the_model(answer: Any) -> None:
    for question in WITH_ROSTER:
        if answer != [["a"]] or not question.has_inner_lists:
            assert find_id_faults(plan_with(question, answer)) == []
    for roster in ROSTERS:
        section, key = roster.split(".")
        assert find_id_faults({section: {key: answer}}) == []
        assert find_id_faults({section: answer}) == []


@pytest.mark.parametrize("roster", ROSTERS)
def test_an_id_given_twice_is_told_at_the_second(roster: str) -> None:
    section, key = roster.split(".")
    records = [{"id": "a"}, {"id": "b"}, {"id": "a"}, {"id": "a"}]
    faults = find_id_faults({section: {key: records}})
    assert [each.path for each in faults] == [(section, key, index, "id") for index in (2, 3)]
    assert {each.fact for each in faults} == {f"the id 'a' is taken by {roster}[0]."}


def test_the_same_id_may_stand_in_two_lists() -> None:
    people = {"people": [{"id": "law"}], "departments": [{"id": "law"}]}
    assert find_id_faults({"participants": people, "focus": {"subjects": [{"id": "law"}]}}) == []


def test_a_long_roster_with_many_strangers_is_told_in_full() -> None:
    people = [{"id": f"p{each}", "office": "X"} for each in range(500)]
    panel = [f"q{each}" for each in range(200)]
    faults = find_id_faults({"participants": {"people": people, "panel": panel}})
    assert len(faults) == 200


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("on", ["Thursday", "second Thursday", "last Friday"])
def test_an_ordinal_goes_with_months_and_only_with_months(unit: str, on: str) -> None:
    fits = ("week" in unit) == (on == "Thursday")
    assert bool(facts({"id": "a", "every": unit, "on": on})) is not fits
    assert bool(facts(civic_dates=[{"name": "Council", "every": unit, "on": on}])) is not fits


@settings(max_examples=count_examples(15, 60))
@given(st.data())
def test_a_change_without_a_day_keeps_the_one_before(data: st.DataObject) -> None:
    """A change says what differs; the rest must fit what it takes over."""
    days = ["Monday", "Friday", "first Monday", "last Friday"]
    on = data.draw(st.sampled_from(days))
    every = data.draw(st.sampled_from(UNITS))
    wrong = int(("week" in every) != (" " not in on))
    changes: list[Data] = []
    for year in range(2028, 2028 + data.draw(st.integers(0, 4))):
        every_then = data.draw(st.sampled_from(UNITS))
        own = data.draw(st.sampled_from([None, *days]))
        inherited = own or (changes and changes[-1]["now"]) or on
        wrong += ("week" in every_then) != (" " not in inherited)
        changes.append({"from": f"{year}-01-01", "every": every_then, "on": own, "now": inherited})
    given_ = [{key: each[key] for key in ("from", "every", "on")} for each in changes]
    assert len(facts({"id": "a", "every": every, "on": on, "changes": given_})) == wrong


def test_a_series_for_each_stands_on_weekdays_alone_also_after_a_change() -> None:
    one: Data = {"id": "a", "for_each": "departments", "every": "month", "on": "Monday and Tuesday"}
    assert facts(one) == []
    change = {"from": "2028-01-01", "every": "2 months"}
    assert facts({**one, "changes": [change, {**change, "from": "2029-01-01"}]}) == []
    wrong = {**one, "changes": [{**change, "on": "first Monday"}]}
    assert told(wrong) == [
        (
            "series[0].changes[0].on",
            "the series for each of the departments cannot all stand on the first Monday.",
        )
    ]


def test_a_day_is_told_once_however_many_changes_keep_it() -> None:
    changes = [{"from": f"{year}-01-01", "every": "2 weeks"} for year in (2028, 2029)]
    assert facts({"id": "a", "every": "week", "on": "Sunday", "changes": changes}) == [
        "Sunday is no working day."
    ]


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_a_meeting_stands_on_a_working_day(weekday: str) -> None:
    series = {"id": "a", "every": "week", "on": weekday}
    assert facts(series, working_days=list(WEEKDAYS)) == []
    others = [each for each in WEEKDAYS if each != weekday]
    assert facts(series, working_days=others) == [f"{weekday} is no working day."]


@pytest.mark.parametrize(
    ("at", "minutes", "late"), [("22:30", 90, False), ("22:31", 90, True), ("00:00", 720, False)]
)
def test_a_meeting_ends_by_midnight(at: str, minutes: int, late: bool) -> None:
    assert bool(facts({"id": "a", "at": at}, minutes=minutes)) is late
    assert bool(facts({"id": "a", "at": at, "minutes": minutes}, minutes=5)) is late
    assert bool(facts({"id": "a", "backup": {"times": [at]}}, minutes=minutes)) is late


RESERVE = {"rule": "reserve day", "reserve": "fourth Friday"}
NO_RESERVE = "no reserve day is named."
NOT_KEPT = "a reserve day is named, but not kept."


@pytest.mark.parametrize(
    ("program", "own", "found"),
    [
        ({}, {}, []),
        (RESERVE, {}, []),
        (RESERVE, {"rule": "soonest"}, []),
        (RESERVE, {"reserve": "last Friday"}, []),
        (RESERVE, {"rule": "reserve day"}, []),
        ({}, RESERVE, []),
        ({}, {"rule": "reserve day"}, [("series[0].backup.rule", NO_RESERVE)]),
        ({"rule": "reserve day"}, {}, [("backup.rule", NO_RESERVE)]),
        ({"rule": "reserve day"}, {"keep": "no"}, [("backup.rule", NO_RESERVE)]),
        ({}, {"reserve": "last Friday"}, [("series[0].backup.reserve", NOT_KEPT)]),
        (
            RESERVE,
            {"rule": "soonest", "reserve": "last Friday"},
            [("series[0].backup.reserve", NOT_KEPT)],
        ),
    ],
)
def test_a_series_takes_from_the_program_what_its_back_ups_leave_out(
    program: Data, own: Data, found: list[tuple[str, str]]
) -> None:
    assert told({"id": "a", "backup": own}, backup=program) == found


NARROW = "no day is at least {} and at most {} working days after the meeting."


@pytest.mark.parametrize(
    ("program", "own", "found"),
    [
        ({"after": 5, "within": 5}, {}, []),
        ({"after": 5, "within": 4}, {}, [("backup.within", NARROW.format(5, 4))]),
        ({"after": 5}, {"within": 4}, [("series[0].backup.within", NARROW.format(5, 4))]),
        ({"within": 4}, {"after": 5}, [("series[0].backup.after", NARROW.format(5, 4))]),
        ({"after": 5, "within": 9}, {"after": 1, "within": 2}, []),
        ({"after": 5, "within": 9}, {"keep": "no"}, []),
    ],
)
def test_a_back_up_has_days_to_stand_on(
    program: Data, own: Data, found: list[tuple[str, str]]
) -> None:
    assert told({"id": "a", "backup": own}, backup=program) == found


@pytest.mark.parametrize(
    "given_", [("subject", "rotate"), ("department", "rotate"), ("subject", "for_each")]
)
def test_a_series_has_its_subject_in_one_way(given_: tuple[str, str]) -> None:
    answers = {"subject": "s", "department": "d", "rotate": ["s"], "for_each": "subjects"}
    data = {
        "statplan": 1,
        "focus": {"subjects": [{"id": "s", "name": "S"}]},
        "participants": {"departments": [{"id": "d", "name": "D"}]},
        "frequency": {"series": [{"id": "a", **{key: answers[key] for key in given_}}]},
    }
    assert [each.fact for each in validate_answers(data).problems] == [
        f"the series already has {given_[0]}."
    ]


@pytest.mark.parametrize("key", ["rotate", "for_each"])
@pytest.mark.parametrize("roster", ["departments", "subjects"])
def test_a_list_to_go_through_may_be_open_but_not_empty(key: str, roster: str) -> None:
    section = {"departments": "participants", "subjects": "focus"}[roster]
    series = {"id": "a", key: roster}
    data: Data = {"statplan": 1, "frequency": {"series": [series]}}
    assert validate_answers(data).problems == ()
    assert [each.fact for each in validate_answers({**data, section: {roster: []}}).problems] == [
        f"{section}.{roster} is empty."
    ]


@pytest.mark.parametrize("ordinal", ["", *ORDINALS])
def test_a_reserve_day_is_one_of_the_month(ordinal: str) -> None:
    backup = {"rule": "reserve day", "reserve": f"{ordinal} Friday".strip()}
    assert bool(facts(backup=backup)) is not bool(ordinal)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=TH",
        "FREQ=MONTHLY;BYDAY=2WE;UNTIL=20271231",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1TU",
    ],
)
def test_a_recurrence_rule_is_taken(rule: str) -> None:
    assert facts(civic_dates=[{"name": "Council", "rule": rule}]) == []


@pytest.mark.parametrize(
    "rule",
    [
        "every Tuesday",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "RRULE:FREQ=DAILY RRULE:FREQ=SECONDLY",
        "DTSTART:20270101 RRULE:FREQ=DAILY",
        "BYDAY=TU",
    ],
)
def test_a_rule_that_is_none_or_never_ends_is_refused(rule: str) -> None:
    assert facts(civic_dates=[{"name": "Council", "rule": rule}]) == [
        f"'{rule}' is no rule for recurring days."
    ]


RULE_PARTS = [
    *("FREQ=WEEKLY", "FREQ=YEARLY", "FREQ=", "BYDAY=TH", "BYDAY=9TH", "BYDAY=", "BYEASTER=1"),
    *("INTERVAL=0", "INTERVAL=9999", "COUNT=x", "COUNT=-1", "BYMONTH=13", "BYSETPOS=0"),
    *("UNTIL=2027", "UNTIL=99999999T999999Z", "DTSTART:20270101", "RRULE:", "EXDATE:", "TZID=x"),
    *("WKST=MO", "BYHOUR=25", "BYMONTHDAY=-99", "=", ";", ":", "BYWEEKNO=53,99"),
]


@settings(max_examples=count_examples(50, 200))
@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(RULE_PARTS), max_size=5).map(";".join)
    | st.lists(st.sampled_from(RULE_PARTS), max_size=5).map(" ".join)
)
def test_no_recurrence_rule_raises(rule: str) -> None:
    found = facts(civic_dates=[{"name": "Council", "rule": rule}])
    assert len(found) <= 1


def test_two_days_of_the_same_may_be_equal() -> None:
    closures = [{"day": "2027-01-04", "until": "2027-01-04", "why": "Snow"}]
    assert (
        facts({"id": "a", "starts": "2027-01-04", "until": "2027-01-04"}, closures=closures) == []
    )
    term = {"starts": "2027-01-04", "ends": "2027-01-04"}
    assert validate_answers({"statplan": 1, "program": {"term": term}}).problems == ()
