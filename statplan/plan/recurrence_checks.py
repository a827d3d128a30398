"""Checks of the rules by which a series recurs: its days, what it follows, when it never meets."""

import re
from collections.abc import Iterator, Mapping

from statplan.plan.error_messages import AnswerFault
from statplan.plan.model import Plan
from statplan.plan.paths import AnswerPath
from statplan.plan.quotation import quote_answer
from statplan.plan.series import Series
from statplan.plan.series_dates import StatedRule
from statplan.plan.time_values import MONTHS, WEEKDAYS, DayRule, Gap, RepeatInterval
from statplan.spelling import suggest_similar_word

# The parts of an RRULE that a plan may have. dateutil accepts others: numbers that no month or year
# has, for which it seeks for ever, times of day, and an UNTIL that it fills up with today's date.
_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_RULE_PARTS = {
    "FREQ": "(DAILY|WEEKLY|MONTHLY|YEARLY)",
    "INTERVAL": "0*[1-9][0-9]{0,3}",
    "COUNT": "0*[1-9][0-9]{0,5}",
    "UNTIL": "[0-9]{8}(T[0-9]{6}Z?)?",
    "WKST": _DAY,
    "BYDAY": f"([+-]?[0-9]{{1,2}})?{_DAY}",
    "BYMONTH": "[0-9]{1,2}",
    "BYMONTHDAY": "[+-]?[0-9]{1,2}",
    "BYYEARDAY": "[+-]?[0-9]{1,3}",
    "BYWEEKNO": "[+-]?[0-9]{1,2}",
    "BYSETPOS": "[+-]?[0-9]{1,3}",
}
_WEEKS_OF_MONTH, _WEEKS_OF_YEAR = 5, 53
_MOST_BY_PART = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": _WEEKS_OF_YEAR}
_DAYS_BY_FREQUENCY = {"WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_FREQUENCIES_BY_PART = {
    "BYMONTHDAY": {"DAILY", "MONTHLY", "YEARLY"},
    "BYYEARDAY": {"YEARLY"},
    "BYWEEKNO": {"YEARLY"},
}
_MOST_DAYS = 31  # from one day of a rule to another
_MONTHS_OF_YEAR = 12


