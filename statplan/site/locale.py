"""A language of the public page: its catalogue of phrases, and its forms of days and times."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files

from statplan.plan.english import format_year_number
from statplan.plan.publicity import LANGUAGES

_NOON = 12
PhraseTable = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of a language by section and key. `key` names its file, `tag` is BCP 47."""

    key: str
    name: str
    tag: str
    phrases: dict[str, PhraseTable]

    def format_phrase(self, path: str, **places: object) -> str:
        """Return a phrase, such as "next.heading", with its places filled.

        Raises:
            KeyError: the catalogue has no such phrase, or a place is not filled.
        """
        return str(self.phrases[_get_section(path)][_get_name(path)]).format_map(places)

    def get_listed_name(self, path: str, index: int) -> str:
        """Return a name from a list of names, such as "months.long"."""
        return self.phrases[_get_section(path)][_get_name(path)][index]

    def format_long_day(self, day: date) -> str:
        """Format a day in prose: "Thursday, January 14, 2027"."""
        return self._format_day("long", day)

    def format_short_day(self, day: date) -> str:
        """Format a day in a table: "Thu Jan 14, 2027"."""
        return self._format_day("short", day)

    def format_month(self, day: date) -> str:
        """Format the month of a day: "January 2027"."""
        month = self.get_listed_name("months.long", day.month - 1)
        return self.format_phrase("forms.month", month=month, year=day.year)

    def format_year_name(self, first: date, last: date) -> str:
        """Format the name of a year of meetings: "2028", or "May 2027 to August 2027"."""
        months = self.format_phrase(
            "forms.months", start=self.format_month(first), end=self.format_month(last)
        )
        return format_year_number(first, last) or months

    def format_time(self, time_of_day: time) -> str:
        """Format a time of day: "8:00 a.m."; blanks in it do not break."""
        half = "morning" if time_of_day.hour < _NOON else "afternoon"
        hour = time_of_day.hour % _NOON or _NOON
        phrase = self.format_phrase(f"forms.{half}", hour=hour, minute=f"{time_of_day.minute:02}")
        return phrase.replace(" ", "\N{NO-BREAK SPACE}")

    def format_time_range(self, start: datetime, end: datetime) -> str:
        """Format a time range: "8:00 a.m. to 9:30 a.m."; the day, too, where it ends on another."""
        last = self.format_time(end.time())
        if end.date() != start.date():
            last = self.format_phrase("forms.at", day=self.format_short_day(end.date()), time=last)
        return self.format_phrase("forms.span", start=self.format_time(start.time()), end=last)

    def format_short_start(self, start: datetime) -> str:
        """Format a date with its time, for a table: "Thu Jan 14, 2027, 8:00 a.m."."""
        day, start_time = self.format_short_day(start.date()), self.format_time(start.time())
        return self.format_phrase("forms.at", day=day, time=start_time)

    def format_long_start(self, start: datetime) -> str:
        """Format a date with its time, in prose: "Thursday, January 14, 2027, 8:00 a.m."."""
        day, start_time = self.format_long_day(start.date()), self.format_time(start.time())
        return self.format_phrase("forms.at", day=day, time=start_time)

    def join_list(self, texts: Iterable[str]) -> str:
        """Join texts as a sentence lists them."""
        *most, last = [*texts] or [""]
        if not most:
            return last
        first = most[0]
        for text in most[1:]:
            first = self.format_phrase("forms.list", first=first, second=text)
        return self.format_phrase("forms.last", first=first, second=last)

    def _format_day(self, length: str, day: date) -> str:
        return self.format_phrase(
            f"forms.{length}_day",
            weekday=self.get_listed_name(f"days.{length}", day.weekday()),
            day=day.day,
            month=self.get_listed_name(f"months.{length}", day.month - 1),
            year=day.year,
        )


@cache
def load_language(key: str) -> Language:
    """Load the language of a key of `LANGUAGES`, such as "es"."""
    source = files("statplan.site.languages").joinpath(f"{key}.toml")
    phrases = tomllib.loads(source.read_text(encoding="utf-8"))
    name, tag = phrases.pop("name"), phrases.pop("tag")
    return Language(key, name, tag, phrases)


def list_languages() -> tuple[Language, ...]:
    """Return every language that there is."""
    return tuple(map(load_language, LANGUAGES))


def _get_section(path: str) -> str:
    return path.partition(".")[0]


def _get_name(path: str) -> str:
    return path.partition(".")[2]
