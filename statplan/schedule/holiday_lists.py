"""Lists of public holidays: as a publish has kept them, or as the `holidays` library has them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version

from statplan.errors import StatplanError

HolidayKey = tuple[str, str, bool, int]  # a country, its part or "", observed days or not, a year


@dataclass(frozen=True, slots=True)
class HolidayList:
    """The holidays of a country, or of a part of it, in a year; each day with all of its names.

    `release` is that of the library which gave them. `observed` tells whether days off in lieu of a
    holiday on a weekend are among them.
    """

    country: str
    subdivision: str | None
    observed: bool
    year: int
    release: str
    days: tuple[tuple[date, tuple[str, ...]], ...]

    @property
    def key(self) -> HolidayKey:
        """The identity of the list: its place and its year, whatever days are in it."""
        return self.country, self.subdivision or "", self.observed, self.year


@dataclass(frozen=True, slots=True)
class HolidayDifference:
    """The days by which the library differs from a list that was kept."""

    kept: HolidayList
    release: str
    added: tuple[tuple[date, tuple[str, ...]], ...]
    dropped: tuple[tuple[date, tuple[str, ...]], ...]


class HolidaySource:
    """The source of public holidays: lists that were kept, and the library for all others."""

    def __init__(self, kept: Iterable[HolidayList] = ()) -> None:
        """Take the lists that a publish has kept."""
        self._kept = {holiday_list.key: holiday_list for holiday_list in kept}
        self._used: dict[HolidayKey, HolidayList] = {}

    def find_list(
        self, country: str, subdivision: str | None, year: int, *, observed: bool
    ) -> HolidayList:
        """Return the holidays of a year.

        Raises:
            StatplanError: the country or its part is not known.
        """
        key = (country, subdivision or "", observed, year)
        if key not in self._used:
            self._used[key] = self._kept.get(key) or look_up_holidays(
                country, subdivision, year, observed=observed
            )
        return self._used[key]

    def list_used(self) -> tuple[HolidayList, ...]:
        """Return every list that was asked for, in order."""
        return tuple(self._used[key] for key in sorted(self._used))

    def iter_differences(self, first: date, last: date) -> Iterator[HolidayDifference]:
        """Yield where the library has other days in a span than a list that was kept and is used.

        Args:
            first: the first day of the span.
            last: the last day.
        """
        for kept in self.list_used():
            if kept.release == find_holiday_release():
                continue
            try:
                current = look_up_holidays(
                    kept.country, kept.subdivision, kept.year, observed=kept.observed
                )
            except StatplanError:
                continue  # the library knows nothing of it any more
            current_days, kept_days = dict(current.days), dict(kept.days)
            added, dropped = (
                tuple(
                    (day, names)
                    for day, names in one.items()
                    if first <= day <= last and day not in other
                )
                for one, other in ((current_days, kept_days), (kept_days, current_days))
            )
            if added or dropped:
                yield HolidayDifference(kept, current.release, added, dropped)


def unite_holiday_lists(
    kept: Iterable[HolidayList], others: Iterable[HolidayList]
) -> tuple[HolidayList, ...]:
    """Return all lists in order; of two lists of the same, the one that was kept."""
    lists = {holiday_list.key: holiday_list for holiday_list in (*others, *kept)}
    return tuple(lists[key] for key in sorted(lists))


@cache
def find_holiday_release() -> str:
    """Return the release of the `holidays` library, without importing it."""
    return version("holidays")


@cache
def look_up_holidays(
    country: str, subdivision: str | None, year: int, *, observed: bool
) -> HolidayList:
    """Return the public holidays of a year as the `holidays` library has them today.

    Raises:
        StatplanError: the country or its part is not known.
    """
    import holidays

    supported = holidays.list_supported_countries(include_aliases=False)
    if country not in supported:
        raise StatplanError(
            f"no holidays are known for '{country}'.",
            remedy="Write its ISO code, such as GB, or list the days under holidays.listed.",
        )
    if subdivision and subdivision not in supported[country]:
        codes = ", ".join(supported[country][:12])
        raise StatplanError(
            f"'{subdivision}' is no part of {country} whose holidays are known.",
            remedy=f"Write a code such as {codes}." if codes else "Leave it out.",
        )
    calendar = holidays.country_holidays(country, subdiv=subdivision, years=year, observed=observed)
    days = tuple(
        (day, tuple(calendar.get_list(day))) for day in sorted(calendar) if day.year == year
    )
    return HolidayList(country, subdivision, observed, year, find_holiday_release(), days)