def find_recurrence_faults(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find what is wrong with the rules of a series, and with the months that they leave out."""
    series_by_id = {other.id: other for other in plan.frequency.series or ()}
    for rule in series.list_stated_rules():
        rule_path = path if rule.change is None else (*path, "changes", rule.change)
        yield from _check_stated_rule(plan, series, rule, rule_path, series_by_id)
    yield from _check_rrule_alone(series, path)
    yield from _check_circle(series, path, series_by_id)
    if series.dates is None:
        yield from _check_gaps(plan, series, (*path, "not_in"))


def check_rrule(rule: str, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find a rule that is no RRULE of days."""
    if not _is_rule_of_days(rule):
        fact = f"{quote_answer(rule)} is no rule for recurring days."
        yield AnswerFault(path, fact, "Write one as in FREQ=WEEKLY;BYDAY=TH (RFC 5545, 3.3.10).")


def _is_rule_of_days(rule: str) -> bool:
    """Return whether a text is one RRULE of days, every number of which some year has."""
    from dateutil.rrule import rrulestr

    pairs = [part.partition("=") for part in rule.removeprefix("RRULE:").split(";")]
    parts = {name: value.split(",") for name, _, value in pairs}
    if len(parts) < len(pairs) or "FREQ" not in parts or {"COUNT", "UNTIL"} <= parts.keys():
        return False
    for name, values in parts.items():
        most = _find_most(name, parts)
        if not name.startswith("BY") and values[1:]:
            return False
        for value in values:
            number = re.search("[0-9]+", value) if name.startswith("BY") else None
            if not re.fullmatch(_RULE_PARTS.get(name, "(?!)"), value):
                return False
            if number and not 1 <= int(number[0]) <= most:
                return False
    try:
        rrulestr(rule)
    except ValueError:  # a date that no month has
        return False
    return True


def _find_most(name: str, parts: Mapping[str, list[str]]) -> int:
    """Return the greatest number in a part of an RRULE; 0 where it may have none."""
    frequency = parts["FREQ"][0]
    if name == "BYSETPOS":
        return _DAYS_BY_FREQUENCY.get(frequency, 0)
    if name != "BYDAY":
        is_allowed = frequency in _FREQUENCIES_BY_PART.get(name, {frequency})
        return _MOST_BY_PART.get(name, 0) if is_allowed else 0
    if frequency == "YEARLY" and "BYMONTH" not in parts:
        return 0 if "BYWEEKNO" in parts else _WEEKS_OF_YEAR
    return _WEEKS_OF_MONTH if frequency in {"MONTHLY", "YEARLY"} else 0


def _check_stated_rule(
    plan: Plan,
    series: Series,
    rule: StatedRule,
    path: AnswerPath,
    series_by_id: Mapping[str, Series],
) -> Iterator[AnswerFault]:
    """Check the rule of a series, or one of its changes, which takes over what it leaves out."""
    is_change = rule.change is not None
    has_own_day = not is_change or (series.changes or ())[rule.change or 0].on is not None
    on_path = (*path, "on") if has_own_day else path
    if rule.rule:
        yield from check_rrule(rule.rule, (*path, "rule"))
        if is_change and (rule.every or has_own_day):
            fact = "the change has a rule, and every or on."
            yield AnswerFault((*path, "rule"), fact, "Keep the rule, or every and on.")
        elif is_change and series.for_each:
            fact = f"the {series.for_each} cannot all meet on the days of one rule."
            yield AnswerFault((*path, "rule"), fact, "Write every and on.")
    elif rule.on and rule.on.series:
        yield from _check_base(series, rule, rule.on.series, on_path, series_by_id)
    elif is_change and rule.every is None:
        remedy = "Write every: and the interval, as in every: month."
        fact = "the change does not say how often."
        yield AnswerFault(path, fact, remedy, missing_keys=("every", "rule", "on"))
    elif is_change and rule.on is None and series.rule:
        fact = "the change does not say on which day."
        remedy = "Write on: and the day, as in on: second Thursday."
        yield AnswerFault(path, fact, remedy, missing_keys=("on",))
    elif rule.on:
        yield from (
            check_for_each_days(series, rule.on, on_path)
            if series.for_each
            else check_days(rule.every, rule.on, on_path)
        )
    if has_own_day and rule.on:
        yield from check_working_weekdays(plan, rule.on, on_path)


def check_days(
    every: RepeatInterval | None, on: DayRule, path: AnswerPath
) -> Iterator[AnswerFault]:
    """Find days that do not go with the interval, and days that are too far from each other."""
    is_weekly = all(day.ordinal is None for day in on.days) and on.shift is None
    weekday = WEEKDAYS[on.weekdays[0]] if on.weekdays else "Tuesday"
    if every and every.unit == "week" and not is_weekly:
        fact = f"'{on}' is a day of the month, and the interval is every {every}."
        remedy = f"Write on: {weekday}, or every: month."
        yield AnswerFault(path, fact, remedy, missing_keys=("on",))
    elif any(day.ordinal is None for day in on.days) and not (
        is_weekly and (every is None or every.unit == "week")
    ):
        fact = f"'{on}' does not say which one of the month."
        is_mixed = on.shift or any(day.ordinal is not None for day in on.days)
        remedy = f"Write on: second {weekday}{'' if is_mixed else ', or every: week'}."
        yield AnswerFault(path, fact, remedy, missing_keys=("on", "for_each"))
    elif on.shift:
        yield from _check_distance(on, path)


def _check_distance(on: DayRule, path: AnswerPath) -> Iterator[AnswerFault]:
    shift = on.shift
    if shift and abs(shift.count) * (1 if shift.weekday is None else 7) > _MOST_DAYS:
        fact = f"'{on}' is more than {_MOST_DAYS} days away."
        yield AnswerFault(path, fact, "Write a nearer day, as in Monday before the first Thursday.")


def check_for_each_days(series: Series, on: DayRule, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find days on which only one of a series for each department or topic could meet."""
    if on.shift or any(day.ordinal is not None for day in on.days):
        fact = f"the series for each of the {series.for_each} cannot all stand on the {on}."
        yield AnswerFault(path, fact, "Write weekdays alone, as in Tuesday and Wednesday.")


def check_working_weekdays(plan: Plan, on: DayRule, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find weekdays of a rule on which the program does not meet."""
    weekdays = on.weekdays
    if on.shift:
        weekdays = () if on.shift.weekday is None else (on.shift.weekday,)
    for weekday in weekdays if plan.frequency.working_days else ():
        if WEEKDAYS[weekday] not in plan.frequency.working_days:
            fact = f"{WEEKDAYS[weekday]} is no working day."
            yield AnswerFault(path, fact, "Choose another, or change frequency.working_days.")


def _check_base(
    series: Series,
    rule: StatedRule,
    base_id: str,
    path: AnswerPath,
    series_by_id: Mapping[str, Series],
) -> Iterator[AnswerFault]:
    """Check the series that another one follows."""
    base = series_by_id.get(base_id)
    if base_id == series.id:
        fact = f"'{rule.on}' follows the series itself."
        yield AnswerFault(path, fact, "Name another series, or write a day as in second Thursday.")
    elif base is None:
        fact = f"the plan has no series {quote_answer(base_id)}."
        others = [
            other.id
            for other in series_by_id.values()
            if other is not series and not other.for_each
        ]
        remedy = "Write a day as in second Thursday."
        if others:
            remedy = f"Name one of its series, as in {rule.on and rule.on.shift} {others[0]}."
        yield AnswerFault(path, fact, suggest_similar_word(base_id, others, remedy))
    elif base.for_each:
        fact = f"{base_id} is one series for each of the {base.for_each}."
        yield AnswerFault(path, fact, "Name a series without for_each, or write a day.")
    elif series.for_each:
        fact = f"the series for each of the {series.for_each} cannot all follow {base_id}."
        yield AnswerFault(path, fact, "Write weekdays alone, as in Tuesday and Wednesday.")
    elif rule.every and rule.every != base.every:
        fact = f"the series meets as often as {base_id}, and not every {rule.every}."
        yield AnswerFault(path, fact, "Take every out.", missing_keys=("every",))
    elif rule.on:
        yield from _check_distance(rule.on, path)


def _list_base_ids(series: Series) -> list[str]:
    return [rule.on.series for rule in series.list_stated_rules() if rule.on and rule.on.series]


def _list_followed_ids(series: Series, series_by_id: Mapping[str, Series]) -> set[str]:
    """Return the ids of all series that a series follows, directly or over others."""
    followed_ids: set[str] = set()
    waiting = _list_base_ids(series)
    while waiting:
        base_id = waiting.pop()
        if base_id in series_by_id and base_id not in followed_ids:
            followed_ids.add(base_id)
            waiting += _list_base_ids(series_by_id[base_id])
    return followed_ids


def _check_circle(
    series: Series, path: AnswerPath, series_by_id: Mapping[str, Series]
) -> Iterator[AnswerFault]:
    """Find a series that follows itself over others; only the first of them is reported."""
    followed_ids = _list_followed_ids(series, series_by_id)
    circle = [
        other.id
        for other in series_by_id.values()
        if other.id in followed_ids and series.id in _list_followed_ids(other, series_by_id)
    ]
    if circle[1:] and circle[0] == series.id:
        fact = f"{series.id} follows {circle[1]}, which follows {series.id}."
        yield AnswerFault((*path, "on"), fact, "Give one of them a day, as in second Thursday.")


def _check_rrule_alone(series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find what a series with an RRULE may not have besides, and a rule without a first day."""
    if series.rule is None or series.dates is not None:
        return
    for field_name in ("every", "on", "for_each"):
        if getattr(series, field_name):
            fact = f"the series has both a rule and {field_name}."
            yield AnswerFault((*path, field_name), fact, f"Keep the rule or {field_name}.")
    if series.starts is None:
        fact = "the rule does not say from which day it counts."
        remedy = "Write starts: and the first day, as in starts: 2027-01-05."
        yield AnswerFault((*path, "rule"), fact, remedy, missing_keys=("starts",))


def _check_gaps(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find gaps that say nothing, or that leave no meeting."""
    gaps = series.not_in or ()
    meeting_months = _list_meeting_months(plan, series)
    for index, gap in enumerate(gaps):
        if gap in gaps[:index]:
            yield AnswerFault((*path, index), f"{gap} is named twice.", "Keep one of them.")
        else:
            yield from _check_gap(series, gap, meeting_months, (*path, index))
    if gaps and not _has_days_left(series, gaps, meeting_months):
        yield AnswerFault(path, "no meeting of the series is left.", "Take some of them out.")


def _check_gap(
    series: Series, gap: Gap, meeting_months: set[int], path: AnswerPath
) -> Iterator[AnswerFault]:
    month = MONTHS[gap.month - 1]
    if gap.month not in meeting_months:
        yield AnswerFault(path, f"the series never meets in {month}.", "Take it out.")
    elif gap.day and Gap(gap.month) in (series.not_in or ()):
        yield AnswerFault(path, f"{month} is left out as a whole.", "Take one of them out.")
    elif gap.day and not any(_may_meet_on(rule, gap) for rule in series.list_stated_rules()):
        fact = f"the series does not meet on the {gap.day}."
        yield AnswerFault(path, fact, f"Name a day of the series, or the month alone: {month}.")


def _may_meet_on(rule: StatedRule, gap: Gap) -> bool:
    """Return whether a rule may meet on the day of a gap."""
    on = rule.on
    if on is None or rule.rule or on.shift:
        return True
    if all(day.ordinal is None for day in on.days):
        return gap.day is not None and gap.day.weekday in on.weekdays
    return gap.day in on.days


def _has_days_left(series: Series, gaps: tuple[Gap, ...], meeting_months: set[int]) -> bool:
    """Return whether a rule of a series has a meeting in some month."""
    months_left = meeting_months - {gap.month for gap in gaps if gap.day is None}
    for rule in series.list_stated_rules():
        days = rule.on.days if rule.on and not rule.on.shift else ()
        if not days or rule.rule or days[0].ordinal is None:
            return bool(months_left)
        if any(Gap(month, day) not in gaps for month in months_left for day in days):
            return True
    return False


def _list_meeting_months(plan: Plan, series: Series) -> set[int]:
    """Return the months in which a rule of a series meets: all where that changes by the year."""
    months: set[int] = set()
    starts = [
        series.starts or plan.frequency.first_day,
        *(change.from_ for change in series.changes or ()),
    ]
    for rule, start in zip(series.list_stated_rules(), starts, strict=True):
        step = 1
        if rule.every and rule.every.unit != "week" and not (rule.on and rule.on.shift):
            step = 3 if rule.every.unit == "quarter" else rule.every.count
        is_quarterly = bool(rule.every and rule.every.unit == "quarter")
        first = (series.in_month or 1) if is_quarterly else start.month if start else None
        if rule.rule or first is None or _MONTHS_OF_YEAR % step:
            return set(range(1, _MONTHS_OF_YEAR + 1))
        months |= {month for month in range(1, 13) if (month - first) % step == 0}
    return months
