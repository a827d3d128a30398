"""The public holidays of a place, and which of them close the offices of a program."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from statplan.errors import Problem, StatplanError
from statplan.plan.holidays import Holidays
from statplan.plan.quotation import quote_answer
from statplan.schedule.holiday_lists import HolidaySource
from statplan.spelling import suggest_similar_word

HolidayStatus = Literal["closed", "often closed", "open"]
BEFORE = timedelta(days=120)  # listed before a first day, for what is due before its meetings

_HOLIDAYS = "frequency.holidays"
_NATIONAL_ONLY = "US"  # where the further holidays of a state close the state's own offices alone


@dataclass(frozen=True, slots=True, order=True)
class PublicHoliday:
    """A public holiday of a place.

    `status` tells whether it closes the offices where the plan says nothing: a day that is often
    closed is offered as one, and closes nothing before it is chosen. `reason` is empty for the
    holidays of the whole country.
    """

    day: date
    name: str
    status: HolidayStatus = "closed"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _FurtherHoliday:
    """What the data say of a holiday of some states of a country."""

    name: str
    places: frozenset[str]
    status: HolidayStatus
    reason: str


def find_public_holidays(
    country: str,
    subdivision: str | None,
    year: int,
    source: HolidaySource,
    *,
    observed: bool = True,
) -> tuple[PublicHoliday, ...]:
    """Return the public holidays of a place in a year, with what each does to offices.

    In the US, the national days come under their national names, and the further days of a state
    do not close an office by themselves. Elsewhere the holidays of a part of a country are those of
    everybody there.

    Raises:
        StatplanError: the country or its part is not known.
    """
    local_names, national_names = (
        dict(source.find_list(country, place, year, observed=observed).days)
        for place in (subdivision, None)
    )
    is_national_only = country == _NATIONAL_ONLY
    found = [
        PublicHoliday(day, name)
        for day, names in national_names.items()
        if is_national_only or day in local_names
        for name in names
    ]
    for day, names in local_names.items():
        for name in names if day not in national_names else ():
            if not is_national_only:
                found.append(PublicHoliday(day, name))
                continue
            known = _index_further_holidays(str(subdivision)).get(name)
            full_name = _format_local_name(name, str(subdivision))
            found.append(
                PublicHoliday(day, full_name, known.status, known.reason)
                if known
                else PublicHoliday(day, full_name, "open")
            )
    return tuple(sorted(found))


def list_closed_holidays(
    holidays: Holidays, year: int, source: HolidaySource
) -> dict[date, tuple[str, ...]]:
    """Return the holidays of a year that close the offices, by day, each day with its names.

    They are those that the plan lists. In a year of which it lists none, they are those of its
    country, without those on which its offices are open, and with those that it lists for another
    year.

    Raises:
        StatplanError: the country or its part is not known.
    """
    closed: dict[date, tuple[str, ...]] = {
        day: (name,) for day, name in (holidays.listed or {}).items() if day.year == year
    }
    if closed or not holidays.country:
        return closed
    chosen_names = set(iter_name_forms(set((holidays.listed or {}).values())))
    open_names = set(iter_name_forms(holidays.open or ()))
    for holiday in _find_holidays(holidays, year, source):
        is_closed = holiday.status == "closed" and holiday.name not in open_names
        if is_closed or holiday.name in chosen_names:
            closed[holiday.day] = (*closed.get(holiday.day, ()), holiday.name)
    return closed


def list_known_holidays(
    holidays: Holidays, first: date, last: date, source: HolidaySource
) -> tuple[PublicHoliday, ...]:
    """Return the public holidays of the years of which a plan lists some, as the source has them.

    None are returned without a country, and none of a place that the source does not know: the
    plan lists all its holidays itself.

    Args:
        holidays: what the plan says.
        first: the first day of its year.
        last: the last day.
        source: the holidays of countries.
    """
    years = {day.year for day in holidays.listed or () if first.year <= day.year <= last.year}
    try:
        return tuple(
            holiday for year in sorted(years) for holiday in _find_holidays(holidays, year, source)
        )
    except StatplanError:
        return ()


def _find_holidays(
    holidays: Holidays, year: int, source: HolidaySource
) -> tuple[PublicHoliday, ...]:
    if not holidays.country:
        return ()
    return find_public_holidays(
        holidays.country, holidays.subdivision, year, source, observed=holidays.observed
    )


def iter_name_forms(names: Iterable[str]) -> Iterator[str]:
    """Yield each name of a holiday, and how the day on which it is kept may be called."""
    for name in names:
        yield name
        for label in _read_data()["labels"]:
            yield label % name


def check_holiday_names(
    holidays: Holidays, years: Iterable[int], source: HolidaySource
) -> Iterator[Problem]:
    """Yield a problem for each statement about a holiday that there is not.

    Args:
        holidays: what the plan says.
        years: the years whose holidays are looked for, where the plan does not list them all.
        source: the holidays of countries.
    """
    listed_names = set((holidays.listed or {}).values())
    open_names = holidays.open or ()
    stated = [(f"{_HOLIDAYS}.open[{index}]", name, True) for index, name in enumerate(open_names)]
    stated += [
        (f"{_HOLIDAYS}.meetings[{index}].holiday", answer.holiday, False)
        for index, answer in enumerate(holidays.meetings or ())
    ]
    lookup_years, seen_names = tuple(years), set[tuple[str, bool]]()
    for path, name, is_open in stated:
        if (name, is_open) in seen_names:
            fact = f"{quote_answer(name)} stands twice."
            yield Problem(0, 0, path, fact, "Keep one of them.")
        elif is_open and not listed_names.isdisjoint(iter_name_forms([name])):
            fact = f"{quote_answer(name)} is listed as a day on which the offices are closed."
            yield Problem(0, 0, path, fact, "Take it out here, or there.")
        elif not is_open and name in open_names:
            fact = f"the offices are open on {quote_answer(name)}, which is no closed day."
            yield Problem(0, 0, path, fact, "Take it out here, or in open.")
        elif not is_open and not _is_closed(holidays, name, lookup_years, source):
            fact = f"{quote_answer(name)} is no holiday on which the offices are closed."
            closed_names = sorted(_list_closed_names(holidays, lookup_years, source))
            remedy = suggest_similar_word(name, closed_names, "Take it out, or list the day.")
            yield Problem(0, 0, path, fact, remedy)
        elif is_open and not _is_known(holidays, name, lookup_years, source):
            known_names = {*listed_names, *_list_country_names(holidays, lookup_years, source)}
            fact = f"{quote_answer(name)} is no holiday of the list, nor of the country."
            remedy = suggest_similar_word(name, sorted(known_names), "Take it out.")
            yield Problem(0, 0, path, fact, remedy)
        seen_names.add((name, is_open))


def _list_closed_names(
    holidays: Holidays, years: tuple[int, ...], source: HolidaySource
) -> set[str]:
    """Return the names of the holidays that close the offices in some years."""
    return {
        name
        for year in years
        for names in list_closed_holidays(holidays, year, source).values()
        for name in names
    }


def _is_closed(
    holidays: Holidays, name: str, years: tuple[int, ...], source: HolidaySource
) -> bool:
    closed_names = _list_closed_names(holidays, years, source)
    return not closed_names.isdisjoint(iter_name_forms([name]))


def _is_known(holidays: Holidays, name: str, years: tuple[int, ...], source: HolidaySource) -> bool:
    """Return whether a name is that of a holiday; the library is asked last."""
    known_names = set((holidays.listed or {}).values())
    if holidays.country == _NATIONAL_ONLY:
        known_names |= {*_read_data()["national"], *_list_further_names(holidays.subdivision)}
    forms = set(iter_name_forms([name]))
    return not known_names.isdisjoint(forms) or not forms.isdisjoint(
        _list_country_names(holidays, years, source)
    )


def _list_country_names(
    holidays: Holidays, years: tuple[int, ...], source: HolidaySource
) -> set[str]:
    return {holiday.name for year in years for holiday in _find_holidays(holidays, year, source)}


def _format_local_name(name: str, subdivision: str) -> str:
    """Return the name of a state's day, told from the national day that has the same name."""
    return f"{name} ({subdivision})" if name in _read_data()["national"] else name


def _list_further_names(subdivision: str | None) -> list[str]:
    return (
        [
            _format_local_name(holiday.name, subdivision)
            for holiday in _list_further_holidays()
            if subdivision in holiday.places
        ]
        if subdivision
        else []
    )


@cache
def _index_further_holidays(subdivision: str) -> dict[str, _FurtherHoliday]:
    """Return what the data say of the holidays of a state, by each form of their names."""
    return {
        form: holiday
        for holiday in _list_further_holidays()
        if subdivision in holiday.places
        for form in iter_name_forms([holiday.name])
    }


@cache
def _list_further_holidays() -> tuple[_FurtherHoliday, ...]:
    status_by_start: dict[str, HolidayStatus] = {"closed": "often closed", "open": "open"}
    return tuple(
        _FurtherHoliday(
            entry["name"],
            frozenset(entry["places"]),
            status_by_start[entry["starts"]],
            entry["reason"],
        )
        for entry in _read_data()["further"]
    )


@cache
def _read_data() -> dict[str, Any]:
    import yaml

    text = (files("statplan.schedule") / "further_holidays.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data
