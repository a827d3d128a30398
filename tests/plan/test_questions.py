"""The questionnaire keeps its own rules, whatever questions are added."""

import re
from datetime import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan import systems
from statplan.plan import SECTIONS, Plan, questions
from statplan.plan.ask import OnlyIf
from statplan.plan.base import Section
from statplan.plan.choices import ANY_OTHER
from statplan.plan.missing import find_calendar_blockers, find_missing_answers
from statplan.plan.paths import find_answers, get_answer, is_within, join_path, split_path
from statplan.plan.questions import Question
from tests.support.generated_plans import Data, answers
from tests.support.sampling import count_examples

QUESTIONS = questions.list_questions()
SETTINGS = ("advice", "frequency.slots.weights")
NO_PUBLICATION = {"ours", "RFC 5545"}


def groups(model: type[Section]) -> list[type[Section]]:
    """A group of answers with all that is in it."""
    inner = [questions.find_section(field.annotation) for field in model.model_fields.values()]
    return [model, *(each for group in inner if group for each in groups(group))]


def named(question: Question) -> Question:
    """The question that a condition names; a leading dot means the same record."""
    only_if = question.ask.only_if
    assert only_if
    group = question.path.rpartition(".")[0]
    return questions.index_questions()[
        f"{group}{only_if.path}" if only_if.path[0] == "." else only_if.path
    ]


def test_a_question_asks_or_instructs() -> None:
    for ask in (each.ask for each in QUESTIONS):
        assert ask.question.endswith(("?", ".")), ask
        assert "?" in ask.question, ask
        assert ask.question[0].isupper(), ask


def test_reasons_and_examples_are_sentences_and_labels_are_none() -> None:
    for ask in (each.ask for each in QUESTIONS):
        assert ask.label, ask
        assert not ask.label.endswith((".", "?", ":")), ask
        assert {each[-1] for each in (ask.why, ask.example) if each} <= {"."}, ask
        assert not any("  " in each for each in (ask.question, ask.why, ask.example)), ask


def test_only_the_chief_executive_is_filled_in() -> None:
    for question in QUESTIONS:
        assert set(re.findall(r"\{(\w*)\}", question.ask.question)) <= {"principal"}
        assert "{" not in question.format_question({"leadership": {"form": "governor"}})


def test_every_source_is_ours_a_standard_or_listed() -> None:
    sources = {each.ask.source for each in QUESTIONS} - {"", *NO_PUBLICATION}
    assert sources <= systems.load_sources().keys()


def test_an_example_of_a_real_government_has_a_source() -> None:
    assert [each.path for each in QUESTIONS if each.ask.example and not each.ask.source] == []


def test_a_question_depends_only_on_an_earlier_one() -> None:
    for number, question in enumerate(QUESTIONS):
        if question.ask.only_if and not question.is_in_record:
            assert QUESTIONS.index(named(question)) < number, question.path


def test_a_condition_within_a_record_names_a_question_of_that_record() -> None:
    for question in QUESTIONS:
        if question.ask.only_if and question.is_in_record:
            assert question.ask.only_if.path.startswith("."), question.path
            assert named(question).is_in_record, question.path


def test_a_condition_names_answers_that_can_be_given() -> None:
    for question in QUESTIONS:
        only_if = question.ask.only_if
        for condition in only_if.conditions if only_if else ():
            kinds = f"{named(question).field.annotation} {questions.list_choices(named(question))}"
            has_other_words = questions.find_other_choices(named(question)) is not None
            assert condition.is_ or condition.not_ or condition.likeness, question.path
            for answer in (*condition.is_, *condition.not_):
                yes_no = isinstance(answer, bool) or answer in {"yes", "no"}
                told = "bool" if yes_no else repr(answer)
                is_other = answer == ANY_OTHER and has_other_words
                assert answer is None or is_other or told in kinds, question.path


