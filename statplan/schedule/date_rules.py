"""The rules by which a date is judged: open days, what each meeting needs, and what is booked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from statplan.plan import timezones
from statplan.plan.model import Plan
from statplan.plan.time_phrases import is_past_midnight
from statplan.schedule.bookings import Bookings, Resource, list_resources
from statplan.schedule.model import Meeting, Schedule, TimeSlot
from statplan.schedule.open_days import BEYOND, OpenDays, build_open_days
from statplan.schedule.series_rules import SeriesRule, build_series_rules, list_unlisted_people

_MAX_SEARCH_DAYS = 40  # working days within which another date is looked for


@dataclass(frozen=True, slots=True)
class DateRules:
    """The rules for a date: open days, the rules of each series, and people on no roster."""

    zone: str
    open_days: OpenDays
    series_rules: dict[str, SeriesRule]
    unlisted_people: tuple[str, ...]

    def list_needs(self, meeting: Meeting) -> tuple[Resource, ...]:
        """Return the room and the people that a meeting needs for itself."""
        return list_resources(meeting.room, (*meeting.required, *self.unlisted_people))

    def find_rejection(
        self, slot: TimeSlot, needs: tuple[Resource, ...], bookings: Bookings
    ) -> str | None:
        """Return the reason why a date does not fit, or None where it fits."""
        if not self.open_days.first <= slot.day <= self.open_days.last:
            return (
                f"it lies outside {self.open_days.first} to {self.open_days.last}, which is planned"
            )
        closed_reason = self.open_days.find_closed_reason(slot.day)
        if closed_reason:
            return f"it is closed ({closed_reason})"
        if is_past_midnight(slot.start_time, slot.minutes):
            return "the meeting would end after midnight"
        if timezones.detect_clock_change(slot.start, self.zone) or timezones.detect_clock_change(
            slot.end, self.zone
        ):
            return "the clocks change at that hour"
        clash = bookings.find_clash(slot, needs)
        if clash:
            return f"it is {clash}"
        return None

    def iter_free_slots(
        self, meeting: Meeting, after: date, before: date | None, bookings: Bookings
    ) -> Iterator[TimeSlot]:
        """Yield the slots that fit a meeting, in order, at most one a day.

        Args:
            meeting: the meeting that needs another date.
            after: the day after which to look.
            before: the series' next meeting, which it must precede.
            bookings: what the other meetings and backups have.
        """
        rule = self.series_rules.get(meeting.key.series)
        times = (meeting.slot.start_time, *(rule.backup_window.times if rule else ()))
        least_days_between = rule.backup_window.before_next if rule else 1
        needs = self.list_needs(meeting)
        for day in self.open_days.list_working_days(after, 1, _MAX_SEARCH_DAYS):
            if before and self.open_days.count_working_days(day, before) < least_days_between:
                return
            if rule and rule.avoid_near_holidays and day in self.open_days.near_holidays:
                continue
            for start_time in times:
                slot = TimeSlot(day, start_time, meeting.slot.minutes)
                if self.find_rejection(slot, needs, bookings) is None:
                    yield slot
                    break


def build_date_rules(plan: Plan, schedule: Schedule) -> DateRules:
    """Return the date rules of a plan's year, from its first day to a little past its end."""
    rules, _, _ = build_series_rules(plan, schedule.first)
    open_days, _, _ = build_open_days(plan.frequency, schedule.first, schedule.last + BEYOND)
    return DateRules(
        schedule.zone, open_days, {rule.id: rule for rule in rules}, list_unlisted_people(plan)
    )
