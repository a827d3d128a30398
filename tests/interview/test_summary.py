"""What the interview says that the answers come to."""

from pathlib import Path
from typing import Any

import pytest

from statplan import systems
from statplan.interview import summary
from statplan.plan import Plan
from statplan.plan.loader import parse_plan
from statplan.schedule import Schedule, make_schedule
from tests.support.plans import Answers, answers, monthly

ROOT = Path(__file__).parents[2]
US: Answers = {"holidays": {"country": "US"}}
THIRD = monthly(on="third Monday")
SUPPORT = {
    "finance and budget": "Budget Director",
    "procurement": "Chief Procurement Officer",
    "information technology": "CIO",
    "communications": "Press Secretary",
    "legal": "Corporation Counsel",
    "human resources": "Director of Personnel",
    "equal rights": "Office of Civil Rights",
    "policy": "Policy Director",
}


def year_of(*series: Answers, leadership: Answers | None = None, **frequency: Any) -> list[str]:
    said = answers(*series, **frequency) | {"leadership": leadership or {}}
    plan = Plan.model_validate(said)
    schedule = make_schedule(plan)
    assert not schedule.problems
    return summary.summarize_year(plan, schedule)


def hours(leadership: Answers, *series: Answers, **frequency: Any) -> str:
    found = year_of(*(series or (monthly(),)), leadership=leadership, **frequency)
    return next(line for line in found if line.startswith("This asks "))


def room(*people: Answers, panel: list[str] | None = None) -> list[str]:
    roster = [{"id": f"p{number}", **each} for number, each in enumerate(people, 1)]
    return summary.summarize_participants({"participants": {"people": roster, "panel": panel}})


def test_a_year_is_told_in_a_few_lines() -> None:
    led = {"form": "mayor", "attends": "some", "designee": "manager", "hours_per_year": 12}
    assert year_of(THIRD, leadership=led, **US) == [
        "12 meetings, the first on Tuesday, January 19, 2027 at 08:00.",
        (
            "2 fall on closed days and move: January 18 (Martin Luther King Jr. Day) to January "
            "19; February 15 (Washington's Birthday) to February 16."
        ),
        "Every meeting has a back-up date.",
        (
            "This asks 18 hours of the Manager's year, and of everyone who comes each time; "
            "the mayor decides which to attend, within the 12 hours that the plan allows."
        ),
    ]


def test_one_meeting_is_told_as_one() -> None:
    july = {"starts": "2027-07-01", "until": "2027-07-31"}
    lines = year_of(monthly("a", on="first Monday", at="13:30", **july), **US)
    assert lines[:3] == [
        "1 meeting, the first on Tuesday, July 6, 2027 at 13:30.",
        "1 falls on a closed day and moves: July 5 (Independence Day, observed) to July 6.",
        "Every meeting has a back-up date.",
    ]


def test_meetings_that_are_left_out_are_named_and_at_most_three() -> None:
    weekly = {"id": "w", "every": "week", "on": "Monday", "at": "14:00"}
    off = [{"day": "2027-03-01", "why": "budget hearing"}]
    lines = year_of(weekly | {"called_off": off}, closed_day={"holiday": "skip"}, **US)
    assert lines[0] == "45 meetings, the first on Monday, January 4, 2027 at 14:00."
    assert lines[1] == (
        "7 do not take place: January 18 (Martin Luther King Jr. Day); February 15 (Washington's "
        "Birthday); March 1 (called off: budget hearing); and 4 more."
    )
    none = "2 do not take place: January 2027; February 2027 (the month has no fifth Monday)."
    assert none in year_of(monthly(on="fifth Monday"), months=3)


def test_a_day_has_its_year_where_it_would_be_taken_for_another() -> None:
    late = monthly("a", on="fifth Friday", starts="2027-12-01")
    moved = year_of(late, closed_day={"leaves_period": "yes"}, **US)[1]
    assert moved.startswith("1 falls on a closed day and moves: December 31 (New Year's Day, obs")
    assert moved.endswith("to January 3, 2028.")
    assert "January 18, 2027 (" in year_of(THIRD, months=18, **US)[1]