def test_a_condition_on_a_list_names_the_same_choices_in_it() -> None:
    by_path = questions.index_questions()
    conditions = [each.ask.only_if for each in QUESTIONS if each.ask.only_if]
    of_lists = [condition for condition in conditions if condition.or_in_list]
    assert of_lists
    for condition in of_lists:
        choices = [questions.list_choices(by_path[path]) for path in
                   (condition.path, condition.or_in_list)]  # fmt: skip
        assert choices[0] == choices[1]


def test_a_default_is_said_to_be_ours_or_has_a_source() -> None:
    """Where the tool acts without an answer, it says on what ground."""
    for question in QUESTIONS:
        if not question.field.is_required() and question.field.default is not None:
            assert question.ask.source, question.path


def test_defaults_exist_only_where_the_tool_must_act() -> None:
    found = {
        each.path: each.field.default
        for each in QUESTIONS
        if not each.field.is_required() and each.field.default is not None
    }
    assert found == {
        "frequency.months": 12,
        "frequency.minutes": 90,
        "frequency.entries": "holds",
        "frequency.working_days": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        "frequency.holidays.observed": True,
        "frequency.closures[].offices_closed": False,
        "frequency.closed_day.holiday": "next working day",
        "frequency.closed_day.recess": "skip",
        "frequency.closed_day.closure": "next working day",
        "frequency.closed_day.civic_date": "next working day",
        "frequency.closed_day.leaves_period": False,
        "frequency.avoid_near_holidays": False,
        "frequency.backup.keep": True,
        "frequency.slots.first": time(8),
        "frequency.slots.last": time(17),
        "frequency.slots.step": 30,
        "frequency.slots.spread": False,
        "frequency.slots.same_day": False,
        "frequency.series[].exceptions[].without_backup": False,
        "frequency.series[].exceptions[].called_off": False,
        "frequency.series[].without_panel": False,
    }


# The thirty essential questions of the texts that define real programs, then the six quick ones.
ESSENTIAL: dict[str, tuple[str, ...]] = {
    "name": ("program.name",),
    "organization": ("program.organization",),
    "government": ("program.government",),
    "purpose": ("program.purpose",),
    "authority": ("program.authority.basis",),
    "priorities or goals": ("focus.priorities",),
    "measure and target": ("focus.priorities[].measure", "focus.priorities[].target"),
    "form": ("leadership.form",),
    "attends": ("leadership.attends",),
    "principal": ("leadership.principal",),
    "designee": ("leadership.designee",),
    "facilitator": ("leadership.facilitator",),
    "kind of focus": ("focus.kind",),
    "topics": ("focus.subjects",),
    "departments": ("participants.departments",),
    "panel": ("participants.panel",),
    "what a department brings": ("participants.department_brings",),
    "analysts": ("participants.analysts.people",),
    "rhythm": ("frequency.series", "frequency.series[].every"),
    "day": ("frequency.series[].on",),
    "time": ("frequency.series[].at",),
    "first day": ("frequency.first_day",),
    "room": ("frequency.place.room",),
    "data due": ("frequency.preparation.data_due",),
    "memo": ("frequency.preparation.memo_hours",),
    "agenda": ("frequency.agenda",),
    "follow-up days": ("frequency.preparation.follow_up_days",),
    "openness and questions": ("publicity.access", "publicity.questions"),
    "what is published": ("publicity.publishes",),
    "same person": ("leadership.same_person",),
    "tone": ("leadership.tone",),
    "backups": ("frequency.backup.keep",),
    "next year's schedule": ("frequency.release.by",),
    "buy-in": ("participants.buy_in.gains",),
    "redaction": ("publicity.redaction.reviewer",),
}
# "Who comes when" is one question of the interview, which one of these keys answers.
WHO_COMES_WHEN = ("subject", "department", "rotate", "for_each")
# What else is essential, and why.
ALSO_ESSENTIAL = {
    "program.timezone": "a calendar needs it",
    "frequency.holidays.country": "a calendar needs to know on which days nobody meets",
    "frequency.holidays.subdivision": "as the country",
    "frequency.minutes": "each calendar entry needs an end; 90 minutes are offered",
    "participants.people": "the roster, to which other answers refer",
    "leadership.designee_may.can_assign": "the source page asks it",
    "leadership.designee_may.can_hold_accountable": "the source page asks it",
    "frequency.preparation.follow_up_contents": "the gap that real programs close first",
    "frequency.preparation.follow_up_first": "the gap that real programs close second",
}


