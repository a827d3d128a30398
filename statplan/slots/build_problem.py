"""Make the problem from the plan: who is needed, which days and hours are allowed, what blocks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from statplan.busy.intervals import BusyTimes
from statplan.errors import StatplanError
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.schedule.bookings import Resource, list_resources
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.model import Backup
from statplan.schedule.open_days import BEYOND, build_open_days, find_last_day
from statplan.schedule.series_rules import SeriesRule, build_unplaced_rules, list_unlisted_people
from statplan.slots.model import FixedMeeting, SlotProblem
from statplan.slots.preferences import Preferences
from statplan.slots.problem_builder import ProblemBuilder

_NO_PLACE = {"on": None, "at": None, "in_month": None}


def make_problem(
    plan: Plan,
    busy: BusyTimes,
    preferences: Preferences,
    *,
    series_ids: Iterable[str] | None = None,
) -> SlotProblem:
    """Ask for places for the series of a plan.

    Args:
        plan: a plan without faults, with its first day and its time zone.
        busy: what people's and rooms' calendars hold.
        preferences: the days and hours that are allowed and liked.
        series_ids: the ids of series that are asked anew, weekday and time; None asks for what the
            plan leaves open, and keeps what it states. All other series that stand are fixed.

    Raises:
        StatplanError: the plan has no first day or no zone, or a series is not in the plan.
    """
    first = plan.frequency.first_day
    if first is None or plan.program.timezone is None:
        missing = "frequency.first_day" if first is None else "program.timezone"
        raise StatplanError(f"{missing} is not stated: there is no year in which to look.")
    asked_ids = None if series_ids is None else tuple(series_ids)
    open_series, left_out = _select_series(plan, asked_ids)
    last = find_last_day(first, plan.frequency.months)
    opened, _, _ = build_open_days(plan.frequency, first, last + BEYOND)
    builder = ProblemBuilder(
        plan, busy, preferences, opened, last, _list_fixed_meetings(plan, open_series)
    )
    problem = builder.build_problem(_pair_with_rules(plan, open_series, first), left_out)
    return replace(problem, anew=frozenset(() if asked_ids is None else asked_ids))


def _pair_with_rules(
    plan: Plan, open_series: list[Series], first: date
) -> list[tuple[Series, SeriesRule]]:
    return [
        (series, rule)
        for series in open_series
        for rule in build_unplaced_rules(plan, series, first)
    ]


@dataclass(frozen=True, slots=True)
class EasierTerms:
    """Easier terms for one series: people or rooms it does without, another length, no back-ups.

    `within` is by how many working days a back-up follows at most; `preferences` are the days and
    hours that are allowed. None leaves a term as it is.
    """

    spared_resources: frozenset[Resource] = frozenset()
    minutes: int | None = None
    keeps_backups: bool = True
    within: int | None = None
    preferences: Preferences | None = None


def build_single_problem(
    plan: Plan,
    problem: SlotProblem,
    series_id: str,
    other_bookings: tuple[FixedMeeting, ...],
    terms: EasierTerms,
) -> SlotProblem:
    """Build the problem of one series again, on other terms, while all others stand.

    Args:
        plan: the plan of the problem.
        problem: the problem of which the series is one.
        series_id: the id of the series, which for one of many is that of its own rule.
        other_bookings: what the other series hold.
        terms: what is asked of the series now.
    """
    series_with_rules = [
        (series, rule)
        for series in plan.frequency.series or ()
        if series_id == series.id or (series.for_each and series_id.startswith(f"{series.id}-"))
        for rule in build_unplaced_rules(plan, series, problem.first)
        if rule.id == series_id
    ]
    eased_pairs = [
        (_clear_slot(series, problem), _apply_terms(rule, terms))
        for series, rule in series_with_rules
    ]
    preferences = terms.preferences or problem.preferences
    builder = ProblemBuilder(
        plan,
        problem.busy,
        preferences,
        problem.opened,
        problem.last,
        other_bookings,
        terms.spared_resources,
    )
    return builder.build_problem(eased_pairs)


def _clear_slot(series: Series, problem: SlotProblem) -> Series:
    """Return the series as it was sought: without its stated slot, where that was asked anew."""
    return series.model_copy(update=_NO_PLACE) if series.id in problem.anew else series


def _apply_terms(rule: SeriesRule, terms: EasierTerms) -> SeriesRule:
    backup_window = replace(
        rule.backup_window, keep=rule.backup_window.keep and terms.keeps_backups
    )
    if terms.within:
        backup_window = replace(backup_window, within=terms.within)
    return replace(rule, minutes=terms.minutes or rule.minutes, backup_window=backup_window)


def _select_series(
    plan: Plan, asked_ids: tuple[str, ...] | None
) -> tuple[list[Series], tuple[tuple[str, str], ...]]:
    """Return the series to place, as the search may change them, and those that cannot be."""
    series_by_id = {series.id: series for series in plan.frequency.series or ()}
    unknown_ids = [series_id for series_id in asked_ids or () if series_id not in series_by_id]
    if unknown_ids:
        raise StatplanError(
            f"the plan has no series '{unknown_ids[0]}'.", hint=f"It has {', '.join(series_by_id)}."
        )
    open_series: list[Series] = []
    left_out: list[tuple[str, str]] = []
    for series in series_by_id.values():
        if asked_ids is not None and series.id not in asked_ids:
            continue
        if (
            asked_ids is None
            and series.at is not None
            and (series.on is not None or series.dates is not None)
        ):
            continue
        reason = _explain_left_out(plan, series)
        if reason:
            left_out.append((series.id, reason))
        else:
            open_series.append(series if asked_ids is None else series.model_copy(update=_NO_PLACE))
    return open_series, tuple(left_out)


def _explain_left_out(plan: Plan, series: Series) -> str:
    if series.dates is not None:
        return "its dates are listed one by one"
    if series.every is None:
        return "the plan does not say how often it meets"
    if series.changes:
        return "its rule changes during the year"
    lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for list_name in (series.rotate, series.for_each):
        if isinstance(list_name, str) and not lists[list_name]:
            return f"the plan lists no {list_name}"
    return ""


def _list_fixed_meetings(plan: Plan, open_series: list[Series]) -> tuple[FixedMeeting, ...]:
    """List the meetings and back-ups of all other series, as the scheduler places them."""
    ids = {series.id for series in open_series}
    other_series = tuple(series for series in plan.frequency.series or () if series.id not in ids)
    frequency = plan.frequency.model_copy(update={"series": other_series})
    schedule = make_schedule(plan.model_copy(update={"frequency": frequency}))
    unlisted_people = list_unlisted_people(plan)
    fixed_meetings: list[FixedMeeting] = []
    for meeting in schedule.meetings:
        needs = list_resources(meeting.room, (*meeting.required, *unlisted_people))
        fixed_meetings.append(FixedMeeting(meeting.slot, f"{meeting.title} ({meeting.key})", needs))
        if isinstance(meeting.backup, Backup):
            label = f"the back-up of {meeting.title} ({meeting.key})"
            fixed_meetings.append(FixedMeeting(meeting.backup.slot, label, needs))
    return tuple(fixed_meetings)
