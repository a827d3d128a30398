"""The years that were published after the first one, each of which is news as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from statplan.ledger.model import Ledger, MeetingRecord, PublishedYear
from statplan.plan.english import format_year_name


@dataclass(frozen=True, slots=True)
class NewYear:
    """The first publish of a year of meetings, after an earlier year was published.

    `meeting_keys` are the meetings that it promised: one line announces them all. A meeting
    that was added later is none of them.
    """

    first: date
    last: date
    published_at: datetime
    meeting_keys: frozenset[str]

    @property
    def name(self) -> str:
        """The name of the year, which has both years of a fiscal year."""
        return format_year_name(self.first, self.last)


def list_new_years(ledger: Ledger) -> tuple[NewYear, ...]:
    """Return each year that was published after the first one, and promised a meeting, in order."""
    years = (
        NewYear(
            year.first,
            year.last,
            year.published_at,
            frozenset(_iter_promised_keys(ledger.meetings, year)),
        )
        for year in ledger.years[1:]
    )
    return tuple(year for year in years if year.meeting_keys)


def find_last_new_year(ledger: Ledger) -> NewYear | None:
    """Return the year that the last publish added; None where it added none, or was the first."""
    published_at = ledger.published.published_at if ledger.published else None
    return next(
        (year for year in list_new_years(ledger) if year.published_at == published_at), None
    )


def _iter_promised_keys(records: tuple[MeetingRecord, ...], year: PublishedYear) -> Iterator[str]:
    return (
        record.key
        for record in records
        if record.promise and year.first <= record.counted_day <= year.last
    )