def test_the_questions_of_real_programs_are_essential_and_few_others() -> None:
    by_path = questions.index_questions()
    paths = [path for group in ESSENTIAL.values() for path in group]
    assert {path: by_path[path].depth for path in paths} == dict.fromkeys(paths, "essential")
    essential = {each.path for each in QUESTIONS if each.depth == "essential"}
    outside_records = {path for path in essential if not by_path[path].is_in_record}
    assert outside_records - set(paths) == set(ALSO_ESSENTIAL)
    assert {f"frequency.series[].{key}" for key in WHO_COMES_WHEN} <= set(by_path)


def test_what_is_within_a_key_of_the_file_is_one_as_well() -> None:
    file_lists = [each.path for each in QUESTIONS if each.depth == "file" and each.record]
    assert "frequency.civic_dates" in file_lists
    for question in QUESTIONS:
        if any(question.path.startswith(f"{path}[]") for path in file_lists):
            assert question.depth == "file", question.path


def test_every_section_asks_something_essential() -> None:
    assert {each.section for each in QUESTIONS if each.depth == "essential"} == set(SECTIONS)


def test_paths_are_unique_and_come_in_the_order_of_the_sections() -> None:
    paths = [each.path for each in QUESTIONS]
    assert len(set(paths)) == len(paths)
    order = [SECTIONS.index(each.section) for each in QUESTIONS]
    assert order == sorted(order)


def test_every_answer_outside_a_record_is_asked_for() -> None:
    asked = {each.path for each in QUESTIONS}
    inner = {path for path in asked for _ in path.split(".")}
    for shape in questions.list_path_patterns():
        settings = any(is_within(shape, each) for each in SETTINGS)
        if "[]" in shape or "*" in shape or "." not in shape or settings:
            continue
        parts = any(path.startswith(f"{shape}.") for path in inner)
        assert shape in asked or parts


def test_what_a_calendar_needs_is_essential_or_of_a_record() -> None:
    needed = [each for each in QUESTIONS if each.ask.needed]
    assert {each.path for each in needed if not each.is_in_record} == {
        "program.name",
        "program.organization",
        "program.timezone",
        "frequency.first_day",
        "frequency.series",
    }
    assert all(each.is_in_record or each.depth == "essential" for each in needed)


def test_a_key_is_never_a_word_that_yaml_takes_for_something_else() -> None:
    words = {"y", "n", "yes", "no", "off", "true", "false", "null"}
    keys = {
        key
        for model in groups(Plan)
        for key in map(questions.get_file_key, *zip(*model.model_fields.items(), strict=True))
    }
    assert words.isdisjoint(keys)
    assert all(re.fullmatch("[a-z][a-z_]*", key) for key in keys)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a", ("a",)),
        ("leadership.attends", ("leadership", "attends")),
        ("frequency.series[1].on", ("frequency", "series", 1, "on")),
        ("frequency.series[blightstat].on", ("frequency", "series", "blightstat", "on")),
        ("a[0][12]", ("a", 0, 12)),
        ("listed.2027-01-01", ("listed", "2027-01-01")),
        ("a[99999999999]", ("a", "99999999999")),
    ],
)
def test_a_path_is_split_and_joined(path: str, found: tuple[str | int, ...]) -> None:
    assert split_path(path) == found
    if "blightstat" not in path and "99" not in path:
        assert join_path(found) == path


@pytest.mark.parametrize(
    "path", ["", ".", "a.", ".a", "a..b", "[0]", "a[]", "a[0", "a]0[", "a[0]b"]
)
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="is not a path"):
        split_path(path)


