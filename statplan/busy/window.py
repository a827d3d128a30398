"""The stretch of time that is looked at: the plan's year, and a little more for its back-ups."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from statplan.errors import StatplanError
from statplan.plan import Plan, zone
from statplan.schedule.year import BEYOND, last_day

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
        """The moment behind the last one."""
        return datetime.combine(self.last, time()) + _DAY

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether a stretch has a part within."""
        return start < self.end and self.start < end


def window_of(plan: Plan) -> Window:
    """The plan's year of meetings, and the weeks beyond it in which its last back-ups may stand.

    Raises:
        StatplanError: the plan has no first day yet.
    """
    first = plan.frequency.first_day
    if first is None:
        raise _lacks("frequency.first_day")
    return Window(first, last_day(first, plan.frequency.months) + BEYOND)


def home_of(plan: Plan) -> tzinfo:
    """The plan's zone.

    Raises:
        StatplanError: the plan has no time zone yet.
    """
    if plan.program.timezone is None:
        raise _lacks("program.timezone")
    return zone.zone(plan.program.timezone)


def _lacks(path: str) -> StatplanError:
    fact = f"busy calendars cannot be read yet: {path} is not stated."
    return StatplanError(fact, hint=f"Answer it: `statplan init --ask {path}`.")
