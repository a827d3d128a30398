"""Exceptions of single meetings, and slots of single departments, in a series."""

from typing import Annotated

from statplan.plan.ask import Ask
from statplan.plan.section import Section
from statplan.plan.times import Clock, Day, WeekdayRuleText, limit_integer
from statplan.plan.words import Id, MeetingKeyText, Name, RosterReference, YesNo

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