@settings(max_examples=count_examples(25, 100))
@given(
    st.lists(
        st.one_of(st.integers(0, 99999), st.from_regex("[a-z][a-z0-9_-]{0,9}", fullmatch=True)),
        max_size=6,
    )
)
def test_joining_undoes_splitting(steps: list[str | int]) -> None:
    path = ("a", *steps)
    assert split_path(join_path(path)) == path


DATA: Data = {
    "a": [{"b": 1, "c": [{"d": 2}, {"e": 0}]}, {"b": None}, "text", {"c": "text"}],
    "x": {"0": "zero", "y": None},
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a[0].b", 1),
        ("a[0].c[1].e", 0),
        ("a[1].b", None),
        ("a[2].b", None),
        ("a[9].b", None),
        ("a.b", None),
        ("x[0]", "zero"),
        ("x.y.z", None),
        ("nothing.at.all", None),
    ],
)
def test_an_answer_is_found_at_its_path(path: str, found: Any) -> None:
    assert get_answer(DATA, path) == found


def test_answers_of_all_records_are_found_with_their_places() -> None:
    assert list(find_answers(DATA, "a[].b")) == [
        (("a", 0, "b"), 1),
        (("a", 1, "b"), None),
    ]
    assert list(find_answers(DATA, "a[].c[].d")) == [(("a", 0, "c", 0, "d"), 2)]
    assert list(find_answers(DATA, "x.y")) == [(("x", "y"), None)]
    assert list(find_answers(DATA, "x[].y")) == []
    assert list(find_answers("text", "a[].b")) == []


@pytest.mark.parametrize(
    ("only_if", "value", "holds"),
    [
        (OnlyIf("x", is_=("a", "b")), "a", True),
        (OnlyIf("x", is_=("a", "b")), "c", False),
        (OnlyIf("x", is_=("a", "b")), None, False),
        (OnlyIf("x", is_=(None,)), None, True),
        (OnlyIf("x", is_=("a",)), ["b", "a"], True),
        (OnlyIf("x", is_=("a",)), [], False),
        (OnlyIf("x", not_=("a",)), "a", False),
        (OnlyIf("x", not_=("a",)), "b", True),
        (OnlyIf("x", not_=("a",)), None, True),
        (OnlyIf("x", not_=("a",)), ["a", "b"], False),
        (OnlyIf("x", not_=("a",)), ("b",), True),
        (OnlyIf("x", is_=("a", ANY_OTHER)), "other: b", True),
        (OnlyIf("x", is_=("a", ANY_OTHER)), ["b", "other: c"], True),
        (OnlyIf("x", is_=("a", ANY_OTHER)), "b", False),
        (OnlyIf("x", is_=("a",)), "other: a", False),
        (OnlyIf("x", not_=(ANY_OTHER,)), "other: b", False),
    ],
)
def test_a_condition_holds(only_if: OnlyIf, value: Any, holds: bool) -> None:
    assert only_if.is_satisfied_by(value) is holds


