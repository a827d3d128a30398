"""What keeps the next year from being planned."""

from datetime import date

from statplan.plan.loader import parse_plan
from statplan.schedule import make_schedule
from statplan.schedule.next_year import find_year_turn, plan_next_year
from tests.support.refusal_cases import (
    Refusal,
    RefusalCase,
    build_plan_text,
    call,
    check_series,
)

APRIL = date(2027, 4, 10)


def roll(changes: str, today: date = APRIL, year: int | None = None) -> None:
    """Plan the year after that of the fine plan with some answers: after April 2027."""
    plan = parse_plan(build_plan_text(changes)).plan
    assert plan
    schedule = make_schedule(plan)
    turn = find_year_turn(plan, schedule, today, year)
    assert turn
    plan_next_year(plan, schedule, turn)


CASES = (
    RefusalCase(
        "plan/series_checks._check_first_turn",
        check_series("first_turn: works"),
        Refusal(
            "no turns are taken of which one could be first.",
            "Take first_turn out, or write rotate: departments.",
            path="frequency.series[0].first_turn",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_first_turn",
        check_series("rotate: departments, first_turn: lots"),
        Refusal(
            "lots has no turn in this series.",
            "Write one that has: works, health.",
            path="frequency.series[0].first_turn",
        ),
    ),
    RefusalCase(
        "schedule/next_year.find_year_turn",
        call(roll, "frequency: {first_day: null}"),
        Refusal(
            "the plan has no year of meetings yet, because it does not state frequency.first_day.",
            "Answer it first: `statplan init --ask frequency.first_day`.",
        ),
    ),
    RefusalCase(
        "schedule/next_year.find_year_turn",
        call(roll, "program: {timezone: null}"),
        Refusal(
            "the plan has no year of meetings yet, because it does not state program.timezone.",
            "Answer it first: `statplan init --ask program.timezone`.",
        ),
    ),
    RefusalCase(
        "schedule/next_year.find_year_turn",
        call(roll, "{}", year=2029),
        Refusal(
            "2029 is not the next year: the year in the plan ends on Friday, April 30, 2027, and "
            "the next begins in 2027.",
            "Years follow each other: `statplan next-year` plans the next.",
        ),
        exit_code=2,
    ),
    RefusalCase(
        "schedule/next_year._refuse_early_turn",
        call(roll, "frequency: {months: 12}", date(2026, 12, 1), 2028),
        Refusal(
            "the year in the plan begins on Friday, January 1, 2027, and the year after it, from "
            "Saturday, January 1, 2028 on, is not planned before that.",
            "Run this again from Friday, January 1, 2027 on.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "schedule/next_year._refuse_early_turn",
        call(roll, "frequency: {months: 12}"),
        Refusal(
            "the year in the plan lasts until Friday, December 31, 2027. The next one begins on "
            "Saturday, January 1, 2028, which is 266 days away.",
            "To plan it this early, name it: `statplan next-year --year 2028`.",
        ),
        exit_code=4,
    ),
    RefusalCase(
        "schedule/next_year._plan_series",
        call(roll, "frequency: {series: [{id: stat, until: 2027-03-31}]}"),
        Refusal(
            "every recurring meeting of the plan ends before Saturday, May 1, 2027.",
            "Take until out of those that go on, or add another recurring meeting, as in "
            '`{id: council, every: month, on: second Thursday, at: "08:00"}`.',
        ),
        exit_code=4,
    ),
)
