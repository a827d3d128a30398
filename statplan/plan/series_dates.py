"""The dates of a recurring meeting: its rule, its changes, its exceptions, and days off."""

from dataclasses import dataclass
from datetime import time
from typing import Annotated

from pydantic import Field

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.text_types import (
    DepartmentId,
    Id,
    Link,
    MeetingKeyText,
    MeetingMode,
    Name,
    PersonId,
    SubjectId,
    YesNo,
)
from statplan.plan.time_types import (
    Clock,
    Day,
    DayRuleText,
    GapText,
    MeetingMinimumText,
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


class MeetingException(Section):
    """One meeting that differs from its series: in its date, its backup, or how it is held."""

    meeting: Annotated[MeetingKeyText, Ask("Which meeting is different?", label="Meeting")]
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
    minutes: Annotated[
        int | None,
        limit_integer(5, 720),
        Ask("How many minutes does this meeting last?", label="Minutes", source="ours"),
    ] = None
    room: Annotated[
        Name | None, Ask("In which room is this meeting?", label="Room", source="ours")
    ] = None
    mode: Annotated[
        MeetingMode | None,
        Ask("Is this meeting in person, remote, or both?", label="Mode", source="ours"),
    ] = None
    link: Annotated[
        Link | None,
        Ask("Which link do remote participants of this meeting use?", label="Link", source="ours"),
    ] = None
    chair: Annotated[
        PersonId | None, Ask("Who chairs this meeting?", label="Chair", source="ours")
    ] = None
    subject: Annotated[
        SubjectId | None,
        Ask("Which topic does this meeting take up?", label="Subject", source="ours"),
    ] = None
    department: Annotated[
        DepartmentId | None,
        Ask("Which department does this meeting take up?", label="Department", source="ours"),
    ] = None
    why: Annotated[Name | None, Ask("Why?", label="Reason")] = None

    @property
    def own_answers(self) -> dict[str, object]:
        """What it says of how its meeting is held, besides the dates, by field."""
        names = ("minutes", "room", "mode", "link", "chair", "subject", "department")
        return {name: answer for name in names if (answer := getattr(self, name))}


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


class SeriesDates(Section):
    """When a recurring meeting takes place."""

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
    at_least: Annotated[
        MeetingMinimumText | None,
        Ask(
            "How often must it meet at the least, where a law or an order says so?",
            label="Meets at least",
            why="A law states a minimum; the calendar may have more.",
            example="Baltimore's code asks for at least one session a month with each agency.",
            source="BALT-61",
            depth="more",
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
            depth="file",
            only_if=_IF_BY_RULE,
        ),
    ] = None
    called_off: Annotated[
        tuple[CalledOff, ...] | None,
        Ask(
            "Which of its dates are called off already?",
            label="Called off",
            identity=True,
            depth="file",
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
            depth="file",
        ),
    ] = None

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