@pytest.mark.parametrize(
    ("path", "data", "record", "asked"),
    [
        ("leadership.designee", {"leadership": {"attends": "every"}}, None, False),
        ("leadership.designee", {"leadership": {"attends": "some"}}, None, True),
        ("leadership.designee", {"leadership": "text"}, None, True),
        ("leadership.attends", {}, None, True),
        (
            "frequency.backup.reserve",
            {"frequency": {"backup": {"rule": "reserve day"}}},
            None,
            True,
        ),
        ("frequency.backup.reserve", {"frequency": {"backup": {"rule": "soonest"}}}, None, False),
        ("publicity.join", {"publicity": {"access": "closed"}}, None, False),
        ("publicity.join", {"publicity": {"access": "press"}}, None, True),
        ("publicity.join", {"publicity": {"access": "other: neighbors"}}, None, True),
        (
            "publicity.join",
            {
                "publicity": {"access": "closed"},
                "frequency": {"series": [{}, {"access": "open with reservation"}]},
            },
            None,
            True,
        ),
        ("publicity.questions", {"frequency": {"series": [{"access": "open"}]}}, None, True),
        ("publicity.questions", {"frequency": {"series": [{"access": "press"}]}}, None, False),
        ("frequency.series[].on", {}, {"dates": ["2027-01-01"]}, False),
        ("frequency.series[].on", {}, {}, True),
        (
            "frequency.series[].backup.reserve",
            {"frequency": {"backup": {"rule": "soonest"}}},
            {"backup": {"rule": "reserve day"}},
            True,
        ),
        ("frequency.series[].backup.reserve", {}, {"rule": "reserve day"}, False),
    ],
)
def test_a_question_is_asked_where_its_condition_holds(
    path: str, data: Data, record: Data | None, asked: bool
) -> None:
    assert questions.is_applicable(questions.index_questions()[path], data, record) is asked


def test_every_choice_of_a_roster_is_a_list_of_records_with_ids() -> None:
    for question in QUESTIONS:
        for roster in question.rosters:
            record = questions.index_questions()[roster].record
            assert record
            assert "id" in record.model_fields


def test_nothing_is_lacking_of_a_plan_that_says_all() -> None:
    assert [each.path for each in find_calendar_blockers({})] == [
        "program.name",
        "program.organization",
        "program.timezone",
        "frequency.first_day",
        "frequency.series",
    ]
    everything = {
        "program": {"name": "A", "organization": "B", "timezone": "UTC"},
        "frequency": {
            "first_day": "2027-01-01",
            "series": [
                {"id": "a", "every": "month", "on": "last Friday", "at": "08:00"},
                {"id": "b", "dates": ["2027-01-01"], "at": "08:00"},
            ],
        },
    }
    assert find_calendar_blockers(everything) == []


def test_what_a_record_lacks_is_named_by_its_index() -> None:
    data = {"frequency": {"series": [{"id": "a", "at": "08:00"}, {"id": "b", "dates": []}]}}
    lacking = [each.path for each in find_calendar_blockers(data) if "[" in each.path]
    assert lacking == [
        "frequency.series[0].every",
        "frequency.series[0].on",
        "frequency.series[1].at",
    ]


@pytest.mark.parametrize("series", [5, "text", [5], ["text"], [None], {"a": "b"}, [{"id": 5}]])
def test_what_is_lacking_can_be_asked_of_any_answers(series: Any) -> None:
    data = {"program": 5, "leadership": "x", "frequency": {"series": series}, "focus": ["y"]}
    assert [each.path for each in find_calendar_blockers(data)][:1] == ["program.name"]


@settings(max_examples=count_examples(7, 30))
@given(answers())
def test_what_is_lacking_applies_and_is_not_answered(data: Data) -> None:
    gaps = list(find_missing_answers(data))
    assert len({each.path for each in gaps}) == len(gaps)
    for gap in gaps:
        assert get_answer(data, gap.path) in (None, [])
    assert all(each in gaps for each in find_calendar_blockers(data))


@pytest.mark.parametrize(
    ("series", "missing"),
    [
        ({}, ["every", "on", "at"]),
        ({"on": "second Thursday"}, ["every", "at"]),
        ({"on": "Monday before council"}, ["at"]),
        ({"on": "Monday before the first Thursday"}, ["every", "at"]),
        ({"rule": "FREQ=WEEKLY;BYDAY=TU"}, ["at"]),
        ({"dates": ["2027-01-05"]}, ["at"]),
    ],
)
def test_a_series_needs_an_interval_and_a_day_unless_something_else_says_them(
    series: dict[str, Any], missing: list[str]
) -> None:
    answers = {"frequency": {"series": [{"id": "stat", **series}]}}
    paths = [each.path for each in find_calendar_blockers(answers) if "series" in each.path]
    assert paths == [f"frequency.series[0].{key}" for key in missing]
