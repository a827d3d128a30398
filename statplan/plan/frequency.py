"""Frequency: the year, the series, the backup dates, and who may move a meeting."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask, GroupDepth
from statplan.plan.backups import ProgramBackups
from statplan.plan.base import Section
from statplan.plan.calendar_feeds import Calendars
from statplan.plan.holidays import CivicDate, Closure, Holidays, ProgramClosedDays
from statplan.plan.preparation import AgendaItem, Place, Preparation
from statplan.plan.series import Series
from statplan.plan.slot_preferences import SlotWishes
from statplan.plan.text_types import PersonId, Text, YesNo
from statplan.plan.time_types import Day, Weekday, limit_integer


class Release(Section):
    """When next year's schedule comes out, and who sees to it."""

    by: Annotated[
        Day | None,
        Ask(
            "By which day is next year's schedule released?",
            label="Next schedule released by",
            why="A schedule that is out before the year begins is one that people plan around.",
            example="Kansas City released the coming year's dates at the end of the year before.",
            source="S1",
            identity=True,
        ),
    ] = None
    owner: Annotated[
        PersonId | None,
        Ask("Who releases next year's schedule?", label="Released by", depth="more", identity=True),
    ] = None


class Moving(Section):
    """Who may move or cancel a meeting, and who is told."""

    who: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Who may move or cancel a meeting?",
            label="May move or cancel",
            why="When anybody may, meetings go.",
            example="A third of the sessions that Baltimore scheduled in 2014 were cancelled.",
            source="SUN-15a",
            depth="more",
            identity=True,
        ),
    ] = None
    notice_days: Annotated[
        int | None,
        limit_integer(0, 60),
        Ask(
            "How many working days' notice does a move need?",
            label="Notice (working days)",
            unit="days",
            source="ours",
            depth="more",
        ),
    ] = None
    told: Annotated[
        Text | None, Ask("Who is told, and how?", label="Who is told", depth="more")
    ] = None
    rhythm: Annotated[
        Text | None,
        Ask("When may the rhythm itself be changed?", label="Changing the rhythm", depth="more"),
    ] = None


class Frequency(Section):
    """When it meets."""

    first_day: Annotated[
        Day | None,
        Ask(
            "On which day does the year of meetings begin?",
            label="Year begins",
            why="Holds go on calendars a year ahead, for a calendar or a fiscal year.",
            source="S1",
            needed=True,
            identity=True,
        ),
    ] = None
    months: Annotated[
        int,
        limit_integer(1, 24),
        Ask(
            "For how many months are holds placed?",
            label="Months held",
            unit="months",
            why="A year ahead is before other people fill the calendar.",
            source="S1",
            depth="more",
            suggest="12",
        ),
    ] = 12
    series: Annotated[
        tuple[Series, ...] | None,
        Ask(
            "Which meetings recur, how often, on which day and at what time?",
            label="Series",
            why="Regular dates keep momentum and let the public hold you to them.",
            example="StateStat met each agency monthly; SeaStat met every two weeks.",
            source="S1",
            needed=True,
        ),
    ] = None
    minutes: Annotated[
        int,
        limit_integer(5, 720),
        Ask(
            "How many minutes does a meeting last?",
            label="Minutes",
            unit="minutes",
            why="The same length each time; beyond 90 minutes attention goes.",
            example="StateStat kept to 90 minutes.",
            source="G-HOST",
            suggest="90",
        ),
    ] = 90
    entries: Annotated[
        Literal["holds", "confirmed"],
        Ask(
            "Are the dates holds, or settled?",
            label="Entries",
            why="A hold shows as tentative until it is settled.",
            source="ours",
            depth="more",
        ),
    ] = "holds"
    place: Place = Place()
    working_days: Annotated[
        tuple[Weekday, ...],
        Ask("Which days are working days?", label="Working days", depth="more", source="ours"),
    ] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    holidays: Holidays = Holidays()
    closures: Annotated[
        tuple[Closure, ...] | None,
        Ask(
            "On which other days does nobody meet?",
            label="Closures",
            why="School breaks, budget weeks and religious days are known a year ahead.",
            source="G-PREP",
            depth="more",
            identity=True,
        ),
    ] = None
    civic_dates: Annotated[
        tuple[CivicDate, ...] | None,
        Ask(
            "Which recurring days belong to the council, hearings or elections?",
            label="Civic dates",
            why="The leader cannot be in two rooms.",
            source="G-PREP",
            depth="file",
            identity=True,
        ),
    ] = None
    closed_day: ProgramClosedDays = ProgramClosedDays()
    avoid_near_holidays: Annotated[
        YesNo,
        Ask(
            "Are the working days next to a holiday avoided too?",
            label="Avoid days by holidays",
            why="Meetings beside a holiday are the ones that get moved.",
            example="New Orleans moved a Stat from 5 July 2012.",
            source="NO-PR12",
            depth="more",
        ),
    ] = False
    backup: ProgramBackups = ProgramBackups()
    slots: Annotated[SlotWishes, GroupDepth("file")] = SlotWishes()
    release: Release = Release()
    moving: Moving = Moving()
    calendars: Annotated[Calendars, GroupDepth("file")] = Calendars()
    preparation: Preparation = Preparation()
    agenda: Annotated[
        tuple[AgendaItem, ...] | None,
        Ask(
            "What is the standard agenda, with minutes?",
            label="Agenda",
            why="Start from what was promised last time; end by reading the actions aloud.",
            example="BlightSTAT gave six parts twenty minutes each in June 2012.",
            source="NO-SLJ",
            identity=True,
        ),
    ] = None
