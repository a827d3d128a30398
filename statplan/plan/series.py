"""One recurring meeting of the program: its rule, its subjects, its people, its backups."""

from typing import Annotated, Literal

from pydantic import Field

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.backups import BackupPolicy
from statplan.plan.base import Section
from statplan.plan.text_types import (
    DepartmentId,
    Id,
    MeetingKeyText,
    Name,
    PersonId,
    RosterReference,
    SubjectId,
    YesNo,
)
from statplan.plan.time_phrases import (
    Clock,
    Day,
    RepeatIntervalText,
    WeekdayRuleText,
    limit_integer,
)

TurnId = Annotated[Id, RosterReference("focus.subjects participants.departments")]


class OtherDate(Section):
    """One meeting that stands elsewhere than its rule says, or whose back-up does, or nowhere."""

    meeting: Annotated[MeetingKeyText, Ask("Which meeting stands elsewhere?", label="Meeting")]
    day: Annotated[Day | None, Ask("On which day does it stand?", label="Date")] = None
    at: Annotated[Clock | None, Ask("At what time that day?", label="Time")] = None
    backup: Annotated[Day | None, Ask("On which day is its back-up?", label="Back-up")] = None
    backup_at: Annotated[
        Clock | None, Ask("At what time is its back-up?", label="Back-up time")
    ] = None
    without_backup: Annotated[
        YesNo,
        Ask("Does it go without a back-up?", label="Without a back-up", source="ours"),
    ] = False
    called_off: Annotated[YesNo, Ask("Is it called off?", label="Called off", source="ours")] = (
        False
    )
    why: Annotated[Name | None, Ask("Why?", label="Reason")] = None


class OwnPlace(Section):
    """The place in the period of one department's series, or one subject's."""

    of: Annotated[TurnId, Ask("Which department or subject has its own place?", label="Place of")]
    on: Annotated[WeekdayRuleText | None, Ask("On which day?", label="Day")] = None
    at: Annotated[Clock | None, Ask("At what time does it start?", label="Start time")] = None
    in_month: Annotated[
        int | None,
        limit_integer(1, 12),
        Ask("In which month of the quarter, or of several?", label="Month of several"),
    ] = None
    week: Annotated[
        int | None,
        limit_integer(1, 52),
        Ask("In which week of several?", label="Week of several"),
    ] = None


ClosedDayPolicy = Literal[
    "next working day", "previous working day", "same week", "use back-up", "skip"
]


class CalledOff(Section):
    """A meeting that the plan itself calls off."""

    day: Annotated[Day, Ask("Which date is called off?", label="Date")]
    why: Annotated[Name, Ask("Why?", label="Reason")]


class CadenceChange(Section):
    """From a day on, the series repeats by another rule."""

    from_: Annotated[Day, Field(alias="from"), Ask("From which day?", label="From")]
    every: Annotated[RepeatIntervalText, Ask("How often from then on?", label="Interval")]
    on: Annotated[WeekdayRuleText | None, Ask("On which day?", label="Day")] = None
    at: Annotated[Clock | None, Ask("At what time?", label="Start time")] = None