def test_each_series_has_its_line_and_more_than_six_are_counted() -> None:
    named = [monthly(f"s{n}") | {"at": f"{8 + n:02d}:00", "minutes": 30} for n in range(8)]
    lines = year_of(*named)
    assert (
        lines[0] == "TestStat: s0: 12 meetings, the first on Thursday, January 14, 2027 at 08:00."
    )
    assert lines[6] == (
        "In all, with 2 more series: 96 meetings, the first on Thursday, January 14, 2027 at 08:00."
    )
    two = year_of(*named[:2])
    assert two[2] == "In all: 24 meetings, the first on Thursday, January 14, 2027 at 08:00."


def test_a_meeting_is_named_where_another_series_has_days_even_if_none_takes_place() -> None:
    """January 2027 has no fifth Monday."""
    both = year_of(
        monthly("a", "third Monday") | {"name": "AStat"},
        monthly("b", "fifth Monday") | {"name": "BStat"},
        months=1,
        **US,
    )
    assert both[1:3] == [
        (
            "1 falls on a closed day and moves: AStat on January 18 (Martin Luther King Jr. Day) "
            "to January 19."
        ),
        "1 does not take place: BStat on January 2027 (the month has no fifth Monday).",
    ]


def test_a_series_for_each_department_is_one_line() -> None:
    each = monthly(on="Tuesday") | {"for_each": "departments", "name": "Review"}
    assert year_of(each)[0] == (
        "36 meetings for 3 departments, the first on Tuesday, January 5, 2027 at 08:00."
    )
    both = year_of(each, monthly("topic", "last Friday"))
    assert both[0].startswith("Review: 36 meetings for 3 departments, the first on ")


def test_a_series_that_waits_is_named_and_nothing_else_is_said_of_it() -> None:
    assert year_of({"id": "a", "name": "FleetStat", "every": "month"}) == [
        "Not on the calendar yet: FleetStat."
    ]
    assert year_of() == []


def test_a_meeting_without_a_back_up_is_named_with_its_reason() -> None:
    backup = {"rule": "soonest", "within": 2}
    closed = [{"day": "2027-04-16", "until": "2027-04-19", "why": "Retreat"}]
    one = year_of(monthly(on="third Thursday"), backup=backup, closures=closed)
    assert one[1] == (
        "Every meeting has a back-up date except April 15 "
        "(none of the 2 days within 2 working days fits)."
    )
    weekly = {"id": "w", "every": "week", "on": "Friday", "at": "14:00"}
    rule = "(no day within 10 working days fits the rule 'same week')"
    assert year_of(weekly, backup={"rule": "same week"})[1] == (
        "No meeting that should have a back-up date has one: January 1; January 8; January 15; "
        f"and 50 more {rule}."
    )
    late = monthly("a", "third Friday") | {"name": "AStat", "backup": {"rule": "same week"}}
    both = year_of(late, monthly("b", "third Tuesday"))
    assert both[3] == (
        "Of 24 meetings, 12 have no back-up date: AStat on January 15; AStat on "
        f"February 19; AStat on March 19; and 9 more {rule}."
    )


def test_back_ups_that_nobody_wants_are_not_missed() -> None:
    none = "No meeting has a back-up date: the plan keeps none."
    assert year_of(THIRD, backup={"keep": "no"})[1] == none
    other = monthly("b", "third Friday") | {"name": "BStat", "backup": {"keep": "no"}}
    assert "The plan keeps no back-up dates for BStat; every other meeting has one." in year_of(
        THIRD, other
    )


