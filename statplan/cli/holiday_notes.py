"""Notes on a `holidays` library that has other days than those that a published year has kept."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from statplan.plan.english import format_list, format_long_date
from statplan.schedule.holiday_lists import HolidayDifference
from statplan.schedule.model import Schedule

_MOST_DAYS = 6
_TO_CLOSE = " To close a day that it adds, write the day under frequency.closures."


def describe_holiday_differences(schedule: Schedule) -> Iterator[str]:
    """Yield a note for each place of which the library has other holidays than were kept.

    Only days of the year of meetings count, and those after it that a backup date takes.
    """
    differences = schedule.holiday_source.iter_differences(schedule.first, schedule.last_used)
    for (place, old, new), group in groupby(differences, key=_find_subject):
        years = list(group)
        added = [day for difference in years for day in difference.added]
        dropped = [day for difference in years for day in difference.dropped]
        changes = format_list(
            f"{verb} {_format_days(days)}"
            for verb, days in (("adds", added), ("drops", dropped))
            if days
        )
        yield (
            f"The holidays library ({old} -> {new}) {changes}, for {place}. No date moves: what "
            f"was published keeps its holidays.{_TO_CLOSE if added else ''}"
        )


def _find_subject(difference: HolidayDifference) -> tuple[str, str, str]:
    """Return the place, and the releases before and now."""
    kept = difference.kept
    place = "-".join(filter(None, (kept.country, kept.subdivision)))
    return place, kept.release, difference.release


def _format_days(days: Iterable[tuple[date, tuple[str, ...]]]) -> str:
    phrases = [f"{format_long_date(day)} ({'; '.join(names)})" for day, names in days]
    if len(phrases) > _MOST_DAYS:
        phrases[_MOST_DAYS:] = [f"{len(phrases) - _MOST_DAYS} more"]
    return format_list(phrases)
