"""Turns: one topic or department at a meeting, or several that share it."""

from typing import Any

import pytest

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.plan import Plan, loader
from statplan.plan.writer import edit_plan, render_plan
from statplan.schedule import make_schedule
from statplan.schedule.turns import begin_with_turn, list_turns
from tests.support.plans import LINEAGE, answers, monthly

SHARED = [["works", "health"], "blight", ["police", "safety"]]


def shared_answers(turns: object = None) -> dict[str, Any]:
    made = answers(monthly(rotate=turns or SHARED))
    made["participants"]["departments"] = [
        {"id": "works", "name": "Public Works", "head": "law"},
        {"id": "health", "name": "Health", "head": "budget"},
        {"id": "police", "name": "Police", "head": "mayor"},
    ]
    made["participants"]["people"] = [
        {"id": each, "office": f"{each.title()} Director"} for each in ("law", "budget", "mayor")
    ]
    made["focus"]["subjects"] = [
        {"id": "blight", "name": "Blight"},
        {"id": "safety", "name": "Safety", "departments": ["police", "works"]},
    ]
    return made


def test_a_turn_of_several_is_one_meeting_about_all_of_them() -> None:
    schedule = make_schedule(Plan.model_validate(shared_answers()))
    assert [each.subject_ids for each in schedule.meetings[:4]] == [
        ("works", "health"), ("blight",), ("police", "safety"), ("works", "health"),
    ]  # fmt: skip
    assert [each.name for each in schedule.meetings[:3]] == [
        "TestStat: Public Works and Health", "TestStat: Blight", "TestStat: Police and Safety",
    ]  # fmt: skip


def test_the_heads_of_all_who_share_a_turn_must_come() -> None:
    schedule = make_schedule(Plan.model_validate(shared_answers()))
    assert [each.required for each in schedule.meetings[:3]] == [
        ("law", "budget"), (), ("mayor", "law"),
    ]  # fmt: skip


def test_the_next_turn_is_that_of_whoever_comes_first() -> None:
    assert list_turns(((("a", "b")), ("c",)), 3) == [("a", "b"), ("c",), ("a", "b")]
    assert list_turns((), 2) == [(), ()]


def test_a_year_may_begin_with_any_turn_and_the_order_stays() -> None:
    turns = (("works", "health"), ("blight",), ("police", "safety"))
    assert begin_with_turn(turns, "safety") == (turns[2], turns[0], turns[1])
    assert begin_with_turn(turns, None) == begin_with_turn(turns, "parks") == turns
    assert begin_with_turn((), "blight") == ()


@pytest.mark.parametrize("first", ["police", "safety"])
def test_who_shares_a_turn_may_be_named_as_its_first(first: str) -> None:
    made = shared_answers()
    made["frequency"]["series"][0]["first_turn"] = first
    schedule = make_schedule(Plan.model_validate(made))
    assert [each.subject_ids for each in schedule.meetings[:3]] == [
        ("police", "safety"), ("works", "health"), ("blight",),
    ]  # fmt: skip
    text = render_document(make_charter(Plan.model_validate(made), schedule), "md").decode()
    assert "The first meeting of the year takes up Police and Safety." in text


def test_a_list_of_the_plan_may_begin_with_any_of_its_turns() -> None:
    made = answers(monthly(rotate="departments", first_turn="police"))
    schedule = make_schedule(Plan.model_validate(made))
    subjects = [each.subject_ids[0] for each in schedule.meetings[:4]]
    assert subjects == ["police", "works", "health", "police"]


def test_the_charter_says_who_shares_a_meeting() -> None:
    made = Plan.model_validate(shared_answers())
    text = render_document(make_charter(made, make_schedule(made)), "md").decode()
    assert (
        "These take turns, one meeting each: Public Works and Health; Blight; Police and Safety."
        in text
    )
    assert "| Public Works and Health |" in text


def test_shared_turns_are_written_and_read_back() -> None:
    data = {"lineage": LINEAGE, "created": "2026-12-01", **shared_answers()}
    text = render_plan(data)
    found = loader.parse_plan(text)
    assert found.plan, found.problems
    assert found.answers["frequency"]["series"][0]["rotate"] == SHARED
    turns = [["works", "police"], "health"]
    edited = loader.parse_plan(edit_plan(text, {"frequency.series[0].rotate": turns}))
    assert edited.answers["frequency"]["series"][0]["rotate"] == turns


def test_one_in_brackets_is_one_alone() -> None:
    alone, bracketed = (
        make_schedule(Plan.model_validate(shared_answers(turns)))
        for turns in (["works", "blight"], [["works"], ["blight"]])
    )
    assert alone == bracketed
