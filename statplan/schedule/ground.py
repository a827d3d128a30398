"""The ground on which a date is judged: open days, what each meeting needs, and what is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from statplan.plan import Plan, zone
from statplan.schedule.closed import OpenDays, open_days
from statplan.schedule.meeting import Meeting, Schedule, Stand
from statplan.schedule.rules import SeriesRule, series_rules, unlisted
from statplan.schedule.taken import Resource, Taken, resources
from statplan.schedule.year import BEYOND

_FAR = 40  # working days within which another date is looked for


@dataclass(frozen=True, slots=True)
class Ground:
    """What decides whether a date will do: days, rules of the series, people on no roster."""

    zone: str
    opened: OpenDays
    rules: dict[str, SeriesRule]
    unlisted: tuple[str, ...]

    def needs(self, meeting: Meeting) -> tuple[Resource, ...]:
        """The room and the people that a meeting needs for itself."""
        return resources(meeting.room, (*meeting.required, *self.unlisted))

    def why_not(self, stand: Stand, needs: tuple[Resource, ...], taken: Taken) -> str | None:
        """What speaks against a date, or None where it will do."""
        if not self.opened.first <= stand.day <= self.opened.last:
            return f"it lies outside {self.opened.first} to {self.opened.last}, which is planned"
        closed = self.opened.why_not(stand.day)
        if closed:
            return f"it is closed ({closed})"
        if stand.end.date() != stand.day:
            return "the meeting would end after midnight"
        if zone.unclear(stand.start, self.zone) or zone.unclear(stand.end, self.zone):
            return "the clocks change at that hour"
        clash = taken.clash(stand, needs)
        if clash:
            label, (kind, name) = clash
            return f"it is taken by {label}, which needs the same {kind} ({name})"
        return None

    def fitting(
        self, meeting: Meeting, after: date, before: date | None, taken: Taken
    ) -> Iterator[Stand]:
        """Dates that would do for a meeting, in order: checked as a back-up is.

        Args:
            meeting: the meeting that needs another date.
            after: the day after which to look.
            before: the series' next meeting, which it must precede.
            taken: what the other meetings and back-ups have.
        """
        rule = self.rules.get(meeting.key.series)
        times = (meeting.stand.at, *(rule.backup.times if rule else ()))
        spare = rule.backup.before_next if rule else 1
        needs = self.needs(meeting)
        for day in self.opened.following(after, 1, _FAR):
            if before and self.opened.between(day, before) < spare:
                return
            if rule and rule.avoid_beside and day in self.opened.beside:
                continue
            for at in times:
                stand = Stand(day, at, meeting.stand.minutes)
                if self.why_not(stand, needs, taken) is None:
                    yield stand
                    break


def make_ground(plan: Plan, schedule: Schedule) -> Ground:
    """The ground of a plan's year, from its first day to a little past its end."""
    rules, _, _ = series_rules(plan, schedule.first)
    opened, _, _ = open_days(plan.frequency, schedule.first, schedule.last + BEYOND)
    return Ground(schedule.zone, opened, {each.id: each for each in rules}, unlisted(plan))
