"""What changes in a series from one year to the next, so that its rhythm and turns go on."""

from collections.abc import Iterator
from datetime import date

from statplan.plan import lookup
from statplan.plan.answers import REMOVED
from statplan.plan.english import format_list, format_long_date
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.series_checks import find_series_faults
from statplan.plan.time_types import format_clock
from statplan.plan.time_values import RepeatInterval
from statplan.schedule.model import Meeting, Schedule
from statplan.schedule.plan_edit import OVER, OpenQuestion, PlanEdit, YearTurn
from statplan.schedule.recurrence import Recurrence
from statplan.schedule.rule_periods import RulePeriod, iter_rule_periods
from statplan.schedule.turns import begin_with_turn

_RULE_FIELDS = ("every", "on", "in_month", "at", "rule", "starts")


def find_ended_series(plan: Plan, next_first: date) -> set[str]:
    """Return the ids of the series that have no meeting from a day on.

    They end before it, or follow only series that do.
    """
    all_series = plan.frequency.series or ()
    ended = {series.id for series in all_series if series.until and series.until < next_first}
    while True:
        more = {
            series.id
            for series in all_series
            if series.dates is None and _list_followed(series, next_first) <= ended
        }
        if more <= ended:
            return ended
        ended |= more


def _list_followed(series: Series, next_first: date) -> set[str]:
    """Return the ids that the rules of a series from a day on follow; empty text for none."""
    past = _count_past_changes(series, next_first)
    rules = series.list_stated_rules()[past:]
    return {(rule.on and rule.on.series) or "" for rule in rules}


def list_series_edits(
    plan: Plan, index: int, schedule: Schedule, turn: YearTurn
) -> Iterator[PlanEdit]:
    """Yield what changes in a series that goes on in the next year.

    Args:
        plan: the plan.
        index: the number of the series.
        schedule: the old year of the plan.
        turn: the old year and the next.
    """
    series, path = (plan.frequency.series or ())[index], f"frequency.series[{index}]"
    yield from _anchor_rule(plan, series, turn, path)
    if series.dates:
        reason = "The next dates are not adopted yet. The series has meetings once they are listed."
        yield PlanEdit(f"{path}.dates", [], reason)
    meetings = _list_meetings(plan, series, schedule)
    yield from _pass_turn(plan, series, len(meetings), path)
    numbers = [meeting.number for meeting in meetings if meeting.number]
    if series.number_from and numbers:
        reason = f"The last number of the old year is {max(numbers)}."
        yield PlanEdit(f"{path}.number_from", max(numbers) + 1, reason)
    for field_name in ("called_off", "exceptions"):
        if getattr(series, field_name) is not None:
            yield PlanEdit(f"{path}.{field_name}", REMOVED, "It is about meetings of the old year.")


def ask_for_dates(series: Series, turn: YearTurn) -> Iterator[OpenQuestion]:
    """Yield the question for the dates of a series that lists them."""
    if series.dates is not None:
        path = f"frequency.series[{series.id}].dates"
        name = series.name or series.id
        when = format_long_date(turn.next_first)
        words = f"On which dates does {name} meet from {when} on? List them once they are adopted."
        yield OpenQuestion(path, words)


def _list_meetings(plan: Plan, series: Series, schedule: Schedule) -> list[Meeting]:
    """Return the meetings of a series in the old year, or those of each member that it is for."""
    ids = {series.id}
    if series.for_each:
        ids = {f"{series.id}-{member}" for member in lookup.list_ids(plan, series.for_each)}
    return [meeting for meeting in schedule.meetings if meeting.key.series in ids]


def _pass_turn(plan: Plan, series: Series, count: int, path: str) -> Iterator[PlanEdit]:
    """Yield the turn that follows the last one of the old year."""
    turns = lookup.list_turns(plan, series.rotate or ())
    if not turns or not count:
        return
    turns_of_year = begin_with_turn(turns, series.first_turn)
    last, following = turns_of_year[(count - 1) % len(turns)], turns_of_year[count % len(turns)]
    if series.first_turn in following or (not series.first_turn and following == turns[0]):
        return
    names = lookup.index_names(plan)
    last_words, next_words = (
        format_list(names.get(member, member) for member in members)
        for members in (last, following)
    )
    reason = f"The last turn of the old year is that of {last_words}. {next_words} is next."
    yield PlanEdit(f"{path}.first_turn", REMOVED if following == turns[0] else following[0], reason)


