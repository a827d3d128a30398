"""One recurring meeting of the program: its rule, its subjects, its people, its backups."""

from dataclasses import dataclass
from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.backups import BackupPolicy
from statplan.plan.base import Section
from statplan.plan.holidays import ClosedDayPolicies
from statplan.plan.meeting_exceptions import MeetingException
from statplan.plan.member_rhythms import GroupRhythm, OwnPlace
from statplan.plan.text_types import (
    DepartmentId,
    Id,
    Link,
    MeetingMode,
    Name,
    PersonId,
    SubjectId,
    Turn,
    TurnId,
    YesNo,
)
from statplan.plan.time_types import (
    Clock,
    Day,
    DayRuleText,
    GapText,
    RepeatIntervalText,
    limit_integer,
)
from statplan.plan.time_values import DayRule, RepeatInterval

_IF_BY_RULE = OnlyIf(".dates", is_=(None,))
_NO_RRULE = OnlyIf(".rule", is_=(None,))
_FOLLOWS_NONE = OnlyIf(
    ".on",
    not_like="(?i).* (before|after) (?!the )[a-z0-9-]+",
    likeness="a day by another series",
)
_IF_BY_DAYS = OnlyIf(".dates", is_=(None,), besides=(_NO_RRULE,))
_IF_BY_INTERVAL = OnlyIf(".dates", is_=(None,), besides=(_NO_RRULE, _FOLLOWS_NONE))


class CalledOff(Section):
    """A meeting that the plan itself calls off."""

    day: Annotated[Day, Ask("Which date is called off?", label="Date")]
    why: Annotated[Name, Ask("Why?", label="Reason")]


class CadenceChange(Section):
    """From a day on, the series repeats by another rule."""

    from_: Annotated[Day, Field(alias="from"), Ask("From which day?", label="From")]
    every: Annotated[
        RepeatIntervalText | None, Ask("How often from then on?", label="Interval")
    ] = None
    on: Annotated[DayRuleText | None, Ask("On which days?", label="Days")] = None
    at: Annotated[Clock | None, Ask("At what time?", label="Start time")] = None
    rule: Annotated[Name | None, Ask("By which RRULE, if words are not enough?", label="RRULE")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule of a series with every answer that holds: its own, or one from before.

    `change` is the number of the change that states it; None for the rule of the series itself.
    """

    every: RepeatInterval | None
    on: DayRule | None
    rule: str | None
    at: time | None
    change: int | None = None

    @property
    def is_complete(self) -> bool:
        """True if it says how often and on which days."""
        follows_series = self.on is not None and self.on.series is not None
        return bool(self.rule or (self.on and self.every) or follows_series)


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
            only_if=_IF_BY_INTERVAL,
        ),
    ] = None
    on: Annotated[
        DayRuleText | None,
        Ask(
            "On which day or days?",
            label="Day",
            why="The same day each time is remembered without a calendar.",
            example="New Orleans kept its four Stats on Thursdays.",
            source="NO-PR12",
            needed=True,
            only_if=_IF_BY_DAYS,
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
            only_if=_IF_BY_RULE,
        ),
    ] = None
    until: Annotated[
        Day | None,
        Ask(
            "Until which day?",
            label="Until",
            identity=True,
            depth="more",
            only_if=_IF_BY_RULE,
        ),
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
    not_in: Annotated[
        tuple[GapText, ...] | None,
        Ask(
            "In which months does it never meet?",
            label="Does not meet in",
            why="Said once, it holds for every later year.",
            example="July; August; first Monday in September.",
            source="ours",
            identity=True,
            depth="more",
            only_if=_IF_BY_RULE,
        ),
    ] = None
    rule: Annotated[
        Name | None,
        Ask(
            "By which RRULE, if words are not enough?",
            label="RRULE",
            why="It replaces the interval and the day, and counts from its first day.",
            example="FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=3 is the third Tuesday or Thursday.",
            source="RFC 5545",
            depth="more",
            only_if=_IF_BY_RULE,
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
            only_if=_IF_BY_RULE,
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
        tuple[MeetingException, ...] | None,
        Ask(
            "Which of its meetings differ: another date, backup date, room, chair, or topic?",
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
        Ask("How many minutes does it last?", label="Minutes", unit="minutes", depth="more"),
    ] = None
    subject: Annotated[
        SubjectId | None, Ask("Which subject does it examine?", label="Subject", depth="more")
    ] = None
    department: Annotated[
        DepartmentId | None,
        Ask("Which department does it examine?", label="Department", depth="more", identity=True),
    ] = None
    rotate: Annotated[
        Literal["subjects", "departments"] | tuple[Turn, ...] | None,
        Ask(
            "Which subjects or departments take turns?",
            label="Rotation",
            why="Several in brackets share one meeting, as in [[police, fire], library].",
            example="KCStat gave each of six areas its month.",
            source="KC-SOC",
            depth="more",
        ),
    ] = None
    first_turn: Annotated[
        TurnId | None,
        Ask(
            "Whose turn is the first meeting of the year?",
            label="First turn",
            why="So the turns go on from one year to the next, and nobody is left out.",
            source="ours",
            identity=True,
            depth="more",
            only_if=OnlyIf(".rotate", not_=(None,)),
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
    groups: Annotated[
        tuple[GroupRhythm, ...] | None,
        Ask(
            "Which departments or subjects meet in another rhythm than the others?",
            label="Groups",
            why="Some need a closer look than the rest.",
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
    mode: Annotated[
        MeetingMode | None,
        Ask(
            "In person, remote, or both, if not as the others?",
            label="Mode",
            source="ours",
            depth="more",
        ),
    ] = None
    link: Annotated[
        Link | None,
        Ask(
            "Which link do its remote participants use, if another?",
            label="Link",
            source="ours",
            identity=True,
            depth="more",
            only_if=OnlyIf(".mode", not_=("in person",)),
        ),
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
    closed_day: ClosedDayPolicies = ClosedDayPolicies()
    avoid_near_holidays: Annotated[
        YesNo | None,
        Ask("Does it avoid days next to a holiday?", label="Avoid days by holidays", depth="more"),
    ] = None
    backup: BackupPolicy = BackupPolicy()

    def list_stated_rules(self) -> list[StatedRule]:
        """Return its rule, and that of each change: what a change leaves out holds on."""
        rules = [StatedRule(self.every, self.on, self.rule, self.at)]
        latest_on = self.on
        for index, change in enumerate(self.changes or ()):
            latest_on = change.on or latest_on  # also past an RRULE
            on = change.on if change.rule else latest_on
            start_time = change.at or rules[-1].at
            rules.append(StatedRule(change.every, on, change.rule, start_time, index))
        return rules

    def find_group(self, member_id: str) -> GroupRhythm | None:
        """Return the group in which a department or topic has its own rhythm; None for most."""
        return next((group for group in self.groups or () if member_id in group.of), None)

    def apply_group(self, group: GroupRhythm) -> "Series":
        """Return the series as it is for a group, whose rhythm holds all year."""
        rhythm = {
            "every": group.every,
            "on": group.on or self.on,
            "at": group.at or self.at,
            "times": self.times if group.times is None else group.times,
            "changes": None,
            "in_month": None,
        }
        return self.model_copy(update=rhythm)
