"""Policies for backup dates: the program's own, and those of single series."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.text_types import YesNo
from statplan.plan.time_types import Clock, DayRuleText, limit_integer

RESERVE_SERIES = "reserve"  # what the keys of shared reserve days begin with, as series do
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
        DayRuleText | None,
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
            unit="days",
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
            unit="days",
            why="What bumped the first date often lasts longer than a day.",
            source="ours",
            depth="file",
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
            unit="days",
            source="ours",
            depth="file",
            suggest="1",
            only_if=_IF_KEPT,
        ),
    ] = None
    at: Annotated[
        Clock | None,
        Ask(
            "At what time of day does a backup date start, if not at the time of its meeting?",
            label="Time of the backup date",
            why="An hour that stays free all year is easier to keep than many different ones.",
            source="ours",
            depth="file",
            only_if=_IF_KEPT,
        ),
    ] = None
    times: Annotated[
        tuple[Clock, ...] | None,
        Ask(
            "At which other times of day may a back-up stand?",
            label="Other back-up times",
            source="ours",
            depth="file",
            only_if=_IF_KEPT,
        ),
    ] = None

    @property
    def has_own_day(self) -> bool:
        """True if it says itself where backups are, and so shares no reserve day with others."""
        return bool(self.rule or self.reserve or self.at)


class ProgramBackups(BackupPolicy):
    """The program's own policy, which every series follows unless it has another."""

    keep: Annotated[YesNo, _KEEP] = True
    shared: Annotated[
        YesNo | None,
        Ask(
            "Do all recurring meetings share the reserve day?",
            label="Shared reserve day",
            why="One day serves everybody, and the first meeting to need it gets it. A recurring "
            "meeting with a backup rule, a reserve day, or a backup time of its own is left out.",
            source="ours",
            depth="more",
            only_if=OnlyIf(".rule", is_=("reserve day",)),
        ),
    ] = None
    release_days: Annotated[
        int | None,
        limit_integer(0, 60),
        Ask(
            "How many days after a meeting took place is its back-up date freed?",
            label="Back-up freed (days after)",
            unit="days",
            why="A date that nobody needs any more keeps people from using it.",
            source="ours",
            depth="more",
            suggest="0",
            only_if=_IF_KEPT,
        ),
    ] = None
