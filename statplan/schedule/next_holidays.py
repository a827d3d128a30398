"""The holidays of the next year: those that were chosen before, by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from statplan.errors import StatplanError
from statplan.plan.answers import REMOVED
from statplan.plan.english import format_list, format_long_date
from statplan.plan.holidays import Holidays
from statplan.schedule.holiday_lists import HolidaySource, find_holiday_release
from statplan.schedule.open_days import BEYOND
from statplan.schedule.plan_edit import OpenQuestion, PlanEdit, YearTurn
from statplan.schedule.public_holidays import (
    PublicHoliday,
    check_holiday_names,
    find_public_holidays,
    iter_name_forms,
)

_HOLIDAYS = "frequency.holidays"
_LISTED = f"{_HOLIDAYS}.listed"
_NAME_SEPARATOR = "; "  # of the holidays library, where a day has several names


def list_holiday_edits(
    holidays: Holidays, turn: YearTurn, source: HolidaySource
) -> tuple[list[PlanEdit], list[OpenQuestion]]:
    """Return what changes in the holidays of a plan, and the holidays without a known date.

    The days of the calendar year before the next year stay: deadlines are counted by them.

    Args:
        holidays: what the plan says.
        turn: the old year and the next.
        source: the holidays of countries.
    """
    listed = holidays.listed or {}
    added, questions = _find_next_days(holidays, turn, source)
    dropped = [day for day in listed if day.year < turn.next_first.year - 1]
    edits = [
        PlanEdit(f"{_LISTED}.{day}", name, _explain_days(day.year, turn))
        for day, name in sorted(added.items())
    ]
    if dropped and not added and len(dropped) == len(listed):
        edits.append(PlanEdit(_LISTED, REMOVED, _explain_drop(turn)))
    else:
        edits += [
            PlanEdit(f"{_LISTED}.{day}", REMOVED, _explain_drop(turn)) for day in sorted(dropped)
        ]
    kept = {day: name for day, name in listed.items() if day not in dropped}
    renewed = holidays.model_copy(update={"listed": (kept | added) or None})
    unknown_edits, unknown_questions = _take_out_unknown(renewed, turn, source)
    return edits + unknown_edits, questions + unknown_questions


def _explain_days(year: int, turn: YearTurn) -> str:
    words = (
        f"The same holidays in {year}, with their dates from the holidays library "
        f"{find_holiday_release()}."
    )
    if year <= turn.next_last.year:
        return words
    last = format_long_date(turn.next_last)
    return f"{words} Backup dates and due dates after {last} depend on them."


def _explain_drop(turn: YearTurn) -> str:
    return f"Nothing in the next year depends on holidays before {turn.next_first.year - 1}."


def _find_next_days(
    holidays: Holidays, turn: YearTurn, source: HolidaySource
) -> tuple[dict[date, str], list[OpenQuestion]]:
    """Return the listed holidays of the next year that the plan lacks, and what is not known.

    They are listed for whole calendar years: for that after the next year too, if the plan lists
    those after its own.
    """
    listed = holidays.listed or {}
    is_listed_beyond = any(turn.last.year < day.year for day in listed)
    latest = turn.next_last + BEYOND if is_listed_beyond else turn.next_last
    added: dict[date, str] = {}
    missing: dict[str, list[int]] = {}
    for year in range(turn.next_first.year, latest.year + 1) if listed else ():
        known = _look_up(holidays, year, source)
        names = _list_names(listed)
        bases = _find_base_names([*names, *(holiday.name for holiday in known)])
        present = {bases[name] for name, days in names.items() for day in days if day.year == year}
        chosen = dict.fromkeys(bases[name] for name in names)
        for name in (name for name in chosen if name not in present):
            found = [holiday for holiday in known if bases[holiday.name] == name]
            for holiday in found:
                if holiday.day not in listed:
                    added.setdefault(holiday.day, holiday.name)
            if not found:
                missing.setdefault(name, []).append(year)
    return added, list(_ask_for_days(holidays, missing))


def _list_names(listed: Mapping[date, str]) -> dict[str, list[date]]:
    """Return the names that a plan lists, with their days; one day may have several names."""
    days_by_name: dict[str, list[date]] = {}
    for day, names in sorted(listed.items()):
        for name in names.split(_NAME_SEPARATOR):
            days_by_name.setdefault(name, []).append(day)
    return days_by_name


def _look_up(holidays: Holidays, year: int, source: HolidaySource) -> list[PublicHoliday]:
    """Return the public holidays of a year; none where the plan names no place that is known.

    A national holiday comes under its national name and under that which its state gives it.
    """
    if not holidays.country:
        return []
    country, subdivision, observed = holidays.country, holidays.subdivision, holidays.observed
    try:
        known = find_public_holidays(country, subdivision, year, source, observed=observed)
        local_days = source.find_list(country, subdivision, year, observed=observed).days
    except StatplanError:
        return []
    local = [PublicHoliday(day, name) for day, names in local_days for name in names]
    return [*known, *local]


def _find_base_names(names: Iterable[str]) -> dict[str, str]:
    """Return the name of the holiday that each name is of, which may be that of a day off for it.

    Names that have one day off, such as "Christmas Day (observed)", are of one holiday.
    """
    names = dict.fromkeys(names)
    bases = {form: name for name in names for form in iter_name_forms([name]) if form != name}
    return {name: bases.get(name, name) for name in names}


def _ask_for_days(holidays: Holidays, missing: Mapping[str, list[int]]) -> Iterator[OpenQuestion]:
    """Yield one question for the holidays of each set of years whose dates are not known."""
    names_by_years: dict[tuple[int, ...], list[str]] = {}
    for name, years in missing.items():
        names_by_years.setdefault(tuple(years), []).append(name)
    last_days = {name: max(days) for name, days in _list_names(holidays.listed or {}).items()}
    for same_years, names in names_by_years.items():
        were = format_list(
            f"{name} ({format_long_date(last_days[name])})" if name in last_days else name
            for name in names
        )
        in_years = format_list(map(str, same_years))
        cause = (
            f"The holidays library has no date in {in_years} for"
            if holidays.country
            else f"The plan names no country, so no date in {in_years} is known for"
        )
        ask = "Add each date on which the offices are closed under frequency.holidays.listed."
        yield OpenQuestion(_LISTED, f"{cause} {were}. {ask}")


def _list_removals(list_path: str, count: int, paths: Sequence[str]) -> Iterator[PlanEdit]:
    """Yield the removals of items of a list, the last one first; of the list, if none is left."""
    removed = [path for path in reversed(paths) if path.startswith(f"{list_path}[")]
    for path in [list_path] if count and len(removed) == count else removed:
        yield PlanEdit(path, REMOVED, "The next year has no such holiday.")


def _take_out_unknown(
    holidays: Holidays, turn: YearTurn, source: HolidaySource
) -> tuple[list[PlanEdit], list[OpenQuestion]]:
    """Return the edits by which nothing is said of a holiday that the next year does not have."""
    years = range(turn.next_first.year, (turn.next_last + BEYOND).year + 1)
    try:
        problems = list(check_holiday_names(holidays, years, source))
    except StatplanError:
        return [], []
    paths = [problem.path.removesuffix(".holiday") for problem in problems]
    edits = [
        edit
        for list_name, items in (("open", holidays.open), ("meetings", holidays.meetings))
        for edit in _list_removals(f"{_HOLIDAYS}.{list_name}", len(items or ()), paths)
    ]
    questions = [
        OpenQuestion(path, f"{problem.fact} Add it again if it still holds.")
        for path, problem in zip(paths, problems, strict=True)
    ]
    return edits, questions
