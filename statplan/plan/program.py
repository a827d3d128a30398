"""The program as a whole: what it is called, whose it is, what it is for, how long it runs."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, WithJsonSchema

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.choices import ChoicesOrOther, ChoiceText
from statplan.plan.readiness import Readiness
from statplan.plan.text_types import Id, Name, PersonId, Text, YesNo
from statplan.plan.time_types import Day, RepeatIntervalText, limit_integer
from statplan.plan.timezone_names import read_timezone


def _read_timezone(text: str, info: ValidationInfo) -> str:
    """Read a time zone, with the country of the plan where the loader says it."""
    country = info.context.get("country", "") if info.context else ""
    return read_timezone(text, country)


TimeZone = Annotated[
    str,
    AfterValidator(_read_timezone),
    WithJsonSchema({"type": "string", "examples": ["Central Time", "America/Chicago"]}),
]


# Bases of a program that bind it from outside: it cannot change what they set.
LEGAL_BASES = (
    "charter",
    "statute",
    "ordinance",
    "resolution",
    "executive order",
    "consent decree",
)


class Authority(Section):
    """What the program rests on."""

    basis: Annotated[
        ChoiceText | None,
        ChoicesOrOther(
            "charter",
            "statute",
            "ordinance",
            "resolution",
            "executive order",
            "directive",
            "policy",
            "consent decree",
            "memo",
            "none",
        ),
        Ask(
            "Which law, order, or memo establishes the program?",
            label="Written basis",
            why="A program without a written basis often ends with the person who began it.",
            example="Baltimore wrote its sessions into the city code in 2024.",
            source="BALT-ORD",
        ),
    ] = None
    reference: Annotated[
        Name | None,
        Ask(
            "Which law, order, or memo is it? Give its number or its date.",
            label="Reference",
            why="A number or a date lets anyone look it up.",
            source="ours",
            depth="more",
            identity=True,
            only_if=OnlyIf("program.authority.basis", not_=(None, "none")),
        ),
    ] = None


class Review(Section):
    """When the charter is looked at again, and by whom."""

    due: Annotated[
        Day | None,
        Ask(
            "When will this charter be reviewed?",
            label="Review date",
            why="What works in the first year seldom fits the third.",
            example="Washington law has each agency assess its performance system yearly.",
            source="WA-RCW",
            depth="more",
            identity=True,
        ),
    ] = None
    every: Annotated[
        RepeatIntervalText | None,
        Ask(
            "How often is it reviewed after that?",
            label="Reviewed every",
            example="Washington law has each agency assess its performance system yearly.",
            source="WA-RCW",
            depth="more",
        ),
    ] = None
    by: Annotated[
        PersonId | None,
        Ask(
            "Who carries out the review?",
            label="Reviewer",
            depth="more",
            identity=True,
        ),
    ] = None
    asks_attendees: Annotated[
        YesNo | None,
        Ask(
            "Will attendees be asked after each session whether it was worth their time?",
            label="Attendee survey",
            why="One anonymous question shows early when a meeting stops being useful.",
            example="FEMAStat's survey showed that slides came too late for most to contribute.",
            source="G-MEAS",
            depth="more",
        ),
    ] = None


class ProgramReport(Section):
    """One report on the program, besides what is published after each meeting."""

    id: Id
    what: Annotated[Name, Ask("What is reported?", label="Report")]
    by: Annotated[
        PersonId | None, Ask("Who writes the report?", label="Written by", identity=True)
    ] = None
    to: Annotated[Name | None, Ask("To whom is it sent?", label="Sent to")] = None
    due: Annotated[
        Name | None,
        Ask(
            "By when, or how often?",
            label="Due",
            example="Baltimore's code asks for a report to mayor and council by January 31.",
            source="BALT-61",
        ),
    ] = None


class Term(Section):
    """From when until when the program runs."""

    starts: Annotated[
        Day | None,
        Ask("From which day does the program run?", label="Start", depth="more", identity=True),
    ] = None
    ends: Annotated[
        Day | None,
        Ask(
            "Until which day, if it ends?",
            label="End",
            why="A term gives the next leader a moment to renew it.",
            example="Maryland replaced StateStat when the governor changed in 2015.",
            source="MD-MAN",
            depth="more",
            identity=True,
        ),
    ] = None


class Program(Section):
    """The Stat program: its name, its government, its purpose."""

    readiness: Readiness = Readiness()
    host_meeting: Annotated[
        Name | None,
        Ask(
            "Within which existing meeting does the data review take place?",
            label="Host meeting",
            why="Time for data in a meeting that is held already is a lighter way to begin than a "
            "meeting of its own.",
            source="G-WO",
            depth="readiness",
            identity=True,
        ),
    ] = None
    name: Annotated[
        Name | None,
        Ask(
            "What is the program called?",
            label="Program name",
            why="People will say the name in hallways; it heads every calendar entry.",
            example="Kansas City, Missouri, calls its program KCStat.",
            source="KC-SOC",
            needed=True,
            identity=True,
        ),
    ] = None
    organization: Annotated[
        Name | None,
        Ask(
            "Which government is it for?",
            label="Government",
            why="It stands on the charter's first page.",
            source="ours",
            needed=True,
            identity=True,
        ),
    ] = None
    government: Annotated[
        ChoiceText | None,
        ChoicesOrOther("city", "county", "city-county", "state", "federal", "agency"),
        Ask(
            "What kind of government or body is it?",
            label="Kind of government",
            why="Meeting law and web accessibility dates differ by kind.",
            source="ADA-IFR",
        ),
    ] = None
    timezone: Annotated[
        TimeZone | None,
        Ask(
            "In which time zone does it meet?",
            label="Time zone",
            why="A hold without a zone moves when somebody travels.",
            source="ours",
            needed=True,
            identity=True,
        ),
    ] = None
    purpose: Annotated[
        Text | None,
        Ask(
            "In a sentence or two, what are the meetings for?",
            label="Purpose",
            why="Meetings without a stated purpose turn into reporting sessions.",
            source="G-FIT",
        ),
    ] = None
    goals: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "Which goals should be nearer a year from now?",
            label="Goals",
            why="Each measure that is examined should serve one of them.",
            source="G-PREP",
            depth="more",
        ),
    ] = None
    population: Annotated[
        int | None,
        limit_integer(1, 100_000_000),
        Ask(
            "How many people live in the jurisdiction?",
            label="Population",
            why="The federal web accessibility dates depend on it.",
            source="ADA-IFR",
            depth="more",
            identity=True,
        ),
    ] = None
    authority: Authority = Authority()
    budget_link: Annotated[
        Text | None,
        Ask(
            "How do the results feed the budget?",
            label="Link to the budget",
            why="Departments take measures more seriously when money follows them.",
            example="Washington law asks agencies to allocate resources by strategy.",
            source="WA-RCW",
            depth="more",
        ),
    ] = None
    department_plans: Annotated[
        Text | None,
        Ask(
            "Which performance plan or agreement does each department write, and with whom?",
            label="Departments' performance plans",
            why="A plan that the department wrote itself is one it can be asked about.",
            example="Baltimore's code has agencies write a yearly performance management plan.",
            source="BALT-61",
            depth="more",
        ),
    ] = None
    reports: Annotated[
        tuple[ProgramReport, ...] | None,
        Ask(
            "Which reports on the program are due: from whom, to whom, and by when?",
            label="Reports",
            why="A yearly report is what a council or a successor reads.",
            example="Baltimore's code asks for a report to mayor and council by January 31.",
            source="BALT-61",
            depth="more",
        ),
    ] = None
    training: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What training do staff get?",
            label="Training",
            why="People who can read the figures ask better questions about them.",
            example="Washington law has managers and staff at all levels trained.",
            source="WA-RCW",
            depth="more",
        ),
    ] = None
    term: Term = Term()
    review: Review = Review()
    succession: Annotated[
        Text | None,
        Ask(
            "Who keeps the calendar and the open actions when a leader changes?",
            label="Succession",
            why="Programs tend to end with their sponsor unless somebody holds the thread.",
            source="GOV-STUCK",
            depth="more",
        ),
    ] = None
