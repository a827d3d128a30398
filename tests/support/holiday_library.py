"""Another release of the holidays library: days that it adds, and days that it drops."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from unittest.mock import patch

from statplan.schedule import holiday_lists
from statplan.schedule.holiday_lists import HolidayList

_look_up = holiday_lists.look_up_holidays


@contextmanager
def holiday_library(
    release: str, added: Mapping[date, str], dropped: Iterable[date] = ()
) -> Iterator[list[int]]:
    """Have a release of the library with other days; yields the years that are looked up in it."""
    years: list[int] = []
    dropped = frozenset(dropped)

    def look_up(country: str, subdivision: str | None, year: int, *, observed: bool) -> HolidayList:
        years.append(year)
        real = _look_up(country, subdivision, year, observed=observed)
        days = {day: names for day, names in real.days if day not in dropped}
        days |= {day: (name,) for day, name in added.items() if day.year == year}
        return replace(real, release=release, days=tuple(sorted(days.items())))

    with (
        patch.object(holiday_lists, "look_up_holidays", look_up),
        patch.object(holiday_lists, "find_holiday_release", lambda: release),
    ):
        yield years
