"""Focus: what the meetings examine, with which measures, and what they leave out."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.text_types import (
    DepartmentId,
    Id,
    Name,
    PersonId,
    RosterReference,
    Text,
    YesNo,
)
from statplan.plan.time_types import limit_integer


class Priority(Section):
    """A goal with the measure that shows whether it comes nearer."""

    id: Id
    name: Annotated[Name, Ask("What is the priority?", label="Priority")]
    measure: Annotated[
        Name | None, Ask("By which measure is it followed?", label="Measure", source="G-PREP")
    ] = None
    target: Annotated[Name | None, Ask("What is the target?", label="Target", identity=True)] = None
    owner: Annotated[
        DepartmentId | None,
        Ask("Which department answers for it?", label="Owner", identity=True, depth="more"),
    ] = None
    data_source: Annotated[
        Name | None,
        Ask(
            "Where do the figures come from?",
            label="Data source",
            depth="more",
            why="Figures are the department's own, never the Stat team's.",
            source="G-PREP",
            identity=True,
        ),
    ] = None
    period: Annotated[
        Name | None, Ask("How often is it measured?", label="Reporting period", depth="more")
    ] = None


class Subject(Section):
    """A topic that meetings examine."""

    id: Id
    name: Annotated[Name, Ask("What is the subject?", label="Subject")]
    owner: Annotated[
        DepartmentId | None,
        Ask(
            "Which department answers for it?",
            label="Owner",
            source="G-SEAT",
            identity=True,
            depth="more",
        ),
    ] = None
    leader: Annotated[
        PersonId | None,
        Ask(
            "Which person leads the work on it, and is there when it is examined?",
            label="Topic lead",
            example="Federal law has each priority goal reviewed with its goal leader.",
            source="USC-1121",
            identity=True,
            depth="more",
        ),
    ] = None
    departments: Annotated[
        tuple[DepartmentId, ...] | None,
        Ask(
            "Which other departments share it?",
            label="Sharing departments",
            depth="more",
            example="StateStat's quarterly topic meetings seated every agency with a part in them.",
            source="S1",
            identity=True,
        ),
    ] = None
    priority: Annotated[
        Annotated[Id, RosterReference("focus.priorities")] | None,
        Ask("Which priority does it serve?", label="Priority served", depth="more"),
    ] = None


class Focus(Section):
    """What the meetings are about."""

    kind: Annotated[
        Literal["subject", "operations", "both", "place"] | None,
        Ask(
            "Do meetings examine subjects, departments' own operations, both, or places?",
            label="Focus",
            why="The answer decides who must be in the room.",
            example="StateStat paired monthly agency meetings with quarterly topic meetings.",
            source="S1",
        ),
    ] = None
    subjects: Annotated[
        tuple[Subject, ...] | None,
        Ask(
            "Which subjects will meetings examine?",
            label="Subjects",
            example="New Orleans ran one meeting each on blight, quality of life and contracting.",
            source="NO-PR12",
            only_if=OnlyIf("focus.kind", not_=("operations",)),
        ),
    ] = None
    priorities: Annotated[
        tuple[Priority, ...] | None,
        Ask(
            "Which priorities do the meetings serve, and by which measures?",
            label="Priorities and measures",
            why="A measure tied to a goal keeps the talk on results.",
            example="ChattaData examines the city's five priorities.",
            source="CHA-WWC",
        ),
    ] = None
    topics_per_meeting: Annotated[
        int | None,
        limit_integer(1, 30),
        Ask(
            "How many topics does one meeting take?",
            label="Topics per meeting",
            why="Too many topics and none is solved.",
            example="StateStat took six to eight.",
            source="G-HOST",
            depth="more",
        ),
    ] = None
    minutes_per_topic: Annotated[
        int | None,
        limit_integer(1, 240),
        Ask(
            "How many minutes does a topic get?",
            label="Minutes per topic",
            unit="minutes",
            example="StateStat gave a topic between 5 and 30 minutes.",
            source="G-HOST",
            depth="more",
        ),
    ] = None
    topics_added_by: Annotated[
        Text | None,
        Ask(
            "Who may add a topic or a meeting?",
            label="Who may add a topic",
            why="A topic that anybody may add crowds out those that matter.",
            example="Kansas City's code lets the manager choose, and the council ask for a report.",
            source="KC-287",
            depth="more",
        ),
    ] = None
    questions: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "Which questions are asked of each topic or measure?",
            label="Questions asked each time",
            why="Departments prepare for what they know they will be asked.",
            example="Federal agencies review last quarter's progress, the trend, and the outlook.",
            source="USC-1121",
            depth="more",
        ),
    ] = None
    ratings: Annotated[
        Text | None,
        Ask(
            "How is a measure or goal rated?",
            label="Ratings",
            example="LouieStat marked a measure green, yellow, or red, at 10 percent off.",
            source="LOU-SITE",
            depth="more",
        ),
    ] = None
    off_target: Annotated[
        Text | None,
        Ask(
            "What happens when a measure is off target?",
            label="When a measure is off target",
            why="A result that leads to nothing is soon ignored.",
            example="Washington law asks for problem-solving sessions and a plan to close the gap.",
            source="WA-RCW",
            depth="more",
        ),
    ] = None
    measure_changes: Annotated[
        Text | None,
        Ask(
            "How are measures changed during the year?",
            label="Changing measures",
            why="Measures that change without notice hide bad news.",
            source="C-CDHS",
            depth="more",
        ),
    ] = None
    data_sources: Annotated[
        tuple[Name, ...] | None,
        Ask(
            "Which data do the meetings examine, besides the measures?",
            label="Data sources",
            example="SeaStat examined crime data and community incident reports.",
            source="S1",
            depth="more",
        ),
    ] = None
    benchmarks: Annotated[
        Text | None,
        Ask(
            "With whom are results compared?",
            label="Benchmarks",
            why="A figure says little until it stands beside another city's.",
            example="Kansas City's code has the program benchmark its results.",
            source="KC-287",
            depth="more",
        ),
    ] = None
    out_of_scope: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What do the meetings leave to others?",
            label="Out of scope",
            why="Saying it keeps two meetings from doing the same work.",
            example="New Orleans' quality-of-life meeting left out what its other Stats examined.",
            source="NO-QOL",
            depth="more",
        ),
    ] = None
    data_lag_days: Annotated[
        int | None,
        limit_integer(0, 366),
        Ask(
            "How many days after a period ends may its figures be discussed?",
            label="Data lag (days)",
            unit="days",
            why="Old figures lead to arguments about the figures.",
            example="BlightSTAT looked at May's figures in mid-June.",
            source="NO-SLJ",
            depth="more",
        ),
    ] = None
    operational_data: Annotated[
        YesNo | None,
        Ask(
            "Are overtime, leave, vacancies and the like looked at each time?",
            label="Standing operational data",
            example="Overtime and absence were CitiStat's first subjects.",
            source="CAP07",
            depth="more",
        ),
    ] = None
    closed_topics: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "Which matters are never discussed in open session?",
            label="Kept out of open session",
            example="Montgomery County leaves out confidential personnel matters.",
            source="MONT-FAQ",
            depth="more",
        ),
    ] = None