@pytest.mark.parametrize(
    ("leadership", "said"),
    [
        (
            {"form": "mayor", "attends": "every"},
            "This asks 18 hours of the mayor's year, and of everyone who comes each time.",
        ),
        (
            {"form": "mayor", "attends": "every", "hours_per_year": 18},
            "This asks 18 hours of the mayor's year, and of everyone who comes each time.",
        ),
        (
            {"form": "mayor", "attends": "every", "hours_per_year": 10, "prebrief_days": 3},
            (
                "This asks 18 hours of the mayor's year, besides the briefings, and of everyone "
                "who comes each time; the plan allows only 10 hours."
            ),
        ),
        (
            {"form": "mayor and city manager", "attends": "every"},
            (
                "This asks 18 hours of the mayor's and the city manager's year, and of everyone "
                "who comes each time."
            ),
        ),
        (
            {"form": "mayor", "attends": "first", "designee": "manager"},
            (
                "This asks 1.5 hours of the mayor, for the first meeting, and 16.5 hours of the "
                "Manager's year for the others."
            ),
        ),
        (
            {"form": "mayor", "attends": "some"},
            (
                "This asks 18 hours of the year of whoever leads, who is not named yet, and of "
                "everyone who comes each time; the mayor decides which to attend."
            ),
        ),
        (
            {"form": "governor", "attends": "never", "designee": "manager", "chair": "law"},
            (
                "This asks 18 hours of the Law's year, and of everyone who comes each time; "
                "the governor does not attend."
            ),
        ),
        (
            {
                "form": "mayor",
                "principal": ["mayor"],
                "attends": "some",
                "chair": "mayor",
                "designee": "manager",
            },
            (
                "This asks 18 hours of the Manager's year, and of everyone who comes each "
                "time; the mayor decides which to attend."
            ),
        ),
        (
            {"hours_per_year": 5},
            (
                "This asks 18 hours of everyone who comes each time; which of them the chief "
                "executive comes to is not decided yet, and the plan allows 5 hours."
            ),
        ),
    ],
)
def test_it_is_told_whose_hours_the_year_takes(leadership: Answers, said: str) -> None:
    assert hours(leadership) == said


def test_hours_are_exact_to_the_half_and_rounded_beyond() -> None:
    led = {"form": "mayor", "attends": "every"}
    assert hours(led, minutes=55).startswith("This asks 11 hours of the mayor's year")
    assert hours(led, minutes=50, months=5).startswith("This asks about 4 hours of")
    assert hours(led, minutes=60, months=1).startswith("This asks 1 hour of")
    assert hours(led, minutes=45, months=1).startswith("This asks 45 minutes of")


def test_several_who_lead_are_told_apart() -> None:
    one = monthly("a") | {"chair": "finance"}
    other = monthly("b", "third Thursday") | {"minutes": 60}
    led = {"form": "mayor", "attends": "never", "designee": "manager"}
    assert hours(led, one, other).startswith(
        "This asks 18 hours of the Finance's year and 12 hours of the Manager's year, and of "
    )


def test_a_division_for_which_nobody_speaks_is_named() -> None:
    people = [{"office": office} for office in SUPPORT.values()]
    assert room(*people, panel=[f"p{number}" for number in range(1, 9)]) == []
    assert room(*people, panel=["p1", "p2", "p3", "p5"]) == [
        (
            "No one on the panel speaks for communications, human resources, equal rights, or "
            "policy, as far as the offices tell."
        ),
        (
            "On the roster, though not on the panel: the Press Secretary (communications); the "
            "Director of Personnel (human resources); the Office of Civil Rights (equal rights); "
            "and 1 more."
        ),
    ]


def test_a_division_that_is_stated_counts_whatever_the_office_is_called() -> None:
    stated = [{"office": "Aide", "division": each} for each in list(SUPPORT)[1:]]
    whole = [f"p{number}" for number in range(1, 8)]
    assert room(*stated, panel=whole) == ["No one on the panel speaks for finance and budget."]
    assert room({"office": "City Attorney", "division": "policy"}, panel=["p1"]) == [
        (
            "No one on the panel speaks for finance and budget, procurement, information "
            "technology, communications, legal, human resources, or equal rights."
        )
    ]


@pytest.mark.parametrize("panel", [None, []])
def test_without_a_panel_the_roster_is_looked_at_and_that_is_said(panel: list[str] | None) -> None:
    assert room({"office": "Mayor"}, panel=panel) == [
        (
            "Nobody is named to the panel yet. No one on the roster speaks for any of the eight "
            "support divisions, as far as the offices tell."
        )
    ]
    assert room(panel=panel) == []
    assert summary.summarize_participants({}) == []


