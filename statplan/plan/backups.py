"""Policies for backup dates: the program's own, and those of single series."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.text_types import YesNo
from statplan.plan.time_phrases import Clock, WeekdayRuleText, limit_integer

BackupRule = Literal["soonest", "same week", "week later", "reserve day"]
_KEEP = Ask(
    "Keep a back-up date for every meeting?",
    label="Back-up dates",
    why="Bumped meetings are how programs die; a date already held survives the bump.",
    example="Of 240 sessions that Baltimore promised in 2014, 89 took place.",
    source="SUN-ED",
    suggest="yes",
)
_IF_KEPT = OnlyIf(".keep", not_=("no", False))


class BackupPolicy(Section):
    """Where a back-up may stand. What is left out is taken from the program's own policy."""

    keep: Annotated[YesNo | None, _KEEP] = None
    rule: Annotated[
        BackupRule | None,
        Ask(
            "Where should the back-up stand?",
            label="Back-up rule",
            why="No source gives a rule; the first fitting day keeps the material fresh.",
            source="ours",
            depth="more",
            suggest="soonest",
            only_if=_IF_KEPT,
        ),
    ] = None
    reserve: Annotated[
        WeekdayRuleText | None,
        Ask(
            "Which day of the month is kept in reserve?",
            label="Reserve day",
            depth="more",
            source="ours",
            only_if=OnlyIf(".rule", is_=("reserve day",)),
        ),
    ] = None
    within: Annotated[
        int | None,
        limit_integer(1, 60),
        Ask(
            "Within how many working days after the meeting?",
            label="Back-up after the meeting (most working days)",
            source="ours",
            depth="more",
            suggest="10",
            only_if=_IF_KEPT,
        ),
    ] = None
    after: Annotated[
        int | None,
        limit_integer(1, 60),
        Ask(
            "At least how many working days after the meeting?",
            label="Back-up after the meeting (least working days)",
            why="What bumped the first date often lasts longer than a day.",
            source="ours",
            depth="more",
            suggest="1",
            only_if=_IF_KEPT,
        ),
    ] = None
    before_next: Annotated[
        int | None,
        limit_integer(1, 60),
        Ask(
            "At least how many working days before the series' next meeting?",
            label="Back-up before the next meeting (working days)",
            source="ours",
            depth="more",
            suggest="1",
            only_if=_IF_KEPT,
        ),
    ] = None
    times: Annotated[
        tuple[Clock, ...] | None,
        Ask(
            "At which other times of day may a back-up stand?",
            label="Other back-up times",
            source="ours",
            depth="more",
            only_if=_IF_KEPT,
        ),
    ] = None


class ProgramBackups(BackupPolicy):
    """The program's own policy, which every series follows unless it has another."""

    keep: Annotated[YesNo, _KEEP] = True
    release_days: Annotated[
        int | None,
        limit_integer(0, 60),
        Ask(
            "How many days after a meeting took place is its back-up date freed?",
            label="Back-up freed (days after)",
            why="A date that nobody needs any more keeps people from using it.",
            source="ours",
            depth="more",
            suggest="0",
            only_if=_IF_KEPT,
        ),
    ] = None
