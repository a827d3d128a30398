"""Make the problem from the plan: who is needed, which days and hours are allowed, what blocks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.schedule import Backup, make_schedule
from statplan.schedule.closed import open_days
from statplan.schedule.rules import SeriesRule, rules_without_place, unlisted
from statplan.schedule.taken import Resource, resources
from statplan.schedule.year import BEYOND, last_day
from statplan.slots.busy import Busy
from statplan.slots.poser import Poser
from statplan.slots.problem import Fixed, Problem
from statplan.slots.wishes import Wishes

_NO_PLACE = {"on": None, "at": None, "in_month": None}


def make_problem(
    plan: Plan, busy: Busy, wishes: Wishes, *, series: Iterable[str] | None = None
) -> Problem:
    """Ask for places for the series of a plan.

    Args:
        plan: a plan without faults, with its first day and its time zone.
        busy: what people's and rooms' calendars hold.
        wishes: the days and hours that are allowed and liked.
        series: the ids of series that are asked anew, weekday and time; None asks for what the
            plan leaves open, and keeps what it states. All other series that stand are fixed.

    Raises:
        StatplanError: the plan has no first day or no zone, or a series is not in the plan.
    """
    first = plan.frequency.first_day
    if first is None or plan.program.timezone is None:
        missing = "frequency.first_day" if first is None else "program.timezone"
        raise StatplanError(f"{missing} is not stated: there is no year in which to look.")
    asked = None if series is None else tuple(series)
    sought, left_out = _sought(plan, asked)
    last = last_day(first, plan.frequency.months)
    opened, _, _ = open_days(plan.frequency, first, last + BEYOND)
    poser = Poser(plan, busy, wishes, opened, last, _fixed(plan, sought))
    problem = poser.pose(_pairs(plan, sought, first), left_out)
    return replace(problem, anew=frozenset(() if asked is None else asked))


def _pairs(plan: Plan, sought: list[Series], first: date) -> list[tuple[Series, SeriesRule]]:
    return [(each, rule) for each in sought for rule in rules_without_place(plan, each, first)]


@dataclass(frozen=True, slots=True)
class Terms:
    """Easier terms for one series: people or rooms it does without, another length, no back-ups.

    `within` is by how many working days a back-up follows at most; `wishes` are the days and hours
    that are allowed. None leaves a term as it is.
    """

    spared: frozenset[Resource] = frozenset()
    minutes: int | None = None
    keep: bool = True
    within: int | None = None
    wishes: Wishes | None = None


def pose_alone(
    plan: Plan,
    problem: Problem,
    series: str,
    others: tuple[Fixed, ...],
    terms: Terms,
) -> Problem:
    """Ask for the place of one series again, on other terms, while all others stand.

    Args:
        plan: the plan of the problem.
        problem: the problem of which the series is one.
        series: the id of the series, which for one of many is that of its own rule.
        others: what the other series hold.
        terms: what is asked of the series now.
    """
    pairs = [
        (each, rule)
        for each in plan.frequency.series or ()
        if series == each.id or (each.for_each and series.startswith(f"{each.id}-"))
        for rule in rules_without_place(plan, each, problem.first)
        if rule.id == series
    ]
    eased = [(_freed(each, problem), _on_terms(rule, terms)) for each, rule in pairs]
    wishes = terms.wishes or problem.wishes
    poser = Poser(plan, problem.busy, wishes, problem.opened, problem.last, others, terms.spared)
    return poser.pose(eased)


def _freed(series: Series, problem: Problem) -> Series:
    """The series as it was sought: without the place it states, where that was asked anew."""
    return series.model_copy(update=_NO_PLACE) if series.id in problem.anew else series


def _on_terms(rule: SeriesRule, terms: Terms) -> SeriesRule:
    window = replace(rule.backup, keep=rule.backup.keep and terms.keep)
    if terms.within:
        window = replace(window, within=terms.within)
    return replace(rule, minutes=terms.minutes or rule.minutes, backup=window)


def _sought(
    plan: Plan, asked: tuple[str, ...] | None
) -> tuple[list[Series], tuple[tuple[str, str], ...]]:
    """The series to be placed as the search may change them, and those that cannot be."""
    known = {each.id: each for each in plan.frequency.series or ()}
    unknown = [each for each in asked or () if each not in known]
    if unknown:
        raise StatplanError(
            f"the plan has no series '{unknown[0]}'.", hint=f"It has {', '.join(known)}."
        )
    found: list[Series] = []
    left: list[tuple[str, str]] = []
    for each in known.values():
        if asked is not None and each.id not in asked:
            continue
        if (
            asked is None
            and each.at is not None
            and (each.on is not None or each.dates is not None)
        ):
            continue
        why = _why_left(plan, each)
        if why:
            left.append((each.id, why))
        else:
            found.append(each if asked is None else each.model_copy(update=_NO_PLACE))
    return found, tuple(left)


def _why_left(plan: Plan, series: Series) -> str:
    if series.dates is not None:
        return "its dates are listed one by one"
    if series.every is None:
        return "the plan does not say how often it meets"
    if series.changes:
        return "its rule changes during the year"
    lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for said in (series.rotate, series.for_each):
        if isinstance(said, str) and not lists[said]:
            return f"the plan lists no {said}"
    return ""


def _fixed(plan: Plan, sought: list[Series]) -> tuple[Fixed, ...]:
    """The meetings and back-ups of all other series, as the scheduler places them."""
    ids = {each.id for each in sought}
    others = tuple(each for each in plan.frequency.series or () if each.id not in ids)
    frequency = plan.frequency.model_copy(update={"series": others})
    schedule = make_schedule(plan.model_copy(update={"frequency": frequency}))
    always = unlisted(plan)
    found: list[Fixed] = []
    for meeting in schedule.meetings:
        needs = resources(meeting.room, (*meeting.required, *always))
        found.append(Fixed(meeting.stand, f"{meeting.title} ({meeting.key})", needs))
        if isinstance(meeting.backup, Backup):
            label = f"the back-up of {meeting.title} ({meeting.key})"
            found.append(Fixed(meeting.backup.stand, label, needs))
    return tuple(found)
