"""Settings for the advice on this plan: thresholds, and rules silenced for a reason.

These are settings and no questions: nobody is asked for them, and each has a default.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from statplan.errors import AnswerError
from statplan.plan.base import Section
from statplan.plan.quotation import quote_answer
from statplan.plan.text_types import Name
from statplan.plan.time_types import limit_integer

_CODE = r"^SP[0-9]{3}$"


def _check_rule_code(code: str) -> str:
    if not re.fullmatch(_CODE, code):
        raise AnswerError(f"{quote_answer(code)} is no code of a rule.", "Write it as in SP504.")
    return code


Code = Annotated[
    str, AfterValidator(_check_rule_code), WithJsonSchema({"type": "string", "pattern": _CODE})
]


class Limits(Section):
    """The thresholds that are ours: no source gives them, so that a plan may have others."""

    days_between_turns: Annotated[
        int,
        limit_integer(1, 400),
        Field(description="The most days between two turns before a rhythm is called slow."),
    ] = 35
    days_between_turns_at_most: Annotated[
        int,
        limit_integer(1, 400),
        Field(description="The most days between two turns: beyond it is less than quarterly."),
    ] = 100
    gap_times: Annotated[
        int,
        limit_integer(1, 50),
        Field(description="How many times its shortest gap a rhythm's longest may be."),
    ] = 2
    break_percent: Annotated[
        int,
        limit_integer(100, 1000),
        Field(description="A gap over this percentage of the interval is called a break."),
    ] = 150
    break_days: Annotated[
        int,
        limit_integer(1, 400),
        Field(description="A gap of up to so many days is never a break."),
    ] = 21
    minutes: Annotated[
        int,
        limit_integer(5, 720),
        Field(description="The most minutes that a meeting should last."),
    ] = 90
    moved_percent: Annotated[
        int,
        limit_integer(0, 100),
        Field(description="The percentage of its meetings that a series may have to move."),
    ] = 20
    dropped_percent: Annotated[
        int,
        limit_integer(0, 100),
        Field(description="The percentage of its dates that a series may leave out or call off."),
    ] = 20
    meetings_per_day: Annotated[
        int,
        limit_integer(1, 20),
        Field(description="The most meetings that one person has in a day."),
    ] = 2
    meetings_per_month: Annotated[
        int,
        limit_integer(1, 100),
        Field(description="The most meetings that one person has in a month."),
    ] = 10
    pause_minutes: Annotated[
        int,
        limit_integer(0, 240),
        Field(description="The least minutes between two meetings of a person."),
    ] = 10
    movers: Annotated[
        int,
        limit_integer(1, 50),
        Field(description="The most people who may move or cancel a meeting."),
    ] = 3
    backup_days: Annotated[
        int,
        limit_integer(1, 200),
        Field(description="The most days from a meeting to its back-up."),
    ] = 21
    principal_hours_per_month: Annotated[
        int,
        limit_integer(1, 200),
        Field(description="The most hours a month that meetings should ask of the principal."),
    ] = 10
    data_age_days: Annotated[
        int, limit_integer(1, 366), Field(description="The most days that figures may be old.")
    ] = 45
    meetings_per_analyst: Annotated[
        int,
        limit_integer(1, 60),
        Field(description="The most meetings a month that one analyst should prepare."),
    ] = 4
    memo_days: Annotated[
        int,
        limit_integer(0, 60),
        Field(description="The fewest working days from the data to the memo."),
    ] = 2
    answer_days: Annotated[
        int,
        limit_integer(0, 60),
        Field(description="The fewest working days in which departments answer follow-up."),
    ] = 3
    publish_days: Annotated[
        int,
        limit_integer(0, 90),
        Field(description="The most working days until what a meeting leaves is published."),
    ] = 10


class Advice(Section):
    """What the plan says about the advice on it."""

    silence: Annotated[
        dict[Code, Name] | None,
        Field(description="Codes of advice that is not followed, each with the reason."),
    ] = None
    limits: Annotated[Limits, Field(description="Thresholds other than the tool's own.")] = Limits()