@pytest.mark.parametrize(("division", "office"), SUPPORT.items())
def test_an_office_tells_its_division(division: str, office: str) -> None:
    told = " ".join(room({"office": office}))
    assert division not in told
    assert all(other in told for other in SUPPORT if other != division)


@pytest.mark.parametrize(
    ("office", "missing"),
    [
        ("Police Chief", "policy"),
        ("Public Information Officer", "information technology"),
        ("Director of Emergency Communications", "communications"),
        ("Director of Law Enforcement", "legal"),
        ("Director, Audit of its own", "information technology"),
        ("District Attorney", "legal"),
    ],
)
def test_an_office_that_only_sounds_like_a_division_is_none(office: str, missing: str) -> None:
    finance = {"office": "Finance Director"}
    assert missing in " ".join(room({"office": office}, finance))


def test_an_office_may_speak_for_several_divisions() -> None:
    told = " ".join(room({"office": "Director of Finance, HR and Purchasing"}))
    assert not any(each in told for each in ("finance", "human", "procurement"))


EXAMPLES = {
    "new-orleans": (
        "In all: 48 meetings, the first on Thursday, October 3, 2013 at 08:00.",
        "Not on the calendar yet: ReqtoCheckSTAT.",
    ),
    "kcstat": (
        "12 meetings, the first on Tuesday, January 3, 2017 at 09:00.",
        (
            "This asks 24 hours of the mayor's and the city manager's year, and of everyone "
            "who comes each time."
        ),
    ),
    "statestat": (
        (
            "StateStat: 168 meetings for 14 departments, the first on Tuesday, January 3, 2012 at "
            "09:00."
        ),
        (
            "This asks 264 hours of the year of whoever leads, who is not named yet, and of "
            "everyone who comes each time; the governor decides which to attend."
        ),
    ),
    "seastat": (
        "24 meetings, the first on Wednesday, January 7, 2015 at 10:00.",
        "Every meeting has a back-up date.",
    ),
    "louiestat": (
        "26 meetings, the first on Tuesday, January 8, 2013 at 09:00.",
        "This asks 39 hours of the mayor's year, and of everyone who comes each time.",
    ),
    "chattadata": (
        "12 meetings, the first on Tuesday, January 20, 2015 at 10:00.",
        "Every meeting has a back-up date.",
    ),
    "citistat": (
        "96 meetings for 8 departments, the first on Thursday, January 2, 2025 at 10:00.",
        (
            "This asks 144 hours of everyone who comes each time; which of them the chief "
            "executive comes to is not decided yet."
        ),
    ),
    "c-stat": (
        "52 meetings, the first on Wednesday, January 4, 2017 at 15:00.",
        "This asks 104 hours of the agency head's year, and of everyone who comes each time.",
    ),
    "somerstat": (
        "52 meetings, the first on Wednesday, January 2, 2013 at 10:00.",
        "1 falls on a closed day and moves: December 25 (Christmas Day) to December 26.",
    ),
    "gmap": (
        "26 meetings, the first on Wednesday, January 6, 2010 at 10:00.",
        "This asks 39 hours of the governor's year, and of everyone who comes each time.",
    ),
}


@pytest.mark.parametrize("key", systems.KEYS)
def test_the_documented_systems_are_told(key: str) -> None:
    plan = parse_plan((ROOT / "examples" / key / "statplan.yaml").read_text(encoding="utf-8")).plan
    assert plan
    lines = summary.summarize_year(plan, make_schedule(plan))
    assert set(EXAMPLES[key]) <= set(lines)
    assert all(line.endswith(".") and ".." not in line for line in lines)
    bare = parse_plan(systems.read_system(key)).plan
    assert bare
    waiting = summary.summarize_year(bare, make_schedule(bare))
    assert [line.partition(":")[0] for line in waiting] == ["Not on the calendar yet"]


def test_an_empty_year_says_nothing() -> None:
    plan = Plan(statplan=1)
    schedule = make_schedule(plan)
    assert isinstance(schedule, Schedule)
    assert summary.summarize_year(plan, schedule) == []
