"""What single departments or topics have of their own in a series that has a meeting for each."""

from typing import Annotated

from statplan.plan.ask import Ask
from statplan.plan.base import Section
from statplan.plan.text_types import TurnId
from statplan.plan.time_types import Clock, DayRuleText, RepeatIntervalText, limit_integer


class OwnPlace(Section):
    """The place in the period of one department's series, or one subject's."""

    of: Annotated[TurnId, Ask("Which department or subject has its own place?", label="Place of")]
    on: Annotated[DayRuleText | None, Ask("On which day?", label="Day")] = None
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


class GroupRhythm(Section):
    """The rhythm of some departments or topics of a series that has one meeting for each."""

    of: Annotated[
        tuple[TurnId, ...],
        Ask("Which departments or subjects have another rhythm?", label="Group"),
    ]
    every: Annotated[RepeatIntervalText, Ask("How often does each of them meet?", label="Interval")]
    on: Annotated[DayRuleText | None, Ask("On which weekdays?", label="Days")] = None
    at: Annotated[Clock | None, Ask("At what time does it start?", label="Start time")] = None
    times: Annotated[
        tuple[Clock, ...] | None, Ask("At which other times may it start?", label="Other times")
    ] = None
