"""The stretch of time that is looked at: the plan's year, and a little more for its backups."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from statplan.errors import Command, Remedy, StatplanError
from statplan.plan import timezones
from statplan.plan.model import Plan
from statplan.schedule.open_days import BEYOND, find_last_day

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at, both included, local to the plan's zone."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time())

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last, time()) + _DAY

    def has_overlap(self, start: datetime, end: datetime) -> bool:
        """Return whether a stretch lies at least partly within the window."""
        return start < self.end and self.start < end


def build_window(plan: Plan) -> Window:
    """Return the plan's year of meetings, and the weeks after it that its last backups may use.

    Raises:
        StatplanError: the plan has no first day yet.
    """
    first = plan.frequency.first_day
    if first is None:
        raise _create_missing_error("frequency.first_day")
    return Window(first, find_last_day(first, plan.frequency.months) + BEYOND)


def find_home_zone(plan: Plan) -> tzinfo:
    """Return the plan's zone.

    Raises:
        StatplanError: the plan has no time zone yet.
    """
    if plan.program.timezone is None:
        raise _create_missing_error("program.timezone")
    return timezones.load_timezone(plan.program.timezone)


def _create_missing_error(path: str) -> StatplanError:
    fact = f"busy calendars cannot be read yet: {path} is not stated."
    return StatplanError(fact, remedy=Remedy("Answer it: ", Command("init", "--ask", path), "."))