class Series(Section):
    """One recurring meeting."""

    id: Id
    name: Annotated[
        Name | None,
        Ask("What is the series called?", label="Series name", identity=True),
    ] = None
    every: Annotated[
        RepeatIntervalText | None,
        Ask(
            "How often does it meet?",
            label="Interval",
            why="Beyond a month, people forget what they promised.",
            example="BlightSTAT met every two weeks in its first year, then monthly.",
            source="G-HOST",
            needed=True,
            suggest="month",
            only_if=OnlyIf(".dates", is_=(None,)),
        ),
    ] = None
    on: Annotated[
        WeekdayRuleText | None,
        Ask(
            "On which day?",
            label="Day",
            why="The same day each time is remembered without a calendar.",
            example="New Orleans kept its four Stats on Thursdays.",
            source="NO-PR12",
            needed=True,
            only_if=OnlyIf(".dates", is_=(None,)),
        ),
    ] = None
    at: Annotated[
        Clock | None,
        Ask(
            "At what time does it start?",
            label="Start time",
            example="New Orleans' Stats began at 8:00.",
            source="NO-PR12",
            needed=True,
        ),
    ] = None
    in_month: Annotated[
        int | None,
        limit_integer(1, 3),
        Ask(
            "In which month of the quarter?",
            label="Month of the quarter",
            depth="more",
            only_if=OnlyIf(".every", is_=("quarter",)),
        ),
    ] = None
    starts: Annotated[
        Day | None,
        Ask(
            "From which day does it count?",
            label="Counts from",
            why="Every two weeks needs a first week.",
            identity=True,
            depth="more",
        ),
    ] = None
    until: Annotated[
        Day | None, Ask("Until which day?", label="Until", identity=True, depth="more")
    ] = None
    dates: Annotated[
        tuple[Day, ...] | None,
        Ask(
            "On which days, if by no rule?",
            label="Dates",
            why="An empty list, [], says that no dates are adopted yet.",
            source="ours",
            identity=True,
            depth="more",
        ),
    ] = None
    changes: Annotated[
        tuple[CadenceChange, ...] | None,
        Ask(
            "Does its rule change from some day on?",
            label="Changes",
            example="BlightSTAT went from every two weeks to the second Thursday in 2012.",
            source="NO-FSJ",
            identity=True,
            depth="more",
        ),
    ] = None
    called_off: Annotated[
        tuple[CalledOff, ...] | None,
        Ask(
            "Which of its dates are called off already?",
            label="Called off",
            identity=True,
            depth="more",
        ),
    ] = None
    exceptions: Annotated[
        tuple[OtherDate, ...] | None,
        Ask(
            "Which of its meetings, or their back-ups, stand elsewhere than the rule says?",
            label="Exceptions",
            why="What is known a year ahead need not be bumped when the day comes.",
            source="ours",
            identity=True,
            depth="more",
        ),
    ] = None
    minutes: Annotated[
        int | None,
        limit_integer(5, 720),
        Ask("How many minutes does it last?", label="Minutes", depth="more"),
    ] = None
    subject: Annotated[
        SubjectId | None, Ask("Which subject does it examine?", label="Subject", depth="more")
    ] = None
    department: Annotated[
        DepartmentId | None,
        Ask("Which department does it examine?", label="Department", depth="more", identity=True),
    ] = None
    rotate: Annotated[
        Literal["subjects", "departments"] | tuple[TurnId, ...] | None,
        Ask(
            "Which subjects or departments take turns?",
            label="Rotation",
            example="KCStat gave each of six areas its month.",
            source="KC-SOC",
            depth="more",
        ),
    ] = None
    for_each: Annotated[
        Literal["subjects", "departments"] | None,
        Ask(
            "Is there one such series for each department or subject?",
            label="One for each",
            example="StateStat met each agency monthly.",
            source="S1",
            depth="more",
        ),
    ] = None
    times: Annotated[
        tuple[Clock, ...] | None,
        Ask(
            "At which other times may the series for each department start?",
            label="Other times",
            depth="more",
            only_if=OnlyIf(".for_each", is_=("departments", "subjects")),
        ),
    ] = None
    places: Annotated[
        tuple[OwnPlace, ...] | None,
        Ask(
            "Which departments or subjects have their own place in the period?",
            label="Own places",
            why="The others are spread over the days and times of the series.",
            source="ours",
            identity=True,
            depth="more",
            only_if=OnlyIf(".for_each", is_=("departments", "subjects")),
        ),
    ] = None
    required: Annotated[
        tuple[PersonId, ...] | None,
        Ask("Who must be there, besides the panel?", label="Required", depth="more", identity=True),
    ] = None
    optional: Annotated[
        tuple[PersonId, ...] | None,
        Ask("Who may come?", label="Optional", depth="more", identity=True),
    ] = None
    without_panel: Annotated[
        YesNo,
        Ask(
            "Does it meet without the panel?",
            label="Without the panel",
            source="ours",
            depth="more",
        ),
    ] = False
    chair: Annotated[
        PersonId | None,
        Ask("Who chairs it, if somebody else?", label="Chair", depth="more", identity=True),
    ] = None
    room: Annotated[
        Name | None, Ask("In which room, if another?", label="Room", depth="more", identity=True)
    ] = None
    number_from: Annotated[
        int | None,
        limit_integer(1, 100_000),
        Ask(
            "From which number are its meetings counted?",
            label="Numbered from",
            identity=True,
            depth="more",
        ),
    ] = None
    closed_day: Annotated[
        ClosedDayPolicy | None,
        Ask("What happens when its date is closed?", label="When the day is closed", depth="more"),
    ] = None
    avoid_near_holidays: Annotated[
        YesNo | None,
        Ask("Does it avoid days next to a holiday?", label="Avoid days by holidays", depth="more"),
    ] = None
    backup: BackupPolicy = BackupPolicy()
