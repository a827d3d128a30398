"""By when what a meeting leaves behind is to be published, and what of it is not there."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statplan.ledger import Settled, Standing
from statplan.plan import Plan
from statplan.plan.times import WEEKDAYS
from statplan.records.kinds import Kind, promised
from statplan.schedule import Schedule

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Promise:
    """A record that the plan promises of a meeting that took place, and its last day."""

    due: date
    meeting: str
    kind: Kind


def owed(
    plan: Plan, schedule: Schedule, settled: Settled, there: Container[tuple[str, Kind]]
) -> tuple[Promise, ...]:
    """Every promised record of a meeting that took place and of which no cleared copy is there.

    Nothing is owed where the plan states no time (`publicity.redaction.within_days`).

    Args:
        plan: the plan.
        schedule: its year, which knows the holidays.
        settled: the year as it stands.
        there: the cleared copies, by meeting and kind.
    """
    within = plan.publicity.redaction.within_days
    if within is None:
        return ()
    days = _Working(plan, schedule)
    found = (
        Promise(days.after(each, within), each.key, kind)
        for each in settled.standings
        for kind in promised(plan)
        if each.course.held and (each.key, kind) not in there
    )
    return tuple(sorted(found))


class _Working:
    """The plan's working days but holidays: on closures nobody meets, and the offices work."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self._weekdays = {WEEKDAYS.index(day) for day in plan.frequency.working_days}
        self._holidays = {each.day for each in schedule.closed if each.kind == "holiday"}

    def after(self, standing: Standing, count: int) -> date:
        """The working day that is so many after a meeting; the meeting's day for none."""
        stand = standing.course.stand or standing.course.primary
        days = self._following(stand.day) if self._weekdays else iter(())
        found = stand.day
        for _ in range(count):
            found = next(days, found)
        return found

    def _following(self, day: date) -> Iterator[date]:
        while True:
            day += _DAY
            if day.weekday() in self._weekdays and day not in self._holidays:
                yield day
