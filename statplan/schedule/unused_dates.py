"""The dates of a plan that its year does not use: each is refused, with the nearest meeting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from statplan.errors import Problem, Words
from statplan.plan.english import format_count
from statplan.plan.frequency import Frequency
from statplan.plan.series import Series
from statplan.schedule.model import OmittedMeeting
from statplan.schedule.occurrence import Occurrence
from statplan.schedule.open_days import OpenDays, find_last_day, list_civic_days
from statplan.schedule.series_rules import SeriesRule
from statplan.spelling import find_similar_word, suggest_words


@dataclass(frozen=True, slots=True)
class _SeriesYear:
    """What the year has of one series of the plan, `path`: its rules, meetings, and omissions.

    `first` and `last` are the first and the last day of the year of meetings.
    """

    path: str
    first: date
    last: date
    rules: list[SeriesRule] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    omitted: list[OmittedMeeting] = field(default_factory=list)

    def contains(self, day: date) -> bool:
        """Return whether a day lies in the year of meetings."""
        return self.first <= day <= self.last


def find_unused_dates(
    frequency: Frequency,
    open_days: OpenDays,
    rules: Iterable[SeriesRule],
    occurrences: Iterable[Occurrence],
    omitted: Iterable[OmittedMeeting],
) -> Iterator[Problem]:
    """Yield a problem for each date of the plan that has no effect on its year.

    Args:
        frequency: the plan's answers.
        open_days: the open days of the year.
        rules: the rules of all series.
        occurrences: the meetings of the year.
        omitted: the periods of the year without a meeting.
    """
    years = _group_by_series(frequency, rules, occurrences, omitted)
    for index, series in enumerate(frequency.series or ()):
        year = years.get(f"frequency.series[{index}]")
        if year:
            yield from _check_bounds(series, year)
            yield from _check_dates(series, year)
            yield from _check_called_off(series, year)
            yield from _check_exceptions(year)
            yield from _check_omitted(year)
    yield from _check_closures(frequency, open_days)
    yield from _check_listed_holidays(frequency.holidays.listed or {}, open_days)


def _group_by_series(
    frequency: Frequency,
    rules: Iterable[SeriesRule],
    occurrences: Iterable[Occurrence],
    omitted: Iterable[OmittedMeeting],
) -> dict[str, _SeriesYear]:
    """Return what the year has of each series of the plan that has rules, by its path."""
    first = frequency.first_day
    if first is None:
        return {}
    last = find_last_day(first, frequency.months)
    years: dict[str, _SeriesYear] = {}
    years_by_id: dict[str, _SeriesYear] = {}
    for rule in rules:
        year = years.setdefault(rule.path, _SeriesYear(rule.path, first, last))
        year.rules.append(rule)
        years_by_id[rule.id] = year
    for occurrence in occurrences:
        years_by_id[occurrence.key.series].occurrences.append(occurrence)
    for omission in omitted:
        years_by_id[omission.key.series].omitted.append(omission)
    return years


def _check_bounds(series: Series, year: _SeriesYear) -> Iterator[Problem]:
    """Find a series that starts after the year or ends before it, and a change after the year."""
    remedy = "Change it, or take the series out."
    if series.starts and series.starts > year.last:
        fact = f"the series starts on {series.starts}, after the year, which ends on {year.last}."
        yield Problem(0, 0, f"{year.path}.starts", fact, remedy)
    if series.until and series.until < year.first:
        fact = f"the series ends on {series.until}, before the year, which begins on {year.first}."
        yield Problem(0, 0, f"{year.path}.until", fact, remedy)
    for index, change in enumerate(series.changes or ()):
        if change.from_ > year.last:
            fact = f"{change.from_} lies after the year, which ends on {year.last}."
            path = f"{year.path}.changes[{index}].from"
            yield Problem(0, 0, path, fact, "Take the change out: it belongs to a later year.")


def _check_dates(series: Series, year: _SeriesYear) -> Iterator[Problem]:
    for index, day in enumerate(series.dates or ()):
        if not year.contains(day):
            fact = f"{day} lies outside the year, {year.first} to {year.last}."
            path = f"{year.path}.dates[{index}]"
            yield Problem(0, 0, path, fact, "Take it out, or change frequency.first_day or months.")


def _check_called_off(series: Series, year: _SeriesYear) -> Iterator[Problem]:
    """Find days that are called off although no meeting is usually on them."""
    called_off_days = {omission.nominal_day for omission in year.omitted if omission.is_called_off}
    for index, cancellation in enumerate(series.called_off or ()):
        day = cancellation.day
        if day not in called_off_days:
            fact = f"no meeting of the series is usually on {day}."
            path = f"{year.path}.called_off[{index}].day"
            yield Problem(0, 0, path, fact, _suggest_meeting(day, year))


def _suggest_meeting(day: date, year: _SeriesYear) -> str:
    """Return what to write in place of a day on which there is usually no meeting."""
    nearest = min(
        year.occurrences,
        key=lambda each: (
            min(abs((each.nominal_day - day).days), abs((each.planned_slot.day - day).days)),
            each.nominal_day,
        ),
        default=None,
    )
    if nearest is None:
        return "Take it out."
    slot_day = nearest.current_slot.day
    moved = f", and moves to {slot_day}" if slot_day != nearest.nominal_day else ""
    nominal_day = nearest.nominal_day
    return f"The nearest, {nearest.key}, is on {nominal_day}{moved}: write {nominal_day}."


def _check_exceptions(year: _SeriesYear) -> Iterator[Problem]:
    """Find exceptions that name no meeting of the year; its key, or that of the plan, names one."""
    overridden_keys = {f"{rule.id}/{period}" for rule in year.rules for period in rule.overrides}
    meetings: list[Occurrence | OmittedMeeting] = [*year.occurrences, *year.omitted]
    keys = {str(meeting.key) for meeting in meetings}
    plan_keys = {
        str(meeting.plan_key) for meeting in meetings if str(meeting.key) not in overridden_keys
    }
    for rule in year.rules:
        for period, override in rule.overrides.items():
            key = f"{rule.id}/{period}"
            if key not in keys | plan_keys:
                fact = f"the year has no meeting {key}."
                remedy = _suggest_key(key, [known for known in keys if _is_of(known, rule)])
                yield Problem(0, 0, f"{override.path}.meeting", fact, remedy)


def _is_of(key: str, rule: SeriesRule) -> bool:
    return key.startswith(f"{rule.id}/")


def _suggest_key(key: str, known_keys: list[str]) -> Words:
    """Return the keys of the days of its month, or else those before and after it in its year.

    One of another year, or in another form, is most likely a key of this year that is misspelled.
    """
    own_days = sorted(known for known in known_keys if known.startswith(f"{key}."))
    if own_days:
        return suggest_words(*own_days)
    year = key[: key.index("/") + len("/2027")]
    if any(known.startswith(year) and len(known) == len(key) for known in known_keys):
        earlier = max((known for known in known_keys if known < key), default="")
        later = min((known for known in known_keys if known > key), default="")
        return suggest_words(*filter(None, (earlier, later)))
    similar = find_similar_word(key, sorted(known_keys))
    if similar:
        return suggest_words(similar)
    if not known_keys:
        return "Take it out."
    nearest = max(known_keys) if key > max(known_keys) else min(known_keys)
    return f"The nearest is {nearest}. Write that, or take it out."


def _check_closures(frequency: Frequency, open_days: OpenDays) -> Iterator[Problem]:
    """Find closures and days of other bodies that lie before or after all days that are planned."""
    span = f"{open_days.earliest} to {open_days.last}"
    remedy = "Take it out, or change the date."
    for index, closure in enumerate(frequency.closures or ()):
        earliest = _find_first_read(open_days) if closure.offices_closed else open_days.earliest
        is_over = (closure.until or closure.day) < earliest
        if is_over or closure.day > open_days.last:
            fact = f"{closure.day} lies outside the days that are planned, {span}."
            yield Problem(0, 0, f"frequency.closures[{index}].day", fact, remedy)
    for index, civic_date in enumerate(frequency.civic_dates or ()):
        for number, day in enumerate(civic_date.dates or ()):
            if not open_days.earliest <= day <= open_days.last:
                fact = f"{day} lies outside the days that are planned, {span}."
                path = f"frequency.civic_dates[{index}].dates[{number}]"
                yield Problem(0, 0, path, fact, remedy)
        if civic_date.starts and civic_date.starts > open_days.last:
            fact = f"{civic_date.starts} lies after the days that are planned, {span}."
            yield Problem(0, 0, f"frequency.civic_dates[{index}].starts", fact, remedy)
        elif civic_date.rule and not list_civic_days(
            civic_date, open_days.earliest, open_days.last, open_days.first
        ):
            fact = f"the rule has no day among those that are planned, {span}."
            path = f"frequency.civic_dates[{index}].rule"
            yield Problem(0, 0, path, fact, "Take it out, or change the rule.")


def _find_first_read(open_days: OpenDays) -> date:
    """Return the first day that is read: in the year before, deadlines may lie."""
    return date(min(open_days.first.year - 1, open_days.earliest.year), 1, 1)


def _check_omitted(year: _SeriesYear) -> Iterator[Problem]:
    """Find exceptions that say something of a meeting that does not take place.

    The plan calls it off, skips it on a closed day, or its month has no such day.
    """
    overrides = {
        f"{rule.id}/{period}": one for rule in year.rules for period, one in rule.overrides.items()
    }
    for omission in year.omitted:
        override = overrides.get(str(omission.key)) or overrides.get(str(omission.plan_key))
        if override is None or override.is_cancelled:
            continue
        own_fields = override.own_fields
        chosen_field = next((name for name, answer in own_fields.items() if answer), None)
        if chosen_field:
            fact = f"{omission.key} does not take place: {omission.reason}."
            path = f"{override.path}.{chosen_field}"
            yield Problem(0, 0, path, fact, "Take it out, or let the meeting take place.")


def _check_listed_holidays(listed: Mapping[date, str], open_days: OpenDays) -> Iterator[Problem]:
    """Find listed holidays of calendar years that nothing reads, one problem for each year.

    The years of the planned days are read, and the year before, in which deadlines may lie.
    """
    first_year, last_year = _find_first_read(open_days).year, open_days.last.year
    days_by_year: dict[int, list[date]] = {}
    for day in sorted(listed):
        if not first_year <= day.year <= last_year:
            days_by_year.setdefault(day.year, []).append(day)
    for year, days in days_by_year.items():
        lie, them = ("lies", "it") if len(days) == 1 else ("lie", "them")
        fact = (
            f"{format_count(len(days), 'listed holiday')} of {year} {lie} outside the days that "
            f"are planned, {open_days.first} to {open_days.last}."
        )
        path = f"frequency.holidays.listed.{days[0]}"
        yield Problem(0, 0, path, fact, f"Take {them} out, or change the date.")
