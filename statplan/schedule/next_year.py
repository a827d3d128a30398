"""The next year of a plan: the edits that write it, each with its reason, and open questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statplan.errors import Command, Remedy, StatplanError
from statplan.plan.answers import REMOVED
from statplan.plan.english import format_long_date
from statplan.plan.frequency import Frequency
from statplan.plan.holidays import CivicDate, Closure
from statplan.plan.model import Plan
from statplan.schedule.model import Schedule
from statplan.schedule.next_holidays import list_holiday_edits
from statplan.schedule.next_series import (
    ask_for_dates,
    find_ended_series,
    list_removals,
    list_series_edits,
)
from statplan.schedule.open_days import BEYOND, find_last_day, list_civic_days
from statplan.schedule.plan_edit import OVER, OpenQuestion, PlanEdit, YearTurn
from statplan.schedule.public_holidays import BEFORE

_Part = tuple[list[PlanEdit], list[OpenQuestion]]

EARLY = timedelta(days=180)  # before the end of a year, the next one is planned [ours]
_ONE_DAY, _MONTHS_OF_YEAR = timedelta(days=1), 12


@dataclass(frozen=True, slots=True)
class NextYear:
    """What writes the next year into a plan, and what a person still has to say for it."""

    turn: YearTurn
    edits: tuple[PlanEdit, ...]
    questions: tuple[OpenQuestion, ...]


def find_year_turn(
    plan: Plan, schedule: Schedule, today: date, year: int | None = None
) -> YearTurn | None:
    """Return the turn to the next year; None where that year is in the plan already.

    Args:
        plan: the plan.
        schedule: its year.
        today: the day that it is.
        year: the calendar year in which the next year begins; None for the one that follows.

    Raises:
        StatplanError: exit code 1; the plan has no year yet. 2; another year does not follow. 4;
            the next year is still far away, and nobody named it.
    """
    if plan.frequency.first_day is None or plan.program.timezone is None:
        missing = "program.timezone" if plan.frequency.first_day else "frequency.first_day"
        raise StatplanError(
            f"the plan has no year of meetings yet, because it does not state {missing}.",
            remedy=Remedy("Answer it first: ", Command("init", "--ask", missing), "."),
        )
    next_first = schedule.last + _ONE_DAY
    next_last = find_last_day(next_first, plan.frequency.months)
    turn = YearTurn(schedule.first, schedule.last, next_first, next_last, min(today, next_first))
    if year not in {None, schedule.first.year, next_first.year}:
        raise StatplanError(
            f"{year} is not the next year: the year in the plan ends on "
            f"{format_long_date(schedule.last)}, and the next begins in {next_first.year}.",
            remedy=Remedy("Years follow each other: ", Command("next-year"), " plans the next."),
            exit_code=2,
        )
    is_own_year = year == schedule.first.year != next_first.year
    if is_own_year or (schedule.first > today and year is None):
        return None
    _refuse_early_turn(turn, today, year)
    return turn


def find_earliest_day(first: date, last: date) -> date:
    """Return the first day on which the year after one is planned without being named.

    It is in the second half of a year, so that nobody who plans the next year late, and does so
    twice, plans two.

    Args:
        first: the first day of the year.
        last: its last day.
    """
    return last - min(EARLY, (last - first) / 2)


def _refuse_early_turn(turn: YearTurn, today: date, year: int | None) -> None:
    """Refuse to plan a year before the one in the plan has begun, or long before it ends."""
    begins = format_long_date(turn.next_first)
    if turn.first > today:
        raise StatplanError(
            f"the year in the plan begins on {format_long_date(turn.first)}, and the year after "
            f"it, from {begins} on, is not planned before that.",
            remedy=f"Run this again from {format_long_date(turn.first)} on.",
            exit_code=4,
        )
    if year is None and today < find_earliest_day(turn.first, turn.last):
        raise StatplanError(
            f"the year in the plan lasts until {format_long_date(turn.last)}. The next one begins "
            f"on {begins}, which is {(turn.next_first - today).days} days away.",
            remedy=Remedy(
                "To plan it this early, name it: ",
                Command("next-year", "--year", turn.next_first.year),
                ".",
            ),
            exit_code=4,
        )


def plan_next_year(
    plan: Plan, schedule: Schedule, turn: YearTurn, *, carries_closures: bool = False
) -> NextYear:
    """Return the edits that write the next year into a plan, in the order in which they are made.

    Intervals, turns, and numbers go on where the old year ends. What is over is taken out. No date
    is invented: what the plan cannot know is an open question.

    Args:
        plan: the plan.
        schedule: its year, as the plan gives it.
        turn: the old year and the next.
        carries_closures: whether the closures of the old year are written for the next one.

    Raises:
        StatplanError: exit code 4; no series goes on.
    """
    frequency = plan.frequency
    reason = f"The old year ends on {format_long_date(turn.last)}."
    parts: list[_Part] = [
        ([PlanEdit("frequency.first_day", str(turn.next_first), reason)], []),
        _plan_series(plan, schedule, turn),
        list_holiday_edits(frequency.holidays, turn, schedule.holiday_source),
        ([*_list_closure_edits(frequency.closures or (), turn, carries=carries_closures)], []),
        _list_civic_edits(frequency.civic_dates or (), turn),
        ([*_list_release_edits(frequency, turn)], [*_ask_about_program(plan, turn)]),
    ]
    return NextYear(
        turn,
        tuple(edit for edits, _ in parts for edit in edits),
        tuple(question for _, questions in parts for question in questions),
    )


def _plan_series(plan: Plan, schedule: Schedule, turn: YearTurn) -> _Part:
    """Return what changes in the series, and the questions about those that list their dates.

    Raises:
        StatplanError: exit code 4; no series goes on.
    """
    ended = find_ended_series(plan, turn.next_first)
    edits: list[PlanEdit] = []
    questions: list[OpenQuestion] = []
    going_on = 0
    for index, series in enumerate(plan.frequency.series or ()):
        if series.id not in ended:
            going_on += 1
            edits += list_series_edits(plan, index, schedule, turn)
            questions += ask_for_dates(series, turn)
    if ended and not going_on:
        raise StatplanError(
            f"every recurring meeting of the plan ends before {format_long_date(turn.next_first)}.",
            remedy="Take until out of those that go on, or add another recurring meeting, as in "
            '`{id: council, every: month, on: second Thursday, at: "08:00"}`.',
            exit_code=4,
        )
    return [*edits, *list_removals(plan, ended)], questions


def _list_release_edits(frequency: Frequency, turn: YearTurn) -> Iterator[PlanEdit]:
    by = frequency.release.by
    if by and by < turn.next_first:
        later = _shift_months(by, frequency.months)
        reason = "The date for publishing the schedule after this one moves on as well."
        yield PlanEdit("frequency.release.by", str(later), reason)


def list_ended_closures(plan: Plan, turn: YearTurn) -> list[Closure]:
    """Return the closures of the old year that could be written again one year later."""
    closures = plan.frequency.closures or ()
    return [closure for closure in closures if _carry_closure(closure, closures, turn)]


def _carry_closure(
    closure: Closure, closures: tuple[Closure, ...], turn: YearTurn
) -> Closure | None:
    """Return a closure one year later; None where it is not of the old year, or there already."""
    until = closure.until and _shift_months(closure.until, _MONTHS_OF_YEAR)
    day = _shift_months(closure.day, _MONTHS_OF_YEAR)
    carried = closure.model_copy(update={"day": day, "until": until})
    is_next = turn.next_first <= (until or day) and day <= turn.next_last
    is_old = (closure.until or closure.day) < turn.next_first
    return carried if is_old and is_next and carried not in closures else None


def _list_closure_edits(
    closures: tuple[Closure, ...], turn: YearTurn, *, carries: bool
) -> Iterator[PlanEdit]:
    """Yield the closures of the next year, and the removal of those that are over."""
    path = "frequency.closures"
    old = [index for index, closure in enumerate(closures) if not _is_read(closure, turn)]
    carried = [_carry_closure(closure, closures, turn) for closure in closures if carries]
    added = [closure for closure in carried if closure]
    for index, closure in enumerate(added, start=len(closures)):
        record = closure.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        reason = "As in the old year, one year later. Check the date."
        yield PlanEdit(f"{path}[{index}]", record, reason)
    if old and len(old) == len(closures) and not added:
        yield PlanEdit(path, REMOVED, OVER)
    else:
        yield from (PlanEdit(f"{path}[{index}]", REMOVED, OVER) for index in reversed(old))


def _is_read(closure: Closure, turn: YearTurn) -> bool:
    """Return whether the next year, or what is left of the old one, depends on a closure.

    Days on which the offices are closed count for what is due before the first meetings.
    """
    end = closure.until or closure.day
    earliest = turn.next_first - BEFORE if closure.offices_closed else turn.next_first
    return end >= min(earliest, turn.earliest)


def _list_civic_edits(
    civic_dates: tuple[CivicDate, ...], turn: YearTurn
) -> tuple[list[PlanEdit], list[OpenQuestion]]:
    """Return what changes in the days of other bodies, and those whose next days nobody said."""
    edits: list[PlanEdit] = []
    removals: list[PlanEdit] = []
    questions: list[OpenQuestion] = []
    for index, civic_date in enumerate(civic_dates):
        path = f"frequency.civic_dates[{index}]"
        old = [n for n, day in enumerate(civic_date.dates or ()) if day < turn.earliest]
        if (civic_date.dates and len(old) == len(civic_date.dates)) or _has_no_day(
            civic_date, turn
        ):
            removals.append(PlanEdit(path, REMOVED, OVER))
            words = (
                f"The plan has no days of the next year for {civic_date.name}. Add them under "
                "frequency.civic_dates."
            )
            questions.append(OpenQuestion("frequency.civic_dates", words))
            continue
        edits += [PlanEdit(f"{path}.dates[{n}]", REMOVED, OVER) for n in reversed(old)]
        every = civic_date.every
        is_spaced = every and every.unit != "quarter" and every.count > 1
        if civic_date.starts is None and (civic_date.rule or is_spaced):
            reason = f"{civic_date.name} goes on, counted from the same day as before."
            edits.append(PlanEdit(f"{path}.starts", str(turn.first), reason))
    if civic_dates and len(removals) == len(civic_dates):
        removals = [PlanEdit("frequency.civic_dates", REMOVED, OVER)]
    return edits + removals[::-1], questions


def _has_no_day(civic_date: CivicDate, turn: YearTurn) -> bool:
    """Return whether an RRULE has no day in the next year."""
    anchored = civic_date.model_copy(update={"starts": civic_date.starts or turn.first})
    days = turn.next_first, turn.next_last + BEYOND
    return bool(civic_date.rule) and not list_civic_days(anchored, *days)


def _ask_about_program(plan: Plan, turn: YearTurn) -> Iterator[OpenQuestion]:
    """Yield questions for dates of the program that lie before the next year."""
    ends, due = plan.program.term.ends, plan.program.review.due
    if ends and ends < turn.next_first:
        words = f"The program ends on {format_long_date(ends)}. Until when does it go on?"
        yield OpenQuestion("program.term.ends", words)
    if due and due < turn.next_first:
        words = (
            f"The charter was to be reviewed by {format_long_date(due)}. When is the next review?"
        )
        yield OpenQuestion("program.review.due", words)


def _shift_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last before it that the month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
