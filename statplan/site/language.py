"""A language of the public page: its catalogue of phrases, and how it says days and times."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files

from statplan.plan.publicity import LANGUAGES

_NOON = 12
Table = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of a language by section and key. `key` names its file, `tag` is BCP 47."""

    key: str
    name: str
    tag: str
    phrases: dict[str, Table]

    def say(self, path: str, **places: object) -> str:
        """A phrase, such as "next.heading", with its places filled; what fills them is no format.

        Raises:
            KeyError: the catalogue has no such phrase, or a place is not filled.
        """
        return str(self.phrases[_section(path)][_name(path)]).format_map(places)

    def listed(self, path: str, index: int) -> str:
        """A name from a list of names, such as "months.long"."""
        return self.phrases[_section(path)][_name(path)][index]

    def long_day(self, day: date) -> str:
        """A day in prose: "Thursday, January 14, 2027"."""
        return self._day("long", day)

    def short_day(self, day: date) -> str:
        """A day in a table: "Thu Jan 14, 2027"."""
        return self._day("short", day)

    def month(self, day: date) -> str:
        """The month of a day: "January 2027"."""
        month = self.listed("months.long", day.month - 1)
        return self.say("forms.month", month=month, year=day.year)

    def clock(self, at: time) -> str:
        """A time of day: "8:00 a.m."; blanks in it do not break."""
        half = "morning" if at.hour < _NOON else "afternoon"
        hour = at.hour % _NOON or _NOON
        said = self.say(f"forms.{half}", hour=hour, minute=f"{at.minute:02}")
        return said.replace(" ", "\N{NO-BREAK SPACE}")

    def span(self, start: datetime, end: datetime) -> str:
        """From when to when: "8:00 a.m. to 9:30 a.m."; the day, too, where it ends on another."""
        last = self.clock(end.time())
        if end.date() != start.date():
            last = self.say("forms.at", day=self.short_day(end.date()), time=last)
        return self.say("forms.span", start=self.clock(start.time()), end=last)

    def short(self, start: datetime) -> str:
        """A date with its time, for a table: "Thu Jan 14, 2027, 8:00 a.m."."""
        day, at = self.short_day(start.date()), self.clock(start.time())
        return self.say("forms.at", day=day, time=at)

    def long(self, start: datetime) -> str:
        """A date with its time, in prose: "Thursday, January 14, 2027, 8:00 a.m."."""
        day, at = self.long_day(start.date()), self.clock(start.time())
        return self.say("forms.at", day=day, time=at)

    def listing(self, items: Iterable[str]) -> str:
        """Items as a sentence lists them."""
        *most, last = [*items] or [""]
        if not most:
            return last
        first = most[0]
        for each in most[1:]:
            first = self.say("forms.list", first=first, second=each)
        return self.say("forms.last", first=first, second=last)

    def _day(self, length: str, day: date) -> str:
        return self.say(
            f"forms.{length}_day",
            weekday=self.listed(f"days.{length}", day.weekday()),
            day=day.day,
            month=self.listed(f"months.{length}", day.month - 1),
            year=day.year,
        )


@cache
def language(key: str) -> Language:
    """The language of a key of `LANGUAGES`, such as "es"."""
    source = files("statplan.site.languages").joinpath(f"{key}.toml")
    found = tomllib.loads(source.read_text(encoding="utf-8"))
    name, tag = found.pop("name"), found.pop("tag")
    return Language(key, name, tag, found)


def catalogue() -> tuple[Language, ...]:
    """Every language that there is."""
    return tuple(map(language, LANGUAGES))


def _section(path: str) -> str:
    return path.partition(".")[0]


def _name(path: str) -> str:
    return path.partition(".")[2]
