"""The preparation clock as a line: what is due before and after a meeting, and who owes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.charter.english import times
from statplan.charter.given import Given
from statplan.documents.blocks import Block, Figure
from statplan.documents.drawing import ACCENT, QUIET, Drawing, Letters, Pen

_WIDTH, _HEIGHT, _LINE = 470, 96, 40
_FEWEST = 2  # the meeting and one more are no line
_WEEK, _WORKING = 7, 5  # days
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Station:
    """Something that is due so many days after a meeting, or before it where `day` is negative."""

    day: float
    when: str
    what: str


def stations(given: Given) -> tuple[Station, ...]:
    """What the plan states to be due around a meeting, in order, with the meeting among it."""
    clock, plan = given.plan.frequency.preparation, given.plan
    before = [
        _working(clock.responses_due, "answers to the last follow-up arrive"),
        _working(clock.data_due, "departments send their data"),
        _working(
            plan.leadership.prebrief_days,
            f"{given.principal} {given.verb('is briefed', 'are briefed')}",
        ),
        _hours(plan.publicity.elected_body.notice_hours, "public notice is given"),
        _hours(clock.memo_hours, "the memo goes out"),
    ]
    after = []
    if clock.follow_up_days is not None:
        within = times(clock.follow_up_days, "day")
        after.append(
            Station(clock.follow_up_days, f"within {within}", "the follow-up memo goes out")
        )
    within_days = plan.publicity.redaction.within_days
    if within_days is not None and plan.publicity.publishes:
        when = f"within {times(within_days, 'working day')}"
        after.append(Station(_calendar(within_days), when, "what may be public is published"))
    said = [each for each in before if each is not None]
    meeting = Station(0, "the day", "the meeting")
    return (
        *sorted(said, key=lambda each: each.day),
        meeting,
        *sorted(after, key=lambda each: each.day),
    )


def clock_figure(given: Given) -> Iterator[Block]:
    """Draw the clock, where the plan states at least two of its times."""
    line = stations(given)
    if len(line) > _FEWEST:
        yield Figure("The preparation clock", _told(line), _drawn(line))


def _working(days: int | None, what: str) -> Station | None:
    if days is None:
        return None
    when = f"{times(days, 'working day')} before" if days else "the same day"
    return Station(-_calendar(days), when, what)


def _hours(hours: int | None, what: str) -> Station | None:
    if hours is None:
        return None
    return Station(-hours / _HOURS, f"{times(hours, 'hour')} before", what)


def _calendar(days: int) -> float:
    return days * _WEEK / _WORKING


def _told(line: tuple[Station, ...]) -> str:
    told = "; ".join(
        each.what if each.what == "the meeting" else f"{each.when}, {each.what}" for each in line
    )
    return f"A line of time from left to right: {told}."


def _drawn(line: tuple[Station, ...]) -> Drawing:
    drawing = Drawing(_WIDTH, _HEIGHT)
    wide = _WIDTH / len(line)
    drawing.line((wide / 2, _LINE), (_WIDTH - wide / 2, _LINE), Pen(stroke=ACCENT, thick=1.4))
    for number, each in enumerate(line):
        x = (number + 0.5) * wide
        here = each.what == "the meeting"
        if here:
            area = (x - 7, _LINE - 7, 14, 14)
            drawing.rect(area, Pen(fill=ACCENT, stroke=ACCENT))
        else:
            drawing.circle((x, _LINE), 4.5, Pen(stroke=ACCENT, thick=1.4))
        over = Letters(7.5, QUIET, anchor="middle")
        drawing.lines((x, 14), wide - 8, each.when, over, most=2)
        under = Letters(8, bold=here, anchor="middle")
        drawing.lines((x, _LINE + 20), wide - 8, each.what, under, most=4)
    return drawing
