"""Preferences for time slots: where `statplan slots` looks, and what it prefers."""

from typing import Annotated, Any

from pydantic import Field

from statplan.plan.ask import Ask
from statplan.plan.base import Section
from statplan.plan.phrases.clocks import read_clock
from statplan.plan.text_types import YesNo
from statplan.plan.time_types import Clock, Weekday, limit_integer

_MAX_WEIGHT = 100_000


def _make_weight(default: int, description: str) -> Any:  # noqa: ANN401 - a field with its marks
    return Field(default=default, strict=True, ge=0, le=_MAX_WEIGHT, description=description)


class SlotWeights(Section):
    """What each shortcoming of a year costs: settings and no questions, and the defaults are ours.

    Their order of magnitude is the order in which they count.
    """

    unplaced: int = _make_weight(1000, "A meeting for which there is no place.")
    no_backup: int = _make_weight(300, "A meeting without a back-up date.")
    exception: int = _make_weight(100, "A meeting that does not stand where its pattern puts it.")
    disturbed: int = _make_weight(
        8, "An optional person who is busy, or time that had better not be taken, in a meeting."
    )
    farther: int = _make_weight(4, "Each working day between a moved meeting and its own day.")
    other_time: int = _make_weight(2, "A meeting at another time of day than its pattern's.")
    backup_farther: int = _make_weight(
        2, "Each working day by which a back-up stands later than the first allowed."
    )
    weekday: int = _make_weight(3, "A meeting of a series on a weekday that is shunned.")
    hour: int = _make_weight(3, "A meeting of a series outside the hours that are liked.")
    bunched: int = _make_weight(
        3, "Two series in one week of the month, where they are to be spread."
    )
    apart: int = _make_weight(
        3, "A series on another weekday than most, where one is wished for all."
    )


class SlotWishes(Section):
    """Where a series may stand whose weekday or time is open, and where it had better."""

    days: Annotated[
        tuple[Weekday, ...] | None,
        Ask(
            "On which weekdays may the meetings stand?",
            label="Slots on",
            why="Left open, it is every working day.",
            source="ours",
            depth="more",
        ),
    ] = None
    first: Annotated[
        Clock,
        Ask(
            "From what time of day may a meeting start?",
            label="Slots from",
            source="ours",
            depth="more",
        ),
    ] = read_clock("08:00")
    last: Annotated[
        Clock,
        Ask(
            "By what time of day must a meeting end?",
            label="Slots until",
            source="ours",
            depth="more",
        ),
    ] = read_clock("17:00")
    step: Annotated[
        int,
        limit_integer(5, 240),
        Ask(
            "How many minutes lie between one start time and the next that is tried?",
            label="Slots every (minutes)",
            unit="minutes",
            source="ours",
            depth="more",
        ),
    ] = 30
    shunned: Annotated[
        tuple[Weekday, ...] | None,
        Ask(
            "Which weekdays had better be left alone?",
            label="Slots rather not on",
            why="Mondays and Fridays are the days that holidays and leave touch most.",
            source="ours",
            depth="more",
        ),
    ] = None
    liked_from: Annotated[
        Clock | None,
        Ask(
            "From what time of day would meetings rather start?",
            label="Slots rather from",
            source="ours",
            depth="more",
        ),
    ] = None
    liked_until: Annotated[
        Clock | None,
        Ask(
            "By what time of day would meetings rather end?",
            label="Slots rather until",
            source="ours",
            depth="more",
        ),
    ] = None
    spread: Annotated[
        YesNo,
        Ask(
            "Should the series be spread over the weeks of the month?",
            label="Slots spread over the month",
            source="ours",
            depth="more",
        ),
    ] = False
    same_day: Annotated[
        YesNo,
        Ask(
            "Should all series stand on the same weekday?",
            label="Slots on one weekday",
            why="One day for all of them is remembered without a calendar.",
            example="New Orleans kept its four Stats on Thursdays.",
            source="NO-PR12",
            depth="more",
        ),
    ] = False
    weights: SlotWeights = SlotWeights()