def _anchor_rule(plan: Plan, series: Series, turn: YearTurn, path: str) -> Iterator[PlanEdit]:
    """Yield the day from which a rule counts, so that it goes on from one year to the next."""
    past = _count_past_changes(series, turn.next_first)
    folded = _fold_changes(series, past) if past else series
    if past and not series.groups and _is_same_rhythm(plan, series, folded, turn):
        yield from _list_rule_edits(series, folded, past, path)
        return
    intervals = (series.every, *(group.every for group in series.groups or ()))
    spaced = [every for every in intervals if _has_phase(every)]
    changes = series.changes or ()
    is_changed_at_once = bool(changes) and changes[0].from_ <= turn.first  # its first rule is over
    if spaced and series.starts is None and series.dates is None and not is_changed_at_once:
        reason = f"Meetings go on every {spaced[0]}, counted from the same day as before."
        yield PlanEdit(f"{path}.starts", str(turn.first), reason)


def _has_phase(every: RepeatInterval | None) -> bool:
    """Return whether it matters from which day an interval counts."""
    return bool(every and every.unit != "quarter" and every.count > 1)


def _count_past_changes(series: Series, next_first: date) -> int:
    return sum(change.from_ < next_first for change in series.changes or ())


def _fold_changes(series: Series, past: int) -> Series:
    """Return the series as it is from its last change on, without that and all before it."""
    changes = series.changes or ()
    rule, start = series.list_stated_rules()[past], changes[past - 1].from_
    is_quarterly = rule.every is not None and rule.every.unit == "quarter"
    return series.model_copy(
        update={
            "every": rule.every,
            "on": rule.on,
            "in_month": series.in_month if is_quarterly else None,
            "at": rule.at,
            "rule": rule.rule,
            "starts": start if rule.rule or _has_phase(rule.every) else series.starts,
            "changes": changes[past:] or None,
        }
    )


def _is_same_rhythm(plan: Plan, series: Series, folded: Series, turn: YearTurn) -> bool:
    """Return whether a series may be written so, and has the same meetings in the next year."""
    old, new = (_list_later_periods(one, turn) for one in (series, folded))
    if old != new:
        return False
    all_series = [folded if one.id == series.id else one for one in plan.frequency.series or ()]
    frequency = plan.frequency.model_copy(update={"series": tuple(all_series)})
    return not any(find_series_faults(plan.model_copy(update={"frequency": frequency})))


def _list_later_periods(series: Series, turn: YearTurn) -> list[tuple[object, ...]]:
    """Return the periods of a series in the next year, without anchors that do not matter."""
    return [
        (max(period.starts, turn.next_first), period.until, period.start_time, _get_rhythm(period))
        for period in iter_rule_periods(series, turn.first)
        if period.until is None or period.until >= turn.next_first
    ]


def _get_rhythm(period: RulePeriod) -> object:
    recurrence = period.recurrence
    if isinstance(recurrence, Recurrence) and not _has_phase(recurrence.every):
        return recurrence.every, recurrence.on, recurrence.in_month
    return recurrence


def _list_rule_edits(series: Series, folded: Series, past: int, path: str) -> Iterator[PlanEdit]:
    """Yield the edits that turn a series into that of its last change."""
    since = format_long_date((series.changes or ())[past - 1].from_)
    reason = f"The rule that holds from {since} on becomes the rule of the series."
    for field_name in _RULE_FIELDS:
        old, new = getattr(series, field_name), getattr(folded, field_name)
        if old != new:
            text = format_clock(new) if field_name == "at" and new else str(new)
            yield PlanEdit(f"{path}.{field_name}", REMOVED if new is None else text, reason)
    if folded.changes:
        for index in reversed(range(past)):
            yield PlanEdit(f"{path}.changes[{index}]", REMOVED, reason)
    else:
        yield PlanEdit(f"{path}.changes", REMOVED, reason)


def list_removals(plan: Plan, ended: set[str]) -> Iterator[PlanEdit]:
    """Yield the removal of each series that is over, the last one first."""
    for index, series in reversed([*enumerate(plan.frequency.series or ())]):
        if series.id in ended:
            until = f"It ends on {format_long_date(series.until)}." if series.until else OVER
            yield PlanEdit(f"frequency.series[{index}]", REMOVED, until)
