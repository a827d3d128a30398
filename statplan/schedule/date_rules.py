"""The rules by which a date is judged: open days, what each meeting needs, and what is booked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from statplan.plan import lookup, timezones
from statplan.plan.model import Plan
from statplan.plan.time_types import is_past_midnight
from statplan.plan.unlisted_people import is_unlisted
from statplan.schedule.bookings import Bookings, Resource, list_resources
from statplan.schedule.closed_days import USUAL_RULES, ClosedDayRules
from statplan.schedule.model import Meeting, Schedule, TimeSlot
from statplan.schedule.open_days import OpenDays
from statplan.schedule.rejection import Rejection
from statplan.schedule.series_rules import SeriesRule, build_series_rules

_MAX_SEARCH_DAYS = 40  # working days within which another date is looked for


@dataclass(frozen=True, slots=True)
class DateRules:
    """The rules for a date: open days, and the rules of each series of a plan."""

    zone: str
    open_days: OpenDays
    series_rules: dict[str, SeriesRule]
    plan: Plan = field(repr=False)

    def make_bookings(self) -> Bookings:
        """Return bookings, empty as yet, that can name everybody whom a meeting needs."""
        return Bookings(self._format_unlisted)

    def _format_unlisted(self, person_id: str) -> str:
        return lookup.format_job_title(self.plan, person_id) if is_unlisted(person_id) else ""

    def list_needs(self, meeting: Meeting) -> tuple[Resource, ...]:
        """Return the room and the people that a meeting needs for itself."""
        return list_resources(meeting.room, meeting.required)

    def find_rejection(
        self,
        slot: TimeSlot,
        needs: tuple[Resource, ...],
        bookings: Bookings,
        *,
        closed_day_rules: ClosedDayRules = USUAL_RULES,
        after: date | None = None,
        before: date | None = None,
        least_days_before: int = 0,
    ) -> Rejection | None:
        """Return the reason why a time slot does not fit, or None where it fits.

        Args:
            slot: the day and the hours.
            needs: the room and the people that must be free.
            bookings: what the other meetings and backups have.
            closed_day_rules: the rules of the series, which may meet on some closed days.
            after: the date of the meeting itself, which its backup must follow.
            before: the series' next date, which it must precede.
            least_days_before: the working days that must lie between it and the next date.
        """
        return (
            self._find_span_rejection(slot)
            or self._find_order_rejection(slot, after, None if least_days_before else before)
            or self._find_closed_rejection(slot, closed_day_rules)
            or self._find_gap_rejection(slot, before, least_days_before)
            or self._find_hour_rejection(slot, needs, bookings)
        )

    def find_day_rejection(
        self, slot: TimeSlot, closed_day_rules: ClosedDayRules
    ) -> Rejection | None:
        """Return why a series cannot meet on a day that the plan chose, or None where it can."""
        return self._find_span_rejection(slot) or self._find_closed_rejection(
            slot, closed_day_rules.for_chosen_days
        )

    def find_closed_day_rules(self, series_id: str) -> ClosedDayRules:
        """Return the closed-day rules of a series; the usual ones if it left the plan."""
        rule = self.series_rules.get(series_id)
        return rule.closed_day_rules if rule else USUAL_RULES

    def _find_span_rejection(self, slot: TimeSlot) -> Rejection | None:
        first, last = self.open_days.earliest, self.open_days.last
        if first <= slot.day <= last:
            return None
        return Rejection("outside", slot, planned_span=(first, last))

    def _find_closed_rejection(
        self, slot: TimeSlot, closed_day_rules: ClosedDayRules
    ) -> Rejection | None:
        closed_reason = self.open_days.find_closed_reason(slot.day, closed_day_rules)
        return Rejection("closed", slot, closed_reason) if closed_reason else None

    def _find_order_rejection(
        self, slot: TimeSlot, after: date | None, before: date | None
    ) -> Rejection | None:
        if after and slot.day <= after:
            return Rejection("not after", slot, other_day=after)
        is_late = before is not None and slot.day >= before
        return Rejection("not before", slot, other_day=before) if is_late else None

    def _find_gap_rejection(
        self, slot: TimeSlot, before: date | None, least_days: int
    ) -> Rejection | None:
        if before and self.open_days.count_working_days(slot.day, before) < least_days:
            return Rejection("too close", slot, other_day=before)
        return None

    def _find_hour_rejection(
        self, slot: TimeSlot, needs: tuple[Resource, ...], bookings: Bookings
    ) -> Rejection | None:
        if is_past_midnight(slot.start_time, slot.minutes):
            return Rejection("midnight", slot)
        if any(
            timezones.detect_clock_change(moment, self.zone) for moment in (slot.start, slot.end)
        ):
            return Rejection("clock change", slot)
        clash = bookings.find_clash(slot, needs)
        return Rejection("clash", slot, clash=clash) if clash else None

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
        least_days_before = rule.backup_window.before_next if rule else 1
        needs = self.list_needs(meeting)
        for day in self.open_days.list_working_days(after, 1, _MAX_SEARCH_DAYS):
            for start_time in times:
                slot = TimeSlot(day, start_time, meeting.slot.minutes)
                rejection = self.find_rejection(
                    slot,
                    needs,
                    bookings,
                    closed_day_rules=self.find_closed_day_rules(meeting.key.series),
                    before=before,
                    least_days_before=least_days_before,
                )
                if rejection is None:
                    yield slot
                    break


def build_date_rules(plan: Plan, schedule: Schedule) -> DateRules:
    """Return the date rules of a plan's year, from its first day to a little past its end."""
    rules, _, _ = build_series_rules(plan, schedule.first)
    return DateRules(
        schedule.zone,
        schedule.open_days,
        {rule.id: rule for rule in rules},
        plan,
    )
