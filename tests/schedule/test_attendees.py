"""Who is at a meeting: each kind of attendee, and all of them for plans drawn by chance."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.plan import Plan, lookup
from statplan.plan.unlisted_people import is_unlisted, make_companion_id, make_title_slug
from statplan.schedule import make_schedule
from statplan.schedule.attendees import Attendee, list_attendees
from tests.support.attendance_plans import draw_attendance_plan
from tests.support.attendee_oracle import expect_optional, expect_required
from tests.support.plans import Answers, answers, monthly


def attend(
    series: Answers | None = None,
    *,
    topics: tuple[str, ...] = ("police",),
    is_attended: bool = False,
    chair_id: str | None = None,
    **sections: Any,
) -> dict[str, bool]:
    """The titles or ids of those at a meeting, each with whether it needs them."""
    made = answers(series or monthly())
    for name, answer in sections.items():
        made[name] = {**made.get(name, {}), **answer}
    plan = Plan.model_validate(made)
    (line,) = plan.frequency.series or ()
    attendees = list_attendees(plan, line, topics, is_attended=is_attended, chair_id=chair_id)
    return {
        lookup.format_job_title(plan, one.id) if is_unlisted(one.id) else one.id: one.is_required
        for one in attendees
    }


def test_the_head_of_what_is_examined_comes_named_or_not() -> None:
    assert attend() == {"Head of Police": True}
    assert attend(topics=("works",)) == {"works-head": True}
    assert attend(topics=()) == {}


def test_of_a_topic_the_owner_and_all_who_share_it_come_and_its_leader() -> None:
    assert attend(topics=("safety",)) == {"Head of Police": True, "works-head": True}
    subjects = [{"id": "blight", "name": "Blight", "owner": "works", "leader": "law"}]
    assert attend(topics=("blight",), focus={"subjects": subjects}) == {
        "law": True, "works-head": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("brings", "expected"),
    [
        (["head"], {"Head of Police"}),
        (["key staff"], {"Key staff of Police"}),
        (["data contact"], {"Data contact of Police"}),
        (["head", "frontline staff"], {"Head of Police", "Frontline staff of Police"}),
        (["other: union president"], {"Union president of Police"}),
        ([], set()),
    ],
)
def test_a_department_brings_whom_the_plan_says(brings: list[str], expected: set[str]) -> None:
    assert set(attend(participants={"department_brings": brings})) == expected


def test_whoever_is_named_comes_in_the_place_of_a_title() -> None:
    police = {
        "id": "police", "name": "Police", "head": "mayor", "contact": "law",
        "key_staff": ["finance", "manager"],
    }  # fmt: skip
    brings = ["head", "key staff", "data contact", "frontline staff"]
    participants = {"departments": [police], "department_brings": brings}
    assert set(attend(participants=participants)) == {
        "mayor", "law", "finance", "manager", "Frontline staff of Police",
    }  # fmt: skip
    assert set(attend(participants={"departments": [police]})) == {"mayor"}


def test_who_follows_supervises_and_counsels_a_department_is_there() -> None:
    police = {"id": "police", "name": "Police", "budget_analyst": "finance"}
    participants = {
        "departments": [police], "supervisor_attends": "yes", "counsel": "the department's",
    }  # fmt: skip
    assert set(attend(participants=participants)) == {
        "Head of Police", "finance", "Supervisor of the Head of Police", "Counsel to Police",
    }  # fmt: skip
    assert "finance" not in attend(participants=participants, topics=("works",))


def test_the_principals_lawyer_is_the_one_on_the_panel_or_the_office() -> None:
    participants = {
        "people": [{"id": "law", "office": "City Attorney", "division": ["legal", "policy"]}],
        "counsel": "the principal's",
    }
    alone = attend(participants=participants, leadership={"form": "mayor"}, topics=())
    assert alone == {"Counsel to the Mayor": True}
    participants |= {"panel": ["law"]}
    assert attend(participants=participants, topics=()) == {"law": True}
    assert attend(monthly(without_panel="yes"), participants=participants, topics=()) == {
        "law": True
    }


@pytest.mark.parametrize(
    ("leadership", "is_attended", "expected"),
    [
        ({"form": "mayor", "attends": "every"}, False, {"Mayor"}),
        ({"form": "mayor", "attends": "first"}, True, {"Mayor"}),
        ({"form": "mayor", "attends": "first"}, False, set()),
        ({"form": "mayor and city manager", "attends": "every"}, True, {"Mayor", "City Manager"}),
        ({"form": "other: Head of Parks and Trails", "attends": "every"}, True,
         {"Head of Parks and Trails"}),
        ({"attends": "every"}, True, {"Chief Executive"}),
        ({"attends": "every", "principal": ["mayor"]}, True, {"mayor"}),
        ({"attends": "first", "principal": ["mayor"], "designee": "manager"}, False, {"manager"}),
    ],
)  # fmt: skip
def test_the_principal_is_at_the_meetings_that_are_attended(
    leadership: Answers, is_attended: bool, expected: set[str]
) -> None:
    assert set(attend(topics=(), is_attended=is_attended, leadership=leadership)) == expected


def test_analysts_recorder_presenters_and_partners_are_there() -> None:
    series = monthly(presenters=["manager"], optional=["works-head", "law"])
    participants = {
        "analysts": {"people": ["finance"], "recorder": "law"}, "partners": ["mayor", "finance"],
    }  # fmt: skip
    assert attend(series, topics=(), participants=participants) == {
        "manager": True, "finance": True, "law": True, "works-head": False, "mayor": False,
    }  # fmt: skip


def test_another_chair_of_one_meeting_takes_the_place_of_the_usual_one() -> None:
    leadership = {"chair": "manager", "facilitator": "finance"}
    usual = attend(topics=(), leadership=leadership)
    other = attend(topics=(), leadership=leadership, chair_id="law")
    assert (set(usual), set(other)) == ({"manager", "finance"}, {"law", "finance"})


def test_a_title_outlives_the_department_and_the_office_that_gave_it() -> None:
    plan = Plan.model_validate(answers(monthly()))
    titles = {
        "parks-trails/head": "Head of Parks trails",
        "program/office/county-executive": "County Executive",
        "program/counsel/county-executive": "Counsel to the County Executive",
        "police/other-union-president": "Union president of Police",
    }
    assert {one: lookup.format_job_title(plan, one) for one in titles} == titles
    assert lookup.format_job_title(plan, "left-long-ago") == "left-long-ago"


def test_words_without_letters_still_give_an_id() -> None:
    assert make_title_slug("%%%") == "other"
    assert make_companion_id("fire", "other: %%%") == "fire/other-other"


def test_two_meetings_at_once_that_need_one_unnamed_head_clash() -> None:
    both = answers(monthly("one", department="police"), monthly("two", department="police"))
    (problem,) = make_schedule(Plan.model_validate(both)).problems
    assert "both need the Head of Police on" in problem.fact
    other = answers(monthly("one", department="police"), monthly("two", department="health"))
    assert make_schedule(Plan.model_validate(other)).problems == ()


@given(st.integers(0, 2**32))
def test_everybody_whom_the_plan_places_in_a_meeting_is_on_its_hold_and_nobody_else(
    seed: int,
) -> None:
    plan = Plan.model_validate(draw_attendance_plan(seed))
    series_by_id = {one.id: one for one in plan.frequency.series or ()}
    chairs = {
        exception.meeting: exception.chair
        for series in series_by_id.values()
        for exception in series.exceptions or ()
    }
    for meeting in make_schedule(plan).meetings:
        series = next(
            one
            for one in series_by_id.values()
            if meeting.key.series == one.id
            or any(meeting.key.series == f"{one.id}-{topic}" for topic in meeting.subject_ids)
        )
        required = expect_required(
            plan, series, meeting.subject_ids, attended=meeting.is_attended,
            chair=chairs.get(meeting.exception_key or ""),
        )  # fmt: skip
        optional = expect_optional(plan, series) - required
        shown = [
            {lookup.format_job_title(plan, one) if is_unlisted(one) else one for one in people}
            for people in (meeting.required, meeting.optional)
        ]
        assert shown == [required, optional]


def test_an_attendee_is_needed_unless_it_is_said_otherwise() -> None:
    assert Attendee("mayor").is_required
